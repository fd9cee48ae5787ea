//! `password-truncated`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "password-truncated",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "only the first {digits} digits of the password are sent",
        zh: "只发送了密码的前 {digits} 位",
    },
    why: Words {
        en: "a buffer or field is too short for the whole password",
        zh: "缓冲区或字段太短，放不下完整密码",
    },
    remedy: Words {
        en: "make room for the whole password: 32, 40 or 64 digits, and the end of the string",
        zh: "给完整密码留足空间：32、40 或 64 位，以及字符串结束符",
    },
};
