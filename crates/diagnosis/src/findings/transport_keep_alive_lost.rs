//! `transport-keep-alive-lost`: no PINGRESP.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "transport-keep-alive-lost",
    certainty: Certainty::Likely,
    field: ClaimField::Observation,
    problem: Words {
        en: "the broker did not answer PINGREQ in time: the network is gone, or something between drops idle connections",
        zh: "Broker 未及时响应 PINGREQ：网络中断，或中间设备丢弃了空闲连接",
    },
    why: Words {
        en: "a network path that died without a word is only noticed by the missing PINGRESP",
        zh: "网络路径无声中断时，只能通过缺失的 PINGRESP 发现",
    },
    remedy: Words {
        en: "check the network, then connect again; a shorter keep-alive holds idle connections open",
        zh: "请检查网络后重新连接；较短的保活时间有助于保持空闲连接",
    },
};
