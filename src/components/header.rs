//! The header: brand, pages, what leaves this page, language, theme, forget.

use crate::hooks::{LanguageHandle, Theme, ThemeHandle, focus};
use crate::route::Route;
use yew::prelude::*;

/// The header of every page. `requests` counts those to other hosts so far.
pub fn header(
    route: Route,
    language: &LanguageHandle,
    theme: &ThemeHandle,
    requests: usize,
    onforget: &Callback<()>,
) -> Html {
    let text = language.language.text();
    let shown = route;
    let frame = text.frame;
    let other = language.language.other();
    let choose_language = language.choose.reform(move |_: MouseEvent| other);
    let next = theme.theme.next();
    let choose_theme = theme.choose.reform(move |_: MouseEvent| next);
    let theme_name = match theme.theme {
        Theme::Auto => frame.theme_auto,
        Theme::Light => frame.theme_light,
        Theme::Dark => frame.theme_dark,
    };
    html! {
        <header class="header">
            <button type="button" class="skip" onclick={|_: MouseEvent| focus("main")}>
                { frame.skip }
            </button>
            <a class="brand" href="#/compute">
                { "Connack" }<code aria-hidden="true">{ "20 02 00 00" }</code>
            </a>
            <nav aria-label={frame.navigation}>
                { for Route::ALL.into_iter().map(|route| {
                    let name = match route {
                        Route::Compute => frame.compute,
                        Route::Connect => frame.connect,
                        Route::About => frame.about,
                    };
                    let current = (route == shown).then_some("page");
                    html! { <a href={route.href()} aria-current={current}>{ name }</a> }
                }) }
            </nav>
            <div class="header-right">
                <span id="trust" data-requests={requests.to_string()}>
                    { (frame.trust)(requests) }
                    { " " }<a href="#/about">{ frame.trust_how }</a>
                </span>
                <button type="button" id="language" class="quiet" lang={other.tag()}
                    onclick={choose_language}>
                    { frame.other_language }
                </button>
                <button type="button" id="theme" class="quiet" data-theme={theme.theme.name()}
                    onclick={choose_theme}>
                    <span class="off-view">{ frame.theme }{ " " }</span>{ theme_name }
                </button>
                <button type="button" id="forget" class="quiet" title={frame.forget_hint}
                    onclick={onforget.reform(|_: MouseEvent| ())}>
                    { frame.forget }
                </button>
            </div>
        </header>
    }
}
