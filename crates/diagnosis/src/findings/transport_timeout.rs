//! `transport-timeout`: nothing came within the time-out.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "transport-timeout",
    certainty: Certainty::Likely,
    field: ClaimField::Observation,
    problem: Words {
        en: "no CONNACK came in time: a firewall that drops packets, a host that is not the broker, or a broker that is overloaded",
        zh: "超时未收到 CONNACK：可能是防火墙丢包、地址并非 Broker，或 Broker 过载",
    },
    why: Words {
        en: "packets that are dropped on the way, by a firewall for example, are answered by nobody",
        zh: "途中被丢弃的报文（例如被防火墙拦截）不会有任何应答",
    },
    remedy: Words {
        en: "check host and port, try another network, then try again",
        zh: "请检查地址和端口，更换网络后重试",
    },
};
