//! `flow-login`: the password is right for another way in than a direct login.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "flow-login",
    certainty: Certainty::Note,
    field: ClaimField::Password,
    problem: Words {
        en: "the password is the right one for: {service}",
        zh: "密码计算正确，接入方式为：{service}",
    },
    why: Words {
        en: "this is not a direct login by device secret; its signature was computed again and is the same in every byte",
        zh: "这不是一机一密直连；签名已重新计算，逐字节一致",
    },
    remedy: Words {
        en: "nothing has to change in the signature; follow the steps of that way in",
        zh: "签名无需修改；按该接入方式的步骤继续",
    },
};
