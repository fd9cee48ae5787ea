//! The frame of the page: what it knows, the header, and the page of the route.

use crate::components::{NoticeKind, View, header, notice, shortcuts};
use crate::hooks::{WITHIN, use_model};
use crate::pages::{about_page, compute_page, verify_page};
use crate::route::Route;
use crate::state::ConnectModule;
use yew::prelude::*;

/// The app. What it knows lives here, so that it survives a change of route.
#[component]
pub fn App() -> Html {
    let (model, send) = use_model();
    let view = View {
        text: model.text(),
        model: &*model,
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
                    Route::Connect => connect_state(view),
                    Route::About => about_page(view),
                } }
                // Filled by Connect's module, which lives on while another page is shown.
                <div id={WITHIN} hidden={model.route != Route::Connect}></div>
            </main>
            { shortcuts(view) }
        </>
    }
}

/// What there is to say about Connect's module.
fn connect_state(view: View<'_>) -> Html {
    let frame = view.text.frame;
    match &view.model.connect {
        ConnectModule::NotLoaded | ConnectModule::Loading => {
            html! { <p class="hint" role="status">{ frame.module_loading }</p> }
        }
        ConnectModule::Running => html! {},
        ConnectModule::Failed(what) => {
            let said = (frame.module_failed)(what);
            notice(NoticeKind::Bad, "connect-failed", &said, html! {})
        }
    }
}
