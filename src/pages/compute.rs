//! Compute: what you have, the working, what the device must send.

mod identity;

use crate::components::{CopyButton, NoticeKind, notice, output, working};
use crate::hooks::page_facts;
use crate::route::Route;
use crate::state::{
    Computed, Filled, FormAction, FormState, Outcome, Part, PartKind, Signed, parts_of_client_id,
    parts_of_host, parts_of_username,
};
use crate::text::Text;
use connack_signer::SecureMode;
use identity::identity;
use yew::prelude::*;

/// The page Compute. `self_check` tells whether the documented example came out right.
pub fn compute_page(
    text: &Text,
    form: &UseReducerHandle<FormState>,
    computed: &Computed,
    self_check: bool,
    onpractice: &Callback<()>,
) -> Html {
    html! {
        <>
            <h1 class="off-view">{ text.compute.title }</h1>
            { notices(text, form) }
            <div class="compute">
                { identity(text, form, computed, onpractice) }
                { working(text, computed.signed(), self_check) }
                { must_send(text, form, computed) }
            </div>
        </>
    }
}

/// What filled the form, with the way back.
fn notices(text: &Text, form: &UseReducerHandle<FormState>) -> Html {
    let compute = text.compute;
    let dispatcher = form.dispatcher();
    let undo = Callback::from(move |_: MouseEvent| dispatcher.dispatch(FormAction::Undo));
    let said = form.filled.as_ref().map(|(what, _)| match what {
        Filled::Pasted => compute.filled_pasted,
        Filled::Example => compute.filled_example,
        Filled::Practice => compute.filled_practice,
        Filled::Link => compute.filled_link,
    });
    let undo = html! {
        <button type="button" id="undo" class="quiet" onclick={undo}>{ compute.undo }</button>
    };
    html! {
        <>
            if form.secret_in_link {
                { notice(NoticeKind::Bad, "secret-in-link", compute.secret_in_link, html! {}) }
            }
            if let Some(said) = said { { notice(NoticeKind::Info, "filled", said, undo) } }
        </>
    }
}

/// The values that a device must send.
fn must_send(text: &Text, form: &UseReducerHandle<FormState>, computed: &Computed) -> Html {
    let compute = text.compute;
    let signed = computed.signed();
    let parts = |of: &dyn Fn(&Signed) -> Vec<Part>| signed.map(of).unwrap_or_default();
    let plain = |text: String| {
        vec![Part {
            kind: PartKind::Plain,
            text,
        }]
    };
    let host = parts(&|signed| parts_of_host(signed, &signed.endpoint.host));
    let port = parts(&|signed| plain(signed.endpoint.port.to_string()));
    let url = parts(&|signed| parts_of_host(signed, &signed.endpoint.websocket_url));
    let client_id = parts(&parts_of_client_id);
    let username = parts(&parts_of_username);
    let password = parts(&|signed| plain(signed.signing.password()));
    let mixed = page_facts().https && form.form.secure_mode == SecureMode::Plain;
    let dispatcher = form.dispatcher();
    let mend = Callback::from(move |_: MouseEvent| {
        dispatcher.dispatch(FormAction::SecureMode(SecureMode::Tls));
    });
    let mend = html! {
        <button type="button" class="quiet" onclick={mend}>{ compute.mixed_mend }</button>
    };
    html! {
        <section class="panel must-send" aria-labelledby="must-send-title">
            <h2 id="must-send-title">{ compute.must_send }</h2>
            { match computed.outcome {
                Outcome::Untouched => html! { <p class="hint" id="empty">{ compute.empty }</p> },
                Outcome::Broken => notice(NoticeKind::Bad, "broken", compute.broken, html! {}),
                Outcome::Signed(_) => html! {},
            } }
            <dl class="outputs">
                { output(text, "out-host", compute.host, compute.why_host, &host) }
                { output(text, "out-port", compute.port, "", &port) }
                { output(text, "out-websocket-url", compute.websocket, compute.why_websocket, &url) }
                { output(text, "out-mqtt-client-id", compute.mqtt_client_id,
                    compute.why_mqtt_client_id, &client_id) }
                { output(text, "out-username", compute.username, compute.why_username, &username) }
                { output(text, "out-password", compute.password, "", &password) }
            </dl>
            if mixed { { notice(NoticeKind::Warn, "mixed-content", compute.mixed, mend) } }
            <div class="actions">
                <a class="primary" href={Route::Connect.href()}>{ compute.connect }</a>
                <CopyButton class="quiet" label={compute.copy_text} what=""
                    text={signed.map(Signed::to_lines).unwrap_or_default()} />
                <CopyButton class="quiet" label={compute.copy_json} what=""
                    text={signed.map(Signed::to_json).unwrap_or_default()} />
            </div>
        </section>
    }
}
