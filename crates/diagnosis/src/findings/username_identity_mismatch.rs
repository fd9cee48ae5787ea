//! `username-identity-mismatch`: the user name carries another device or product than the one given.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "username-identity-mismatch",
    certainty: Certainty::Proved,
    field: ClaimField::Username,
    problem: Words {
        en: "user name is `{found}`, but the device is `{expected}`: {which} differs",
        zh: "用户名为 `{found}`，而设备应为 `{expected}`：{which} 不一致",
    },
    why: Words {
        en: "values of two devices were mixed: an old firmware image, a copied configuration, or the certificate of a neighbouring device",
        zh: "混用了两台设备的信息：旧固件、复制来的配置，或相邻设备的证书",
    },
    remedy: Words {
        en: "take product key, device name and secret from one and the same device certificate",
        zh: "ProductKey、DeviceName 和 DeviceSecret 请取自同一台设备的证书",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let username = reading.username.as_ref()?;
    let (name, key) = (&username.device_name, &username.product_key);
    if name.is_none() && key.is_none() {
        return None;
    }
    let name_differs = reading.device_name.is_some() && *name != reading.device_name;
    let key_differs = reading.product_key.is_some() && *key != reading.product_key;
    let which = match (name_differs, key_differs) {
        (false, false) => return None,
        (true, false) => "deviceName",
        (false, true) => "productKey",
        (true, true) => "deviceName, productKey",
    };
    let expected = reading.right_username()?;
    Some(
        Finding::new(&ENTRY)
            .with("found", username.sent.trim())
            .with("expected", expected)
            .with("which", which),
    )
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn another_device_or_product() {
        let other = check(
            |claim| claim.username = Some("elsewhere&a1Practice0".into()),
            &["username-identity-mismatch"],
        );
        assert_eq!(other[0].text("which"), Some("deviceName"));
        check(
            |claim| claim.username = Some("practice&a1Practice9".into()),
            &["username-identity-mismatch"],
        );
        check(
            |claim| claim.username = Some("Practice&a1Practice0".into()),
            &["username-identity-mismatch"],
        );
    }

    #[test]
    fn nothing_given_to_compare_with() {
        check(
            |claim| {
                claim.username = Some("elsewhere&a1Practice0".into());
                claim.device_name = None;
            },
            &[],
        );
    }
}
