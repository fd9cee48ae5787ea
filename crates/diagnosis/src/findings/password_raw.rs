//! `password-raw`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "password-raw",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "the digest's raw bytes are sent, not their hex text",
        zh: "发送了摘要的原始字节，而不是十六进制文本",
    },
    why: Words {
        en: "the platform expects hex text",
        zh: "平台要求十六进制文本",
    },
    remedy: Words {
        en: "write the digest as hex",
        zh: "把摘要写成十六进制",
    },
};
