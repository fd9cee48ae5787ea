//! "To a colleague": a link with its QR code, and Markdown. Both are the engine's, which is asked for
//! them once this is opened. And what there is to say about a link that was opened.

use crate::components::{NoticeKind, View, element, notice};
use crate::hooks::switched;
use crate::state::{Action, ShareAction};
use connack_protocol::Trouble;
use yew::prelude::*;

/// The panel, closed at first.
pub fn share(view: View<'_>) -> Html {
    // It may be closed again: what was asked for once is kept up.
    let ontoggle = switched(view.send, |_| Action::Share(ShareAction::Open));
    html! {
        // Each page has its own: the one is not the other's, opened.
        <details id="share" class="panel" {ontoggle} key={view.model.route.href()}>
            <summary>{ view.text.share.title }</summary>
            { if view.model.can_share() {
                made(view)
            } else {
                html! { <p class="hint" id="share-empty">{ view.text.share.empty }</p> }
            } }
        </details>
    }
}

/// What was made, and whether secrets are in it.
fn made(view: View<'_>) -> Html {
    let (text, state) = (view.text, &view.model.share);
    if !state.failed.is_empty() {
        let said = (text.frame.module_failed)(&state.failed);
        return notice(NoticeKind::Bad, "share-failed", &said, html! {});
    }
    html! {
        <>
            { check(view, "share-secret", text.share.secret, state.secret,
                |on| Action::Share(ShareAction::Secret(on))) }
            if state.secret {
                { check(view, "share-secret-sure", text.share.sure, state.sure,
                    |on| Action::Share(ShareAction::Sure(on))) }
            }
            { element(view, &state.shown) }
        </>
    }
}

fn check(
    view: View<'_>,
    id: &'static str,
    label: &'static str,
    checked: bool,
    action: fn(bool) -> Action,
) -> Html {
    let onchange = switched(view.send, action);
    html! {
        <label class="check">
            <input type="checkbox" {id} {checked} {onchange} autocomplete="off" />
            <span>{ label }</span>
        </label>
    }
}

/// What there is to say about the link that this page was opened with.
pub fn linked(view: View<'_>) -> Html {
    let (text, model) = (view.text, view.model);
    let Some(linked) = model.linked.as_ref().filter(|of| of.route == model.route) else {
        return html! {};
    };
    let share = text.share;
    let trouble = linked.trouble.as_ref().map(|trouble| match trouble {
        Trouble::Version(version) => (share.version)(version),
        Trouble::Damaged => share.damaged.into(),
        Trouble::Unknown(name) => (share.unknown)(name),
    });
    html! {
        <>
            if let Some(said) = trouble {
                { notice(NoticeKind::Bad, "link-trouble", &said, html! {}) }
            }
            if linked.secrets_dropped {
                { notice(NoticeKind::Bad, "secret-in-link", text.compute.secret_in_link, html! {}) }
            }
            if linked.secrets_read {
                { notice(NoticeKind::Warn, "link-secret", share.secrets_read, html! {}) }
            }
        </>
    }
}
