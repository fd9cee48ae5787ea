//! `timestamp-mismatch`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "timestamp-mismatch",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "timestamp `{signed}` was signed, but `{sent}` is sent",
        zh: "签名用的 timestamp 是 `{signed}`，实际发送的是 `{sent}`",
    },
    why: Words {
        en: "the clock was read twice, or one of the two is a constant; the platform signs the timestamp that it receives",
        zh: "时钟读取了两次，或其中之一是常量；平台用收到的 timestamp 计算签名",
    },
    remedy: Words {
        en: "read the clock once and use the same text in both places",
        zh: "只取一次时间，两处使用同一文本",
    },
};
