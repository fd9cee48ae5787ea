//! `secure-mode-registration`: `securemode` is not one of a registration.

use crate::reading::{Flow, Reading};
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "secure-mode-registration",
    certainty: Certainty::Likely,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "securemode is `{part}`, which is not one of a registration (2 or -2)",
        zh: "securemode 为 `{part}`，不是动态注册所用的值（2 或 -2）",
    },
    why: Words {
        en: "a registration goes over TLS only; the editions of the documentation have 2 on old public instances and -2 on others, and the SDKs always send 2",
        zh: "动态注册只能通过 TLS；文档各版本中旧版公共实例为 2，其他实例为 -2，而 SDK 一律发送 2",
    },
    remedy: Words {
        en: "connect by TLS and send securemode={right}",
        zh: "使用 TLS 连接，并改为 securemode={right}",
    },
};

/// What every source has, at least for some instances.
const RIGHT: &str = "2";

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let id = reading.id.as_ref()?;
    let value = id.param("securemode").filter(|_| !id.broken_off)?;
    let registers = reading.flow == Flow::MqttRegister && reading.flow_checked;
    (registers && !matches!(value, "2" | "-2")).then(|| {
        Finding::new(&ENTRY)
            .with("found", id.sent.as_str())
            .with("expected", id.with_param("securemode", RIGHT))
            .with("part", value)
            .with("right", RIGHT)
    })
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    use connack_signer::Secret;

    #[track_caller]
    fn check_mode(mode: &str, codes: &[&str]) {
        let id = format!("12345|securemode={mode},authType=register,random=1|");
        check(
            |claim| {
                claim.mqtt_client_id = Some(id);
                claim.product_secret = Some(Secret::new("product-secret"));
            },
            codes,
        );
    }

    #[test]
    fn modes_of_other_flows() {
        for mode in ["3", "-1", "8"] {
            check_mode(mode, &["other-service", "secure-mode-registration"]);
        }
    }

    #[test]
    fn both_spellings_of_the_conflict() {
        check_mode("2", &["other-service"]);
        check_mode("-2", &["other-service"]);
    }
}
