//! `name-misspelt`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "name-misspelt",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "names are misspelt in the content: `{written}` in place of `{meant}`",
        zh: "签名内容中参数名拼写错误：写成了 `{written}`，应为 `{meant}`",
    },
    why: Words {
        en: "the names are part of the signed text; a copied sample may carry the slip",
        zh: "参数名本身参与签名，可能照抄了有误的示例",
    },
    remedy: Words {
        en: "write `{meant}`",
        zh: "写作 `{meant}`",
    },
};
