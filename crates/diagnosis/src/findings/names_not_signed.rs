//! `names-not-signed`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "names-not-signed",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "only the values were concatenated, without their names",
        zh: "只拼接了值，没有拼接参数名",
    },
    why: Words {
        en: "the documentation's prose speaks of parameter values; its example shows name and value",
        zh: "文档正文说拼接参数值，而示例是参数名加值",
    },
    remedy: Words {
        en: "write each name in front of its value",
        zh: "每个值前写上参数名",
    },
};
