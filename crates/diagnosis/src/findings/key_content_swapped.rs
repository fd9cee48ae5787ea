//! `key-content-swapped`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "key-content-swapped",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "key and content of the HMAC are exchanged",
        zh: "HMAC 的密钥与内容写反了",
    },
    why: Words {
        en: "libraries differ in the order of these two arguments",
        zh: "各个库对这两个参数的顺序要求不同",
    },
    remedy: Words {
        en: "pass the device secret as key and the content as message",
        zh: "以 DeviceSecret 为密钥、签名内容为消息",
    },
};
