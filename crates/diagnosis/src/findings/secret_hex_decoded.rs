//! `secret-hex-decoded`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "secret-hex-decoded",
    certainty: Certainty::Proved,
    field: ClaimField::DeviceSecret,
    problem: Words {
        en: "the device secret was decoded from {encoding} before use",
        zh: "使用前对 DeviceSecret 做了 {encoding} 解码",
    },
    why: Words {
        en: "it looks like encoded bytes, but the key of the HMAC is its text as it stands",
        zh: "它看起来像编码后的数据，但 HMAC 的密钥就是其文本本身",
    },
    remedy: Words {
        en: "use the bytes of the text itself as key",
        zh: "直接用文本的字节作为密钥",
    },
};
