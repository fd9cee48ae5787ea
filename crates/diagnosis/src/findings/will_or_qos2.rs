//! `will-or-qos2`: a will, retained messages or QoS 2 with MQTT 3.x.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "will-or-qos2",
    certainty: Certainty::Likely,
    field: ClaimField::Will,
    problem: Words {
        en: "the device uses {which}, which the platform does not offer with MQTT 3.1 and 3.1.1",
        zh: "设备用到了平台在 MQTT 3.1 和 3.1.1 下不支持的功能：{which}",
    },
    why: Words {
        en: "the platform documents QoS 0 and 1 only, and neither will nor retained messages with 3.x; what it answers to them is not documented",
        zh: "平台文档只支持 QoS 0 和 1，3.x 下不支持遗嘱和保留消息；收到后如何处理，文档未说明",
    },
    remedy: Words {
        en: "connect without a will, publish without retain, and use QoS 0 or 1",
        zh: "连接时不带遗嘱，发布时不设 retain，QoS 用 0 或 1",
    },
};

pub(crate) fn rule(claim: &Claim, _: &Reading) -> Option<Finding> {
    if claim.protocol_level.is_some_and(|level| level > 4) {
        return None;
    }
    let used = [
        (claim.will == Some(true), "will", ClaimField::Will),
        (claim.retain == Some(true), "retain", ClaimField::Retain),
        (
            claim.qos.is_some_and(|qos| qos >= 2),
            "QoS 2",
            ClaimField::Qos,
        ),
    ];
    let used: Vec<_> = used.into_iter().filter(|(used, ..)| *used).collect();
    let (_, _, field) = *used.first()?;
    let names: Vec<&str> = used.iter().map(|(_, name, _)| *name).collect();
    Some(
        Finding::new(&ENTRY)
            .about(field)
            .with("which", names.join(", ")),
    )
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn each_of_them() {
        check(|claim| claim.will = Some(true), &["will-or-qos2"]);
        check(|claim| claim.retain = Some(true), &["will-or-qos2"]);
        let both = check(
            |claim| {
                claim.will = Some(true);
                claim.qos = Some(2);
            },
            &["will-or-qos2"],
        );
        assert_eq!(both[0].text("which"), Some("will, QoS 2"));
    }

    #[test]
    fn allowed() {
        check(
            |claim| {
                claim.will = Some(false);
                claim.retain = Some(false);
                claim.qos = Some(1);
            },
            &[],
        );
    }
}
