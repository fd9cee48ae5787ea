//! `identity-not-signed`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "identity-not-signed",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "{which} was left out of the signed content",
        zh: "签名内容缺少 {which}",
    },
    why: Words {
        en: "deviceName and productKey are required in the content",
        zh: "签名内容必须包含 deviceName 和 productKey",
    },
    remedy: Words {
        en: "put {which} and its value into the content",
        zh: "在签名内容中加上 {which} 及其值",
    },
};
