//! One value that a device must send, with its copy button.

use crate::components::{CopyButton, Wire};
use crate::state::Part;
use yew::prelude::*;

/// Props of [`Output`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct OutputProps {
    /// The stable id.
    pub id: AttrValue,
    /// What it is.
    pub label: AttrValue,
    /// A word on it.
    #[prop_or_default]
    pub why: AttrValue,
    /// The value in pieces; empty when there is none.
    pub parts: Vec<Part>,
}

/// One value that a device must send.
#[component]
pub fn Output(props: &OutputProps) -> Html {
    let value: String = props.parts.iter().map(|part| part.text.as_str()).collect();
    html! {
        <div class="output">
            <dt>{ &props.label }<span class="why">{ &props.why }</span></dt>
            <dd><Wire id={props.id.clone()} parts={props.parts.clone()} /></dd>
            <dd class="output-copy"><CopyButton text={value} what={props.label.clone()} /></dd>
        </div>
    }
}
