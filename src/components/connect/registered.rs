//! What a registration gave: the secret or the token, and what to do with it.

use crate::components::connect::View;
use crate::components::{SelectField, copy_button, select_field};
use crate::hooks::{local_time, press};
use crate::state::connect::{Action, Arrived, ArrivedAction, Intent};
use connack_signer::{DeviceIdentity, DeviceToken, Registered, TokenAuthType};
use yew::prelude::*;

/// As long as no secret is.
const MASK: &str = "••••••••••••";

/// The panel, once something was pushed.
pub fn registered(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.registering();
    let Some(arrived) = model.connection().arrived.as_deref() else {
        return html! {};
    };
    let kind = match &arrived.given {
        Ok(Registered::Secret(_)) => "secret",
        Ok(Registered::Token(_)) => "token",
        Err(_) => "unreadable",
    };
    let drop = Intent::All(vec![
        Intent::Change(Action::Arrived(ArrivedAction::Drop)),
        Intent::Focus("messages"),
    ]);
    html! {
        <section class="panel registered" id="registered" data-kind={kind}
            aria-labelledby="registered-title">
            <div class="messages-head">
                <h2 id="registered-title">{ text.title }</h2>
                <time class="hint">{ local_time(arrived.epoch_ms) }</time>
                <button type="button" class="quiet" id="registered-drop" onclick={press(send, drop)}>
                    { text.drop }
                </button>
            </div>
            { match &arrived.given {
                Ok(Registered::Secret(device)) => secret(view, arrived, device),
                Ok(Registered::Token(token)) => self::token(view, arrived, token),
                Err(error) => html! {
                    <>
                        <p role="status">{ (text.nothing_came)(&arrived.topic) }</p>
                        <p class="problem" data-kind="bad">
                            { (text.unreadable)(error, view.text.field.wire) }
                        </p>
                    </>
                },
            } }
            <p class="hint">{ text.kept }</p>
        </section>
    }
}

fn secret(view: View<'_>, arrived: &Arrived, device: &DeviceIdentity) -> Html {
    let text = view.model.language.registering();
    let name = format!("{} · {}", device.product_key, device.device_name);
    html! {
        <>
            <p role="status"><strong>{ (text.secret_came)(&name, &arrived.topic) }</strong></p>
            <dl class="facts">
                <dt>{ text.secret }</dt>
                <dd>{ hidden(view, arrived, text.secret, device.device_secret.expose()) }</dd>
            </dl>
            <p class="hint">{ text.secret_once }</p>
            { next(view, arrived, [text.secret_next, text.secret_used], text.use_secret) }
        </>
    }
}

fn token(view: View<'_>, arrived: &Arrived, token: &DeviceToken) -> Html {
    let text = view.model.language.registering();
    let name = format!("{} · {}", token.product_key, token.device_name);
    let field = SelectField {
        id: "registered-auth-type",
        label: text.auth_type,
        mark: None,
        value: arrived.auth_type.wire(),
        choices: &TokenAuthType::ALL.map(|auth| (auth.wire(), auth.wire())),
        hint: text.auth_type_hint,
        action: |value| {
            let auth = TokenAuthType::from_wire(&value).unwrap_or_default();
            Action::Arrived(ArrivedAction::AuthType(auth))
        },
    };
    html! {
        <>
            <p role="status"><strong>{ (text.token_came)(&name, &arrived.topic) }</strong></p>
            <dl class="facts">
                <dt>{ view.model.language.connection().client_id }</dt>
                <dd><code class="wire" id="registered-client-id">{ token.client_id.as_str() }</code></dd>
                <dt>{ text.token }</dt>
                <dd>{ hidden(view, arrived, text.token, token.token.expose()) }</dd>
            </dl>
            <p class="hint">{ text.token_is_password }</p>
            { select_field(view, field) }
            { next(view, arrived, [text.token_next, text.token_used], text.use_token) }
        </>
    }
}

/// What to do, or what was done.
fn next(
    view: View<'_>,
    arrived: &Arrived,
    [next, used]: [&'static str; 2],
    label: &'static str,
) -> Html {
    let onclick = view
        .model
        .use_arrived()
        .map(|intent| press(view.send, intent));
    html! {
        <>
            <p id="registered-next" role="status" data-used={arrived.used.to_string()}>
                { if arrived.used { used } else { next } }
            </p>
            <div class="actions">
                <button type="button" id="registered-use" class="primary" {onclick}>
                    { label }
                </button>
            </div>
        </>
    }
}

/// A secret behind a press, and copied by another.
fn hidden(view: View<'_>, arrived: &Arrived, label: &'static str, secret: &str) -> Html {
    let (compute, frame) = (view.text.compute, view.text.frame);
    let shown = arrived.revealed;
    let turn = Intent::Change(Action::Arrived(ArrivedAction::Reveal(!shown)));
    html! {
        <div class="field-row">
            <code class="wire" id="registered-secret" data-shown={shown.to_string()}>
                { if shown { secret } else { MASK } }
            </code>
            <button type="button" class="copy" id="registered-reveal" aria-pressed={shown.to_string()}
                aria-controls="registered-secret" onclick={press(view.send, turn)}>
                { if shown { compute.hide } else { compute.reveal } }
                <span class="off-view">{ " " }{ label }</span>
            </button>
            { copy_button(view, "registered-secret", "copy", frame.copy, label, secret.to_owned()) }
        </div>
    }
}
