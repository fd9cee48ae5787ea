//! `flow-algorithm`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "flow-algorithm",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "the password was computed with {used}, but this login always uses {right}",
        zh: "密码用 {used} 计算，而这种登录固定使用 {right}",
    },
    why: Words {
        en: "the service has one method and declares none; IoT Platform lets the client id declare it",
        zh: "该服务只有一种算法，无需声明；物联网平台则由 Client ID 声明",
    },
    remedy: Words {
        en: "compute with {right}",
        zh: "改用 {right} 计算",
    },
};
