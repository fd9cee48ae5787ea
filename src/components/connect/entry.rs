//! Small fields of a kind: where each stands among many of its kind goes with what is typed.

use crate::components::connect::View;
use crate::hooks::{chosen_at, typed_at};
use crate::state::connect::Action;
use yew::prelude::*;

/// A field among many.
pub(super) struct Entry<'a, P: Copy + 'static> {
    /// The id; no other field has it.
    pub id: String,
    /// The visible label.
    pub label: &'a str,
    /// The text.
    pub value: &'a str,
    /// Which field it is.
    pub place: P,
    /// What typing does.
    pub action: fn(P, String) -> Action,
    /// What is wrong with it.
    pub problems: Vec<String>,
    /// A word on what belongs here; may be empty.
    pub hint: &'a str,
    /// Lines; 1: a single one.
    pub rows: u32,
}

impl<'a, P: Copy + 'static> Entry<'a, P> {
    /// A field of one line.
    pub(super) fn new(
        id: String,
        label: &'a str,
        value: &'a str,
        place: P,
        action: fn(P, String) -> Action,
    ) -> Self {
        Self {
            id,
            label,
            value,
            place,
            action,
            problems: Vec::new(),
            hint: "",
            rows: 1,
        }
    }

    /// It with this against it, if any.
    pub(super) fn wrong(self, problem: Option<&str>) -> Self {
        Self {
            problems: problem.into_iter().map(str::to_owned).collect(),
            ..self
        }
    }

    /// The labelled field, its problems beside it.
    pub(super) fn show(self, view: View<'_>) -> Html {
        let said = format!("{}-said", self.id);
        let id = self.id.clone();
        let oninput = typed_at(view.send, self.place, self.action);
        let invalid = if self.problems.is_empty() {
            "false"
        } else {
            "true"
        };
        let value = self.value.to_owned();
        html! {
            <div class="field">
                <label for={self.id}>{ self.label }</label>
                if self.rows > 1 {
                    <textarea {id} {value} {oninput} rows={self.rows.to_string()}
                        aria-describedby={said.clone()} aria-invalid={invalid} autocomplete="off"
                        spellcheck="false" autocapitalize="off" />
                } else {
                    <input {id} type="text" {value} {oninput} aria-describedby={said.clone()}
                        aria-invalid={invalid} autocomplete="off" spellcheck="false"
                        autocapitalize="off" />
                }
                <div id={said} class="field-said">
                    <div aria-live="polite">
                        { for self.problems.iter().map(|problem| html! {
                            <p class="problem" data-kind="bad">{ problem }</p>
                        }) }
                    </div>
                    if !self.hint.is_empty() { <p class="hint">{ self.hint }</p> }
                </div>
            </div>
        }
    }
}

/// A labelled choice among many of its kind: values and what a person reads.
pub(super) fn choice<P: Copy + 'static>(
    view: View<'_>,
    id: String,
    label: &str,
    value: &str,
    choices: &[(&'static str, &'static str)],
    (place, action): (P, fn(P, String) -> Action),
) -> Html {
    html! {
        <div class="field">
            <label for={id.clone()}>{ label }</label>
            <select {id} ~value={value.to_owned()} oninput={typed_at(view.send, place, action)}
                onchange={chosen_at(view.send, place, action)} autocomplete="off">
                { for choices.iter().map(|(choice, label)| html! {
                    <option key={*choice} value={*choice} selected={*choice == value}>
                        { *label }
                    </option>
                }) }
            </select>
        </div>
    }
}
