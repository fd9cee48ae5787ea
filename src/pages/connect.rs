//! Connect: be the device, and see every packet.

mod panel;

use crate::components::connect::{
    ListNodes, View, behaves, messages, profiles, publish_form, registered, subscribe_form, tab_id,
    tabs, timeline,
};
use panel::connection_panel;
use yew::prelude::*;

/// The page Connect; the references are put on the two lists that scroll. `next`: in how many
/// seconds the next try follows, and which.
pub fn connect_page(
    view: View<'_>,
    timeline_scroll: NodeRef,
    list: &ListNodes,
    next: Option<(u64, u32)>,
) -> Html {
    let shown = tab_id(view.model.connection().id);
    html! {
        <>
            <h1 class="off-view">{ view.model.language.connect().title }</h1>
            { tabs(view) }
            <div class="connect" id="connection-view" role="tabpanel" aria-labelledby={shown}>
                <div class="connect-side">
                    { connection_panel(view, next) }
                    { profiles(view) }
                    { subscribe_form(view) }
                    { publish_form(view) }
                    { behaves(view) }
                </div>
                <div class="connect-main">
                    { timeline(view, timeline_scroll) }
                    { registered(view) }
                    { messages(view, list) }
                </div>
            </div>
        </>
    }
}
