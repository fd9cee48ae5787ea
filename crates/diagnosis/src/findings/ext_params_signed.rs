//! `ext-params-signed`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "ext-params-signed",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "extension parameters were put into the signed content: {which}",
        zh: "扩展参数被放进了签名内容：{which}",
    },
    why: Words {
        en: "only clientId, deviceName, productKey and timestamp are signed; extension parameters are not",
        zh: "只有 clientId、deviceName、productKey 和 timestamp 参与签名，扩展参数不参与",
    },
    remedy: Words {
        en: "take {which} out of the content",
        zh: "从签名内容中去掉 {which}",
    },
};
