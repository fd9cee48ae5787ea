//! `secret-or-identity-wrong`: everything is well-formed, and no recipe gives this password.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "secret-or-identity-wrong",
    certainty: Certainty::Likely,
    field: ClaimField::Password,
    problem: Words {
        en: "no known way of signing gives this password: the device secret, the product key or the device name is most likely not this device's",
        zh: "已知的签名方式都得不到这个密码：DeviceSecret、ProductKey 或 DeviceName 很可能不是该设备的",
    },
    why: Words {
        en: "a secret of another device, of another product, or from before the device was made anew looks just as right as the true one",
        zh: "其他设备、其他产品的密钥，或设备重建之前的密钥，看上去与正确的密钥没有区别",
    },
    remedy: Words {
        en: "copy product key, device name and device secret again from the console, all three together, and compare the fingerprint of the secret with the device's",
        zh: "从控制台重新复制三元组（三项一起），并与设备侧核对密钥指纹",
    },
};
