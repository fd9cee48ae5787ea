//! The header: brand, pages, what leaves this page, language, theme, forget.

use crate::hooks::{LanguageHandle, Theme, ThemeHandle, focus, use_text};
use crate::route::Route;
use yew::prelude::*;

/// Props of [`Header`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct HeaderProps {
    /// The page that is shown.
    pub route: Route,
    /// The language and its switch.
    pub language: LanguageHandle,
    /// The theme and its switch.
    pub theme: ThemeHandle,
    /// Requests to other hosts so far.
    pub requests: usize,
    /// Called to forget everything.
    pub onforget: Callback<()>,
}

/// The header of every page.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let text = use_text();
    let frame = text.frame;
    let other = props.language.language.other();
    let choose_language = props.language.choose.reform(move |_: MouseEvent| other);
    let next = props.theme.theme.next();
    let choose_theme = props.theme.choose.reform(move |_: MouseEvent| next);
    let theme = match props.theme.theme {
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
                    let current = (route == props.route).then_some("page");
                    html! { <a href={route.href()} aria-current={current}>{ name }</a> }
                }) }
            </nav>
            <div class="header-right">
                <span id="trust" data-requests={props.requests.to_string()}>
                    { (frame.trust)(props.requests) }
                    { " " }<a href="#/about">{ frame.trust_how }</a>
                </span>
                <button type="button" id="language" class="quiet" lang={other.tag()}
                    onclick={choose_language}>
                    { frame.other_language }
                </button>
                <button type="button" id="theme" class="quiet" data-theme={props.theme.theme.name()}
                    onclick={choose_theme}>
                    <span class="off-view">{ frame.theme }{ " " }</span>{ theme }
                </button>
                <button type="button" id="forget" class="quiet" title={frame.forget_hint}
                    onclick={props.onforget.reform(|_: MouseEvent| ())}>
                    { frame.forget }
                </button>
            </div>
        </header>
    }
}
