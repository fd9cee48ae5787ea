//! What holds for the flows with any input, natively only: proptest shrinks what it finds.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

use connack_signer::{
    AnswerError, AuthServer, ClientId, DeviceIdentity, DeviceName, Gateway, HttpsAuthRequest,
    MqLogin, MqScheme, MqttClientId, MqttRegister, ProductIdentity, ProductKey, RegisterMode,
    RegisterRandom, RegisterRequest, Registered, Registration, Secret, SecureMode, Server,
    SignMethod, SubDevice, Timestamp, TokenAuthType, batch_login, read_https_auth, read_registered,
    read_sub_reply, sign_apsara_mq, sign_https_auth, sign_https_register, sign_mqtt_register,
    sign_psk, topo_add, verify_apsara_mq,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

/// Any text, and text made of the characters that have a meaning.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[|,=&:+%/?#.\\[\\]{}\"'$\\\\ \n\u{0}a-c0-9字😀]{0,40}",
    ]
}

fn identity() -> impl Strategy<Value = DeviceIdentity> {
    let names = (
        text().prop_filter_map("product key", |text| ProductKey::new(text).ok()),
        text().prop_filter_map("device name", |text| DeviceName::new(text).ok()),
    );
    (names, text()).prop_map(|((product_key, device_name), secret)| DeviceIdentity {
        product_key,
        device_name,
        device_secret: Secret::new(secret),
    })
}

fn client_id() -> impl Strategy<Value = ClientId> {
    text().prop_filter_map("client id", |text| ClientId::new(text).ok())
}

fn timestamp() -> impl Strategy<Value = Option<Timestamp>> {
    proptest::option::of(text().prop_filter_map("timestamp", |text| Timestamp::new(text).ok()))
}

fn register_request() -> impl Strategy<Value = RegisterRequest> {
    let random = text().prop_filter_map("random", |text| RegisterRandom::new(text).ok());
    (random, method()).prop_map(|(random, sign_method)| RegisterRequest {
        random,
        sign_method,
    })
}

fn method() -> impl Strategy<Value = SignMethod> {
    select(&SignMethod::ALL[..])
}

fn product(identity: DeviceIdentity) -> ProductIdentity {
    ProductIdentity {
        product_key: identity.product_key,
        device_name: identity.device_name,
        product_secret: identity.device_secret,
    }
}

/// A form read back, independently of the code that wrote it.
fn decoded(body: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            bytes.push(match byte {
                b'+' => b' ',
                b'%' => {
                    let digits = [rest.next().unwrap(), rest.next().unwrap()];
                    u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
                }
                other => other,
            });
        }
        String::from_utf8(bytes).unwrap()
    };
    let pairs = body.split('&').map(|pair| pair.split_once('=').unwrap());
    pairs
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

proptest! {
    #[test]
    fn a_body_is_read_back(
        identity in identity(),
        client_id in client_id(),
        sign_method in method(),
        timestamp in timestamp(),
        register in register_request(),
    ) {
        let wanted = HttpsAuthRequest { client_id, sign_method, timestamp };
        let server = AuthServer::default();
        for signing in [
            sign_https_auth(&identity, &wanted, &server),
            sign_https_register(&product(identity.clone()), &register, &server),
        ] {
            let fields = signing.request.fields.iter();
            let fields: Vec<_> = fields.map(|(name, value)| (name.to_string(), value.clone())).collect();
            prop_assert_eq!(decoded(&signing.request.body()), fields);
            // Two quoted words that no shell reads anything into.
            let curl = signing.request.curl();
            prop_assert_eq!(curl.matches('"').count(), 4);
            prop_assert!(!curl.contains(['$', '`', '\\', '!', '\n', '\'']));
            prop_assert!(curl.is_ascii());
        }
    }

    #[test]
    fn client_ids_are_parsed_back(
        identity in identity(),
        client_id in client_id(),
        sign_method in method(),
        timestamp in timestamp(),
        register in register_request(),
        registration in select(vec![Registration::Known, Registration::New]),
        mode in select(&RegisterMode::ALL[..]),
        instance in any::<bool>(),
    ) {
        let wanted = HttpsAuthRequest { client_id: client_id.clone(), sign_method, timestamp };
        let server = if instance { Server::parse("iot-06z00").unwrap() } else { Server::default() };
        let connect = MqttRegister { client_id: client_id.clone(), registration, mode, server };
        let sent = sign_mqtt_register(&product(identity), &register, &connect).credentials.mqtt_client_id;
        prop_assert_eq!(sent.param("authType"), Some(registration.wire()));
        prop_assert_eq!(sent.param("instanceId").is_some(), instance && mode == RegisterMode::MinusTwo);
        for id in [sent, wanted.plain_client_id(), wanted.sdk_client_id(SecureMode::Tls)] {
            prop_assert_eq!(&id.client_id, client_id.as_str());
            prop_assert_eq!(MqttClientId::parse(&id.to_string()), id);
        }
    }

    #[test]
    fn payloads_are_json_and_sign_what_they_send(
        identities in proptest::collection::vec((identity(), proptest::option::of(text()), timestamp()), 0..4),
        sign_method in method(),
        clean_session in any::<bool>(),
        message_id in any::<u32>(),
    ) {
        let devices: Vec<SubDevice> = identities
            .into_iter()
            .map(|(identity, client_id, timestamp)| SubDevice { identity, client_id, sign_method, timestamp, clean_session })
            .collect();
        let gateway = Gateway::default();
        let (topology, login) = (topo_add(&gateway, &devices, message_id), batch_login(&gateway, &devices, message_id));
        let (one, two) = (parsed(&topology.payload), parsed(&login.payload));
        let lists = [(&one["params"], &topology.signings), (&two["params"]["deviceList"], &login.signings)];
        for (list, signings) in lists {
            prop_assert_eq!(list.as_array().unwrap().len(), devices.len());
            for (sent, signing) in list.as_array().unwrap().iter().zip(signings) {
                let unsigned = ["sign", "signmethod", "signMethod", "cleanSession"];
                let mut fields: Vec<_> = sent.as_object().unwrap().iter().collect();
                fields.retain(|(name, _)| !unsigned.contains(&name.as_str()));
                fields.sort_by_key(|(name, _)| name.as_str());
                let content: String = fields.iter().map(|(name, value)| format!("{name}{}", value.as_str().unwrap())).collect();
                prop_assert_eq!(signing.content.to_string(), content);
                prop_assert_eq!(sent["sign"].as_str(), Some(&*signing.mac.to_string()));
            }
        }
        prop_assert_eq!(&one["id"], &Value::from(message_id.to_string()));
    }

    #[test]
    fn answers_are_read_as_they_were_written(
        names in ("[^&\u{0}]{1,9}", "[^\u{0}]{1,9}", "[^|\u{0}]{1,9}"),
        (id, secret) in (".{1,20}", "(?s).{1,40}"),
        code in prop_oneof![Just(200_i64), any::<i64>()],
        message in text(),
    ) {
        let (product_key, device_name, client_id) = names;
        let https = json!({"code": code, "message": message, "data": {"iotId": id, "iotToken": secret,
            "resources": {"mqtt": {"host": "h", "port": "1883"}}}});
        match read_https_auth(&https.to_string()) {
            Ok(grant) => {
                prop_assert_eq!(code, 200);
                prop_assert_eq!((&grant.iot_id, grant.iot_token.expose(), grant.port), (&id, &*secret, Some(1883)));
            }
            Err(AnswerError::Refused(refusal)) => {
                prop_assert_ne!(code, 200);
                prop_assert_eq!((refusal.code, refusal.message), (code, message));
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
        let pushed = json!({"productKey": product_key, "deviceName": device_name, "clientId": client_id, "deviceToken": secret});
        let Ok(Registered::Token(token)) = read_registered(&pushed.to_string()) else {
            return Err(TestCaseError::fail(pushed.to_string()));
        };
        prop_assert_eq!(token.client_id.as_str(), client_id);
        for auth in TokenAuthType::ALL {
            let credentials = token.credentials(auth);
            prop_assert_eq!(credentials.password.expose(), &secret);
            prop_assert_eq!(credentials.username, format!("{device_name}&{product_key}"));
        }
    }

    #[test]
    fn no_answer_makes_a_reader_panic(text in text(), cut in any::<Index>()) {
        let whole = format!("{{\"code\":200,\"id\":1,\"data\":[{{\"productKey\":\"{text}\"}}]}}");
        let at = (0..=cut.index(whole.len() + 1)).rev().find(|at| whole.is_char_boundary(*at)).unwrap();
        for answer in [&*text, &whole, &whole[..at]] {
            let _ = (read_https_auth(answer), read_registered(answer), read_sub_reply(answer));
        }
        let _ = (AuthServer::parse(&text), AuthServer::region(&text));
    }

    #[test]
    fn a_neighbours_password_is_accepted_and_nothing_else_is(
        client_id in "[^\u{0}]{0,20}",
        secret in text(),
        other in text(),
        place in any::<Index>(),
    ) {
        let login = MqLogin::new(MqScheme::Signature, "AK", "mqtt-cn-1", client_id, Secret::new(secret)).unwrap();
        let right = sign_apsara_mq(&login).password();
        prop_assert!(verify_apsara_mq(&login, &right));
        prop_assert_eq!(verify_apsara_mq(&login, &other), other == right);
        let at = place.index(26);
        let digit = if right.as_bytes()[at] == b'A' { 'B' } else { 'A' };
        let one_else = format!("{}{digit}{}", &right[..at], &right[at + 1..]);
        prop_assert!(!verify_apsara_mq(&login, &one_else));
    }

    #[test]
    fn nothing_that_lets_in_is_shown(mut identity in identity(), secret in "[A-Za-z0-9]{16,64}", register in register_request()) {
        identity.device_secret = Secret::new(&*secret);
        let (server, gateway) = (AuthServer::default(), Gateway::default());
        let auth = sign_https_auth(&identity, &HttpsAuthRequest::default(), &server);
        let product = product(identity.clone());
        let connect = MqttRegister {
            client_id: ClientId::default(),
            registration: Registration::New,
            mode: RegisterMode::Two,
            server: Server::default(),
        };
        let mqtt = sign_mqtt_register(&product, &register, &connect);
        let device = SubDevice { identity: identity.clone(), ..SubDevice::default() };
        let message = topo_add(&gateway, std::slice::from_ref(&device), 1);
        let psk = sign_psk(&identity, &Timestamp::new("1").unwrap());
        let answer = json!({"productKey": "pk", "deviceName": "d", "deviceSecret": secret}).to_string();
        let shown = format!(
            "{product:?} {auth:#?} {mqtt:#?} {device:?} {message:#?} {psk:?} {:?} {:?}",
            read_registered(&answer),
            sign_https_register(&product, &register, &server),
        )
        .to_lowercase();
        prop_assert!(!shown.contains(&secret.to_lowercase()));
        for mac in [&auth.mac, &mqtt.mac, &message.signings[0].mac, &psk.mac] {
            prop_assert!(!shown.contains(&mac.to_string()));
        }
    }
}

fn parsed(payload: &str) -> Value {
    serde_json::from_str(payload).unwrap()
}
