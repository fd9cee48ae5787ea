//! `product-secret-used`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "product-secret-used",
    certainty: Certainty::Proved,
    field: ClaimField::DeviceSecret,
    problem: Words {
        en: "the product secret was used in place of the device secret",
        zh: "误用了 ProductSecret，应使用 DeviceSecret",
    },
    why: Words {
        en: "the product secret is for dynamic registration only",
        zh: "ProductSecret 只用于动态注册",
    },
    remedy: Words {
        en: "use the device secret; a device without one registers first",
        zh: "使用 DeviceSecret；没有的设备先做动态注册",
    },
};
