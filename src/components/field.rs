//! Labelled fields: a text and a choice, with hint and problems beside them.

use crate::components::mark;
use crate::hooks::{on_paste, on_value, use_text};
use crate::state::Problem;
use connack_signer::Subject;
use yew::prelude::*;

/// Props of [`TextField`].
#[derive(Clone, PartialEq, Properties)]
pub struct TextFieldProps {
    /// The stable id.
    pub id: &'static str,
    /// The visible label.
    pub label: &'static str,
    /// The field's mark, if it has one.
    #[prop_or_default]
    pub mark: Option<&'static str>,
    /// The text.
    pub value: AttrValue,
    /// Called with the text at each change.
    pub onchange: Callback<String>,
    /// Offered a pasted text; says whether it was taken.
    #[prop_or_default]
    pub onpaste: Option<Callback<String, bool>>,
    /// A word on what belongs here.
    #[prop_or_default]
    pub hint: AttrValue,
    /// What is wrong or odd.
    #[prop_or_default]
    pub problems: Vec<Problem>,
    /// Which value it is, for the words of its problems.
    #[prop_or(Subject::Host)]
    pub subject: Subject,
    /// Hidden unless revealed.
    #[prop_or_default]
    pub secret: bool,
    /// Cannot be typed into.
    #[prop_or_default]
    pub disabled: bool,
    /// Several lines.
    #[prop_or_default]
    pub multiline: bool,
    /// Called for keys.
    #[prop_or_default]
    pub onkeydown: Option<Callback<KeyboardEvent>>,
    /// A button or the like beside the text.
    #[prop_or_default]
    pub children: Html,
}

/// A labelled text with hint and problems.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let text = use_text();
    let revealed = use_state_eq(|| false);
    let toggle = {
        let revealed = revealed.clone();
        Callback::from(move |_: MouseEvent| revealed.set(!*revealed))
    };
    let said = format!("{}-said", props.id);
    let broken = props
        .problems
        .iter()
        .any(|problem| matches!(problem, Problem::Wire(_)));
    let oninput = on_value(props.onchange.clone());
    let onpaste = props.onpaste.clone().map(on_paste);
    let onkeydown = props.onkeydown.clone();
    let kind = if props.secret && !*revealed {
        "password"
    } else {
        "text"
    };
    let invalid = if broken { "true" } else { "false" };
    let field = if props.multiline {
        html! {
            <textarea id={props.id} value={props.value.clone()} {oninput} {onkeydown} rows="3"
                aria-describedby={said.clone()} autocomplete="off" spellcheck="false"
                autocapitalize="off" />
        }
    } else {
        html! {
            <input id={props.id} type={kind} value={props.value.clone()} {oninput} {onkeydown}
                onpaste={onpaste} disabled={props.disabled}
                aria-describedby={said.clone()} aria-invalid={invalid} autocomplete="off"
                spellcheck="false" autocapitalize="off" />
        }
    };
    html! {
        <div class="field">
            <label for={props.id}>
                { for props.mark.map(mark) }
                { props.label }
            </label>
            <div class="field-row">
                { field }
                if props.secret {
                    <button type="button" class="copy" aria-pressed={revealed.to_string()}
                        onclick={toggle} aria-controls={props.id}>
                        { if *revealed { text.compute.hide } else { text.compute.reveal } }
                        <span class="off-view">{ " " }{ props.label }</span>
                    </button>
                }
                { props.children.clone() }
            </div>
            <div id={said} class="field-said">
                <div aria-live="polite">
                    { for props.problems.iter().map(|problem| match problem {
                        Problem::Wire(error) => html! {
                            <p class="problem" data-kind="bad">{ (text.field.wire)(*error) }</p>
                        },
                        Problem::Odd(oddity) => html! {
                            <p class="problem" data-kind="warn">
                                { (text.field.odd)(props.subject, *oddity) }
                            </p>
                        },
                    }) }
                </div>
                if !props.hint.is_empty() { <p class="hint">{ &props.hint }</p> }
            </div>
        </div>
    }
}

/// One choice of a select.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The value: the wire spelling.
    pub value: AttrValue,
    /// What a person reads.
    pub label: AttrValue,
}

impl Choice {
    /// A choice whose wire spelling says it all.
    pub fn plain(value: impl Into<AttrValue>) -> Self {
        let value = value.into();
        Self {
            label: value.clone(),
            value,
        }
    }
}

/// A choice among wire spellings, with what is said beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct SelectField {
    /// The stable id.
    pub id: &'static str,
    /// The visible label.
    pub label: &'static str,
    /// The field's mark, if it has one.
    pub mark: Option<&'static str>,
    /// The chosen value.
    pub value: AttrValue,
    /// All choices.
    pub choices: Vec<Choice>,
    /// A word on it; may be empty.
    pub hint: &'static str,
}

/// A labelled choice; `onchange` gets the chosen value.
pub fn select_field(field: SelectField, onchange: Callback<String>) -> Html {
    let SelectField {
        id,
        label,
        mark: part,
        value,
        choices,
        hint,
    } = field;
    let said = format!("{id}-said");
    html! {
        <div class="field">
            <label for={id}>{ for part.map(mark) }{ label }</label>
            <select {id} oninput={on_value(onchange)} aria-describedby={said.clone()}
                autocomplete="off">
                { for choices.iter().map(|choice| html! {
                    <option key={choice.value.as_str()} value={choice.value.clone()}
                        selected={choice.value == value}>
                        { &choice.label }
                    </option>
                }) }
            </select>
            <div id={said} class="field-said">
                if !hint.is_empty() { <p class="hint">{ hint }</p> }
            </div>
        </div>
    }
}
