//! The other ways in, each to its end: HTTPS authorisation, registration, what was issued.

use crate::client::{Client, Fields, publish};
use crate::http::post;
use crate::setup::{Setup, practice, start};
use connack_broker::{Device, Event};
use connack_signer::{
    AuthServer, ClientId, DeviceIdentity, DeviceName, DeviceToken, HttpsAuthRequest, MqttRegister,
    ProductIdentity, ProductKey, RegisterMode, RegisterRandom, RegisterRequest, Registered,
    Registration, Secret, Server, SignMethod, TokenAuthType, read_https_auth, read_registered,
    sign_https_auth, sign_https_register, sign_mqtt_register,
};

const AUTHORISE: &str = "/auth/devicename";
const REGISTER: &str = "/auth/register/device";
/// A form for the practice device, its signature by Python's hmac.
const FORM: &str = "productKey=a1Practice0&deviceName=practice&clientId=12345&timestamp=789\
    &signmethod=hmacsha1&sign=fc9bbbc628ced9f9e1f5c8587308bca4fca510a1&version=default\
    &resources=mqtt";

fn login(identity: &DeviceIdentity, client_id: &str) -> Fields {
    let device = Device {
        identity: identity.clone(),
        product_secret: None,
        activated: true,
    };
    Fields::device(&device, client_id)
}

fn product(device_name: &str) -> ProductIdentity {
    ProductIdentity {
        product_key: ProductKey::new("a1Practice0").unwrap(),
        device_name: DeviceName::new(device_name).unwrap(),
        product_secret: Secret::new("practice-product-secret"),
    }
}

fn wanted() -> RegisterRequest {
    RegisterRequest {
        random: RegisterRandom::new("567345").unwrap(),
        sign_method: SignMethod::HmacSha256,
    }
}

/// Logs in, and is heard.
async fn works(setup: &mut Setup, fields: &Fields, topic: &str) {
    let mut client = Client::online(setup, fields).await;
    assert_eq!(client.subscribe(&[(topic, 1)]).await, [1]);
    client.send(&publish(topic, b"heard", 0)).await;
    let message = client.next().await.unwrap().message();
    assert_eq!(message, (topic.into(), b"heard".to_vec(), 0));
    setup.logged(Event::Connected).await;
}

#[tokio::test]
async fn https_authorisation_then_mqtt() {
    let mut setup = start().await;
    let without_timestamp = "productKey=a1Practice0&deviceName=practice&clientId=12345\
        &sign=0AB029D8963F15F0347C1EA01B9F4AF2";
    let request = HttpsAuthRequest {
        client_id: ClientId::new("设备|a&b=c %+".replace('|', "")).unwrap(),
        ..HttpsAuthRequest::default()
    };
    let signed = sign_https_auth(&practice(), &request, &AuthServer::default());
    let mut secrets = Vec::new();
    for form in [FORM, without_timestamp, &signed.request.body()] {
        let answer = post(&setup, AUTHORISE, form).await;
        assert_eq!(
            (&answer["code"], &answer["message"]),
            (&200.into(), &"success".into())
        );
        let grant = read_https_auth(&answer.to_string()).unwrap();
        assert_eq!(grant.host.as_deref(), Some("127.0.0.1"));
        assert_eq!(grant.port, Some(setup.broker.mqtt_address().port()));
        setup.logged(Event::Granted).await;
        for client_id in ["", "12345", "12345|securemode=0,signmethod=hmacmd5,gw=0|"] {
            let fields = Fields {
                client_id: client_id.into(),
                username: Some(grant.iot_id.clone()),
                password: Some(grant.iot_token.expose().into()),
                ..Fields::practice("12345|securemode=3|")
            };
            works(&mut setup, &fields, "/a1Practice0/practice/user/get").await;
            let wrong = Fields {
                password: Some("0".repeat(32).into()),
                ..fields.clone()
            };
            refused(&mut setup, &wrong, 3, "secret-or-identity-wrong").await;
            let unknown = Fields {
                username: Some("h2cTNCoJqRPzGzTmV5ec0010".into()),
                ..fields.clone()
            };
            refused(&mut setup, &unknown, 3, "secret-or-identity-wrong").await;
            let early = Fields {
                keep_alive_s: 10,
                ..fields
            };
            refused(&mut setup, &early, 3, "keep-alive-out-of-range").await;
        }
        secrets.push(grant.iot_token);
    }
    let mut hidden: Vec<&str> = secrets.iter().map(Secret::expose).collect();
    hidden.extend([
        "practice-device-secret",
        "fc9bbbc628ced9f9e1f5c8587308bca4fca510a1",
    ]);
    setup.assert_no_secret(&hidden);
}

async fn refused(setup: &mut Setup, fields: &Fields, connack: u8, code: &str) {
    let (mut client, answer) = Client::answered(setup, fields).await;
    assert_eq!(answer.body, [0, connack]);
    client.expect_closed().await;
    let entry = setup.logged(Event::Refused).await;
    assert_eq!(entry.code, Some(code), "{entry}");
    assert_eq!(entry.more_codes, [""; 0], "{entry}");
}

#[tokio::test]
async fn the_codes_of_both_forms() {
    let mut setup = start().await;
    let signed = sign_https_register(&product("practice-new"), &wanted(), &AuthServer::default());
    let register = signed.request.body();
    let sub = FORM.replace("deviceName=practice", "deviceName=practice-new");
    for (path, body, code, rule) in [
        (
            AUTHORISE,
            FORM.replace("fc9", "fc8"),
            401,
            "sign is not the HMAC-SHA1",
        ),
        (
            AUTHORISE,
            FORM.replace("fc9", "zz9"),
            401,
            "sign is not the HMAC-SHA1",
        ),
        (
            AUTHORISE,
            FORM.replace("12345", "12346"),
            401,
            "sign is not",
        ),
        (
            AUTHORISE,
            FORM.replace("=12345", "="),
            460,
            "`clientId` is missing",
        ),
        (
            AUTHORISE,
            FORM.replace("12345", &"a".repeat(65)),
            460,
            "65 characters",
        ),
        (AUTHORISE, FORM.replace("sha1", "sha2"), 460, "sign method"),
        (
            AUTHORISE,
            FORM.replace("signmethod", "signMethod"),
            460,
            "expected `signmethod`",
        ),
        (
            AUTHORISE,
            FORM.replace("=practice", "=other"),
            5001,
            "no device",
        ),
        (AUTHORISE, sub, 401, "register it first"),
        (AUTHORISE, String::new(), 460, "`clientId` is missing"),
        (
            REGISTER,
            register.replace("random=", "random=1"),
            6600,
            "sign is not the HMAC-SHA256",
        ),
        (
            REGISTER,
            register.replace("hmacsha256", "sha256"),
            6292,
            "sign method",
        ),
        (
            REGISTER,
            register.replace("signMethod", "signmethod"),
            460,
            "expected `signMethod`",
        ),
        (
            REGISTER,
            register.replace("a1Practice0", "a1Other"),
            6250,
            "no product",
        ),
        (
            REGISTER,
            register.replace("a1Practice0", "a1PracticeSub0"),
            6288,
            "is off",
        ),
        (
            REGISTER,
            register.replace("practice-new", "brand-new"),
            460,
            "was not added",
        ),
    ] {
        let answer = post(&setup, path, &body).await;
        assert_eq!(answer["code"], code, "{body}: {answer}");
        let entry = setup.logged(Event::Refused).await;
        assert!(entry.text.contains(&format!("code {code}: ")), "{entry}");
        assert!(entry.text.contains(rule), "{entry}");
    }
    let activated = sign_https_register(&product("practice"), &wanted(), &AuthServer::default());
    let answer = post(&setup, REGISTER, &activated.request.body()).await;
    assert_eq!(answer["code"], 6289, "{answer}");
}

#[tokio::test]
async fn registration_over_https_gives_a_secret() {
    let mut setup = start().await;
    let signed = sign_https_register(&product("practice-new"), &wanted(), &AuthServer::default());
    let answer = post(&setup, REGISTER, &signed.request.body()).await;
    let Registered::Secret(identity) = read_registered(&answer.to_string()).unwrap() else {
        panic!("{answer}");
    };
    setup.logged(Event::Registered).await;
    let fields = login(&identity, "1|securemode=3,signmethod=hmacsha256|");
    works(&mut setup, &fields, "/a1Practice0/practice-new/user/get").await;
    let again = post(&setup, REGISTER, &signed.request.body()).await;
    assert_eq!(again["code"], 6289, "{again}");
    setup.assert_no_secret(&[
        identity.device_secret.expose(),
        "practice-product-secret",
        &signed.mac.to_string(),
    ]);
}

/// Registers over MQTT; the topic and what is pushed on it.
async fn register(
    setup: &Setup,
    name: &str,
    registration: Registration,
    mode: RegisterMode,
) -> (String, Registered) {
    let connect = MqttRegister {
        client_id: ClientId::new("12345").unwrap(),
        registration,
        mode,
        server: Server::parse("iot-06z00").unwrap(),
    };
    let signing = sign_mqtt_register(&product(name), &wanted(), &connect);
    let credentials = signing.credentials;
    let fields = Fields {
        keep_alive_s: 0,
        client_id: credentials.mqtt_client_id.to_string(),
        username: Some(credentials.username),
        password: Some(credentials.password.expose().into()),
        ..Fields::practice("1|securemode=3|")
    };
    let (mut client, _) = Client::ws(setup, "/mqtt", Some("mqtt")).await;
    client.send(&fields.bytes()).await;
    client.expect(&[0x20, 2, 0, 0]).await;
    let (topic, payload, qos) = client.next().await.unwrap().message();
    assert_eq!(qos, 0);
    client.send(&[0xe0, 0]).await;
    client.expect_closed().await;
    let pushed = String::from_utf8(payload).unwrap();
    (topic, read_registered(&pushed).unwrap())
}

#[tokio::test]
async fn registration_over_mqtt_gives_a_secret() {
    for mode in RegisterMode::ALL {
        let mut setup = start().await;
        let (topic, issued) = register(&setup, "practice-new", Registration::Known, mode).await;
        let Registered::Secret(identity) = issued else {
            panic!("{issued:?}");
        };
        assert_eq!(topic, "/ext/register");
        let fields = login(&identity, "1|securemode=3,signmethod=hmacsha256|");
        works(&mut setup, &fields, "/a1Practice0/practice-new/user/get").await;
        setup.assert_no_secret(&[identity.device_secret.expose()]);
    }
}

#[tokio::test]
async fn registration_over_mqtt_gives_a_token() {
    let mut setup = start().await;
    let mut first: Option<DeviceToken> = None;
    for (mode, expected) in [
        (RegisterMode::Two, "/ext/regnwl"),
        (RegisterMode::MinusTwo, "/ext/register"),
    ] {
        let (topic, issued) = register(&setup, "brand-new", Registration::New, mode).await;
        let Registered::Token(token) = issued else {
            panic!("{issued:?}");
        };
        assert_eq!(topic, expected);
        for auth_type in TokenAuthType::ALL {
            let credentials = token.credentials(auth_type);
            let fields = Fields {
                client_id: credentials.mqtt_client_id.to_string(),
                username: Some(credentials.username),
                password: Some(credentials.password.expose().into()),
                ..Fields::practice("1|securemode=3|")
            };
            works(&mut setup, &fields, "/a1Practice0/brand-new/user/get").await;
            let mode = Fields {
                client_id: fields.client_id.replace("-2", "2"),
                ..fields.clone()
            };
            refused(&mut setup, &mode, 2, "secure-mode-flow").await;
            let other = Fields {
                username: Some("practice&a1Practice0".into()),
                ..fields.clone()
            };
            refused(&mut setup, &other, 5, "secret-or-identity-wrong").await;
            if let Some(first) = &first {
                let swapped = Fields {
                    password: Some(first.token.expose().into()),
                    ..fields
                };
                refused(&mut setup, &swapped, 5, "secret-or-identity-wrong").await;
            }
        }
        setup.assert_no_secret(&[token.token.expose()]);
        first = Some(token);
    }
    // Nothing but its token lets such a device in.
    let identity = DeviceIdentity {
        product_key: ProductKey::new("a1Practice0").unwrap(),
        device_name: DeviceName::new("brand-new").unwrap(),
        device_secret: Secret::default(),
    };
    let fields = login(&identity, "1|securemode=3|");
    let (_client, connack) = Client::answered(&setup, &fields).await;
    assert_eq!(connack.body, [0, 5]);
    let form = FORM.replace("=practice", "=brand-new");
    assert_eq!(post(&setup, AUTHORISE, &form).await["code"], 6200);
}
