//! `identity-swapped`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "identity-swapped",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "product key and device name are exchanged in the signed content",
        zh: "签名内容中 ProductKey 与 DeviceName 的值写反了",
    },
    why: Words {
        en: "two arguments of a function in the wrong order give this",
        zh: "函数的两个参数顺序写反就会这样",
    },
    remedy: Words {
        en: "give each name its own value",
        zh: "让每个参数名对应自己的值",
    },
};
