//! `password-token`: the password was issued, not computed.

use crate::reading::{Flow, Reading};
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "password-token",
    certainty: Certainty::Note,
    field: ClaimField::Password,
    problem: Words {
        en: "the password is a token that the service issued: there is nothing to compute again",
        zh: "密码是服务端签发的令牌，无法重新计算",
    },
    why: Words {
        en: "with {service}, no secret of the device takes part in CONNECT; a token is right or wrong as a whole",
        zh: "采用“{service}”时，设备密钥不参与 CONNECT；令牌只有整体正确与否",
    },
    remedy: Words {
        en: "compare it with the text that was issued; when it is too old, or the device registered again since, get a new one",
        zh: "与签发时的文本比对；若已过期或设备此后重新注册，请重新获取",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    (reading.flow == Flow::Token)
        .then(|| Finding::new(&ENTRY).with("service", reading.flow_title()))
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;

    #[test]
    fn what_was_issued() {
        for (id, username) in [
            (
                "12345|securemode=-2,authType=connwl|",
                "practice&a1Practice0",
            ),
            ("a|securemode=-1|", "h2cTNCoJqRPzGzTmV5ec0010"),
            ("GID_x@@@y", "Token|AK|mqtt-cn-1"),
        ] {
            check(
                |claim| {
                    claim.mqtt_client_id = Some(id.into());
                    claim.username = Some(username.into());
                },
                &["other-service", "password-token"],
            );
        }
    }

    #[test]
    fn what_is_computed() {
        check(
            |claim| {
                claim.mqtt_client_id =
                    Some("12345|securemode=2,authType=register,random=1|".into());
            },
            &["other-service"],
        );
    }
}
