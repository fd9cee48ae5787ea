//! `refused-credentials`: CONNACK 4 or 5; sources use the two loosely, so they are one class.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "refused-credentials",
    certainty: Certainty::Likely,
    field: ClaimField::Observation,
    problem: Words {
        en: "the broker refused user name or password (CONNACK 4 or 5): the signature, the identity or its spelling is not what it expects, or the device is disabled or belongs to another instance",
        zh: "Broker 拒绝了用户名或密码（CONNACK 4 或 5）：签名、三元组或其写法不符，或者设备已禁用、属于其他实例",
    },
    why: Words {
        en: "the platform answers 4 when it cannot read user name or password and 5 when the identity check fails, but its sources use the two loosely; the code alone does not tell which of them is wrong",
        zh: "平台无法解析用户名或密码时返回 4，身份校验失败时返回 5，但各资料对二者并不严格区分，仅凭返回码无法判断是哪一项出错",
    },
    remedy: Words {
        en: "check product key, device name and device secret letter by letter, then that region or instance is this device's own",
        zh: "请逐字核对 ProductKey、DeviceName 和 DeviceSecret，再确认地域或实例属于该设备",
    },
};
