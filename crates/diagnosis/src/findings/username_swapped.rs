//! `username-swapped`: the product key stands before the device name.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "username-swapped",
    certainty: Certainty::Proved,
    field: ClaimField::Username,
    problem: Words {
        en: "user name is `{found}`: product key first; the platform expects deviceName&productKey",
        zh: "用户名为 `{found}`，把 ProductKey 写在了前面；平台要求 deviceName&productKey",
    },
    why: Words {
        en: "the console lists the product key above the device name, and clientId is often productKey.deviceName: the user name is the other way round",
        zh: "控制台中 ProductKey 排在 DeviceName 之前，clientId 也常写作 productKey.deviceName，而用户名的顺序正好相反",
    },
    remedy: Words {
        en: "put the device name first: deviceName&productKey",
        zh: "把 DeviceName 放在前面：deviceName&productKey",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let username = reading.username.as_ref()?;
    let certainty = username.swapped?;
    let mut finding = Finding::new(&ENTRY)
        .certain(certainty)
        .with("found", username.sent.trim());
    if let Some(right) = reading.right_username() {
        finding = finding.with("expected", right);
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::Certainty;
    use crate::strings::tests::check;

    #[test]
    fn product_key_first() {
        check(
            |claim| claim.username = Some("a1Practice0&practice".into()),
            &["username-swapped"],
        );
        let alone = check(
            |claim| {
                claim.username = Some("a1Practice0&practice".into());
                claim.host = None;
                claim.product_key = None;
                claim.device_name = None;
            },
            &["username-swapped"],
        );
        assert_eq!(alone[0].certainty, Certainty::Likely);
    }

    #[test]
    fn same_names_and_right_order() {
        check(
            |claim| {
                claim.username = Some("same&same".into());
                claim.product_key = Some("same".into());
                claim.device_name = Some("same".into());
                claim.host = None;
            },
            &[],
        );
        check(|_| (), &[]);
    }
}
