//! Why a refused login failed: the diagnosis of its CONNECT, which here can be sure of itself,
//! because the broker knows the device's secret.
//!
//! Whether and with which return code a login is refused is decided before, by the broker's own
//! rules; nothing here changes that.

use crate::connect::Connect;
use crate::devices::{Device, Devices};
use crate::log::Mask;
use crate::login::Remark;
use crate::packet::V5;
use crate::socket::Transport;
use connack_diagnosis::{Budget, Case, Certainty, Diagnosis, Lang, diagnose};
use connack_signer::{Claim, Secret};
use std::fmt::Write as _;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Searches at a time: clients that are refused again and again leave the others their core.
static SEARCHES: Semaphore = Semaphore::const_new(1);

/// What the broker's own rule says when it cannot tell more.
const UNEXPLAINED: &str = "secret-or-identity-wrong";

/// A refusal's codes and its sentence.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Explained {
    /// At least one.
    pub(crate) codes: Vec<&'static str>,
    pub(crate) text: String,
}

/// Searches for what explains a refusal; it takes a moment.
pub(crate) async fn explain(case: Option<Case>, remark: Remark, mask: &Mask<'_>) -> Explained {
    let diagnosis = match (case, SEARCHES.acquire().await) {
        (Some(case), Ok(_turn)) => spawn_blocking(|| diagnose(case, Budget::TWO)).await.ok(),
        (None, _) | (_, Err(_)) => None,
    };
    join(remark, diagnosis.as_ref(), mask)
}

/// What the broker knows of a login, its secret included.
pub(crate) fn case(connect: &Connect, devices: &Devices, transport: Transport) -> Case {
    let device = devices.meant(connect.username.as_deref().unwrap_or_default());
    let identity = device.map(|device| &device.identity);
    Case {
        claim: Claim {
            // Whether MQTT 5.0 is right depends on the host, and here it is.
            host: (connect.level == V5).then(|| "localhost".into()),
            transport: Some(match transport {
                Transport::Tcp => connack_signer::Transport::Tcp,
                Transport::WebSocket => connack_signer::Transport::Ws,
            }),
            mqtt_client_id: Some(connect.client_id.clone()),
            username: connect.username.clone(),
            password: connect.password.as_deref().map(password),
            keep_alive_s: Some(connect.keep_alive_s.into()),
            protocol_level: Some(connect.level),
            will: Some(connect.will.is_some()),
            product_key: identity.map(|identity| identity.product_key.as_str().into()),
            device_name: identity.map(|identity| identity.device_name.as_str().into()),
            device_secret: device
                .and_then(Device::signer)
                .map(|identity| identity.device_secret.clone()),
            product_secret: device.and_then(|device| device.product_secret.clone()),
            ..Claim::default()
        },
        observations: Vec::new(),
    }
}

/// Bytes that are no text are given as Latin-1.
fn password(bytes: &[u8]) -> Secret {
    match str::from_utf8(bytes) {
        Ok(text) => Secret::new(text),
        Err(_) => Secret::new(bytes.iter().copied().map(char::from).collect::<String>()),
    }
}

/// The rule's own code comes first, unless it says no more than that the password is wrong and
/// the diagnosis knows why.
fn join(remark: Remark, diagnosis: Option<&Diagnosis>, mask: &Mask<'_>) -> Explained {
    let (mut codes, mut text) = (vec![remark.code], remark.text);
    let Some(diagnosis) = diagnosis else {
        return Explained { codes, text };
    };
    let right = diagnosis.expected.as_ref();
    let right = right.map(|expected| expected.signing.password());
    let mask = mask.with(right.as_deref().unwrap_or_default());
    for finding in &diagnosis.findings {
        let is_news = match finding.certainty {
            Certainty::Proved | Certainty::Likely => !codes.contains(&finding.code()),
            Certainty::Note => false,
        };
        if is_news {
            codes.push(finding.code());
            let problem = mask.within(&finding.problem(Lang::En));
            // Writing into a string cannot fail.
            let _ = write!(text, "; {}: {problem}", finding.code());
        }
    }
    let password_explained = diagnosis.missing.is_empty()
        && !diagnosis
            .findings
            .iter()
            .any(|finding| finding.code() == UNEXPLAINED);
    if remark.code == UNEXPLAINED && codes.len() > 1 && password_explained {
        codes.remove(0);
    }
    Explained { codes, text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connect::tests::connect;
    use connack_diagnosis::Verdict;

    const ID: &str = "12345|securemode=3,signmethod=hmacsha1,timestamp=789|";

    /// A login of the practice device is explained by these codes.
    #[track_caller]
    fn check(client_id: &str, username: &str, password: &str, own: &'static str, codes: &[&str]) {
        for level in [4, 5] {
            check_level(level, client_id, username, password, own, codes);
        }
    }

    #[track_caller]
    fn check_level(
        level: u8,
        client_id: &str,
        username: &str,
        password: &str,
        own: &'static str,
        codes: &[&str],
    ) {
        let connect = Connect {
            level,
            client_id: client_id.into(),
            username: Some(username.into()),
            password: Some(password.into()),
            ..connect()
        };
        let devices = Devices::practice();
        let case = case(&connect, &devices, Transport::Tcp);
        let diagnosis = diagnose(case, Budget::TWO);
        assert_ne!(diagnosis.verdict, Verdict::Ok);
        let right = diagnosis.expected.as_ref().unwrap().signing.password();
        let mask = Mask::new(devices.secrets());
        let mask = mask.with(password);
        let remark = Remark {
            code: own,
            text: "no".into(),
        };
        let explained = join(remark, Some(&diagnosis), &mask);
        assert_eq!(explained.codes, codes, "{}", explained.text);
        assert!(explained.text.starts_with("no"), "{}", explained.text);
        for hidden in [password, &right, "practice-device-secret"] {
            assert!(!explained.text.contains(hidden), "{}", explained.text);
        }
    }

    // Passwords by Python's hmac.
    #[test]
    fn the_diagnosis_says_why_a_password_is_wrong() {
        let name = "practice&a1Practice0";
        check(
            ID,
            name,
            "a82dd86d773b1565679bfaf8da6f7f15",
            UNEXPLAINED,
            &["algorithm-mismatch"],
        );
        check(
            ID,
            name,
            "2d69b8a46ab5ef701fec4738fd2945b4656385b1",
            UNEXPLAINED,
            &["timestamp-not-signed"],
        );
        check(
            ID,
            name,
            "953e4da921eb22f04824706faeb00a7f9bc195d7",
            UNEXPLAINED,
            &["client-id-not-signed"],
        );
        check(
            ID,
            name,
            "2b6951ae6f97c5d436a9d3bc78191148",
            UNEXPLAINED,
            &["algorithm-mismatch", "order-wrong"],
        );
        check(ID, name, &"0".repeat(40), UNEXPLAINED, &[UNEXPLAINED]);
    }

    #[test]
    fn a_rule_that_says_more_stays_in_front() {
        check(
            ID,
            "a1Practice0&practice",
            "a82dd86d773b1565679bfaf8da6f7f15",
            "username-swapped",
            &["username-swapped", "algorithm-mismatch"],
        );
        let own = "a-rule-that-the-diagnosis-lacks";
        check(
            ID,
            "practice&a1Practice0",
            "a82dd86d773b1565679bfaf8da6f7f15",
            own,
            &[own, "algorithm-mismatch"],
        );
    }

    #[test]
    fn without_a_diagnosis_the_rule_stands_alone() {
        let remark = Remark {
            code: UNEXPLAINED,
            text: "no".into(),
        };
        let explained = join(remark, None, &Mask::new([]));
        assert_eq!(
            (explained.codes, &*explained.text),
            (vec![UNEXPLAINED], "no")
        );
    }
}
