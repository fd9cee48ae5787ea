//! `password-base64`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "password-base64",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "the password is Base64 of the digest",
        zh: "密码是摘要的 Base64",
    },
    why: Words {
        en: "the platform expects hex; Base64 is what its sibling product for messages wants",
        zh: "平台要求十六进制；Base64 是同门消息产品的要求",
    },
    remedy: Words {
        en: "write the digest as hex",
        zh: "把摘要写成十六进制",
    },
};
