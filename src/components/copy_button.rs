//! A button that copies one text.

use crate::hooks::{CopyState, use_clipboard, use_text};
use yew::prelude::*;

/// Props of [`CopyButton`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CopyButtonProps {
    /// What is copied.
    pub text: AttrValue,
    /// What it is, for those who do not see where the button stands.
    pub what: AttrValue,
    /// The button's own text; "Copy" by default.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Another look than the small one.
    #[prop_or(classes!("copy"))]
    pub class: Classes,
}

/// Copies a text and says so.
#[component]
pub fn CopyButton(props: &CopyButtonProps) -> Html {
    let frame = use_text().frame;
    let (state, copy) = use_clipboard();
    let onclick = {
        let text = props.text.clone();
        Callback::from(move |_: MouseEvent| copy.emit(text.to_string()))
    };
    let idle = props.label.clone().unwrap_or_else(|| frame.copy.into());
    let (label, name) = match state {
        CopyState::Idle => (idle, "idle"),
        CopyState::Copied => (frame.copied.into(), "copied"),
        CopyState::Failed => (frame.copy_failed.into(), "failed"),
    };
    html! {
        <button type="button" class={props.class.clone()} data-state={name} {onclick}
            disabled={props.text.is_empty()}>
            <span aria-live="polite">{ label }</span>
            <span class="off-view">{ " " }{ &props.what }</span>
        </button>
    }
}
