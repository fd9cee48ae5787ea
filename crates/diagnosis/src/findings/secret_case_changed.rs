//! `secret-case-changed`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "secret-case-changed",
    certainty: Certainty::Proved,
    field: ClaimField::DeviceSecret,
    problem: Words {
        en: "the device secret was used in another letter case ({case})",
        zh: "使用 DeviceSecret 时改变了大小写（{case}）",
    },
    why: Words {
        en: "secrets are case-sensitive",
        zh: "密钥区分大小写",
    },
    remedy: Words {
        en: "use the secret exactly as issued",
        zh: "按原样使用密钥",
    },
};
