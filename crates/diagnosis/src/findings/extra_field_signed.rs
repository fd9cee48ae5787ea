//! `extra-field-signed`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "extra-field-signed",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "`{which}` was put into the signed content, where only {names} belong",
        zh: "签名内容中多了 `{which}`，这里只签 {names}",
    },
    why: Words {
        en: "each way in signs its own fields; what is sent beside them is not signed",
        zh: "每种接入方式有各自的签名字段，其余随同发送的字段不参与签名",
    },
    remedy: Words {
        en: "take {which} out of the content; go on sending it",
        zh: "从签名内容中去掉 {which}，发送时保留",
    },
};
