//! Registration over MQTT: a CONNECT signed with the product secret. The result is pushed without
//! a subscription, and after 15 seconds the connection ends.
//!
//! The platform takes it over TLS only and answers CONNACK 2 otherwise; that cannot be asked of a
//! practice broker on loopback, so plain connections are taken. `securemode` 2 and -2 both are, as
//! sources conflict. What is sent over such a connection beside PINGREQ is read and not answered:
//! what the platform does is unverified, as is the quality of service of what it pushes, 0 here.

use super::form::is_mac;
use crate::answer::{connack, name, refusal};
use crate::connect::Connect;
use crate::log::{Event, Mask};
use crate::login::{Refusal, refuse, well_formed};
use crate::packet::{MAX_CONNECT, V5, kind};
use crate::registry::{Known, NotIssued};
use crate::server::Shared;
use crate::socket::Link;
use crate::wire::{encode, put_binary};
use connack_signer::{
    ClientId, DeviceName, MqttClientId, MqttRegister, ProductIdentity, ProductKey, REGISTER_TOPICS,
    RegisterMode, RegisterRandom, RegisterRequest, Registration, Server, SignMethod,
    sign_mqtt_register,
};
use serde_json::{Value, json};
use std::fmt;
use std::pin::pin;
use std::time::Duration;

/// How long the connection stays (vendor help topic 132111).
const LIFE: Duration = Duration::from_secs(15);

/// A registration whose signature is right.
struct Wanted {
    product: ProductIdentity,
    registration: Registration,
    mode: RegisterMode,
}

/// What is pushed.
struct Push {
    topic: &'static str,
    payload: Value,
    /// What the log says was issued.
    issued: &'static str,
}

/// Serves a connection that registers, to its end. `sleep` is the clock.
pub(crate) async fn serve<F: Future<Output = ()>>(
    shared: &Shared,
    connection: u64,
    connect: &Connect,
    registration: Registration,
    link: &mut Link,
    sleep: impl FnOnce(Duration) -> F,
) {
    let known = shared.registry.known();
    let password = String::from_utf8_lossy(connect.password.as_deref().unwrap_or_default());
    let mask = known.mask(&shared.platform_password);
    let mask = mask.with(&password);
    let end = sleep(LIFE);
    let wanted = judge(connect, registration, &known, &mask);
    let shown = mask.show(connect.username.as_deref().unwrap_or_default());
    let push = match wanted.and_then(|wanted| issue(shared, &known, &wanted)) {
        Ok(push) => push,
        Err(Refusal {
            connack: code,
            remark,
        }) => {
            let name = name(connect.level, code);
            let text = format!("{name}: {shown} does not register: {}", remark.text);
            let log = &shared.log;
            log.tell_code(connection, Event::Refused, Some(remark.code), text);
            // A client that has gone need not be told.
            let _ = link
                .writer
                .write(&refusal(connect, code, &remark.text))
                .await;
            return;
        }
    };
    let text = format!(
        "{shown} registered over MQTT with authType={}, {} pushed on {}",
        registration.wire(),
        push.issued,
        push.topic
    );
    shared.log.tell(connection, Event::Registered, text);
    let how = hold(link, &bytes(connect, &push), end).await;
    shared
        .log
        .tell(connection, Event::Disconnected, format!("{shown}: {how}"));
}

fn judge(
    connect: &Connect,
    registration: Registration,
    known: &Known,
    mask: &Mask<'_>,
) -> Result<Wanted, Refusal> {
    let malformed = |text: String| refuse(2, "client-id-params-malformed", text);
    let id = MqttClientId::parse(&connect.client_id);
    let params = well_formed(&id, &connect.client_id, mask)?;
    let Some(mode) = params.get("securemode").and_then(RegisterMode::from_wire) else {
        let text = "securemode is not one of a registration, expected 2 or -2";
        return refuse(2, "secure-mode-flow", text.into());
    };
    let random = match params.get("random").map(RegisterRandom::new) {
        Some(Ok(random)) if !random.as_str().is_empty() => random,
        Some(Err(error)) => return malformed(error.to_string()),
        Some(Ok(_)) | None => return malformed("random is missing; it is signed".into()),
    };
    let sign_method = match params.get("signmethod") {
        None => {
            let text = "signmethod is missing, a registration needs it";
            return refuse(2, "sign-method-missing", text.into());
        }
        Some(text) => match SignMethod::from_wire(text) {
            Some(method) => method,
            None => {
                let text = "signmethod is none of hmacmd5, hmacsha1 and hmacsha256";
                return refuse(2, "sign-method-unknown", text.into());
            }
        },
    };
    let client_id = match ClientId::new(id.client_id.clone()) {
        Ok(client_id) => client_id,
        Err(error) => return malformed(error.to_string()),
    };
    let mut product = product(connect, mask)?;
    let product_key = product.product_key.as_str();
    if !known.devices.has_product(product_key) {
        let text = format!(
            "the practice broker knows no product {}",
            mask.show(product_key)
        );
        return refuse(4, "username-identity-mismatch", text);
    }
    let Some(product_secret) = known.devices.product_secret(product_key) else {
        let text = format!(
            "registration is off for product {}: its product_secret is not among the devices",
            mask.show(product_key)
        );
        return refuse(4, "username-identity-mismatch", text);
    };
    product.product_secret = product_secret.clone();
    let wanted = RegisterRequest {
        random,
        sign_method,
    };
    let asked = MqttRegister {
        client_id,
        registration,
        mode,
        // Not signed.
        server: Server::default(),
    };
    let signing = sign_mqtt_register(&product, &wanted, &asked);
    let password = connect
        .password
        .as_deref()
        .and_then(|p| str::from_utf8(p).ok());
    if !password.is_some_and(|password| is_mac(&signing.mac, password)) {
        let text = format!(
            "password is not the {} of deviceName, productKey and random with the product secret",
            sign_method.algorithm()
        );
        return refuse(4, "secret-or-identity-wrong", text);
    }
    Ok(Wanted {
        product,
        registration,
        mode,
    })
}

/// The names in the user name; the secret is still to come.
fn product(connect: &Connect, mask: &Mask<'_>) -> Result<ProductIdentity, Refusal> {
    let username = connect.username.as_deref().unwrap_or_default();
    let names = username.split_once('&').filter(|(name, _)| {
        // They become levels of topics.
        !name.is_empty() && !name.contains(['/', '+', '#'])
    });
    let names = names
        .and_then(|(name, key)| Some((DeviceName::new(name).ok()?, ProductKey::new(key).ok()?)));
    match names {
        Some((device_name, product_key)) => Ok(ProductIdentity {
            product_key,
            device_name,
            ..ProductIdentity::default()
        }),
        None => refuse(
            2,
            "username-separator-wrong",
            format!(
                "username {} is not deviceName&productKey, or has `/`, `+` or `#` in the name",
                mask.show(username)
            ),
        ),
    }
}

fn issue(shared: &Shared, known: &Known, wanted: &Wanted) -> Result<Push, Refusal> {
    let product = &wanted.product;
    let (key, name) = (product.product_key.as_str(), product.device_name.as_str());
    let [register, regnwl] = REGISTER_TOPICS;
    match wanted.registration {
        Registration::Known => {
            let Some((number, _)) = known.devices.by_username(&format!("{name}&{key}")) else {
                let text = "the device was not added to its product, which authType=register needs; \
                            register with authType=regnwl";
                return refuse(4, "username-identity-mismatch", text.into());
            };
            let identity = shared.registry.activate(number).or_else(unable)?;
            Ok(Push {
                topic: register,
                payload: json!({
                    "productKey": key,
                    "deviceName": name,
                    "deviceSecret": identity.device_secret.expose(),
                }),
                issued: "its device secret",
            })
        }
        Registration::New => {
            let issued = shared
                .registry
                .issue_token(&product.product_key, &product.device_name);
            let issued = issued.or_else(unable)?;
            Ok(Push {
                topic: match wanted.mode {
                    // Where SDKs wait, and where the documentation has it.
                    RegisterMode::Two => regnwl,
                    RegisterMode::MinusTwo => register,
                },
                payload: json!({
                    "productKey": key,
                    "deviceName": name,
                    "clientId": issued.client_id.as_str(),
                    "deviceToken": issued.token.expose(),
                }),
                issued: "a client id and its device token",
            })
        }
    }
}

fn unable<T>(error: NotIssued) -> Result<T, Refusal> {
    match error {
        NotIssued::Activated => refuse(
            4,
            "other-service",
            "the device is activated and has its secret; log in with that".into(),
        ),
        NotIssued::Unable => refuse(
            3,
            "refused-unavailable",
            "the practice broker has no room or no random bytes".into(),
        ),
    }
}

/// CONNACK, and PUBLISH at QoS 0.
fn bytes(connect: &Connect, push: &Push) -> Vec<u8> {
    let mut body = Vec::new();
    put_binary(&mut body, push.topic.as_bytes());
    let mut bytes = connack(0).to_vec();
    if connect.level == V5 {
        // Without properties, both of them.
        bytes = encode(kind::CONNACK << 4, &[0, 0, 0]);
        body.push(0);
    }
    body.extend_from_slice(push.payload.to_string().as_bytes());
    bytes.extend(encode(kind::PUBLISH << 4, &body));
    bytes
}

/// How the connection ended.
enum Held {
    TimeUp,
    Left,
    Malformed,
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TimeUp => "the connection of a registration ends after 15 s",
            Self::Left => "the client left after its registration",
            Self::Malformed => "the client sent what is not MQTT after its registration",
        })
    }
}

async fn hold(link: &mut Link, bytes: &[u8], end: impl Future<Output = ()>) -> Held {
    const PINGREQ: u8 = 12;
    const PINGRESP: [u8; 2] = [0xd0, 0];
    let mut end = pin!(end);
    let talk = async {
        if link.writer.write(bytes).await.is_err() {
            return Held::Left;
        }
        loop {
            match link.incoming.next(MAX_CONNECT) {
                Ok(Some(packet)) if packet.kind() == kind::DISCONNECT => return Held::Left,
                Ok(Some(packet)) if packet.kind() == PINGREQ => {
                    if link.writer.write(&PINGRESP).await.is_err() {
                        return Held::Left;
                    }
                }
                Ok(Some(_)) => {}
                Ok(None) => match link.reader.read(&mut link.incoming).await {
                    Ok(0) | Err(_) => return Held::Left,
                    Ok(_) => {}
                },
                Err(_) => return Held::Malformed,
            }
        }
    };
    tokio::select! {
        () = &mut end => Held::TimeUp,
        held = talk => held,
    }
}

#[cfg(test)]
mod tests;
