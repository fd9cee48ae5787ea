//! What fills fields, and what brings them back.

use super::*;

fn after(actions: impl IntoIterator<Item = FormAction>) -> FormState {
    let mut state = FormState::default();
    actions.into_iter().for_each(|action| state.apply(action));
    state
}

#[test]
fn a_certificate_pasted_into_any_field_fills_all() {
    let json = r#"{"ProductKey":"pk","DeviceName":"device","DeviceSecret":"secret"}"#;
    for action in [
        FormAction::Set(Field::ProductKey, json.into()),
        FormAction::Set(Field::ClientId, json.into()),
        FormAction::Secret(Secret::new(json)),
    ] {
        let form = after([action]).form;
        assert_eq!(form.product_key, "pk");
        assert_eq!(form.device_name, "device");
        assert_eq!(form.device_secret, Secret::new("secret"));
        assert_eq!(form.client_id, "");
    }
}

#[test]
fn the_consoles_parameters_fill_everything_but_the_secret() {
    let json = r#"{"clientId":"pk.device|securemode=2,signmethod=hmacsha1,timestamp=7,lan=C|",
        "username":"device&pk","mqttHostUrl":"pk.iot-as-mqtt.us-west-1.aliyuncs.com"}"#;
    let secret = FormAction::Secret(Secret::new("kept"));
    let form = after([secret, FormAction::Set(Field::ProductKey, json.into())]).form;
    assert_eq!(form.client_id, "pk.device");
    assert_eq!(form.sign_method, SignMethod::HmacSha1);
    assert_eq!(form.timestamp, "7");
    assert_eq!(form.extra, "lan=C");
    assert_eq!(form.region, "us-west-1");
    assert_eq!(form.device_secret, Secret::new("kept"));
}

#[test]
fn a_filling_can_be_undone() {
    let typed = FormAction::Set(Field::ProductKey, "mine".into());
    let state = after([typed, FormAction::Example, FormAction::Undo]);
    assert_eq!(state.form.product_key, "mine");
    assert_eq!(state.filled, None);
}

#[test]
fn a_saved_device_comes_back_with_the_secret_of_no_other() {
    let example = Form {
        extra: "lan=C".into(),
        ..Form::documented_example()
    };
    let saved = |secret: Option<&str>| {
        let secret = secret.map(Secret::new);
        FormAction::Saved(Box::new(example.identity()), secret)
    };
    let stored = after([saved(Some("secret"))]);
    assert_eq!(stored.form, example);
    let same = after([FormAction::Example, saved(None)]);
    assert_eq!(same.form, example);
    let practice = FormAction::Practice { url: String::new() };
    let other = after([practice, saved(None)]);
    assert!(other.form.device_secret.is_empty());
    assert_eq!(other.filled.unwrap().0, Filled::Profile);
}

#[test]
fn an_empty_client_id_means_the_consoles_shape() {
    let mut form = Form {
        client_id: String::new(),
        ..Form::documented_example()
    };
    assert_eq!(form.effective_client_id(), "pk.device");
    form.client_id_none = true;
    assert_eq!(form.effective_client_id(), "");
}
