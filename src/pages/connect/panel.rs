//! Where to connect and as whom, the two buttons, and the phase.

use crate::components::{NoticeKind, TextField, notice, wire};
use crate::hooks::{SessionHandle, on_checked, page_facts};
use crate::route::Route;
use crate::state::{
    Computed, ConnectAction, ConnectForm, FormAction, FormState, NotTried, Plan, SessionAction,
    Signed, WorkerState, may_try, parts_of_client_id, parts_of_username, plan,
};
use crate::text::Text;
use connack_diagnosis::{Observation, explain};
use connack_protocol::ToSession;
use connack_signer::SecureMode;
use std::rc::Rc;
use yew::prelude::*;

/// What the panel needs of the page.
pub(super) struct Panel<'a> {
    /// The form of Compute.
    pub form: &'a UseReducerHandle<FormState>,
    /// What follows from it.
    pub computed: &'a Rc<Computed>,
    /// The fields of Connect.
    pub connect: &'a UseReducerHandle<ConnectForm>,
    /// The session.
    pub session: &'a SessionHandle,
    /// Called to try the practice device.
    pub onpractice: &'a Callback<()>,
}

/// The panel that opens and closes the connection.
pub(super) fn connection_panel(all: &Text, props: &Panel<'_>) -> Html {
    let text = all.connect;
    let connect = props.connect;
    let signed = props.computed.signed();
    let session = &props.session.state;
    let active = session.phase.is_active();
    let url = connect.effective_url(signed);
    let set = |make: fn(String) -> ConnectAction| {
        let dispatcher = connect.dispatcher();
        Callback::from(move |value: String| dispatcher.dispatch(make(value)))
    };
    let onclean = {
        let dispatcher = connect.dispatcher();
        on_checked(Callback::from(move |clean| {
            dispatcher.dispatch(ConnectAction::CleanSession(clean));
        }))
    };
    let onconnect = {
        let (computed, connect, session) = (
            props.computed.clone(),
            connect.clone(),
            props.session.clone(),
        );
        Callback::from(move |agreed: bool| {
            let mut form = (*connect).clone();
            if agreed {
                form.confirmed.extend(form.asking.clone());
                connect.dispatch(ConnectAction::Confirm);
            }
            match plan(&form, computed.signed(), page_facts()) {
                Plan::Go(connect) => session.request.emit(ToSession::Connect(*connect)),
                Plan::Ask(host) => connect.dispatch(ConnectAction::Ask(host)),
                Plan::Refuse(NotTried::MixedContent) => {
                    if let Some(entry) = explain(Observation::MixedContent) {
                        session.state.dispatch(SessionAction::NotTried(entry));
                    }
                }
                // What the fields say already.
                Plan::Refuse(NotTried::Policy | NotTried::Scheme) | Plan::NotReady => {}
            }
        })
    };
    let decline = {
        let dispatcher = connect.dispatcher();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(ConnectAction::Decline))
    };
    let ondisconnect = props
        .session
        .request
        .reform(|_: MouseEvent| ToSession::Disconnect);
    let keep_alive_problem = connect.keep_alive_s().is_none();
    let keep_alive_hint = if keep_alive_problem {
        text.keep_alive_wrong
    } else {
        text.keep_alive_hint
    };
    html! {
        <section class="panel" aria-labelledby="connection-title">
            <h2 id="connection-title">{ text.connection }</h2>
            <TextField id="broker-url" label={text.broker_url} value={url.clone()}
                onchange={set(ConnectAction::Url)} hint={text.broker_url_hint} />
            { cannot_open(props, all, &url) }
            <div class="field-pair">
                <TextField id="keep-alive" label={text.keep_alive} value={connect.keep_alive.clone()}
                    onchange={set(ConnectAction::KeepAlive)} hint={keep_alive_hint} />
                <label class="check">
                    <input type="checkbox" id="clean-session" checked={connect.clean_session}
                        onchange={onclean} autocomplete="off" />
                    <span>{ text.clean_session }</span>
                </label>
            </div>
            { match signed {
                Some(signed) => credentials(signed, all),
                None => notice(NoticeKind::Info, "no-credentials", text.no_credentials, html! {
                    <div class="actions">
                        <a class="quiet" href={Route::Compute.href()}>{ text.to_compute }</a>
                        <button type="button" class="quiet"
                            onclick={props.onpractice.reform(|_: MouseEvent| ())}>
                            { all.compute.try_it }
                        </button>
                    </div>
                }),
            } }
            if let Some(host) = &connect.asking {
                { notice(NoticeKind::Warn, "ask", &(text.ask)(host), html! {
                    <div class="actions">
                        <button type="button" id="ask-yes" class="quiet"
                            onclick={onconnect.reform(|_: MouseEvent| true)}>
                            { text.ask_yes }
                        </button>
                        <button type="button" id="ask-no" class="quiet" onclick={decline}>
                            { text.ask_no }
                        </button>
                    </div>
                }) }
            }
            <div class="actions">
                <button type="button" id="connect" class="primary"
                    disabled={active || signed.is_none() || keep_alive_problem}
                    onclick={onconnect.reform(|_: MouseEvent| false)}>
                    { text.connect }
                </button>
                <button type="button" id="disconnect" class="quiet" disabled={!active}
                    onclick={ondisconnect}>
                    { text.disconnect }
                </button>
            </div>
            <p id="phase" class="phase" role="status" data-phase={session.phase.name()}>
                { (text.phase)(session.phase) }
            </p>
            { match &session.worker {
                WorkerState::Loading => html! { <p class="hint">{ text.worker_loading }</p> },
                WorkerState::Failed(what) => {
                    let said = (text.worker_failed)(what);
                    notice(NoticeKind::Bad, "worker-failed", &said, html! {})
                }
                WorkerState::NotLoaded | WorkerState::Ready => html! {},
            } }
        </section>
    }
}

/// Why this page cannot open the URL, and what helps.
fn cannot_open(props: &Panel<'_>, all: &Text, url: &str) -> Html {
    let text = all.connect;
    if url.is_empty() {
        return html! {};
    }
    let Err(why) = may_try(url.trim(), page_facts()) else {
        return html! {};
    };
    let use_wss = {
        let (form, connect) = (props.form.dispatcher(), props.connect.clone());
        let typed = connect.url.clone();
        Callback::from(move |_: MouseEvent| {
            form.dispatch(FormAction::SecureMode(SecureMode::Tls));
            if let Some(rest) = typed
                .as_deref()
                .and_then(|url| url.trim().strip_prefix("ws://"))
            {
                connect.dispatch(ConnectAction::Url(format!("wss://{rest}")));
            }
        })
    };
    let (said, mend) = match why {
        NotTried::Scheme => (text.scheme, html! {}),
        NotTried::Policy => (
            text.policy,
            html! {
                <div class="actions">
                    <button type="button" class="quiet" id="use-wss" onclick={use_wss}>
                        { text.use_wss }
                    </button>
                    <a class="quiet" href="any-broker.html#/connect">{ text.policy_link }</a>
                </div>
            },
        ),
        NotTried::MixedContent => (
            explain(Observation::MixedContent)
                .map_or(text.policy, |entry| all.language.of(entry.problem)),
            html! {
                <button type="button" class="quiet" id="use-wss" onclick={use_wss}>
                    { text.use_wss }
                </button>
            },
        ),
    };
    notice(NoticeKind::Warn, "cannot-open", said, mend)
}

/// The CONNECT fields that will be sent; the password stays on Compute.
fn credentials(signed: &Signed, all: &Text) -> Html {
    html! {
        <dl class="credentials">
            <dt>{ all.connect.credentials }</dt>
            <dd>{ wire(all, None, &parts_of_client_id(signed)) }</dd>
            <dd>{ wire(all, None, &parts_of_username(signed)) }</dd>
            <dd class="hint">
                { all.compute.password }{ ": " }{ all.connect.password_from_compute }
            </dd>
        </dl>
    }
}
