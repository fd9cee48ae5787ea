//! `password-bytes-unpadded`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "password-bytes-unpadded",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "bytes were not written as two hex digits each ({printed})",
        zh: "字节没有按两位十六进制输出（{printed}）",
    },
    why: Words {
        en: "`%x` writes bytes below 16 as one digit, and a signed char from 128 as `ffffff9a`",
        zh: "`%x` 把小于 16 的字节写成一位，有符号 char 的高位字节写成 `ffffff9a`",
    },
    remedy: Words {
        en: "write each byte with `%02x`, from an unsigned type",
        zh: "用 `%02x` 输出每个字节，并使用无符号类型",
    },
};
