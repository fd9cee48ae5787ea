//! Connect: be the device, and see every packet.

mod panel;

use crate::components::connect::{
    ListNodes, View, behaves, messages, publish_form, subscribe_form, timeline,
};
use panel::connection_panel;
use yew::prelude::*;

/// The page Connect; the references are put on the two lists that scroll.
pub fn connect_page(view: View<'_>, timeline_scroll: NodeRef, list: &ListNodes) -> Html {
    html! {
        <>
            <h1 class="off-view">{ view.model.language.connect().title }</h1>
            <div class="connect">
                <div class="connect-side">
                    { connection_panel(view) }
                    { subscribe_form(view) }
                    { publish_form(view) }
                    { behaves(view) }
                </div>
                <div class="connect-main">
                    { timeline(view, timeline_scroll) }
                    { messages(view, list) }
                </div>
            </div>
        </>
    }
}
