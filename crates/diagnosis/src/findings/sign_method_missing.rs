//! `sign-method-missing`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "sign-method-missing",
    certainty: Certainty::Proved,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "the client id declares no `signmethod`, and the password was computed with {used}",
        zh: "Client ID 未声明 `signmethod`，而密码用 {used} 计算",
    },
    why: Words {
        en: "without `signmethod` the platform assumes hmacmd5",
        zh: "未声明 `signmethod` 时平台按 hmacmd5 计算",
    },
    remedy: Words {
        en: "add `signmethod={used}` between the bars of the client id",
        zh: "在 Client ID 的两个竖线之间加上 `signmethod={used}`",
    },
};
