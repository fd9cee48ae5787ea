//! `device-secret-used`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "device-secret-used",
    certainty: Certainty::Proved,
    field: ClaimField::ProductSecret,
    problem: Words {
        en: "the device secret was used in place of the product secret",
        zh: "误用了 DeviceSecret，应使用 ProductSecret",
    },
    why: Words {
        en: "a registration is signed with the product secret: the device has no secret of its own yet, or is about to get a new one",
        zh: "动态注册用 ProductSecret 签名：此时设备还没有自己的密钥，或即将获得新的密钥",
    },
    remedy: Words {
        en: "sign the registration with the product secret; the device secret is for the login that follows",
        zh: "注册时用 ProductSecret 签名；DeviceSecret 用于之后的登录",
    },
};
