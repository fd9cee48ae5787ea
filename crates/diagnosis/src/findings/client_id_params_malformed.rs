//! `client-id-params-malformed`: a parameter is misspelt, wrongly separated, or stands twice.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "client-id-params-malformed",
    certainty: Certainty::Proved,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "extension parameters are malformed: `{part}` should be `{right}`",
        zh: "扩展参数格式有误：`{part}` 应为 `{right}`",
    },
    why: Words {
        en: "the documentation knows the names only in lower case (`securemode`, `signmethod`, `timestamp`), written name=value with commas between; sub-devices and HTTPS registration use `signMethod`, this login does not",
        zh: "文档中的参数名只有全小写写法（`securemode`、`signmethod`、`timestamp`），格式为 name=value，用英文逗号分隔；`signMethod` 用于子设备和 HTTPS 注册，不用于这里",
    },
    remedy: Words {
        en: "write the parameters as in the expected client id; only plain `|`, `=` and `,`, each name once",
        zh: "按应有的 Client ID 书写参数：只用半角的 `|`、`=`、`,`，每个参数只出现一次",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let id = reading.id.as_ref()?;
    let slip = id.params.slips.first()?;
    if reading.random_client_id {
        return None;
    }
    Some(
        Finding::new(&ENTRY)
            .with("found", id.sent.as_str())
            .with("expected", id.mended.as_str())
            .with("part", slip.found.as_str())
            .with("right", slip.expected.as_str()),
    )
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn names_signs_and_repeats() {
        for id in [
            "12345|securemode=2,signMethod=hmacsha1|",
            "12345|secureMode=2,signmethod=hmacsha1|",
            "12345|securemode=2,signmethd=hmacsha1|",
            "12345|securemode:2,signmethod:hmacsha1|",
            "12345|securemode=2;signmethod=hmacsha1|",
            "12345|securemode=2 signmethod=hmacsha1|",
            "12345｜securemode=2,signmethod=hmacsha1｜",
            "12345|securemode=2，signmethod=hmacsha1|",
            "12345|securemode=2,signmethod=hmacsha1,securemode=2|",
            "12345|securemode=2,signmethodhmacsha1|",
            "12345||securemode=2,signmethod=hmacsha1|",
        ] {
            check(
                |claim| claim.mqtt_client_id = Some(id.into()),
                &["client-id-params-malformed"],
            );
        }
    }

    #[test]
    fn what_sdks_send() {
        for id in [
            "12345|timestamp=2524608000000,_ss=1,_v=sdk-c-3.0.1,securemode=2,signmethod=hmacsha256,ext=3,|",
            "12345|securemode=2,authtype=custom-ilop,_fy=1,signmethod=hmacsha256,custom=1|",
            "12345|securemode=2,authType=custom-ilop,v=20,gw=0,sii=a:b|",
        ] {
            check(|claim| claim.mqtt_client_id = Some(id.into()), &[]);
        }
    }
}
