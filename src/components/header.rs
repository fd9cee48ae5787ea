//! The header: brand, pages, what leaves this page, language, theme, keys, forget.

use crate::components::View;
use crate::hooks::press;
use crate::route::Route;
use crate::state::{Intent, Theme};
use yew::prelude::*;

/// The header of every page.
pub fn header(view: View<'_>) -> Html {
    let View { text, model, send } = view;
    let frame = text.frame;
    let other = model.language.other();
    let theme_name = match model.theme {
        Theme::Auto => frame.theme_auto,
        Theme::Light => frame.theme_light,
        Theme::Dark => frame.theme_dark,
    };
    html! {
        <header class="header">
            <button type="button" class="skip" onclick={press(send, Intent::Focus("main"))}>
                { frame.skip }
            </button>
            <a class="brand" href={Route::Compute.href()}>
                { "Connack" }<code aria-hidden="true">{ "20 02 00 00" }</code>
            </a>
            <nav aria-label={frame.navigation}>
                { for Route::ALL.into_iter().map(|route| {
                    let name = frame.page(route);
                    let current = (route == model.route).then_some("page");
                    html! { <a href={route.href()} aria-current={current}>{ name }</a> }
                }) }
            </nav>
            <div class="header-right">
                <span id="trust" data-requests={model.requests.to_string()}>
                    { (frame.trust)(model.requests) }
                    { " " }<a href={Route::About.href()}>{ frame.trust_how }</a>
                </span>
                <button type="button" id="language" class="quiet" lang={other.tag()}
                    onclick={press(send, Intent::Language(other))}>
                    { frame.other_language }
                </button>
                <button type="button" id="theme" class="quiet" data-theme={model.theme.name()}
                    onclick={press(send, Intent::Theme(model.theme.next()))}>
                    <span class="off-view">{ frame.theme }{ " " }</span>{ theme_name }
                </button>
                <button type="button" id="shortcuts-open" class="quiet" aria-haspopup="dialog"
                    aria-keyshortcuts="?" title={text.shortcuts.title}
                    onclick={press(send, Intent::Shortcuts)}>
                    <span aria-hidden="true">{ "?" }</span>
                    <span class="off-view">{ text.shortcuts.title }</span>
                </button>
                <button type="button" id="forget" class="quiet" title={frame.forget_hint}
                    onclick={press(send, Intent::Forget)}>
                    { frame.forget }
                </button>
            </div>
        </header>
    }
}
