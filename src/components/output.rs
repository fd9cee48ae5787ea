//! One value that a device must send, with its copy button.

use crate::components::{View, copy_button, wire};
use crate::state::Part;
use yew::prelude::*;

/// A value with the stable id of its element, what it is, and a word on it; no parts: no value.
pub fn output(
    view: View<'_>,
    id: &'static str,
    label: &'static str,
    why: &'static str,
    parts: &[Part],
) -> Html {
    let value: String = parts.iter().map(|part| part.text.as_str()).collect();
    html! {
        <div class="output">
            <dt>{ label }<span class="why">{ why }</span></dt>
            <dd>{ wire(view.text, Some(id), parts) }</dd>
            <dd>{ copy_button(view, id, "copy", view.text.frame.copy, label, value) }</dd>
        </div>
    }
}
