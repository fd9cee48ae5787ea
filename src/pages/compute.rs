//! Compute: what you have, the working, what the device must send; and the further ways in.

mod identity;
mod ways;

use crate::components::{
    NoticeKind, View, copy_button, linked, notice, output, share, use_in, working,
};
use crate::hooks::press;
use crate::route::Route;
use crate::state::{
    Action, Filled, FormAction, Intent, Outcome, Part, PartKind, Signed, parts_of_client_id,
    parts_of_host, parts_of_username,
};
use connack_signer::SecureMode;
use identity::identity;
use ways::{further, ways};
use yew::prelude::*;

/// The page Compute.
pub fn compute_page(view: View<'_>) -> Html {
    html! {
        <>
            <h1 class="off-view">{ view.text.compute.title }</h1>
            { ways(view) }
            { notices(view) }
            { match view.model.flow.flow {
                Some(flow) => further(view, flow),
                None => direct(view),
            } }
        </>
    }
}

/// The direct login.
fn direct(view: View<'_>) -> Html {
    html! {
        <>
            <div class="compute">
                { identity(view) }
                { working(view) }
                { must_send(view) }
            </div>
            { use_in(view) }
            { share(view) }
        </>
    }
}

/// What filled the form, with the way back.
fn notices(view: View<'_>) -> Html {
    let (compute, form) = (view.text.compute, &view.model.form);
    let said = form.filled.as_ref().map(|(what, _)| match what {
        Filled::Pasted => compute.filled_pasted,
        Filled::Example => compute.filled_example,
        Filled::Practice => compute.filled_practice,
        // One that was read from a link is there still, or another one of the same device.
        Filled::Link if !form.form.device_secret.is_empty() => view.text.share.filled_secret,
        Filled::Link => compute.filled_link,
        Filled::Profile => compute.filled_profile,
        Filled::Flow => compute.filled_flow,
    });
    let onclick = press(view.send, Intent::Change(Action::Form(FormAction::Undo)));
    let undo = html! {
        <button type="button" id="undo" class="quiet" {onclick}>{ compute.undo }</button>
    };
    html! {
        <>
            { linked(view) }
            if let Some(said) = said { { notice(NoticeKind::Info, "filled", said, undo) } }
        </>
    }
}

fn plain(text: String) -> Vec<Part> {
    vec![Part {
        kind: PartKind::Plain,
        text,
    }]
}

/// The values of the outputs, none without a result: host, port, URL, client id, user name,
/// password.
fn values(signed: Option<&Signed>) -> [Vec<Part>; 6] {
    let Some(signed) = signed else {
        return Default::default();
    };
    [
        parts_of_host(signed, &signed.endpoint.host),
        plain(signed.endpoint.port.to_string()),
        parts_of_host(signed, &signed.endpoint.websocket_url),
        parts_of_client_id(&signed.signing.mqtt_client_id),
        parts_of_username(signed.device_name.as_str(), signed.product_key.as_str()),
        plain(signed.signing.password()),
    ]
}

/// The values that a device must send.
fn must_send(view: View<'_>) -> Html {
    let View { text, model, send } = view;
    let compute = text.compute;
    let signed = model.computed.signed();
    let [host, port, url, client_id, username, password] = values(signed);
    let mixed = model.surroundings.https && model.form.form.secure_mode == SecureMode::Plain;
    let tls = Action::Form(FormAction::SecureMode(SecureMode::Tls));
    let mend = html! {
        <button type="button" class="quiet" onclick={press(send, Intent::Change(tls))}>
            { compute.mixed_mend }
        </button>
    };
    let lines = signed.map(Signed::to_lines).unwrap_or_default();
    let json = signed.map(Signed::to_json).unwrap_or_default();
    html! {
        <section class="panel must-send" aria-labelledby="must-send-title">
            <h2 id="must-send-title">{ compute.must_send }</h2>
            { match model.computed.outcome {
                Outcome::Untouched => html! { <p class="hint" id="empty">{ compute.empty }</p> },
                Outcome::Broken => notice(NoticeKind::Bad, "broken", compute.broken, html! {}),
                Outcome::Signed(_) => html! {},
            } }
            <dl class="outputs">
                { output(view, "out-host", compute.host, compute.why_host, &host) }
                { output(view, "out-port", compute.port, "", &port) }
                { output(view, "out-websocket-url", compute.websocket, compute.why_websocket, &url) }
                { output(view, "out-mqtt-client-id", compute.mqtt_client_id,
                    compute.why_mqtt_client_id, &client_id) }
                { output(view, "out-username", compute.username, compute.why_username, &username) }
                { output(view, "out-password", compute.password, "", &password) }
            </dl>
            if mixed { { notice(NoticeKind::Warn, "mixed-content", compute.mixed, mend) } }
            <div class="actions">
                <a class="primary" href={Route::Connect.href()}>{ compute.connect }</a>
                { copy_button(view, "all-text", "quiet", compute.copy_text, "", lines) }
                { copy_button(view, "all-json", "quiet", compute.copy_json, "", json) }
            </div>
        </section>
    }
}
