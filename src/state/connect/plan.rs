//! What pressing Connect leads to, decided before anything is sent.

use crate::state::connect::{
    Asked, Form, NotTried, PageFacts, Subject, host_of, is_local, may_try, registration,
};
use crate::state::json_string;
use connack_behaviour::is_platform_host;
use connack_protocol::{Connect, Credentials, Hidden, Retry, Version};
use std::rc::Rc;

/// What pressing Connect leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// Something is missing; the fields say what.
    NotReady,
    /// This page cannot open the URL.
    Refuse(NotTried),
    /// The person is to know something first.
    Ask(Asked),
    /// Connect.
    Go(Box<Connect>),
}

/// How long the socket and CONNACK together may take, in ms.
const CONNACK_TIMEOUT_MS: u32 = 10_000;
/// Connections that the platform takes from a device within a minute (its limits page).
const PLATFORM_PER_MINUTE: u8 = 5;

/// Decides what pressing Connect leads to.
pub fn plan(form: &Form, credentials: Option<&Credentials>, page: PageFacts) -> Plan {
    let (Some(of), Some(keep_alive_s)) = (credentials, form.keep_alive_s()) else {
        return Plan::NotReady;
    };
    let url = form.effective_url(credentials).trim().to_owned();
    if let Err(why) = may_try(&url, page) {
        return Plan::Refuse(why);
    }
    let host = host_of(&url);
    let options = &form.options;
    let subject = || Subject {
        host: host.into(),
        username: of.username.clone(),
    };
    let mut questions = Vec::new();
    if options.version == Version::V5_0 && is_platform_host(host) {
        questions.push(Asked::Version5(subject()));
    }
    let registers = registration(&of.mqtt_client_id).is_some();
    if !is_local(&url) {
        questions.push(match registers {
            true => Asked::Registration(subject()),
            false => Asked::Eviction(subject()),
        });
    }
    let open = |asked: &Asked| !form.confirmed.contains(asked);
    if let Some(asked) = questions.into_iter().find(open) {
        return Plan::Ask(asked);
    }
    Plan::Go(Box::new(Connect {
        mqtt_client_id: of.mqtt_client_id.clone(),
        username: of.username.clone(),
        password: of.password.clone(),
        keep_alive_s,
        clean_session: form.clean_session,
        version: options.version,
        will: options.effective_will(),
        connack_timeout_ms: CONNACK_TIMEOUT_MS,
        // The server ends a registration, and each is a new one (vendor help topic 132111).
        retry: match registers {
            true => Retry::Never,
            false => options.retry,
        },
        max_per_minute: is_platform_host(host).then_some(PLATFORM_PER_MINUTE),
        url: url.clone(),
    }))
}

/// A connection as it was tried: Verify may be asked about it later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// What was sent, as a claim.
    pub claim: Hidden,
    /// Where that comes from: the names of the device, and its secret.
    pub credentials: Rc<Credentials>,
    /// What was asked of the worker.
    pub connect: Box<Connect>,
    /// The page came over https.
    pub page_https: bool,
}

impl Attempt {
    /// Whether it registers the device: the server ends such a connection soon.
    pub(super) fn registers(&self) -> bool {
        registration(&self.connect.mqtt_client_id).is_some()
    }
}

/// A connection as a claim in JSON, the secret apart.
pub fn attempt(connect: &Connect, of: &Credentials, page: PageFacts) -> Attempt {
    let mut text = String::from("{\n");
    let mut line = |name: &str, value: &str, last: bool| {
        let end = if last { "\n}" } else { ",\n" };
        text.extend(["  \"", name, "\": ", value, end]);
    };
    // A practice broker's address is none of the platform's.
    if !is_local(&connect.url) {
        line("host", &json_string(host_of(&connect.url)), false);
    }
    let transport = connect.url.split(':').next().unwrap_or_default();
    line("transport", &json_string(transport), false);
    for (name, value) in [
        ("mqtt_client_id", &connect.mqtt_client_id),
        ("username", &connect.username),
        ("password", &connect.password.0),
    ] {
        line(name, &json_string(value), false);
    }
    line("keep_alive_s", &connect.keep_alive_s.to_string(), true);
    Attempt {
        claim: Hidden(text),
        credentials: Rc::new(of.clone()),
        connect: Box::new(connect.clone()),
        page_https: page.https,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use connack_protocol::{Identity, Password};

    const HTTP: PageFacts = PageFacts {
        https: false,
        any_ws: false,
    };

    pub(in crate::state::connect) fn practice() -> Credentials {
        Credentials {
            product_key: "a1Practice0".into(),
            device_name: "practice".into(),
            device_secret: Hidden("practice-device-secret".into()),
            mqtt_client_id: "a1Practice0.practice|securemode=3,signmethod=hmacsha256|".into(),
            username: "practice&a1Practice0".into(),
            password: Password("hex".into()),
            websocket_url: "ws://127.0.0.1:8083/mqtt".into(),
            identity: Identity {
                product_key: "a1Practice0".into(),
                device_name: "practice".into(),
                instance: "ws://127.0.0.1:8083/mqtt".into(),
                ..Identity::default()
            },
        }
    }

    fn at(url: &str) -> Credentials {
        Credentials {
            websocket_url: url.into(),
            ..practice()
        }
    }

    pub(in crate::state::connect) fn subject(of: &Credentials) -> Subject {
        Subject {
            host: host_of(&of.websocket_url).into(),
            username: of.username.clone(),
        }
    }

    #[test]
    fn a_local_broker_is_connected_to_at_once() {
        let Plan::Go(connect) = plan(&Form::default(), Some(&practice()), HTTP) else {
            panic!("not connected");
        };
        assert_eq!(connect.username, "practice&a1Practice0");
        assert_eq!(connect.password, practice().password);
    }

    #[test]
    fn the_platform_is_asked_about_once() {
        let there = at("wss://pk.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/");
        let mut form = Form::default();
        let asked = Asked::Eviction(subject(&there));
        assert_eq!(plan(&form, Some(&there), HTTP), Plan::Ask(asked.clone()));
        form.confirmed.push(asked);
        assert!(matches!(plan(&form, Some(&there), HTTP), Plan::Go(_)));
        // All devices of an instance share its host.
        let next = Credentials {
            username: "next&a1Practice0".into(),
            ..there
        };
        let asked = Plan::Ask(Asked::Eviction(subject(&next)));
        assert_eq!(plan(&form, Some(&next), HTTP), asked);
    }

    fn to(url: &str) -> Connect {
        Connect {
            url: url.into(),
            mqtt_client_id: "a\"b|x|".into(),
            username: "device&pk".into(),
            password: Password("hex".into()),
            keep_alive_s: 60,
            clean_session: true,
            version: Version::V3_1_1,
            will: None,
            connack_timeout_ms: 1,
            retry: Retry::Never,
            max_per_minute: None,
        }
    }

    pub(in crate::state::connect) fn tried(url: &str) -> Attempt {
        attempt(&to(url), &practice(), HTTP)
    }

    pub(in crate::state::connect) fn tried_as(client_id: &str, url: &str) -> Attempt {
        let connect = Connect {
            mqtt_client_id: client_id.into(),
            ..to(url)
        };
        attempt(&connect, &practice(), HTTP)
    }

    #[test]
    fn a_registration_asks_its_own_question() {
        let there = Credentials {
            mqtt_client_id: "c|securemode=2,authType=register,random=1|".into(),
            ..at("wss://pk.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/")
        };
        let asked = Plan::Ask(Asked::Registration(subject(&there)));
        assert_eq!(plan(&Form::default(), Some(&there), HTTP), asked);
    }

    #[test]
    fn an_attempt_is_a_claim_without_the_secret() {
        let of = practice();
        let mut connect = to("wss://pk.example:443/mqtt");
        let tried = attempt(&connect, &of, HTTP);
        let json: serde_json::Value = serde_json::from_str(&tried.claim.0).unwrap();
        assert_eq!(json["mqtt_client_id"], "a\"b|x|");
        assert_eq!(
            (&json["host"], &json["transport"]),
            (&"pk.example".into(), &"wss".into())
        );
        assert_eq!(json["keep_alive_s"], 60);
        assert!(!tried.claim.0.contains(&of.device_secret.0));
        connect.url = "ws://127.0.0.1:8083/mqtt".into();
        let tried = attempt(&connect, &of, HTTP);
        let json: serde_json::Value = serde_json::from_str(&tried.claim.0).unwrap();
        assert_eq!(json.get("host"), None);
    }

    #[test]
    fn what_is_not_tried() {
        let there = at("ws://pk.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/");
        let form = Form::default();
        assert_eq!(
            plan(&form, Some(&there), HTTP),
            Plan::Refuse(NotTried::Policy)
        );
        let https = PageFacts {
            https: true,
            ..HTTP
        };
        assert_eq!(
            plan(&form, Some(&there), https),
            Plan::Refuse(NotTried::MixedContent)
        );
        assert_eq!(plan(&form, None, HTTP), Plan::NotReady);
        let typo = Form {
            keep_alive: "6o".into(),
            ..form
        };
        assert_eq!(plan(&typo, Some(&there), HTTP), Plan::NotReady);
    }
}
