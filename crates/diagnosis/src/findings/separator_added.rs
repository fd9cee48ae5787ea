//! `separator-added`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "separator-added",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "something was put between names, values or pairs: `{separator}`",
        zh: "参数名、值或各对之间加了分隔符：`{separator}`",
    },
    why: Words {
        en: "the content has no separator at all",
        zh: "签名内容没有任何分隔符",
    },
    remedy: Words {
        en: "join names and values with nothing between",
        zh: "参数名与值直接相连，中间不加任何字符",
    },
};
