//! `client-id-whitespace`: a blank or line end in or around the client id.

use crate::reading::{Blanks, Reading};
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "client-id-whitespace",
    certainty: Certainty::Likely,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "client id has a blank or line end: {which} at character {at}",
        zh: "Client ID 中有空白或换行：第 {at} 个字符为 {which}",
    },
    why: Words {
        en: "blanks come along when copying or from a template of several lines; some official SDKs send one between the parameters themselves and are taken, so a blank there need not be the cause",
        zh: "复制或多行模板容易带入空白；个别官方 SDK 会在参数之间带空白且可以连接，因此该处的空白不一定是原因",
    },
    remedy: Words {
        en: "send the client id without it, and sign clientId without it too",
        zh: "去掉空白后再发送，签名用的 clientId 也不要带空白",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let id = reading.id.as_ref()?;
    let blank = id.blank.as_ref()?;
    let certainty = match id.blanks {
        Blanks::Absent => return None,
        Blanks::AsSdks => Certainty::Note,
        Blanks::Some => Certainty::Likely,
        // The parameter is none that the platform knows.
        Blanks::InValue => Certainty::Proved,
    };
    Some(
        Finding::new(&ENTRY)
            .certain(certainty)
            .with("found", id.sent.as_str())
            .with("expected", id.mended.as_str())
            .with("which", blank.which.as_str())
            .with_number("at", i64::try_from(blank.at).unwrap_or(i64::MAX)),
    )
}

#[cfg(test)]
mod tests {
    use crate::Certainty;
    use crate::strings::tests::check;

    #[track_caller]
    fn check_id(id: &str, certainty: Certainty) {
        let found = check(
            |claim| claim.mqtt_client_id = Some(id.into()),
            &["client-id-whitespace"],
        );
        assert_eq!(found[0].certainty, certainty);
    }

    #[test]
    fn certainty_goes_by_place() {
        check_id(
            "12345|securemode=2,signmethod=hmacsha1|\r\n",
            Certainty::Likely,
        );
        check_id(
            " 12345|securemode=2,signmethod=hmacsha1|",
            Certainty::Likely,
        );
        check_id(
            "12 345|securemode=2,signmethod=hmacsha1|",
            Certainty::Likely,
        );
        check_id(
            "12345|securemode=2, signmethod=hmacsha1|",
            Certainty::Likely,
        );
        check_id(
            "12345|securemode=2,signmethod=hmac sha1|",
            Certainty::Proved,
        );
    }

    #[test]
    fn official_sdks_are_only_noted() {
        check_id(
            "12345|securemode=2,signmethod=hmacsha1,lan=JS|Broswer ,_v=1.2.8|",
            Certainty::Note,
        );
        check_id(
            "12345|securemode=2,\n   signmethod=hmacsha1|",
            Certainty::Note,
        );
    }

    #[test]
    fn none() {
        check(
            |claim| claim.mqtt_client_id = Some("|securemode=2|".into()),
            &[],
        );
    }
}
