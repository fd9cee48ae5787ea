//! `refused-unavailable`: CONNACK 3.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "refused-unavailable",
    certainty: Certainty::Likely,
    field: ClaimField::Observation,
    problem: Words {
        en: "the broker answered CONNACK 3: service unavailable; the platform was also seen to send it for a keep-alive outside 30 to 1200 s and for a malformed client id",
        zh: "Broker 返回 CONNACK 3：服务不可用；平台在保活时间不在 30~1200 秒之间或 Client ID 有误时也会返回它",
    },
    why: Words {
        en: "the standard meaning is that the service is down, yet a keep-alive outside 30 to 1200 s and a bad token are answered in the same way",
        zh: "标准含义是服务不可用，但 keepalive 不在 30~1200 秒之内、token 无效时平台也返回 3",
    },
    remedy: Words {
        en: "set the keep-alive to 300 s, check the client id, then try again after a minute",
        zh: "请将保活时间设为 300 秒，检查 Client ID，一分钟后重试",
    },
};
