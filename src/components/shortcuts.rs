//! The list of keys, over the page. The browser keeps the focus inside, closes it with Escape, and
//! gives the focus back.

use crate::components::View;
use crate::hooks::press;
use crate::state::Intent;
use yew::prelude::*;

/// The id of the dialog.
pub const SHORTCUTS: &str = "shortcuts";

/// The list, closed as long as nobody asks for it.
pub fn shortcuts(view: View<'_>) -> Html {
    let text = view.text.shortcuts;
    let close = press(view.send, Intent::Shortcuts);
    html! {
        <dialog id={SHORTCUTS} class="shortcuts" aria-labelledby="shortcuts-title" closedby="any">
            <div class="shortcuts-head">
                <h2 id="shortcuts-title">{ text.title }</h2>
                <button type="button" id="shortcuts-close" class="quiet" onclick={close}>
                    { text.close }
                </button>
            </div>
            { for text.groups.iter().map(|group| html! {
                <>
                    <h3>{ group.place }</h3>
                    <dl>
                        { for group.keys.iter().map(|(keys, does)| html! {
                            <>
                                <dt>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt>
                                <dd>{ *does }</dd>
                            </>
                        }) }
                    </dl>
                </>
            }) }
        </dialog>
    }
}
