//! `client-id-bar-missing`: the first or the last `|` is missing, or both.

use crate::expected::method;
use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField, SecureMode, Transport};

pub(crate) const ENTRY: Entry = Entry {
    code: "client-id-bar-missing",
    certainty: Certainty::Proved,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "client id `{found}` lacks a bar: {which}; expected clientId|parameters|",
        zh: "Client ID `{found}` 缺少竖线：{which}；应为 clientId|参数|",
    },
    why: Words {
        en: "the platform tells clientId from the parameters by the two bars; they get lost when the text is put together by hand, and some tools and libraries refuse or drop `|`",
        zh: "平台靠两条竖线区分 clientId 与扩展参数；手工拼接时容易遗漏，部分工具或库也会拒绝或丢弃 `|`",
    },
    remedy: Words {
        en: "write one bar before the first parameter and one after the last",
        zh: "在第一个参数前和最后一个参数后各写一条竖线",
    },
};

/// The smallest right client id around a bare clientId.
fn completed(claim: &Claim, reading: &Reading, client_id: &str) -> String {
    let mode = claim
        .transport
        .map_or_else(SecureMode::default, Transport::secure_mode);
    let method = method(claim, reading);
    format!("{client_id}|securemode={mode},signmethod={method}|")
}

pub(crate) fn rule(claim: &Claim, reading: &Reading) -> Option<Finding> {
    let id = reading.id.as_ref()?;
    // A tool's id, and one that was cut off, have findings of their own.
    if reading.random_client_id || id.broken_off {
        return None;
    }
    let which = match (id.first_bar_missing, id.last_bar_missing) {
        (false, false) => return None,
        (true, false) => "first `|`",
        (false, true) => "last `|`",
        (true, true) => "both `|`",
    };
    let expected = if id.plain {
        completed(claim, reading, &id.mended)
    } else {
        id.mended.clone()
    };
    Some(
        Finding::new(&ENTRY)
            .with("found", id.sent.as_str())
            .with("expected", expected)
            .with("which", which),
    )
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn one_or_both() {
        for (id, which) in [
            ("12345securemode=2,signmethod=hmacsha1|", "first `|`"),
            ("12345|securemode=2,signmethod=hmacsha1", "last `|`"),
            ("12345securemode=2,signmethod=hmacsha1", "both `|`"),
            ("practice", "both `|`"),
        ] {
            let found = check(
                |claim| claim.mqtt_client_id = Some(id.into()),
                &["client-id-bar-missing"],
            );
            assert_eq!(found[0].text("which"), Some(which), "{id}");
        }
        let plain = check(
            |claim| claim.mqtt_client_id = Some("practice".into()),
            &["client-id-bar-missing"],
        );
        assert_eq!(
            plain[0].text("expected"),
            Some("practice|securemode=2,signmethod=hmacsha256|")
        );
    }

    #[test]
    fn an_empty_client_id_has_its_bars() {
        check(
            |claim| claim.mqtt_client_id = Some("|securemode=2,signmethod=hmacsha1|".into()),
            &[],
        );
    }
}
