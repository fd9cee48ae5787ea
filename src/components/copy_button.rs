//! A button that copies one text.

use crate::components::View;
use crate::hooks::press;
use crate::state::{Intends, Knows};
use yew::prelude::*;

/// Copies `text` and says so. `what` is the id of what is copied; `label` is the button's own text,
/// `name` what it copies, for those who do not see where it stands.
pub fn copy_button<M: Knows, I: Intends>(
    view: View<'_, M, I>,
    what: &'static str,
    class: &'static str,
    label: &'static str,
    name: &str,
    text: String,
) -> Html {
    let frame = view.text.frame;
    let (label, state) = match view.model.copied().filter(|(of, _)| *of == what) {
        None => (label, "idle"),
        Some((_, true)) => (frame.copied, "copied"),
        Some((_, false)) => (frame.copy_failed, "failed"),
    };
    let disabled = text.is_empty();
    html! {
        <button type="button" {class} data-copies={what} data-state={state} {disabled}
            onclick={press(view.send, I::copy(what, text))}>
            <span aria-live="polite">{ label }</span>
            if !name.is_empty() { <span class="off-view">{ " " }{ name }</span> }
        </button>
    }
}
