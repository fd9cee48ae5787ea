//! The connections beside one another, as tabs.

use crate::components::connect::View;
use crate::components::{NoticeKind, notice};
use crate::hooks::connect::tab_keys;
use crate::hooks::press;
use crate::state::connect::{Action, Intent, TabAction};
use yew::prelude::*;

/// The id of the tab of a connection.
pub fn tab_id(connection: u32) -> String {
    format!("tab-{connection}")
}

/// The tabs, and what makes and closes them.
pub fn tabs(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let (text, phases) = (model.language.connection(), model.language.connect());
    let shown = model.connection();
    let ids: Vec<u32> = model.connections.iter().map(|of| of.id).collect();
    let close = match shown.session.phase.is_active() {
        true => Intent::Change(Action::Tab(TabAction::AskClose(Some(shown.id)))),
        false => Intent::CloseConnection(shown.id),
    };
    let close_label = (text.close_connection)(&model.title(shown));
    let add = Intent::Change(Action::Tab(TabAction::New));
    html! {
        <>
            <div class="tabs">
                <div role="tablist" id="connections" aria-label={text.connections}
                    onkeydown={tab_keys(send, ids, model.active)}>
                    { for model.connections.iter().map(|of| {
                        let (phase, unread) = (of.session.phase, of.unread());
                        let is_shown = of.id == shown.id;
                        html! {
                            <button type="button" role="tab" key={of.id} id={tab_id(of.id)}
                                aria-selected={is_shown.to_string()} aria-controls="connection-view"
                                tabindex={if is_shown { "0" } else { "-1" }}
                                onclick={press(send, Intent::ShowConnection(of.id))}>
                                <span class="tab-name">{ model.title(of) }</span>
                                <span class="tab-phase" data-phase={phase.name()}>
                                    { (phases.phase)(phase) }
                                </span>
                                if unread > 0 {
                                    <span class="tag" data-unread={unread.to_string()}>
                                        { (text.unread)(unread) }
                                    </span>
                                }
                            </button>
                        }
                    }) }
                </div>
                <div class="tab-actions">
                    <button type="button" id="close-connection" class="copy" aria-label={close_label}
                        onclick={press(send, close)}>
                        { "✕" }
                    </button>
                    <button type="button" id="new-connection" class="quiet"
                        onclick={press(send, add)}>
                        { text.new_connection }
                    </button>
                </div>
            </div>
            { closing(view) }
        </>
    }
}

/// Asks before a connection is closed that is in use.
fn closing(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.connection();
    let mut all = model.connections.iter();
    let Some(of) = all.find(|of| model.closing == Some(of.id)) else {
        return html! {};
    };
    let keep = Intent::All(vec![
        Intent::Change(Action::Tab(TabAction::AskClose(None))),
        Intent::Focus("close-connection"),
    ]);
    let said = (text.close_asks)(&model.title(of));
    notice(
        NoticeKind::Warn,
        "close-ask",
        &said,
        html! {
            <div class="actions">
                <button type="button" id="close-yes" class="quiet"
                    onclick={press(send, Intent::CloseConnection(of.id))}>
                    { text.close_yes }
                </button>
                <button type="button" id="close-no" class="quiet" onclick={press(send, keep)}>
                    { text.close_no }
                </button>
            </div>
        },
    )
}
