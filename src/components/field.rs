//! Labelled fields: a text and a choice, with hint and problems beside them.

use crate::components::{View, mark};
use crate::hooks::{chosen, press, submit_key, typed};
use crate::state::{Intends, Intent, Knows, Problem};
use connack_signer::Subject;
use yew::prelude::*;

/// A text to be typed.
pub struct TextField<'a, I: Intends = Intent> {
    /// The stable id.
    pub id: &'static str,
    /// The visible label.
    pub label: &'static str,
    /// The field's mark, if it has one.
    pub mark: Option<&'static str>,
    /// The text.
    pub value: &'a str,
    /// What typing does.
    pub action: fn(String) -> I::Action,
    /// A word on what belongs here; may be empty.
    pub hint: &'a str,
    /// What is to be said against it.
    pub problems: Vec<(Subject, Problem)>,
    /// A sentence against it, where no subject of the platform is meant.
    pub wrong: Option<&'a str>,
    /// The id of a list of suggestions.
    pub list: Option<&'static str>,
    /// What pasting does in place of pasting.
    pub onpaste: Option<Callback<Event>>,
    /// It is hidden unless this is true; and what shows or hides it.
    pub secret: Option<(bool, I)>,
    /// It cannot be typed into.
    pub disabled: bool,
    /// It has several lines.
    pub multiline: bool,
    /// What Ctrl+Enter does.
    pub submit: Option<I>,
    /// A button beside the text.
    pub beside: Html,
}

impl<'a, I: Intends> TextField<'a, I> {
    /// A plain field.
    pub fn new(
        id: &'static str,
        label: &'static str,
        value: &'a str,
        action: fn(String) -> I::Action,
    ) -> Self {
        Self {
            id,
            label,
            value,
            action,
            mark: None,
            hint: "",
            problems: Vec::new(),
            wrong: None,
            list: None,
            onpaste: None,
            secret: None,
            disabled: false,
            multiline: false,
            submit: None,
            beside: html! {},
        }
    }
}

/// A labelled text with hint and problems.
pub fn text_field<M: Knows, I: Intends>(view: View<'_, M, I>, field: TextField<'_, I>) -> Html {
    let TextField {
        id,
        label,
        value,
        hint,
        disabled,
        beside,
        problems,
        onpaste,
        wrong,
        list,
        ..
    } = field;
    let said = format!("{id}-said");
    let broken = wrong.is_some()
        || problems
            .iter()
            .any(|(_, problem)| matches!(problem, Problem::Wire(_)));
    let oninput = typed(view.send, field.action);
    let onkeydown = field.submit.map(|intent| submit_key(view.send, intent));
    let hidden = matches!(field.secret, Some((false, _)));
    // Chromium's password manager takes a secret and a change of route for a login and asks a
    // service whether the secret has leaked, `autocomplete` or not; one-time passwords it leaves
    // alone, and knows them by their name.
    let name = field.secret.as_ref().map(|_| "otp");
    let value = value.to_owned();
    let element = if field.multiline {
        html! {
            <textarea {id} {value} {oninput} {onkeydown} rows="3" aria-describedby={said.clone()}
                aria-invalid={if broken { "true" } else { "false" }} autocomplete="off" spellcheck="false" autocapitalize="off" />
        }
    } else {
        html! {
            <input {id} {name} type={if hidden { "password" } else { "text" }} {value} {oninput}
                {onkeydown} {onpaste} {disabled} {list} aria-describedby={said.clone()}
                aria-invalid={if broken { "true" } else { "false" }} autocomplete="off"
                spellcheck="false" autocapitalize="off" />
        }
    };
    html! {
        <div class="field">
            <label for={id}>{ for field.mark.map(mark) }{ label }</label>
            <div class="field-row">
                { element }
                { for field.secret.map(|(shown, turn)| reveal_button(view, id, label, shown, turn)) }
                { beside }
            </div>
            <div id={said} class="field-said">
                <div aria-live="polite">
                    { for problems.iter().map(|(of, problem)| {
                        let (kind, said) = match problem {
                            Problem::Wire(error) => ("bad", (view.text.field.wire)(*error)),
                            Problem::Odd(oddity) => ("warn", (view.text.field.odd)(*of, *oddity)),
                        };
                        html! { <p class="problem" data-kind={kind}>{ said }</p> }
                    }) }
                    { for wrong.map(|wrong| html! {
                        <p class="problem" data-kind="bad">{ wrong }</p>
                    }) }
                </div>
                if !hint.is_empty() { <p class="hint">{ hint }</p> }
            </div>
        </div>
    }
}

fn reveal_button<M: Knows, I: Intends>(
    view: View<'_, M, I>,
    id: &'static str,
    label: &'static str,
    shown: bool,
    turn: I,
) -> Html {
    let compute = view.text.compute;
    html! {
        <button type="button" class="copy" aria-pressed={shown.to_string()} aria-controls={id}
            onclick={press(view.send, turn)}>
            { if shown { compute.hide } else { compute.reveal } }
            <span class="off-view">{ " " }{ label }</span>
        </button>
    }
}

/// A choice among wire spellings.
pub struct SelectField<'a, I: Intends = Intent> {
    /// The stable id.
    pub id: &'static str,
    /// The visible label.
    pub label: &'static str,
    /// The field's mark, if it has one.
    pub mark: Option<&'static str>,
    /// The chosen value.
    pub value: &'a str,
    /// All choices: the value, and what a person reads.
    pub choices: &'a [(&'a str, &'a str)],
    /// A word on it; may be empty.
    pub hint: &'static str,
    /// What choosing does.
    pub action: fn(String) -> I::Action,
}

/// A labelled choice.
pub fn select_field<M: Knows, I: Intends>(view: View<'_, M, I>, field: SelectField<'_, I>) -> Html {
    let SelectField {
        id,
        label,
        value,
        choices,
        hint,
        ..
    } = field;
    let said = format!("{id}-said");
    // An option's attribute counts until the first choice by hand, the select's property after it.
    html! {
        <div class="field">
            <label for={id}>{ for field.mark.map(mark) }{ label }</label>
            <select {id} ~value={value.to_owned()} oninput={typed(view.send, field.action)}
                onchange={chosen(view.send, field.action)} aria-describedby={said.clone()}
                autocomplete="off">
                { for choices.iter().map(|(choice, label)| html! {
                    <option key={*choice} value={choice.to_string()} selected={*choice == value}>
                        { *label }
                    </option>
                }) }
            </select>
            <div id={said} class="field-said">
                if !hint.is_empty() { <p class="hint">{ hint }</p> }
            </div>
        </div>
    }
}
