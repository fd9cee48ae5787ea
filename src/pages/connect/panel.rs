//! Where to connect and as whom, the two buttons, and the phase.

use crate::components::{NoticeKind, TextField, View, notice, text_field, wire};
use crate::hooks::{press, switched};
use crate::route::Route;
use crate::state::{
    Action, ConnectAction, FormAction, Intent, NotTried, Signed, WorkerState, may_try,
    parts_of_client_id, parts_of_username,
};
use connack_diagnosis::{Observation, explain};
use connack_protocol::ToSession;
use connack_signer::SecureMode;
use yew::prelude::*;

/// The panel that opens and closes the connection.
pub(super) fn connection_panel(view: View<'_>) -> Html {
    let View {
        text: all,
        model,
        send,
    } = view;
    let (text, connect, session) = (all.connect, &model.connect, &model.session);
    let signed = model.computed.signed();
    let active = session.phase.is_active();
    let url = connect.effective_url(signed);
    let shown_url = connect.url.as_deref().unwrap_or(&url);
    let url_field = TextField {
        hint: text.broker_url_hint,
        ..TextField::new("broker-url", text.broker_url, shown_url, |text| {
            Action::Connect(ConnectAction::Url(text))
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
            Action::Connect(ConnectAction::KeepAlive(text))
        })
    };
    let onclean = switched(send, |clean| {
        Action::Connect(ConnectAction::CleanSession(clean))
    });
    let decline = Intent::Change(Action::Connect(ConnectAction::Decline));
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
            { match signed {
                Some(signed) => credentials(view, signed),
                None => no_credentials(view),
            } }
            if let Some(host) = &connect.asking {
                { notice(NoticeKind::Warn, "ask", &(text.ask)(host), html! {
                    <div class="actions">
                        <button type="button" id="ask-yes" class="quiet"
                            onclick={press(send, Intent::Connect { agreed: true })}>
                            { text.ask_yes }
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
                    disabled={active || signed.is_none() || keep_alive_wrong}
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
fn cannot_open(view: View<'_>, url: &str) -> Html {
    let View {
        text: all,
        model,
        send,
    } = view;
    let text = all.connect;
    let Err(why) = may_try(url.trim(), model.surroundings.facts) else {
        return html! {};
    };
    if url.is_empty() {
        return html! {};
    }
    let mut changes = vec![Action::Form(FormAction::SecureMode(SecureMode::Tls))];
    let typed = model.connect.url.as_deref();
    if let Some(rest) = typed.and_then(|url| url.trim().strip_prefix("ws://")) {
        changes.push(Action::Connect(ConnectAction::Url(format!("wss://{rest}"))));
    }
    let use_wss = html! {
        <button type="button" class="quiet" id="use-wss"
            onclick={press(send, Intent::Changes(changes))}>
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
                explain(Observation::MixedContent).map(|entry| all.language.of(entry.problem));
            (said.unwrap_or(text.policy), use_wss)
        }
    };
    notice(NoticeKind::Warn, "cannot-open", said, mend)
}

/// The CONNECT fields that will be sent; the password stays on Compute.
fn credentials(view: View<'_>, signed: &Signed) -> Html {
    let text = view.text;
    html! {
        <dl class="credentials">
            <dt>{ text.connect.credentials }</dt>
            <dd>{ wire(text, None, &parts_of_client_id(signed)) }</dd>
            <dd>{ wire(text, None, &parts_of_username(signed)) }</dd>
            <dd class="hint">
                { text.compute.password }{ ": " }{ text.connect.password_from_compute }
            </dd>
        </dl>
    }
}

/// What to do first.
fn no_credentials(view: View<'_>) -> Html {
    let text = view.text;
    notice(
        NoticeKind::Info,
        "no-credentials",
        text.connect.no_credentials,
        html! {
            <div class="actions">
                <a class="quiet" href={Route::Compute.href()}>{ text.connect.to_compute }</a>
                <button type="button" class="quiet" onclick={press(view.send, Intent::Practice)}>
                    { text.compute.try_it }
                </button>
            </div>
        },
    )
}
