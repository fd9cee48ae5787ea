//! `host-product-mismatch`: the host names another product key.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "host-product-mismatch",
    certainty: Certainty::Proved,
    field: ClaimField::Host,
    problem: Words {
        en: "host `{found}` is of product `{part}`, but the device is of `{right}`",
        zh: "连接域名 `{found}` 属于产品 `{part}`，而设备属于 `{right}`",
    },
    why: Words {
        en: "the host was copied from a sample or from another product; on the old public instance its first part is the product key",
        zh: "域名是从示例或其他产品复制来的；旧版公共实例的域名以 ProductKey 开头",
    },
    remedy: Words {
        en: "begin the host with this device’s own product key, or use the host of its instance",
        zh: "域名以该设备自己的 ProductKey 开头，或使用其实例的接入域名",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let host = reading.host.as_ref()?;
    let (named, right) = (host.product_key()?, reading.product_key.as_deref()?);
    // Letter case does not count in a host name.
    if named.eq_ignore_ascii_case(right) {
        return None;
    }
    let mut finding = Finding::new(&ENTRY)
        .with("found", host.sent.as_str())
        .with("part", named)
        .with("right", right);
    if let Some(expected) = host.expected(Some(right)) {
        finding = finding.with("expected", expected);
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn another_products_host() {
        check(
            |claim| {
                claim.host = Some("a1Practice9.iot-as-mqtt.cn-shanghai.aliyuncs.com".into());
            },
            &["host-product-mismatch"],
        );
    }

    #[test]
    fn letter_case_and_instances() {
        for host in [
            "A1PRACTICE0.IOT-AS-MQTT.cn-shanghai.aliyuncs.com",
            "iot-06z00abcdefgh12.mqtt.iothub.aliyuncs.com",
            "a1Practice9.example.com",
        ] {
            check(|claim| claim.host = Some(host.into()), &[]);
        }
    }
}
