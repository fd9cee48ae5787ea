//! `host-whitespace`: a blank or line end in or around the host.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "host-whitespace",
    certainty: Certainty::Proved,
    field: ClaimField::Host,
    problem: Words {
        en: "host has a blank or line end: {which} at character {at}",
        zh: "连接域名中有空白或换行：第 {at} 个字符为 {which}",
    },
    why: Words {
        en: "blanks come along when the host is copied from the console; no host name holds one, and few clients cut it off",
        zh: "从控制台复制域名时容易带入空白；域名不能含空白，多数客户端也不会自动去除",
    },
    remedy: Words {
        en: "write the host without it",
        zh: "去掉空白后再填写域名",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let host = reading.host.as_ref()?;
    let blank = host.blank.as_ref()?;
    Some(
        Finding::new(&ENTRY)
            .with("found", host.sent.as_str())
            .with("expected", host.clean.as_str())
            .with("which", blank.which.as_str())
            .with_number("at", i64::try_from(blank.at).unwrap_or(i64::MAX)),
    )
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn blanks_in_and_around() {
        for host in [
            " a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com",
            "a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com\n",
            "a1Practice0. iot-as-mqtt.cn-shanghai.aliyuncs.com",
        ] {
            check(|claim| claim.host = Some(host.into()), &["host-whitespace"]);
        }
    }

    #[test]
    fn none() {
        check(|claim| claim.host = Some("localhost".into()), &[]);
    }
}
