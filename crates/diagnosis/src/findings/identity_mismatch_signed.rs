//! `identity-mismatch-signed`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "identity-mismatch-signed",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "another {which} was signed (`{signed}`) than the user name carries (`{sent}`)",
        zh: "签名用的 {which} 是 `{signed}`，而用户名中是 `{sent}`",
    },
    why: Words {
        en: "the platform signs the names in the user name",
        zh: "平台用用户名中的标识计算签名",
    },
    remedy: Words {
        en: "use the same product key and device name in content, user name, client id and host",
        zh: "签名内容、用户名、Client ID 和域名使用同一组 ProductKey 和 DeviceName",
    },
};
