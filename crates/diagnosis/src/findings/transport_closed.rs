//! `transport-closed`: the socket was open and closed before CONNACK.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "transport-closed",
    certainty: Certainty::Likely,
    field: ClaimField::Observation,
    problem: Words {
        en: "the connection was open, then the other side closed it without CONNACK: mostly a server that does not speak MQTT here, or a front that drops malformed CONNECT packets",
        zh: "连接已建立，但对方在返回 CONNACK 之前关闭：通常是该处并非 MQTT 服务，或前置网关丢弃了格式有误的 CONNECT",
    },
    why: Words {
        en: "the platform closes connections that it does not want to answer, and so do proxies and ports that speak another protocol",
        zh: "平台对不愿应答的连接会直接关闭；代理，或使用其他协议的端口也会如此",
    },
    remedy: Words {
        en: "check path and port of the WebSocket URL, then the client id and user name",
        zh: "请检查 WebSocket 地址的路径和端口，再检查 Client ID 和用户名",
    },
};
