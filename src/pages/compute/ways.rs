//! The ways in: the list of them, and the frame of the further ones. What stands in the frame is the
//! engine's.

use crate::components::{NoticeKind, View, element, notice};
use crate::route::flow_href;
use connack_protocol::Flow;
use yew::prelude::*;

/// All ways in, as links.
pub(super) fn ways(view: View<'_>) -> Html {
    let (text, shown) = (view.text.compute, view.model.flow.flow);
    let all = [None].into_iter().chain(Flow::ALL.map(Some));
    html! {
        <nav class="ways" aria-label={text.ways}>
            { for all.zip(text.way_names).map(|(way, name)| {
                let current = (way == shown).then_some("page");
                html! { <a href={flow_href(way)} aria-current={current}>{ name }</a> }
            }) }
        </nav>
    }
}

/// A further way in.
pub(super) fn further(view: View<'_>, flow: Flow) -> Html {
    let (frame, state) = (view.text.frame, &view.model.flow);
    if !state.failed.is_empty() {
        let said = (frame.module_failed)(&state.failed);
        return notice(NoticeKind::Bad, "flow-failed", &said, html! {});
    }
    match &state.shown {
        // Fields of one are not made into those of another.
        Some((of, node)) if *of == flow => {
            html! { <div id="flow" key={flow.name()}>{ element(view, node) }</div> }
        }
        Some(_) | None => html! { <p class="hint" role="status">{ frame.module_loading }</p> },
    }
}
