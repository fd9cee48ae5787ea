//! The left side of Compute: the fields.

use crate::components::{Choice, SelectField, TextField, mark, select_field};
use crate::hooks::{epoch_now_ms, on_checked};
use crate::state::{Computed, Field, FormAction, FormState, whole_ms};
use crate::text::Text;
use connack_signer::{REGIONS, Secret, SecureMode, SignMethod, Subject, read_pasted};
use yew::prelude::*;

/// The fields of an identity and of a request.
pub(super) fn identity(
    text: &Text,
    state: &UseReducerHandle<FormState>,
    computed: &Computed,
    onpractice: &Callback<()>,
) -> Html {
    let text = text.compute;
    let form = &state.form;
    let dispatcher = state.dispatcher();
    let action = |make: fn(String) -> FormAction| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |value: String| dispatcher.dispatch(make(value)))
    };
    let onpaste = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |text: String| match read_pasted(&text) {
            Some(pasted) => {
                dispatcher.dispatch(FormAction::Fill(Box::new(pasted)));
                true
            }
            None => false,
        })
    };
    let problems = |subject| computed.problems_of(subject).collect::<Vec<_>>();
    let now = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| {
            let now = whole_ms(epoch_now_ms()).to_string();
            dispatcher.dispatch(FormAction::Set(Field::Timestamp, now));
        })
    };
    let onnone = {
        let dispatcher = dispatcher.clone();
        on_checked(Callback::from(move |none| {
            dispatcher.dispatch(FormAction::ClientIdNone(none))
        }))
    };
    let example = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(FormAction::Example))
    };
    let methods = SignMethod::ALL
        .map(|method| Choice::plain(method.wire()))
        .to_vec();
    let modes = vec![
        Choice {
            value: SecureMode::Tls.wire().into(),
            label: text.mode_tls.into(),
        },
        Choice {
            value: SecureMode::Plain.wire().into(),
            label: text.mode_plain.into(),
        },
    ];
    let mut regions: Vec<Choice> = REGIONS.map(Choice::plain).to_vec();
    if !REGIONS.contains(&form.region.as_str()) {
        regions.push(Choice::plain(form.region.clone()));
    }
    let client_id_hint =
        if form.client_id.is_empty() && !form.is_untouched() && !form.client_id_none {
            (text.client_id_default)(&form.effective_client_id())
        } else {
            text.client_id_hint.into()
        };
    let region_hint = if form.instance.trim().is_empty() {
        ""
    } else {
        text.region_unused
    };
    let param = Some("param");
    let sign_method = SelectField {
        id: "sign-method",
        label: text.sign_method,
        mark: param,
        value: form.sign_method.wire().into(),
        choices: methods,
        hint: "",
    };
    let secure_mode = SelectField {
        id: "secure-mode",
        label: text.secure_mode,
        mark: param,
        value: form.secure_mode.wire().into(),
        choices: modes,
        hint: "",
    };
    let region = SelectField {
        id: "region",
        label: text.region,
        mark: None,
        value: form.region.clone().into(),
        choices: regions,
        hint: region_hint,
    };
    html! {
        <section class="panel identity" aria-labelledby="identity-title">
            <h2 id="identity-title">{ text.you_have }</h2>
            <TextField id="product-key" label={text.product_key} mark="product-key"
                value={form.product_key.clone()} subject={Subject::ProductKey}
                problems={problems(Subject::ProductKey)} onpaste={onpaste.clone()}
                onchange={action(|text| FormAction::Set(Field::ProductKey, text))} />
            <TextField id="device-name" label={text.device_name} mark="device-name"
                value={form.device_name.clone()} subject={Subject::DeviceName}
                problems={problems(Subject::DeviceName)} onpaste={onpaste.clone()}
                onchange={action(|text| FormAction::Set(Field::DeviceName, text))} />
            <TextField id="device-secret" label={text.device_secret} mark="device-secret" secret=true
                value={form.device_secret.expose().to_owned()} subject={Subject::DeviceSecret}
                problems={problems(Subject::DeviceSecret)} onpaste={onpaste.clone()}
                hint={text.secret_hint}
                onchange={action(|text| FormAction::Secret(Secret::new(text)))} />
            <TextField id="client-id" label={text.client_id} mark="client-id"
                value={form.client_id.clone()} subject={Subject::ClientId}
                problems={problems(Subject::ClientId)} onpaste={onpaste} hint={client_id_hint}
                disabled={form.client_id_none}
                onchange={action(|text| FormAction::Set(Field::ClientId, text))} />
            <label class="check">
                <input type="checkbox" id="client-id-none" checked={form.client_id_none}
                    onchange={onnone} autocomplete="off" />
                <span>{ text.client_id_none }</span>
            </label>
            <div class="field-pair">
                { select_field(sign_method, action(|text| {
                    FormAction::SignMethod(SignMethod::from_wire(&text).unwrap_or_default())
                })) }
                { select_field(secure_mode, action(|text| {
                    FormAction::SecureMode(SecureMode::from_wire(&text).unwrap_or_default())
                })) }
            </div>
            <TextField id="timestamp" label={text.timestamp} mark="timestamp"
                value={form.timestamp.clone()} subject={Subject::Timestamp}
                problems={problems(Subject::Timestamp)} hint={text.timestamp_hint}
                onchange={action(|text| FormAction::Set(Field::Timestamp, text))}>
                <button type="button" id="timestamp-now" class="copy" onclick={now}>
                    { text.timestamp_now }
                </button>
            </TextField>
            { select_field(region, action(|text| FormAction::Set(Field::Region, text))) }
            <TextField id="instance" label={text.instance} value={form.instance.clone()}
                subject={Subject::Host} problems={problems(Subject::Host)} hint={text.instance_hint}
                onchange={action(|text| FormAction::Set(Field::Instance, text))} />
            <details open={!form.extra.is_empty()}>
                <summary>{ mark("param") }{ text.extra }</summary>
                <TextField id="ext-params" label={text.extra} value={form.extra.clone()}
                    subject={Subject::ExtParams} problems={problems(Subject::ExtParams)}
                    hint={text.extra_hint}
                    onchange={action(|text| FormAction::Set(Field::Extra, text))} />
            </details>
            <div class="actions">
                <button type="button" id="try-it" class="quiet" title={text.try_hint}
                    onclick={onpractice.reform(|_: MouseEvent| ())}>
                    { text.try_it }
                </button>
                <button type="button" id="example" class="quiet" onclick={example}>
                    { text.example }
                </button>
            </div>
        </section>
    }
}
