//! `name-case-wrong`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "name-case-wrong",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "names are written in another letter case: `{written}` in place of `{meant}`",
        zh: "参数名大小写不对：写成了 `{written}`，应为 `{meant}`",
    },
    why: Words {
        en: "the names are part of the signed text, every letter counts; the documentation itself writes them both ways",
        zh: "参数名本身参与签名，大小写必须一致；文档中两种写法都出现过",
    },
    remedy: Words {
        en: "write `{meant}`",
        zh: "写作 `{meant}`",
    },
};
