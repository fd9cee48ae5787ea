//! A diagnosis as JSON: names and their order are the contract.

use crate::{Diagnosis, Expected, Fact, Finding, Lang, Looked};
use connack_signer::ClaimField;
use serde::{Serialize, Serializer};

/// One JSON object on one line. The right password is in it, a secret never.
pub fn diagnosis_to_json(diagnosis: &Diagnosis, lang: Lang) -> String {
    let answer = Answer {
        verdict: diagnosis.verdict.name(),
        sentence: diagnosis.sentence(lang),
        findings: diagnosis
            .findings
            .iter()
            .map(|finding| Explained::new(finding, lang))
            .collect(),
        expected: diagnosis.expected.as_ref().map(Credentials::new),
        missing: diagnosis.missing.iter().map(|field| field.key()).collect(),
        looked: Depth::new(diagnosis.looked),
    };
    // Only maps with keys that are no texts could fail, and there are none.
    serde_json::to_string(&answer).unwrap_or_default()
}

#[derive(Serialize)]
struct Answer<'a> {
    verdict: &'static str,
    sentence: String,
    findings: Vec<Explained<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<Credentials<'a>>,
    missing: Vec<&'static str>,
    looked: Depth,
}

#[derive(Serialize)]
struct Explained<'a> {
    code: &'static str,
    certainty: &'static str,
    field: &'static str,
    problem: String,
    why: String,
    remedy: String,
    #[serde(serialize_with = "facts")]
    facts: &'a [(&'static str, Fact)],
}

impl<'a> Explained<'a> {
    fn new(finding: &'a Finding, lang: Lang) -> Self {
        Self {
            code: finding.code(),
            certainty: finding.certainty.name(),
            field: ClaimField::key(finding.field),
            problem: finding.problem(lang),
            why: finding.why(lang),
            remedy: finding.remedy(lang),
            facts: &finding.facts,
        }
    }
}

fn facts<S: Serializer>(facts: &&[(&'static str, Fact)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(facts.iter().map(|(name, fact)| (name, Value(fact))))
}

struct Value<'a>(&'a Fact);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Fact::Text(text) => to.serialize_str(text),
            Fact::Number(number) => to.serialize_i64(*number),
            Fact::Codes(codes) => to.collect_seq(codes),
        }
    }
}

#[derive(Serialize)]
struct Credentials<'a> {
    signing_content: String,
    password: String,
    username: &'a str,
    mqtt_client_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<&'a str>,
    port: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    websocket_url: Option<&'a str>,
}

impl<'a> Credentials<'a> {
    fn new(expected: &'a Expected) -> Self {
        let signing = &expected.signing;
        Self {
            signing_content: signing.content.to_string(),
            password: signing.password(),
            username: &signing.username,
            mqtt_client_id: signing.mqtt_client_id.to_string(),
            host: expected.host.as_deref(),
            port: expected.port,
            websocket_url: expected.websocket_url.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct Depth {
    deviations: u8,
    recipes: u64,
    cut: bool,
}

impl Depth {
    fn new(looked: Looked) -> Self {
        Self {
            deviations: looked.deviations,
            recipes: looked.recipes,
            cut: looked.cut,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Certainty, Entry, Verdict, Words};
    use connack_signer::{
        ClientId, DeviceIdentity, DeviceName, ProductKey, Secret, SecureMode, SignMethod,
        SignRequest, Timestamp, sign,
    };

    const ENTRY: Entry = Entry {
        code: "made-up",
        certainty: Certainty::Proved,
        field: ClaimField::MqttClientId,
        problem: Words {
            en: "found `{found}`",
            zh: "为 `{found}`",
        },
        why: Words {
            en: "why",
            zh: "原因",
        },
        remedy: Words {
            en: "remedy",
            zh: "办法",
        },
    };

    fn diagnosis() -> Diagnosis {
        let finding = Finding::new(&ENTRY)
            .with("found", "a\"b")
            .with_number("delta_ms", -3)
            .with_fact("alternatives", Fact::Codes(vec!["x", "y"]));
        Diagnosis {
            verdict: Verdict::Wrong,
            findings: vec![finding],
            expected: None,
            missing: vec![ClaimField::DeviceSecret],
            looked: Looked {
                deviations: 2,
                recipes: 7,
                cut: true,
            },
        }
    }

    #[track_caller]
    fn check(diagnosis: &Diagnosis, lang: Lang, parts: &[&str]) {
        let json = diagnosis_to_json(diagnosis, lang);
        for part in parts {
            assert!(json.contains(part), "{part} in {json}");
        }
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["verdict"], diagnosis.verdict.name());
    }

    #[test]
    fn findings_with_their_facts() {
        let facts = r#""facts":{"found":"a\"b","delta_ms":-3,"alternatives":["x","y"]}}],"missing":["device_secret"],"looked":{"deviations":2,"recipes":7,"cut":true}}"#;
        let head = r#""findings":[{"code":"made-up","certainty":"proved","field":"mqtt_client_id","problem":"#;
        check(
            &diagnosis(),
            Lang::En,
            &[
                head,
                r#""found `a\"b`","why":"why","remedy":"remedy","#,
                facts,
            ],
        );
        check(
            &diagnosis(),
            Lang::Zh,
            &[head, r#""为 `a\"b`","why":"原因","remedy":"办法","#, facts],
        );
    }

    #[test]
    fn the_right_values_without_the_secret() {
        let identity = DeviceIdentity {
            product_key: ProductKey::new("pk").unwrap(),
            device_name: DeviceName::new("device").unwrap(),
            device_secret: Secret::new("secret"),
        };
        let request = SignRequest {
            client_id: ClientId::new("12345").unwrap(),
            sign_method: SignMethod::HmacSha1,
            secure_mode: SecureMode::Plain,
            timestamp: Some(Timestamp::new("789").unwrap()),
            ..SignRequest::default()
        };
        let mut diagnosis = diagnosis();
        diagnosis.expected = Some(Expected {
            signing: sign(&identity, &request),
            host: None,
            port: 1883,
            websocket_url: None,
        });
        let known = r#""expected":{"signing_content":"clientId12345deviceNamedeviceproductKeypktimestamp789","password":"fafd82a3d602b37fb0fa8b7892f24a477f851a14","username":"device&pk","mqtt_client_id":"12345|securemode=3,signmethod=hmacsha1,timestamp=789|","#;
        check(&diagnosis, Lang::En, &[known, r#""port":1883},"missing":"#]);
        let expected = diagnosis.expected.as_mut().unwrap();
        expected.host = Some("h".into());
        expected.websocket_url = Some("ws://h:443/".into());
        let whole =
            format!("{known}\"host\":\"h\",\"port\":1883,\"websocket_url\":\"ws://h:443/\"}}");
        check(&diagnosis, Lang::Zh, &[&whole]);
    }
}
