//! `client-id-mismatch`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "client-id-mismatch",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "clientId `{signed}` was signed, but `{sent}` is sent",
        zh: "签名用的 clientId 是 `{signed}`，实际发送的是 `{sent}`",
    },
    why: Words {
        en: "the platform signs the clientId that it receives, before the first bar",
        zh: "平台用收到的 clientId（第一个竖线之前）计算签名",
    },
    remedy: Words {
        en: "use one and the same clientId in the content and in the client id",
        zh: "签名内容与发送的 clientId 保持一致",
    },
};
