//! `content-has-whitespace`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "content-has-whitespace",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "the signed content ends with something that does not belong to it: {which}",
        zh: "签名内容末尾多了字符：{which}",
    },
    why: Words {
        en: "`echo` without `-n` adds a line end, `sizeof` counts the final NUL",
        zh: "`echo` 不加 `-n` 会带上换行，`sizeof` 会算上结尾的 NUL",
    },
    remedy: Words {
        en: "sign the text without anything after it",
        zh: "签名内容末尾不要带任何多余字符",
    },
};
