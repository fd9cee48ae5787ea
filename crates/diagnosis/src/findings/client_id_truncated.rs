//! `client-id-truncated`: the client id ends within a parameter, or where a buffer does.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "client-id-truncated",
    certainty: Certainty::Likely,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "client id ends at {bytes} bytes without its last bar: `{found}` looks cut off",
        zh: "Client ID 在第 {bytes} 字节处结束，且没有最后一条竖线：`{found}` 像是被截断了",
    },
    why: Words {
        en: "the client id with its parameters is longer than the usual 64 or 128 bytes of a buffer or of a module’s field, and the library cut it without a word",
        zh: "带参数的 Client ID 往往超过缓冲区或模组字段常见的 64、128 字节，库会悄悄截断",
    },
    remedy: Words {
        en: "enlarge the buffer (256 bytes are enough, the packet’s buffer too), or choose a shorter clientId",
        zh: "加大缓冲区（256 字节足够，报文缓冲区也一样），或改用更短的 clientId",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let id = reading.id.as_ref()?;
    let unclosed = id.last_bar_missing && !id.first_bar_missing && !reading.random_client_id;
    if !unclosed || !(id.broken_off || id.fills_buffer) {
        return None;
    }
    Some(
        Finding::new(&ENTRY)
            .with("found", id.sent.as_str())
            .with_number("bytes", i64::try_from(id.sent.len()).unwrap_or(i64::MAX)),
    )
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn within_a_parameter() {
        let whole =
            "a1Practice0.practice|securemode=2,signmethod=hmacsha256,timestamp=2524608000000|";
        for length in [22, 31, 45, 50, 60, 64, 70] {
            check(
                |claim| claim.mqtt_client_id = Some(whole[..length].into()),
                &["client-id-truncated"],
            );
        }
    }

    #[test]
    fn at_a_parameters_end() {
        check(
            |claim| {
                claim.mqtt_client_id = Some("12345|securemode=2,signmethod=hmacsha1".into());
            },
            &["client-id-bar-missing"],
        );
        let id = format!("{}|securemode=2,signmethod=hmacsha1", "x".repeat(30));
        check(
            |claim| claim.mqtt_client_id = Some(id),
            &["client-id-bar-missing", "client-id-truncated"],
        );
    }
}
