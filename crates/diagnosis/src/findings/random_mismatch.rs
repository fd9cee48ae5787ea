//! `random-mismatch`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "random-mismatch",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "random `{signed}` was signed, but `{sent}` is sent",
        zh: "签名用的 random 是 `{signed}`，实际发送的是 `{sent}`",
    },
    why: Words {
        en: "the random value was drawn twice, or one of the two is a constant of a sample; the platform signs the value that it receives",
        zh: "随机数取了两次，或其中之一是示例中的常量；平台用收到的值计算签名",
    },
    remedy: Words {
        en: "draw the random value once and use the same text in both places",
        zh: "只取一次随机数，两处使用同一文本",
    },
};
