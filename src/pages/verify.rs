//! Verify: what the device sends, the verdict, the findings, the right values.

use crate::components::{NoticeKind, TextField, View, linked, notice, place, share, text_field};
use crate::hooks::{press, switched, typed_or_taken};
use crate::state::{Action, Intent, Pasted, VerifyAction, VerifyState};
use connack_protocol::Place;
use connack_signer::Secret;
use yew::prelude::*;

/// The page Verify.
pub fn verify_page(view: View<'_>) -> Html {
    let text = view.text.verify;
    html! {
        <>
            <h1 class="off-view">{ text.title }</h1>
            { linked(view) }
            <div class="verify">
                { given(view) }
                { diagnosis(view) }
            </div>
            { share(view) }
            <details class="panel">
                <summary>{ text.reference }</summary>
                { place(view, Place::Reference) }
            </details>
        </>
    }
}

/// What the device sends, as recognised, and the secrets beside it.
fn given(view: View<'_>) -> Html {
    let (text, verify) = (view.text.verify, &view.model.verify);
    let on_compare = switched(view.send, |on| Action::Verify(VerifyAction::Compare(on)));
    let compute = view.text.compute;
    html! {
        <section class="panel" aria-labelledby="sends-title">
            <h2 id="sends-title">{ text.sends }</h2>
            { area(view, "claim-text", text.text, &verify.text, |text| {
                Action::Verify(VerifyAction::Text(Pasted(text.into())))
            }) }
            if !verify.held.0.is_empty() {
                { notice(NoticeKind::Info, "held", &(text.held)(verify.held.0.len()), html! {
                    <button type="button" class="quiet" onclick={press(view.send,
                        Intent::Change(Action::Verify(VerifyAction::Drop)))}>
                        { text.drop }
                    </button>
                }) }
            }
            { place(view, Place::Read) }
            { secret(view, "claim-secret", compute.device_secret, &verify.secret,
                |text| Action::Verify(VerifyAction::Secret(Secret::new(text)))) }
            { secret(view, "claim-product-secret", text.product_secret, &verify.product_secret,
                |text| Action::Verify(VerifyAction::ProductSecret(Secret::new(text)))) }
            <label class="check">
                <input type="checkbox" id="claim-compare" checked={verify.comparing}
                    onchange={on_compare} autocomplete="off" />
                <span>{ text.compare }</span>
            </label>
            if verify.comparing {
                { area(view, "claim-working", text.working, &verify.working, |text| {
                    Action::Verify(VerifyAction::Working(Pasted(text.into())))
                }) }
            }
            <h3>{ text.examples }</h3>
            { place(view, Place::Examples) }
        </section>
    }
}

/// A large text. The field holds it, not the page: it is given one when it is made, and made anew
/// when a text is loaded that was not typed.
fn area(
    view: View<'_>,
    id: &'static str,
    label: &'static str,
    text: &Pasted,
    action: fn(String) -> Action,
) -> Html {
    let defaultvalue = AttrValue::from(text.0.clone());
    let oninput = typed_or_taken(view.send, VerifyState::MAX_FIELD, action);
    html! {
        <div class="field" key={view.model.verify.fresh}>
            <label for={id}>{ label }</label>
            <textarea {id} {defaultvalue} {oninput} autocomplete="off"
                spellcheck="false" autocapitalize="off" />
        </div>
    }
}

fn secret(
    view: View<'_>,
    id: &'static str,
    label: &'static str,
    secret: &Secret,
    action: fn(String) -> Action,
) -> Html {
    let field = TextField {
        mark: Some("device-secret"),
        secret: Some(view.reveal()),
        hint: view.text.compute.secret_hint,
        ..TextField::new(id, label, secret.expose(), action)
    };
    text_field(view, field)
}

/// The verdict, the findings, and what follows from them.
fn diagnosis(view: View<'_>) -> Html {
    let (text, failed) = (view.text, &view.model.verify.failed);
    html! {
        <section class="panel" aria-labelledby="answer-title">
            <h2 id="answer-title">{ text.verify.answer }</h2>
            if !failed.is_empty() {
                { notice(NoticeKind::Bad, "engine-failed", &(text.frame.module_failed)(failed),
                    html! {}) }
            }
            { for [Place::Verdict, Place::Progress, Place::Findings, Place::CaseFile]
                .map(|of| place(view, of)) }
        </section>
    }
}
