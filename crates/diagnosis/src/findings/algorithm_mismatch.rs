//! `algorithm-mismatch`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "algorithm-mismatch",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "the password was computed with {used}, but `signmethod` declares {declared}",
        zh: "密码用 {used} 计算，而 `signmethod` 声明的是 {declared}",
    },
    why: Words {
        en: "the platform computes with the method that the client id declares; some SDKs always use one algorithm, whatever is configured",
        zh: "平台按 Client ID 中声明的方法计算；有些 SDK 无论如何配置都只用一种算法",
    },
    remedy: Words {
        en: "compute with {declared}, or declare `signmethod={used}` if the platform knows it",
        zh: "改用 {declared} 计算，或在平台支持时改为声明 `signmethod={used}`",
    },
};
