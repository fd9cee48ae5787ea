//! `username-separator-wrong`: the two names are not parted by one `&`.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "username-separator-wrong",
    certainty: Certainty::Proved,
    field: ClaimField::Username,
    problem: Words {
        en: "user name is `{found}`, not deviceName&productKey with exactly one `&` between the two",
        zh: "用户名为 `{found}`，不是用一个 `&` 连接的 deviceName&productKey",
    },
    why: Words {
        en: "`&` becomes `&amp;` or `%26` when it passes through HTML or a URL, and other schemes part their names by other signs",
        zh: "`&` 经过 HTML 或 URL 时会变成 `&amp;` 或 `%26`；其他协议则使用别的分隔符",
    },
    remedy: Words {
        en: "write the device name, one `&`, then the product key, without anything else",
        zh: "依次写 DeviceName、一个 `&`、ProductKey，中间不要有其他字符",
    },
};

pub(crate) fn rule(claim: &Claim, reading: &Reading) -> Option<Finding> {
    let username = reading.username.as_ref()?;
    // Half a user name is told by its identity where that is known.
    let half = (username.device_name.is_none() && reading.device_name.is_none())
        || (username.product_key.is_none() && reading.product_key.is_none());
    if !username.separator_wrong && !half {
        return None;
    }
    let mut finding = Finding::new(&ENTRY).with("found", username.sent.trim());
    if let Some(right) = reading.right_username() {
        if right != username.sent {
            finding = finding.with("expected", right);
        } else if claim.device_name.is_some() {
            // The sign belongs to the name that was given.
            return None;
        }
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn anything_but_one_ampersand() {
        for sign in [
            "&amp;", "%26", "&&", "|", ",", ":", ";", "/", ".", " ", "+", "#", "",
        ] {
            let username = format!("practice{sign}a1Practice0");
            check(
                |claim| claim.username = Some(username.clone()),
                &["username-separator-wrong"],
            );
        }
        check(
            |claim| claim.username = Some("practice".into()),
            &["username-separator-wrong"],
        );
    }

    #[test]
    fn signs_within_a_name() {
        check(
            |claim| {
                claim.username = Some("my-device_1.a:b@c&a1Practice0".into());
                claim.device_name = Some("my-device_1.a:b@c".into());
            },
            &[],
        );
    }
}
