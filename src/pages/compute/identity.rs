//! The left side of Compute: the fields.

use crate::components::{SelectField, TextField, View, mark, select_field, text_field};
use crate::hooks::{paste, press, switched};
use crate::state::{Action, Field, FormAction, Intent, Problem};
use connack_signer::{REGIONS, Secret, SecureMode, SignMethod, Subject};
use yew::prelude::*;

/// The fields of an identity and of a request.
pub(super) fn identity(view: View<'_>) -> Html {
    let text = view.text.compute;
    html! {
        <section class="panel identity" aria-labelledby="identity-title">
            <h2 id="identity-title">{ text.you_have }</h2>
            <div class="actions starts">
                <button type="button" id="try-it" class="quiet" title={text.try_hint}
                    onclick={press(view.send, Intent::Practice)}>
                    { text.try_it }
                </button>
                <button type="button" id="example" class="quiet"
                    onclick={press(view.send, Intent::Change(Action::Form(FormAction::Example)))}>
                    { text.example }
                </button>
            </div>
            { device(view) }
            { client_id(view) }
            { parameters(view) }
            { server(view) }
        </section>
    }
}

/// Product key, device name, device secret.
fn device(view: View<'_>) -> Html {
    let (text, form) = (view.text.compute, &view.model.form.form);
    let product_key = TextField {
        mark: Some("product-key"),
        problems: problems(view, Subject::ProductKey),
        onpaste: Some(paste(view.send)),
        ..TextField::new("product-key", text.product_key, &form.product_key, |text| {
            Action::Form(FormAction::Set(Field::ProductKey, text))
        })
    };
    let device_name = TextField {
        mark: Some("device-name"),
        problems: problems(view, Subject::DeviceName),
        onpaste: Some(paste(view.send)),
        ..TextField::new("device-name", text.device_name, &form.device_name, |text| {
            Action::Form(FormAction::Set(Field::DeviceName, text))
        })
    };
    let secret = form.device_secret.expose();
    let device_secret = TextField {
        mark: Some("device-secret"),
        problems: problems(view, Subject::DeviceSecret),
        onpaste: Some(paste(view.send)),
        secret: Some(view.reveal()),
        hint: text.secret_hint,
        ..TextField::new("device-secret", text.device_secret, secret, |text| {
            Action::Form(FormAction::Secret(Secret::new(text)))
        })
    };
    html! {
        <>
            { text_field(view, product_key) }
            { text_field(view, device_name) }
            { text_field(view, device_secret) }
        </>
    }
}

fn client_id(view: View<'_>) -> Html {
    let (text, form) = (view.text.compute, &view.model.form.form);
    let shaped = form.client_id.is_empty() && !form.is_untouched() && !form.client_id_none;
    let hint = if shaped {
        (text.client_id_default)(&form.effective_client_id())
    } else {
        text.client_id_hint.into()
    };
    let field = TextField {
        mark: Some("client-id"),
        problems: problems(view, Subject::ClientId),
        onpaste: Some(paste(view.send)),
        hint: &hint,
        disabled: form.client_id_none,
        ..TextField::new("client-id", text.client_id, &form.client_id, |text| {
            Action::Form(FormAction::Set(Field::ClientId, text))
        })
    };
    let onchange = switched(view.send, |none| {
        Action::Form(FormAction::ClientIdNone(none))
    });
    html! {
        <>
            { text_field(view, field) }
            <label class="check">
                <input type="checkbox" id="client-id-none" checked={form.client_id_none}
                    {onchange} autocomplete="off" />
                <span>{ text.client_id_none }</span>
            </label>
        </>
    }
}

/// Sign method, secure mode, timestamp.
fn parameters(view: View<'_>) -> Html {
    let (text, form) = (view.text.compute, &view.model.form.form);
    let sign_method = SelectField {
        id: "sign-method",
        label: text.sign_method,
        mark: Some("param"),
        value: form.sign_method.wire(),
        choices: &SignMethod::ALL.map(|method| (method.wire(), method.wire())),
        hint: "",
        action: |text| {
            let method = SignMethod::from_wire(&text).unwrap_or_default();
            Action::Form(FormAction::SignMethod(method))
        },
    };
    let secure_mode = SelectField {
        id: "secure-mode",
        label: text.secure_mode,
        mark: Some("param"),
        value: form.secure_mode.wire(),
        choices: &SecureMode::ALL.map(|mode| match mode {
            SecureMode::Tls => (mode.wire(), text.mode_tls),
            SecureMode::Plain => (mode.wire(), text.mode_plain),
        }),
        hint: "",
        action: |text| {
            let mode = SecureMode::from_wire(&text).unwrap_or_default();
            Action::Form(FormAction::SecureMode(mode))
        },
    };
    let timestamp = TextField {
        mark: Some("timestamp"),
        problems: problems(view, Subject::Timestamp),
        onpaste: Some(paste(view.send)),
        hint: text.timestamp_hint,
        beside: html! {
            <button type="button" id="timestamp-now" class="copy"
                onclick={press(view.send, Intent::Now)}>
                { text.timestamp_now }
            </button>
        },
        ..TextField::new("timestamp", text.timestamp, &form.timestamp, |text| {
            Action::Form(FormAction::Set(Field::Timestamp, text))
        })
    };
    html! {
        <>
            <div class="field-pair">
                { select_field(view, sign_method) }
                { select_field(view, secure_mode) }
            </div>
            { text_field(view, timestamp) }
        </>
    }
}

/// Region, instance, and the parameters that are rarely needed.
fn server(view: View<'_>) -> Html {
    let (text, form) = (view.text.compute, &view.model.form.form);
    let mut regions = REGIONS.map(|region| (region, region)).to_vec();
    if !REGIONS.contains(&form.region.as_str()) {
        regions.push((&form.region, &form.region));
    }
    let region = SelectField {
        id: "region",
        label: text.region,
        mark: None,
        value: &form.region,
        choices: &regions,
        hint: if form.instance.trim().is_empty() {
            ""
        } else {
            text.region_unused
        },
        action: |text| Action::Form(FormAction::Set(Field::Region, text)),
    };
    let instance = TextField {
        problems: problems(view, Subject::Host),
        onpaste: Some(paste(view.send)),
        hint: text.instance_hint,
        ..TextField::new("instance", text.instance, &form.instance, |text| {
            Action::Form(FormAction::Set(Field::Instance, text))
        })
    };
    let extra = TextField {
        problems: problems(view, Subject::ExtParams),
        onpaste: Some(paste(view.send)),
        hint: text.extra_hint,
        ..TextField::new("ext-params", text.extra, &form.extra, |text| {
            Action::Form(FormAction::Set(Field::Extra, text))
        })
    };
    html! {
        <>
            { select_field(view, region) }
            { text_field(view, instance) }
            <details open={!form.extra.is_empty()}>
                <summary>{ mark("param") }{ " " }{ text.extra }</summary>
                { text_field(view, extra) }
            </details>
        </>
    }
}

/// What is to be said against a value.
fn problems(view: View<'_>, of: Subject) -> Vec<(Subject, Problem)> {
    let problems = view.model.computed.problems_of(of);
    problems.map(|problem| (of, problem)).collect()
}
