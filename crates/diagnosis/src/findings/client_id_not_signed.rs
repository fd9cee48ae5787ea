//! `client-id-not-signed`: found by recomputation (`recipes`).
//!
//! The recipe is proved, that the platform refuses it is not.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "client-id-not-signed",
    certainty: Certainty::Likely,
    field: ClaimField::Password,
    problem: Words {
        en: "clientId was left out of the signed content",
        zh: "签名内容缺少 clientId",
    },
    why: Words {
        en: "one edition of the documentation calls clientId optional in the content, every SDK signs it; whether the platform refuses it is unverified",
        zh: "有一版文档称签名内容中 clientId 可选，但所有 SDK 都签；平台是否拒绝未经验证",
    },
    remedy: Words {
        en: "begin the content with `clientId` and its value",
        zh: "签名内容以 `clientId` 及其值开头",
    },
};
