//! Every flow, stage by stage, natively and in a browser: the published vector, and the cases that
//! Python computed (`tests/flows/generate.py`). The first stage that differs is the bug.
#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

mod flow_cases;

use connack_signer::{
    AuthServer, ClientId, DeviceIdentity, DeviceName, FormSigning, Gateway, GatewayMessage,
    HttpsAuthRequest, Mac, MqLogin, MqScheme, MqttRegister, ProductIdentity, ProductKey,
    RegisterMode, RegisterRandom, RegisterRequest, Registration, Secret, Server, SignMethod,
    SigningContent, SubDevice, Timestamp, batch_login, sign_apsara_mq, sign_https_auth,
    sign_https_register, sign_mqtt_register, sign_psk, sub_login, topo_add, verify_apsara_mq,
};
use flow_cases::{
    Cases, Device, Form, FormGiven, GatewayGiven, Message, PUBLISHED, Stages, Vector,
};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn cases() -> Cases {
    toml::from_str(flow_cases::CASES).unwrap_or_else(|error| panic!("{error}"))
}

fn identity(device: &Device) -> DeviceIdentity {
    DeviceIdentity {
        product_key: ProductKey::new(&*device.product_key).unwrap(),
        device_name: DeviceName::new(&*device.device_name).unwrap(),
        device_secret: Secret::new(&*device.secret),
    }
}

fn product(device: &Device) -> ProductIdentity {
    ProductIdentity {
        product_key: ProductKey::new(&*device.product_key).unwrap(),
        device_name: DeviceName::new(&*device.device_name).unwrap(),
        product_secret: Secret::new(&*device.secret),
    }
}

fn method(device: &Device) -> SignMethod {
    SignMethod::from_wire(&device.method).unwrap()
}

fn timestamp(text: Option<&String>) -> Option<Timestamp> {
    text.map(|text| Timestamp::new(&**text).unwrap())
}

fn auth_server(form: &FormGiven) -> AuthServer {
    match (&form.region, &form.instance) {
        (Some(region), _) => AuthServer::region(region).unwrap(),
        (None, Some(instance)) => AuthServer::parse(instance).unwrap(),
        (None, None) => AuthServer::default(),
    }
}

#[track_caller]
fn check_stages(content: &SigningContent, mac: &Mac, expect: &Stages) {
    let pairs = content.pairs().iter();
    let pairs: Vec<[&str; 2]> = pairs.map(|pair| [pair.name.wire(), &*pair.value]).collect();
    assert_eq!(pairs, expect.pairs, "pairs");
    assert_eq!(content.to_string(), expect.content, "content");
    assert_eq!(mac.as_bytes(), hex::decode(&expect.mac).unwrap(), "MAC");
    assert_eq!(mac.to_string(), expect.mac, "hex");
}

#[track_caller]
fn check_form(signing: &FormSigning, expect: &Form) {
    check_stages(&signing.content, &signing.mac, &expect.stages);
    assert_eq!(signing.request.url, expect.url, "URL");
    assert_eq!(signing.request.body(), expect.body, "body");
    assert_eq!(signing.request.curl(), expect.curl, "command");
}

#[track_caller]
fn check_message(message: &GatewayMessage, expect: &Message) {
    assert_eq!(message.signings.len(), expect.signings.len());
    for (signing, expect) in message.signings.iter().zip(&expect.signings) {
        check_stages(&signing.content, &signing.mac, expect);
    }
    assert_eq!(message.payload, expect.payload, "payload");
    assert_eq!(message.topic, expect.topic, "topic");
    assert_eq!(message.reply_topic, expect.reply_topic, "reply topic");
    assert_eq!(message.max_qos, expect.max_qos, "quality of service");
}

fn gateway(given: &GatewayGiven) -> (Gateway, Vec<SubDevice>) {
    let gateway = Gateway {
        product_key: ProductKey::new(&*given.product_key).unwrap(),
        device_name: DeviceName::new(&*given.device_name).unwrap(),
    };
    let devices = given.devices.iter().map(|given| SubDevice {
        identity: identity(&given.device),
        client_id: given.client_id.clone(),
        sign_method: method(&given.device),
        timestamp: timestamp(given.timestamp.as_ref()),
        clean_session: given.clean_session,
    });
    (gateway, devices.collect())
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_published_registration() {
    let (first_line, _) = PUBLISHED.split_once('\n').unwrap();
    assert!(first_line.starts_with("# Source: "));
    let vector: Vector = toml::from_str(PUBLISHED).unwrap();
    let product = ProductIdentity {
        product_key: ProductKey::new(vector.product.product_key).unwrap(),
        device_name: DeviceName::new(vector.product.device_name).unwrap(),
        product_secret: Secret::new(vector.product.product_secret),
    };
    let wanted = RegisterRequest {
        random: RegisterRandom::new(vector.request.random).unwrap(),
        sign_method: SignMethod::from_wire(&vector.request.sign_method).unwrap(),
    };
    let expect = vector.expect;
    let stages = Stages {
        pairs: expect.pairs,
        content: expect.signing_content,
        mac: expect.sign,
    };
    let signing = sign_https_register(&product, &wanted, &AuthServer::default());
    check_stages(&signing.content, &signing.mac, &stages);
    assert_eq!(stages.mac.to_uppercase(), expect.published);
    let sign = ("sign", stages.mac);
    assert!(signing.request.fields.contains(&sign));
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn https_authorisation() {
    for case in cases().https_auth {
        let given = &case.given;
        let wanted = HttpsAuthRequest {
            client_id: ClientId::new(given.client_id.clone().unwrap()).unwrap(),
            sign_method: method(&given.device),
            timestamp: timestamp(given.timestamp.as_ref()),
        };
        let signing = sign_https_auth(&identity(&given.device), &wanted, &auth_server(given));
        check_form(&signing, &case.expect);
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn registration_over_https() {
    for case in cases().register_https {
        let given = &case.given;
        let wanted = RegisterRequest {
            random: RegisterRandom::new(given.random.clone().unwrap()).unwrap(),
            sign_method: method(&given.device),
        };
        let signing = sign_https_register(&product(&given.device), &wanted, &auth_server(given));
        check_form(&signing, &case.expect);
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn registration_over_mqtt() {
    for case in cases().register_mqtt {
        let given = case.given;
        let wanted = RegisterRequest {
            random: RegisterRandom::new(given.random).unwrap(),
            sign_method: method(&given.device),
        };
        let kinds = [Registration::Known, Registration::New];
        let named = |kind: &Registration| kind.wire() == given.auth_type;
        let connect = MqttRegister {
            client_id: ClientId::new(given.client_id).unwrap(),
            registration: kinds.into_iter().find(named).unwrap(),
            mode: RegisterMode::from_wire(&given.mode).unwrap(),
            server: match given.instance {
                Some(instance) => Server::parse(&instance).unwrap(),
                None => Server::default(),
            },
        };
        let signing = sign_mqtt_register(&product(&given.device), &wanted, &connect);
        check_stages(&signing.content, &signing.mac, &case.expect.stages);
        let sent = signing.credentials;
        assert_eq!(sent.mqtt_client_id.to_string(), case.expect.mqtt_client_id);
        assert_eq!(sent.username, case.expect.username);
        assert_eq!(sent.password.expose(), case.expect.password);
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn sub_devices() {
    let cases = cases();
    for case in cases.topo_add {
        let (gateway, devices) = gateway(&case.given);
        let message = topo_add(&gateway, &devices, case.given.message_id);
        check_message(&message, &case.expect);
    }
    for case in cases.sub_login {
        let (gateway, devices) = gateway(&case.given);
        let message = sub_login(&gateway, &devices[0], case.given.message_id);
        check_message(&message, &case.expect);
    }
    for case in cases.batch_login {
        let (gateway, devices) = gateway(&case.given);
        let message = batch_login(&gateway, &devices, case.given.message_id);
        check_message(&message, &case.expect);
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn pre_shared_keys() {
    for case in cases().psk {
        let time = Timestamp::new(case.given.timestamp).unwrap();
        let signing = sign_psk(&identity(&case.given.device), &time);
        check_stages(&signing.content, &signing.mac, &case.expect.stages);
        assert_eq!(signing.identity, case.expect.identity);
        assert_eq!(signing.key().expose(), case.expect.key);
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn apsara_mq_for_mqtt() {
    for case in cases().apsara_mq {
        let (given, expect) = (case.given, case.expect);
        let login = MqLogin::new(
            MqScheme::from_wire(&given.scheme).unwrap(),
            given.access_key_id,
            given.instance_id,
            given.client_id,
            Secret::new(given.secret),
        );
        let login = login.unwrap();
        let signing = sign_apsara_mq(&login);
        assert_eq!(signing.content, expect.content, "content");
        assert_eq!(signing.mac.to_string(), expect.mac, "MAC");
        assert_eq!(signing.username, expect.username, "user name");
        assert_eq!(signing.password(), expect.password, "password");
        assert!(verify_apsara_mq(&login, &expect.password));
    }
}
