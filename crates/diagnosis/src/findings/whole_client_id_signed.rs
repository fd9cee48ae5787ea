//! `whole-client-id-signed`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "whole-client-id-signed",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "the whole client id, with its bars, was signed as clientId",
        zh: "把带竖线的整个 Client ID 当作 `clientId` 参与了签名",
    },
    why: Words {
        en: "the client library's “Client ID” and the `clientId` of the signature are two things: the latter ends before the first bar",
        zh: "客户端库的 Client ID 与签名中的 `clientId` 不同，后者到第一个竖线为止",
    },
    remedy: Words {
        en: "sign only the part before the first bar",
        zh: "只用第一个竖线之前的部分签名",
    },
};
