//! `transport-malformed`: the peer's bytes break the standard, of whichever version.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "transport-malformed",
    certainty: Certainty::Proved,
    field: ClaimField::Observation,
    problem: Words {
        en: "the other side sent bytes that MQTT does not allow there; the connection was closed",
        zh: "对方发送了不符合 MQTT 协议的数据；连接已关闭",
    },
    why: Words {
        en: "the other side is no MQTT broker, or something between changes the bytes",
        zh: "对端不是 MQTT Broker，或中间设备改动了数据",
    },
    remedy: Words {
        en: "check that the URL leads to an MQTT broker, and to no other service behind the same host",
        zh: "请确认该地址是 MQTT Broker，而不是同一主机上的其他服务",
    },
};
