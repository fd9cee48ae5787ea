//! What the device does by itself: repeated sending, rules, the simulated thing, what it did.

mod repeat;
mod rule_editor;
mod rules;
mod thing;
mod told;

use crate::components::connect::View;
use crate::components::connect::sub_devices::sub_devices;
use yew::prelude::*;

/// The panel.
pub fn behaves(view: View<'_>) -> Html {
    let text = view.model.language.behaves();
    html! {
        <section class="panel behaves" aria-labelledby="behaves-title">
            <h2 id="behaves-title">{ text.title }</h2>
            { repeat::repeat(view) }
            { rules::rules(view) }
            { thing::thing(view) }
            { sub_devices(view) }
            { told::told(view) }
        </section>
    }
}
