//! `sign-method-signed`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "sign-method-signed",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "`signmethod` was put into the signed content",
        zh: "`signmethod` 被放进了签名内容",
    },
    why: Words {
        en: "only clientId, deviceName, productKey and timestamp are signed; extension parameters are not",
        zh: "只有 clientId、deviceName、productKey 和 timestamp 参与签名，扩展参数不参与",
    },
    remedy: Words {
        en: "take `signmethod` out of the content",
        zh: "从签名内容中去掉 `signmethod`",
    },
};
