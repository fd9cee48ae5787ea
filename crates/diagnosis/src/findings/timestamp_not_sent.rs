//! `timestamp-not-sent`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "timestamp-not-sent",
    certainty: Certainty::Proved,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "timestamp `{signed}` was signed, but none is sent",
        zh: "签名包含 timestamp `{signed}`，但没有发送",
    },
    why: Words {
        en: "the platform can only sign what it receives",
        zh: "平台只能用收到的参数计算签名",
    },
    remedy: Words {
        en: "add `timestamp={signed}` between the bars, or leave it out of the content",
        zh: "在两个竖线之间加上 `timestamp={signed}`，或从签名内容中去掉",
    },
};
