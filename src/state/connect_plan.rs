//! What pressing Connect leads to, decided before anything is sent.

use crate::state::computed::json_string;
use crate::state::{
    Attempt, ConnectForm, NotTried, PageFacts, Pasted, Signed, host_of, is_local, may_try,
};
use connack_protocol::{Connect, Password};
use connack_signer::Secret;

/// What pressing Connect leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// Something is missing; the fields say what.
    NotReady,
    /// This page cannot open the URL.
    Refuse(NotTried),
    /// The host is not local: the person is to know that a real device would be pushed off.
    Ask(String),
    /// Connect.
    Go(Box<Connect>),
}

/// How long the socket and CONNACK together may take, in ms.
const CONNACK_TIMEOUT_MS: u32 = 10_000;

/// Decides what pressing Connect leads to.
pub fn plan(form: &ConnectForm, signed: Option<&Signed>, page: PageFacts) -> Plan {
    let (Some(signed), Some(keep_alive_s)) = (signed, form.keep_alive_s()) else {
        return Plan::NotReady;
    };
    let url = form.effective_url(Some(signed)).trim().to_owned();
    if let Err(why) = may_try(&url, page) {
        return Plan::Refuse(why);
    }
    let host = host_of(&url);
    if !is_local(&url) && !form.confirmed.iter().any(|confirmed| confirmed == host) {
        return Plan::Ask(host.into());
    }
    Plan::Go(Box::new(Connect {
        mqtt_client_id: signed.signing.mqtt_client_id.to_string(),
        username: signed.signing.username.clone(),
        password: Password(signed.signing.password()),
        keep_alive_s,
        clean_session: form.clean_session,
        connack_timeout_ms: CONNACK_TIMEOUT_MS,
        url,
    }))
}

/// A connection as a claim in JSON, so that Verify can be asked about it later; the secret apart.
pub fn attempt(connect: &Connect, secret: &Secret) -> Attempt {
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
        text: Pasted(text.into()),
        secret: secret.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Form, compute};

    const HTTP: PageFacts = PageFacts {
        https: false,
        any_ws: false,
    };

    #[test]
    fn a_local_broker_is_connected_to_at_once() {
        let computed = compute(&Form::practice("ws://127.0.0.1:8083/mqtt"));
        let Plan::Go(connect) = plan(&ConnectForm::default(), computed.signed(), HTTP) else {
            panic!("not connected");
        };
        assert_eq!(connect.username, "practice&a1Practice0");
        assert_eq!(
            connect.password.0,
            computed.signed().unwrap().signing.password()
        );
    }

    #[test]
    fn the_platform_is_asked_about_once() {
        let mut form = Form::documented_example();
        form.secure_mode = connack_signer::SecureMode::Tls;
        let computed = compute(&form);
        let mut connect = ConnectForm::default();
        let host = "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com";
        assert_eq!(
            plan(&connect, computed.signed(), HTTP),
            Plan::Ask(host.into())
        );
        connect.confirmed.push(host.into());
        assert!(matches!(
            plan(&connect, computed.signed(), HTTP),
            Plan::Go(_)
        ));
    }

    #[test]
    fn an_attempt_is_a_claim_without_the_secret() {
        let computed = compute(&Form::documented_example());
        let mut connect = Connect {
            url: "wss://pk.example:443/mqtt".into(),
            mqtt_client_id: "a\"b|x|".into(),
            username: "device&pk".into(),
            password: Password(computed.signed().unwrap().signing.password()),
            keep_alive_s: 60,
            clean_session: true,
            connack_timeout_ms: 1,
        };
        let tried = attempt(&connect, &Secret::new("hidden"));
        let json: serde_json::Value = serde_json::from_str(&tried.text.0).unwrap();
        assert_eq!(json["mqtt_client_id"], "a\"b|x|");
        assert_eq!(
            (&json["host"], &json["transport"]),
            (&"pk.example".into(), &"wss".into())
        );
        assert_eq!(json["keep_alive_s"], 60);
        assert!(!tried.text.0.contains("hidden"));
        connect.url = "ws://127.0.0.1:8083/mqtt".into();
        let tried = attempt(&connect, &Secret::new("hidden"));
        let json: serde_json::Value = serde_json::from_str(&tried.text.0).unwrap();
        assert_eq!(json.get("host"), None);
    }

    #[test]
    fn what_is_not_tried() {
        let computed = compute(&Form::documented_example());
        let form = ConnectForm::default();
        assert_eq!(
            plan(&form, computed.signed(), HTTP),
            Plan::Refuse(NotTried::Policy)
        );
        let https = PageFacts {
            https: true,
            ..HTTP
        };
        assert_eq!(
            plan(&form, computed.signed(), https),
            Plan::Refuse(NotTried::MixedContent)
        );
        assert_eq!(plan(&form, None, HTTP), Plan::NotReady);
        let typo = ConnectForm {
            keep_alive: "6o".into(),
            ..form
        };
        assert_eq!(plan(&typo, computed.signed(), HTTP), Plan::NotReady);
    }
}
