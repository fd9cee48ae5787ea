//! `transport-closed`: the socket was open and closed before CONNACK.

use crate::{Certainty, Entry, Words};

pub(crate) const ENTRY: Entry = Entry {
    code: "transport-closed",
    certainty: Certainty::Likely,
    problem: Words {
        en: "the connection was open, then the other side closed it without CONNACK: mostly a server that does not speak MQTT here, or a front that drops malformed CONNECT packets",
        zh: "连接已建立,但对方在返回 CONNACK 之前关闭:通常是该处并非 MQTT 服务,或前置网关丢弃了格式有误的 CONNECT",
    },
    remedy: Words {
        en: "check path and port of the WebSocket URL, then the client id and user name",
        zh: "请检查 WebSocket 地址的路径和端口,再检查 client id 和用户名",
    },
};
