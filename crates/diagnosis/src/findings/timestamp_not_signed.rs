//! `timestamp-not-signed`: found by recomputation (`recipes`).
//!
//! The recipe is proved, that the platform refuses it is not.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "timestamp-not-signed",
    certainty: Certainty::Likely,
    field: ClaimField::Password,
    problem: Words {
        en: "timestamp `{sent}` is sent, but was not signed",
        zh: "发送了 timestamp `{sent}`，但没有参与签名",
    },
    why: Words {
        en: "one edition of the documentation calls timestamp optional in the content, every SDK that sends it signs it; whether the platform refuses it is unverified",
        zh: "有一版文档称签名内容中 timestamp 可选，但发送它的 SDK 都会签；平台是否拒绝未经验证",
    },
    remedy: Words {
        en: "append `timestamp{sent}` to the content, or do not send it",
        zh: "在签名内容末尾加上 `timestamp{sent}`，或不发送",
    },
};
