//! What servers and the platform answered: grants, refusals, secrets and tokens, replies.

use super::*;
use connack_protocol::{Credentials, Sent};

fn authorised(answer: &str) -> AskFlow {
    let (given, _) = cases("https_auth").swap_remove(6);
    let mut ask = asked(Flow::HttpsAuth, &given);
    ask.identity.secure_mode = "2".into();
    ask.expires = "2026-11-30 14:03 +08:00".into();
    field(&mut ask, "answer:https-auth", answer);
    ask
}

const GRANT: &str = r#"{"code":200,"data":{"iotId":"iot-id-of-ours","iotToken":"iot-token-of-ours",
 "resources":{"mqtt":{"host":"public.iot-as-mqtt.cn-shanghai.aliyuncs.com","port":1883}}},"message":"success"}"#;

#[track_caller]
fn connects(node: &Node) -> Credentials {
    let act = &find(node, "flow-connect").unwrap().act;
    let Act::Connect(credentials) = act else {
        panic!("{act:?}");
    };
    (**credentials).clone()
}

#[test]
fn a_grant_becomes_credentials() {
    let node = shown(&authorised(GRANT));
    assert_eq!(text_of(&node, "out-mqtt-client-id"), "6Gif1Y74w5svR6n7c");
    assert_eq!(
        text_of(&node, "out-mqtt-client-id-sdk"),
        "6Gif1Y74w5svR6n7c|securemode=-1,signmethod=hmacsha256,gw=0|"
    );
    assert_eq!(text_of(&node, "out-username"), "iot-id-of-ours");
    let url = "wss://public.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/";
    assert_eq!(text_of(&node, "out-websocket-url"), url);
    assert!(text_of(&node, "flow-expiry").contains("2026-11-30 14:03 +08:00"));
    // Hidden until it is to be shown, and to be copied all the same.
    assert!(find(&node, "out-password").is_none());
    let revealed = shown(&AskFlow {
        revealed: true,
        ..authorised(GRANT)
    });
    assert_eq!(text_of(&revealed, "out-password"), "iot-token-of-ours");
    let given = connects(&node);
    assert_eq!(given.mqtt_client_id, "6Gif1Y74w5svR6n7c");
    assert_eq!(given.password.0, "iot-token-of-ours");
    assert_eq!(given.websocket_url, url);
    let mut sdk = authorised(GRANT);
    field(&mut sdk, "client-id-shape", "sdk");
    assert!(
        connects(&shown(&sdk))
            .mqtt_client_id
            .contains("securemode=-1")
    );
}

#[test]
fn a_host_is_told_with_what_is_spoken_there() {
    for (mode, spoken) in [("2", "TLS"), ("3", "TCP")] {
        let mut ask = authorised(GRANT);
        ask.identity.secure_mode = mode.into();
        let node = shown(&ask);
        let nodes = all(&node);
        let mut rows = nodes
            .iter()
            .filter(|of| attr(of, Attr::Class) == Some("output"));
        let row = rows.find(|row| find(row, "out-host").is_some()).unwrap();
        assert_eq!(text(&row.inside[0].inside), spoken);
    }
}

#[test]
fn a_request_that_the_policy_stops_is_not_explained_by_the_server() {
    for (lang, part) in [(Lang::En, "not even sent"), (Lang::Zh, "并未发出")] {
        let mut ask = authorised("");
        (ask.lang, ask.sent) = (lang, Sent::NoAnswer);
        ask.identity.instance = "http://192.0.2.1:8080".into();
        let said = text_of(&shown(&ask), "flow-no-answer");
        assert!(said.contains(part) && !said.contains("CORS"), "{said}");
    }
}

#[test]
fn a_refusal_is_explained_by_its_code() {
    let mut texts = Vec::new();
    for (lang, means) in [(Lang::En, "no such device"), (Lang::Zh, "没有该设备")] {
        let ask = AskFlow {
            lang,
            ..authorised(r#"{"code":5001,"message":"no `x`"}"#)
        };
        let node = shown(&ask);
        let said = text_of(&node, "flow-refused");
        assert!(said.contains("5001") && said.contains(means), "{said}");
        assert!(find(&node, "flow-connect").is_none());
        for broken in ["<html>", r#"{"code":200}"#, r#"{"code":"x"}"#] {
            let node = shown(&AskFlow {
                lang,
                ..authorised(broken)
            });
            texts.push(text_of(&node, "flow-refused"));
        }
    }
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), 6);
}

#[test]
fn the_request_goes_where_the_practice_broker_is() {
    let mut ask = authorised("");
    ask.identity.instance = "ws://127.0.0.1:8083/mqtt".into();
    ask.origin = "http://127.0.0.1:8080".into();
    let node = shown(&ask);
    let Act::Send { url, body, into } = &find(&node, "flow-send").unwrap().act else {
        panic!("no request");
    };
    assert_eq!(url, "http://127.0.0.1:8080/auth/devicename");
    assert_eq!(into, "answer:https-auth");
    assert_eq!(body.0, text_of(&node, "out-body"));
    // Its TCP port is no WebSocket: the broker's own URL is.
    field(&mut ask, "answer:https-auth", GRANT);
    ask.fields.remove(0);
    assert_eq!(
        connects(&shown(&ask)).websocket_url,
        "ws://127.0.0.1:8083/mqtt"
    );
}

#[test]
fn a_request_without_an_answer_is_explained() {
    for (lang, part) in [(Lang::En, "CORS"), (Lang::Zh, "浏览器没有给出应答")] {
        let node = shown(&AskFlow {
            lang,
            sent: Sent::NoAnswer,
            ..authorised("")
        });
        assert!(text_of(&node, "flow-no-answer").contains(part));
    }
    let busy = shown(&AskFlow {
        sent: Sent::Busy,
        ..authorised("")
    });
    let send = find(&busy, "flow-send").unwrap();
    assert_eq!(attr(send, Attr::Disabled), Some("disabled"));
}

#[test]
fn what_is_issued_can_be_loaded() {
    let answered = |flow: Flow, text: &str| {
        let (given, _) = cases("register_https").swap_remove(0);
        let mut ask = asked(flow, &given);
        field(&mut ask, &format!("answer:{}", flow.name()), text);
        shown(&ask)
    };
    let loads = |node: &Node| {
        let act = &find(node, "flow-load").unwrap().act;
        let Act::Set(fields) = act else {
            panic!("{act:?}");
        };
        fields.clone()
    };
    let secret =
        r#"{"code":200,"data":{"productKey":"pk","deviceName":"dn","deviceSecret":"new"}}"#;
    for flow in [Flow::RegisterHttps, Flow::RegisterMqtt] {
        let fields = loads(&answered(flow, secret));
        let names: Vec<&str> = fields.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["product-key", "device-name", "device-secret"]);
        assert_eq!(fields[2].1.0, "new");
    }
    let token = r#"{"productKey":"pk","deviceName":"dn","clientId":"c","deviceToken":"t"}"#;
    for flow in [Flow::RegisterMqtt, Flow::TokenLogin] {
        let fields = loads(&answered(flow, token));
        assert_eq!((&*fields[3].0, &*fields[3].1.0), ("device-token", "t"));
    }
}

#[test]
fn a_token_is_the_password_in_both_spellings() {
    let (given, _) = cases("register_https").swap_remove(0);
    for (chosen, wire) in [("", "connwl"), ("connwl", "connwl"), ("regnwl", "regnwl")] {
        let mut ask = asked(Flow::TokenLogin, &given);
        field(&mut ask, "token-client-id", "issued");
        field(&mut ask, "device-token", "token-of-ours");
        field(&mut ask, "token-auth-type", chosen);
        let given = connects(&shown(&ask));
        let expected = format!("issued|securemode=-2,authType={wire}|");
        assert_eq!(given.mqtt_client_id, expected);
        assert_eq!(given.password.0, "token-of-ours");
    }
}

#[test]
fn a_reply_is_explained_as_that_to_its_message() {
    let (given, _) = cases("sub_login").swap_remove(0);
    let replied = |reply: &str, lang: Lang| {
        let mut ask = sub_device(&given).unwrap();
        ask.lang = lang;
        field(&mut ask, "answer:sub-device", reply);
        shown(&ask)
    };
    // 6402 is documented for the topology only, 6287 for logins only.
    let topo = replied(r#"{"id":"1","code":6402,"data":{}}"#, Lang::En);
    assert!(text_of(&topo, "flow-refused").contains("same device"));
    let login = replied(r#"{"id":"3","code":6287,"data":{}}"#, Lang::Zh);
    assert!(text_of(&login, "flow-refused").contains("签名不符"));
    let fine = replied(
        r#"{"id":"3","code":200,"data":{"productKey":"pk","deviceName":"sub"}}"#,
        Lang::En,
    );
    assert!(text_of(&fine, "flow-accepted").contains("sub&pk"));
}
