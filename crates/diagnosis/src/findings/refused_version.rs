//! `refused-version`: CONNACK 1: the broker does not take this protocol version.

use crate::{Certainty, Entry, Words};

pub(crate) const ENTRY: Entry = Entry {
    code: "refused-version",
    certainty: Certainty::Likely,
    problem: Words {
        en: "the broker answered CONNACK 1: it does not take this version of MQTT; this page sent 3.1.1",
        zh: "Broker 返回 CONNACK 1:不支持该 MQTT 版本;本页面发送的是 3.1.1",
    },
    remedy: Words {
        en: "check that the host is an MQTT 3.1.1 endpoint; public instances of the platform take no MQTT 5",
        zh: "请确认该地址支持 MQTT 3.1.1;平台的公共实例不支持 MQTT 5",
    },
};
