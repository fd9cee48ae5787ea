//! Sub-devices behind a gateway: typed in, added to the topology, logged in and out.

use crate::components::connect::View;
use crate::components::{SelectField, TextField, select_field, text_field};
use crate::hooks::press;
use crate::state::connect::{
    Action, Exchange, Intent, Outcome, SubAction, SubAsk, SubAsked, SubEntry, SubField, SubState,
    is_local,
};
use crate::state::{Problem, whole_ms};
use crate::text::Language;
use connack_protocol::Phase;
use connack_signer::{Answering, Refusal, SignMethod};
use yew::prelude::*;

/// The fields, the list and its buttons.
pub(super) fn sub_devices(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.sub_devices();
    let connection = model.connection();
    let of = &connection.sub_devices;
    let url = connection.url_in_use(model.in_use());
    let online = connection.session.phase == Phase::Online;
    let offline = connection.offline_subs();
    let busy = of.devices.iter().any(|of| of.state.waits());
    let all = Intent::SubDevices(SubAsk {
        asked: SubAsked::LoginAll,
        numbers: offline.clone(),
    });
    html! {
        <details id="sub-devices">
            <summary>{ text.title }</summary>
            <p class="hint">{ text.hint }</p>
            if of.devices.is_empty() && is_local(url.trim()) {
                <div class="actions tight">
                    <button type="button" id="sub-practice" class="quiet"
                        onclick={act(view, SubAction::Practice)}>{ text.practice }</button>
                </div>
            }
            { draft(view) }
            <div class="actions tight">
                <button type="button" id="sub-add" class="quiet"
                    disabled={of.draft.device().is_none()}
                    onclick={act(view, SubAction::Know)}>{ text.add }</button>
            </div>
            <ul class="subs" id="sub-list">
                { for of.devices.iter().map(|of| entry(view, of, online)) }
            </ul>
            if !of.devices.is_empty() {
                <div class="actions tight">
                    <button type="button" id="sub-login-all" class="quiet"
                        disabled={!online || busy || offline.is_empty()}
                        onclick={press(send, all)}>{ text.all }</button>
                </div>
                <p class="hint">{ text.all_hint }</p>
                if !online { <p class="hint">{ text.offline }</p> }
            }
        </details>
    }
}

fn act(view: View<'_>, action: SubAction) -> Callback<MouseEvent> {
    let of = view.model.connection().id;
    press(view.send, Intent::Change(Action::SubDevices(of, action)))
}

/// A field of the shown connection's draft.
fn typed(field: SubField, text: String) -> Action {
    Action::SubDraft(SubAction::Field(field, text))
}

fn draft(view: View<'_>) -> Html {
    let text = view.model.language.sub_devices();
    let of = &view.model.connection().sub_devices.draft;
    let wrong = of.wrong().into_iter();
    let wrong: Vec<_> = wrong
        .map(|(subject, error)| (subject, Problem::Wire(error)))
        .collect();
    let problems = |of| {
        let there = wrong.iter().filter(|(subject, _)| *subject == of);
        there.cloned().collect::<Vec<_>>()
    };
    let product_key = TextField {
        problems: problems(connack_signer::Subject::ProductKey),
        ..TextField::new(
            "sub-product-key",
            text.product_key,
            &of.product_key,
            |text| typed(SubField::ProductKey, text),
        )
    };
    let device_name = TextField {
        problems: problems(connack_signer::Subject::DeviceName),
        ..TextField::new(
            "sub-device-name",
            text.device_name,
            &of.device_name,
            |text| typed(SubField::DeviceName, text),
        )
    };
    let turn = Action::SubDraft(SubAction::Reveal(!of.revealed));
    let device_secret = TextField {
        secret: Some((of.revealed, Intent::Change(turn))),
        ..TextField::new(
            "sub-device-secret",
            text.device_secret,
            &of.device_secret.0,
            |text| typed(SubField::DeviceSecret, text),
        )
    };
    let client_id = TextField {
        hint: text.client_id_hint,
        ..TextField::new("sub-client-id", text.client_id, &of.client_id, |text| {
            typed(SubField::ClientId, text)
        })
    };
    let methods = SignMethod::ALL.map(|method| (method.wire(), method.wire()));
    let sign_method = SelectField {
        id: "sub-sign-method",
        label: text.sign_method,
        mark: None,
        value: of.sign_method.wire(),
        choices: &methods,
        hint: "",
        action: |text| typed(SubField::SignMethod, text),
    };
    html! {
        <>
            <div class="field-pair">
                { text_field(view, product_key) }
                { text_field(view, device_name) }
            </div>
            { text_field(view, device_secret) }
            <div class="field-pair">
                { text_field(view, client_id) }
                { select_field(view, sign_method) }
            </div>
        </>
    }
}

fn entry(view: View<'_>, of: &SubEntry, online: bool) -> Html {
    let text = view.model.language.sub_devices();
    let (key, name) = of.names();
    let called = format!("{key} · {name}");
    let button = |what: &str, asked: SubAsked, label: &'static str, useful: bool| {
        let ask = Intent::SubDevices(SubAsk {
            asked,
            numbers: vec![of.number],
        });
        html! {
            <button type="button" class="quiet" id={format!("sub-{}-{what}", of.number)}
                disabled={!online || of.state.waits() || !useful} onclick={press(view.send, ask)}>
                { label }<span class="off-view">{ " " }{ (text.of)(&called) }</span>
            </button>
        }
    };
    let signed_in = of.state == SubState::Online;
    html! {
        <li key={of.number} data-state={of.state.name()} data-product-key={key.to_owned()}
            data-device-name={name.to_owned()}>
            <div class="sub-head">
                <code class="wire">{ &called }</code>
                <span class="sub-state">{ text.state[of.state as usize] }</span>
                <button type="button" class="copy" id={format!("sub-{}-drop", of.number)}
                    aria-label={(text.drop)(&called)} onclick={act(view, SubAction::Drop(of.number))}>
                    { "✕" }
                </button>
            </div>
            <div class="actions tight">
                { button("topo-add", SubAsked::Add, text.topo_add, true) }
                { button("login", SubAsked::Login, text.login, !signed_in) }
                { button("logout", SubAsked::Logout, text.logout, true) }
            </div>
            <div role="status">
                { for of.exchange.iter().map(|exchange| answer(view.model.language, exchange)) }
            </div>
        </li>
    }
}

/// What was asked, and what came of it.
fn answer(language: Language, of: &Exchange) -> Html {
    let text = language.sub_devices();
    let asked = (text.request)(of.asked.name(), of.id);
    let (outcome, latency, said, refusal) = match &of.outcome {
        Outcome::Waiting => ("waiting", None, text.waiting.to_owned(), None),
        Outcome::Unanswered => ("unanswered", None, text.unanswered.to_owned(), None),
        Outcome::Answered {
            latency_ms,
            refusal,
        } => {
            let latency = whole_ms(*latency_ms).to_string();
            let said = match refusal {
                None => (text.answered)(&latency, 200, text.done_meaning),
                Some(refusal) => {
                    let meaning = meaning(language, of.asked, refusal);
                    (text.answered)(&latency, refusal.code, meaning)
                }
            };
            ("answered", Some(latency), said, refusal.as_ref())
        }
        Outcome::TakenBack(refusal) => {
            let meaning = meaning(language, SubAsked::Login, refusal);
            let said = (text.taken_back)(refusal.code, meaning);
            ("taken-back", None, said, Some(refusal))
        }
    };
    let message = refusal.filter(|of| !of.message.is_empty());
    html! {
        <p class="sub-answer" data-outcome={outcome} data-latency={latency}
            data-code={refusal.map(|of| of.code.to_string())}>
            <span class="wire">{ asked }</span>{ " · " }{ said }
            { for message.map(|of| html! {
                <span class="hint">{ " " }{ (text.platform_says)(&of.message) }</span>
            }) }
        </p>
    }
}

fn meaning(language: Language, asked: SubAsked, refusal: &Refusal) -> &'static str {
    let answering = match asked {
        SubAsked::Add => Answering::TopoAdd,
        SubAsked::Login | SubAsked::LoginAll | SubAsked::Logout => Answering::SubLogin,
    };
    match answering.meaning(refusal.code) {
        Some(meaning) => language.code_meaning(meaning),
        None => language.sub_devices().unknown_code,
    }
}
