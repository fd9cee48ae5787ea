//! "Use it in …": the credentials as a program or commands for a device. The texts are the engine's,
//! which is asked for them once this is opened.

use crate::components::{NoticeKind, SelectField, View, element, notice, select_field};
use crate::hooks::switched;
use crate::state::{Action, UseInAction};
use connack_protocol::{Attr, Node};
use yew::prelude::*;

/// The panel, closed at first.
pub fn use_in(view: View<'_>) -> Html {
    let text = view.text.compute;
    // It may be closed again: what was asked for once is kept up.
    let ontoggle = switched(view.send, |_| Action::UseIn(UseInAction::Open));
    html! {
        <details id="use-in" class="panel" {ontoggle}>
            <summary>{ text.use_in }</summary>
            { if view.model.computed.signed().is_none() {
                html! { <p class="hint" id="use-empty">{ text.use_empty }</p> }
            } else {
                written(view)
            } }
        </details>
    }
}

/// What to choose, and what is written for it.
fn written(view: View<'_>) -> Html {
    let (text, state) = (view.text, &view.model.use_in);
    if !state.failed.is_empty() {
        let said = (text.frame.module_failed)(&state.failed);
        return notice(NoticeKind::Bad, "use-failed", &said, html! {});
    }
    let choices: Vec<(&str, &str)> = state.targets.inside.iter().map(choice).collect();
    if choices.is_empty() {
        return html! { <p class="hint" role="status">{ text.frame.module_loading }</p> };
    }
    let chosen = if state.target.is_empty() {
        choices[0].0
    } else {
        &state.target
    };
    let target = SelectField {
        id: "use-target",
        label: text.compute.use_target,
        mark: None,
        value: chosen,
        choices: &choices,
        hint: "",
        action: |id| Action::UseIn(UseInAction::Target(id)),
    };
    let onchange = switched(view.send, |on| Action::UseIn(UseInAction::WithPassword(on)));
    html! {
        <>
            { select_field(view, target) }
            <label class="check">
                <input type="checkbox" id="use-password" checked={state.with_password} {onchange}
                    autocomplete="off" />
                <span>{ text.compute.use_password }</span>
            </label>
            { element(view, &state.written) }
        </>
    }
}

/// A target as the engine names it: its id, and what people call it.
fn choice(target: &Node) -> (&str, &str) {
    let id = target.attrs.iter().find(|(of, _)| *of == Attr::Value);
    (id.map_or("", |(_, id)| id), &target.text)
}
