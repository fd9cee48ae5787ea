//! `password-whitespace`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "password-whitespace",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "the password carries spaces or line ends",
        zh: "密码中带有空格或换行",
    },
    why: Words {
        en: "they are copied along, or read with the line",
        zh: "复制或按行读取时带上的",
    },
    remedy: Words {
        en: "remove them",
        zh: "去掉空白字符",
    },
};
