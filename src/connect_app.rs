//! Connect's own module: loaded by the page when Connect is opened, so that the first view is
//! spared it. What it knows lives here and survives a change of route.

use crate::browser::connect::ConnectProps;
use crate::components::connect::View;
use crate::hooks::connect::{use_buttons_focus, use_connect, use_countdown, use_message_list};
use crate::hooks::use_end_in_view;
use crate::pages::connect_page;
use yew::prelude::*;

/// Connect.
#[component]
pub fn ConnectApp(props: &ConnectProps) -> Html {
    let (model, send) = use_connect(&props.page);
    use_buttons_focus(model.connection());
    let session = &model.connection().session;
    let last = |id: Option<u64>| model.shown.then(|| id.unwrap_or_default());
    let timeline = use_end_in_view(last(session.timeline.back().map(|item| item.id + 1)));
    let list = use_message_list(&model, &send);
    let next = use_countdown(session.next_try);
    let view = View {
        text: model.language.text(),
        model: &*model,
        send: &send,
    };
    connect_page(view, timeline, &list, next)
}
