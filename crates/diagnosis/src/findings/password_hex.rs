//! `password-hex`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "password-hex",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "the password is the digest in hex",
        zh: "密码是摘要的十六进制文本",
    },
    why: Words {
        en: "ApsaraMQ for MQTT expects Base64; hex is what IoT Platform wants",
        zh: "微消息队列 MQTT 版要求 Base64；十六进制是物联网平台的要求",
    },
    remedy: Words {
        en: "write the bytes of the digest in Base64, 28 characters",
        zh: "把摘要的字节写成 Base64，共 28 个字符",
    },
};
