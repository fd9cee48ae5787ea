//! What pressing Connect leads to, decided before anything is sent.

use crate::state::{ConnectForm, NotTried, PageFacts, Signed, host_of, is_local, may_try};
use connack_protocol::{Connect, Password};

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
