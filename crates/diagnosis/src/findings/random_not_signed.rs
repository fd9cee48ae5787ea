//! `random-not-signed`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "random-not-signed",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "random was left out of the signed content",
        zh: "签名内容缺少 random",
    },
    why: Words {
        en: "a registration signs deviceName, productKey and random; random is what makes each signature another",
        zh: "动态注册签 deviceName、productKey 和 random；random 使每次签名不同",
    },
    remedy: Words {
        en: "end the content with `random` and the value that is sent",
        zh: "签名内容以 `random` 及所发送的值结尾",
    },
};
