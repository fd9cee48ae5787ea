//! `secret-mistyped`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "secret-mistyped",
    certainty: Certainty::Proved,
    field: ClaimField::DeviceSecret,
    problem: Words {
        en: "the device secret was used with a slip at character {position}",
        zh: "使用的 DeviceSecret 在第 {position} 个字符处有误",
    },
    why: Words {
        en: "one character is changed, lost, doubled or exchanged with its neighbour",
        zh: "有一个字符写错、漏掉、重复或与相邻字符颠倒",
    },
    remedy: Words {
        en: "copy the secret again, whole",
        zh: "重新完整复制密钥",
    },
};
