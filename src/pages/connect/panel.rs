//! Where to connect and as whom, the two buttons, and the phase.

use crate::components::connect::{
    View, connection_options, credentials_source, next_try, typed_credentials, wanted,
};
use crate::components::{NoticeKind, TextField, notice, text_field, wire};
use crate::hooks::{press, switched};
use crate::route::Route;
use crate::state::connect::{
    Action, Asked, FormAction, Intent, NotTried, Source, Subject, WorkerState, is_local, may_try,
    registration,
};
use crate::state::{parts_of_client_id, parts_of_username};
use connack_diagnosis::{Observation, explain};
use connack_protocol::{Credentials, FromConnectPage, ToSession};
use connack_signer::MqttClientId;
use yew::prelude::*;

/// The panel that opens and closes the connection.
pub(super) fn connection_panel(view: View<'_>, next: Option<(u64, u32)>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.connect();
    let (connect, session) = (&model.connection().form, &model.connection().session);
    let credentials = model.credentials();
    let active = session.phase.is_active();
    let url = connect.effective_url(credentials);
    let shown_url = connect.url.as_deref().unwrap_or(&url);
    let url_field = TextField {
        hint: text.broker_url_hint,
        ..TextField::new("broker-url", text.broker_url, shown_url, |text| {
            Action::Form(FormAction::Url(text))
        })
    };
    let keep_alive_wrong = connect.keep_alive_s().is_none();
    let keep_alive = TextField {
        hint: if keep_alive_wrong {
            text.keep_alive_wrong
        } else {
            text.keep_alive_hint
        },
        ..TextField::new("keep-alive", text.keep_alive, &connect.keep_alive, |text| {
            Action::Form(FormAction::KeepAlive(text))
        })
    };
    let onclean = switched(send, |clean| Action::Form(FormAction::CleanSession(clean)));
    let decline = Intent::All(vec![
        Intent::Change(Action::Form(FormAction::Decline)),
        Intent::Focus("connect"),
    ]);
    html! {
        <section class="panel" aria-labelledby="connection-title">
            <h2 id="connection-title">{ text.connection }</h2>
            { text_field(view, url_field) }
            { cannot_open(view, &url) }
            <div class="field-pair">
                { text_field(view, keep_alive) }
                <label class="check">
                    <input type="checkbox" id="clean-session" checked={connect.clean_session}
                        onchange={onclean} autocomplete="off" />
                    <span>{ text.clean_session }</span>
                </label>
            </div>
            { credentials_source(view) }
            { match (credentials, connect.options.source) {
                (_, Source::Typed) => typed_credentials(view),
                (Some(credentials), Source::Compute | Source::Kept) => sends(view, credentials),
                (None, Source::Compute | Source::Kept) => no_credentials(view),
            } }
            { registers(view, &url) }
            { connection_options(view, &url) }
            { wanted(view) }
            if let Some((said, yes)) = question(view) {
                { notice(NoticeKind::Warn, "ask", &said, html! {
                    <div class="actions">
                        <button type="button" id="ask-yes" class="quiet"
                            onclick={press(send, Intent::Connect { agreed: true })}>
                            { yes }
                        </button>
                        <button type="button" id="ask-no" class="quiet"
                            onclick={press(send, decline)}>
                            { text.ask_no }
                        </button>
                    </div>
                }) }
            }
            <div class="actions">
                <button type="button" id="connect" class="primary"
                    disabled={active || credentials.is_none() || keep_alive_wrong
                        || session.list.tools.is_busy_with_opened()}
                    onclick={press(send, Intent::Connect { agreed: false })}>
                    { text.connect }
                </button>
                <button type="button" id="disconnect" class="quiet" disabled={!active}
                    onclick={press(send, Intent::Session(ToSession::Disconnect))}>
                    { text.disconnect }
                </button>
            </div>
            <p id="phase" class="phase" role="status" data-phase={session.phase.name()}>
                { (text.phase)(session.phase) }
            </p>
            { next_try(view, next) }
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

/// What a connection that registers is, before it is made.
fn registers(view: View<'_>, url: &str) -> Html {
    let text = view.model.language.registering();
    let client_id = view
        .model
        .credentials()
        .map(|of| of.mqtt_client_id.as_str());
    let Some(registration) = client_id.and_then(registration) else {
        return html! {};
    };
    let url = url.trim();
    let plain = url.starts_with("ws://") && !is_local(url);
    notice(
        NoticeKind::Info,
        "registers",
        (text.registers)(registration),
        html! {
            if plain { <p class="problem" data-kind="warn">{ text.needs_tls }</p> }
        },
    )
}

/// What the person is asked before connecting, and the words of agreeing.
fn question(view: View<'_>) -> Option<(String, &'static str)> {
    let language = view.model.language;
    Some(match view.model.connection().form.asking.as_ref()? {
        Asked::Eviction(Subject { host, .. }) => {
            let text = language.connect();
            ((text.ask)(host), text.ask_yes)
        }
        Asked::Registration(Subject { host, .. }) => {
            let text = language.registering();
            let of = view.model.credentials()?;
            let registration = registration(&of.mqtt_client_id)?;
            ((text.ask)(registration, host), text.ask_yes)
        }
        Asked::Version5(Subject { host, .. }) => {
            let text = language.connection();
            ((text.ask_version)(host), text.ask_version_yes)
        }
    })
}

/// Why this page cannot open the URL, and what helps.
fn cannot_open(view: View<'_>, url: &str) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.connect();
    let Err(why) = may_try(url.trim(), model.facts) else {
        return html! {};
    };
    if url.is_empty() {
        return html! {};
    }
    let typed = model.connection().form.url.as_deref();
    let mend = match typed.and_then(|url| url.trim().strip_prefix("ws://")) {
        Some(rest) => Intent::Change(Action::Form(FormAction::Url(format!("wss://{rest}")))),
        None => Intent::Page(FromConnectPage::SecureModeTls),
    };
    let use_wss = html! {
        <button type="button" class="quiet" id="use-wss" onclick={press(send, mend)}>
            { text.use_wss }
        </button>
    };
    let (said, mend) = match why {
        NotTried::Scheme => (text.scheme, html! {}),
        NotTried::Policy => (
            text.policy,
            html! {
                <div class="actions">
                    { use_wss }
                    <a class="quiet" href="any-broker.html#/connect">{ text.policy_link }</a>
                </div>
            },
        ),
        NotTried::MixedContent => {
            let said =
                explain(Observation::MixedContent).map(|entry| model.language.of(entry.problem));
            (said.unwrap_or(text.policy), use_wss)
        }
    };
    notice(NoticeKind::Warn, "cannot-open", said, mend)
}

/// The CONNECT fields that will be sent; the password stays on Compute.
fn sends(view: View<'_>, of: &Credentials) -> Html {
    let (text, connect) = (view.text, view.model.language.connect());
    let client_id = MqttClientId::parse(&of.mqtt_client_id);
    let username = parts_of_username(&of.device_name, &of.product_key);
    html! {
        <dl class="credentials">
            <dt>{ connect.credentials }</dt>
            <dd>{ wire(text, None, &parts_of_client_id(&client_id)) }</dd>
            <dd>{ wire(text, None, &username) }</dd>
            <dd class="hint">
                { text.compute.password }{ ": " }
                { match view.model.connection().form.options.source {
                    Source::Kept => view.model.language.connection().password_kept,
                    Source::Compute | Source::Typed => connect.password_from_compute,
                } }
            </dd>
        </dl>
    }
}

/// What to do first.
fn no_credentials(view: View<'_>) -> Html {
    let (text, connect) = (view.text, view.model.language.connect());
    notice(
        NoticeKind::Info,
        "no-credentials",
        connect.no_credentials,
        html! {
            <div class="actions">
                <a class="quiet" href={Route::Compute.href()}>{ connect.to_compute }</a>
                <button type="button" class="quiet" onclick={press(view.send, Intent::Page(FromConnectPage::Practice))}>
                    { text.compute.try_it }
                </button>
            </div>
        },
    )
}
