//! The frame of the page: what it knows, the header, and the page of the route.

use crate::components::{NoticeKind, View, header, notice};
use crate::hooks::{use_end_in_view, use_model};
use crate::pages::{about_page, compute_page, connect_page, verify_page};
use crate::route::Route;
use yew::prelude::*;

/// The app. What it knows lives here, so that it survives a change of route.
#[component]
pub fn App() -> Html {
    let (model, send) = use_model();
    let on_connect = model.route == Route::Connect;
    let last = |id: Option<u64>| on_connect.then(|| id.unwrap_or_default());
    let timeline = use_end_in_view(last(model.session.timeline.back().map(|item| item.id + 1)));
    let messages = use_end_in_view(last(model.session.messages.back().map(|row| row.number)));
    let view = View {
        text: model.text(),
        model: &model,
        send: &send,
    };
    html! {
        <>
            { header(view) }
            <main id="main" tabindex="-1">
                if model.forgotten {
                    { notice(NoticeKind::Info, "forgotten", view.text.frame.forgotten, html! {}) }
                }
                { match model.route {
                    Route::Compute => compute_page(view),
                    Route::Verify => verify_page(view),
                    Route::Connect => connect_page(view, timeline, messages),
                    Route::About => about_page(view),
                } }
            </main>
        </>
    }
}
