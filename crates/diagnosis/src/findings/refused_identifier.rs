//! `refused-identifier`: CONNACK 2.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "refused-identifier",
    certainty: Certainty::Likely,
    field: ClaimField::Observation,
    problem: Words {
        en: "the broker answered CONNACK 2: the client id is malformed or too long, or its extension parameters are",
        zh: "Broker 返回 CONNACK 2：Client ID 或其扩展参数格式有误，或过长",
    },
    why: Words {
        en: "the platform checks the shape of the client id before it looks at the password: 64 characters before the first bar, extension parameters between two bars",
        zh: "平台在校验密码之前先检查 Client ID 的格式：第一个竖线前最多 64 个字符，扩展参数写在两个竖线之间",
    },
    remedy: Words {
        en: "compare the client id with the one computed here: two bars, commas between parameters, at most 64 characters before the first bar",
        zh: "请与本页面计算的 Client ID 逐字比较：两个竖线、参数以逗号分隔、第一个竖线前最多 64 个字符",
    },
};
