//! `refused-identifier`: CONNACK 2.

use crate::{Certainty, Entry, Words};

pub(crate) const ENTRY: Entry = Entry {
    code: "refused-identifier",
    certainty: Certainty::Likely,
    problem: Words {
        en: "the broker answered CONNACK 2: the client id is malformed or too long, or its extension parameters are",
        zh: "Broker 返回 CONNACK 2:client id 或其扩展参数格式有误,或过长",
    },
    remedy: Words {
        en: "compare the client id with the one computed here: two bars, commas between parameters, at most 64 characters before the first bar",
        zh: "请与本页面计算的 client id 逐字比较:两个竖线、参数以逗号分隔、第一个竖线前最多 64 个字符",
    },
};
