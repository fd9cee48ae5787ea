//! `hash-not-hmac`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "hash-not-hmac",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "content and secret were hashed without HMAC ({arrangement})",
        zh: "没有使用 HMAC，而是直接对内容和密钥做哈希（{arrangement}）",
    },
    why: Words {
        en: "HMAC is not a hash of key and text put together",
        zh: "HMAC 不等于把密钥与文本拼接后做哈希",
    },
    remedy: Words {
        en: "use the HMAC function of the library, with the secret as key",
        zh: "使用库的 HMAC 函数，以密钥为 key",
    },
};
