//! `password-base64-of-hex`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "password-base64-of-hex",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "the password is Base64 of the hex text",
        zh: "密码是十六进制文本的 Base64",
    },
    why: Words {
        en: "the platform expects the hex text itself",
        zh: "平台要求的就是十六进制文本本身",
    },
    remedy: Words {
        en: "send the hex text without Base64",
        zh: "直接发送十六进制文本，不做 Base64",
    },
};
