//! `refused-version`: CONNACK 1: the broker does not take this protocol version.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "refused-version",
    certainty: Certainty::Likely,
    field: ClaimField::Observation,
    problem: Words {
        en: "the broker answered CONNACK 1: it does not take this version of MQTT; this page sent 3.1.1",
        zh: "Broker 返回 CONNACK 1：不支持该 MQTT 版本；本页面发送的是 3.1.1",
    },
    why: Words {
        en: "public instances take MQTT 3.1 and 3.1.1 only; MQTT 5 is for enterprise instances",
        zh: "公共实例只支持 MQTT 3.1 和 3.1.1,MQTT 5 仅用于企业版实例",
    },
    remedy: Words {
        en: "check that the host is an MQTT 3.1.1 endpoint; public instances of the platform take no MQTT 5",
        zh: "请确认该地址支持 MQTT 3.1.1；平台的公共实例不支持 MQTT 5",
    },
};
