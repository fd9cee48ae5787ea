//! Compute: what you have, the working, what the device must send.

mod identity;

use crate::components::{CopyButton, Notice, NoticeKind, Output, Working};
use crate::hooks::{page_facts, use_text};
use crate::route::Route;
use crate::state::{
    Computed, Filled, FormAction, FormState, Outcome, Part, PartKind, Signed, parts_of_client_id,
    parts_of_host, parts_of_username, self_check,
};
use connack_signer::SecureMode;
use identity::Identity;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`Compute`].
#[derive(Clone, PartialEq, Properties)]
pub struct ComputeProps {
    /// The form.
    pub form: UseReducerHandle<FormState>,
    /// What follows from it.
    pub computed: Rc<Computed>,
    /// Called to try the practice device.
    pub onpractice: Callback<()>,
}

/// The page Compute.
#[component]
pub fn Compute(props: &ComputeProps) -> Html {
    let text = use_text();
    let checked = use_memo((), |()| self_check());
    let signed = props.computed.signed().cloned().map(Rc::new);
    html! {
        <>
            <h1 class="off-view">{ text.compute.title }</h1>
            <Notices form={props.form.clone()} />
            <div class="compute">
                <Identity form={props.form.clone()} computed={props.computed.clone()}
                    onpractice={props.onpractice.clone()} />
                <Working signed={signed.clone()} self_check={*checked} />
                <MustSend form={props.form.clone()} computed={props.computed.clone()} {signed} />
            </div>
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct NoticesProps {
    form: UseReducerHandle<FormState>,
}

/// What filled the form, with the way back.
#[component]
fn Notices(props: &NoticesProps) -> Html {
    let compute = use_text().compute;
    let dispatcher = props.form.dispatcher();
    let undo = Callback::from(move |_: MouseEvent| dispatcher.dispatch(FormAction::Undo));
    let said = props.form.filled.as_ref().map(|(what, _)| match what {
        Filled::Pasted => compute.filled_pasted,
        Filled::Example => compute.filled_example,
        Filled::Practice => compute.filled_practice,
        Filled::Link => compute.filled_link,
    });
    html! {
        <>
            if props.form.secret_in_link {
                <Notice kind={NoticeKind::Bad} id="secret-in-link">
                    <p>{ compute.secret_in_link }</p>
                </Notice>
            }
            if let Some(said) = said {
                <Notice kind={NoticeKind::Info} id="filled">
                    <p>{ said }</p>
                    <button type="button" id="undo" class="quiet" onclick={undo}>{ compute.undo }</button>
                </Notice>
            }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct MustSendProps {
    form: UseReducerHandle<FormState>,
    computed: Rc<Computed>,
    signed: Option<Rc<Signed>>,
}

/// The values that a device must send.
#[component]
fn MustSend(props: &MustSendProps) -> Html {
    let compute = use_text().compute;
    let signed = props.signed.as_deref();
    let parts = |of: &dyn Fn(&Signed) -> Vec<Part>| signed.map(of).unwrap_or_default();
    let plain = |text: String| {
        vec![Part {
            kind: PartKind::Plain,
            text,
        }]
    };
    let mixed = page_facts().https && props.form.form.secure_mode == SecureMode::Plain;
    let dispatcher = props.form.dispatcher();
    let mend = Callback::from(move |_: MouseEvent| {
        dispatcher.dispatch(FormAction::SecureMode(SecureMode::Tls));
    });
    html! {
        <section class="panel must-send" aria-labelledby="must-send-title">
            <h2 id="must-send-title">{ compute.must_send }</h2>
            { match props.computed.outcome {
                Outcome::Untouched => html! { <p class="hint" id="empty">{ compute.empty }</p> },
                Outcome::Broken => html! {
                    <Notice kind={NoticeKind::Bad} id="broken"><p>{ compute.broken }</p></Notice>
                },
                Outcome::Signed(_) => html! {},
            } }
            <dl class="outputs">
                <Output id="out-host" label={compute.host} why={compute.why_host}
                    parts={parts(&|signed| parts_of_host(signed, &signed.endpoint.host))} />
                <Output id="out-port" label={compute.port}
                    parts={parts(&|signed| plain(signed.endpoint.port.to_string()))} />
                <Output id="out-websocket-url" label={compute.websocket} why={compute.why_websocket}
                    parts={parts(&|signed| parts_of_host(signed, &signed.endpoint.websocket_url))} />
                <Output id="out-mqtt-client-id" label={compute.mqtt_client_id}
                    why={compute.why_mqtt_client_id} parts={parts(&parts_of_client_id)} />
                <Output id="out-username" label={compute.username} why={compute.why_username}
                    parts={parts(&parts_of_username)} />
                <Output id="out-password" label={compute.password}
                    parts={parts(&|signed| plain(signed.signing.password()))} />
            </dl>
            if mixed {
                <Notice kind={NoticeKind::Warn} id="mixed-content">
                    <p>{ compute.mixed }</p>
                    <button type="button" class="quiet" onclick={mend}>{ compute.mixed_mend }</button>
                </Notice>
            }
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
