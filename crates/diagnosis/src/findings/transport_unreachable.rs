//! `transport-unreachable`: the WebSocket never opened; the browser reports every cause alike (close code 1006).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "transport-unreachable",
    certainty: Certainty::Likely,
    field: ClaimField::Observation,
    problem: Words {
        en: "the WebSocket did not open; the browser hides which: name not found, port closed, TLS failure, or an HTTP error on this path",
        zh: "WebSocket 未能建立；浏览器不告知原因：域名无法解析、端口未开放、TLS 失败，或该路径返回 HTTP 错误",
    },
    why: Words {
        en: "a browser hides whether the name, the port, the certificate or the WebSocket handshake failed",
        zh: "浏览器不会透露失败的是域名解析、端口、证书还是 WebSocket 握手",
    },
    remedy: Words {
        en: "check the host's spelling, then port and path (the platform: 443, `/` or `/mqtt`), then whether this network lets the port through",
        zh: "请检查地址拼写，再检查端口和路径（平台：443，`/` 或 `/mqtt`），并确认网络放行该端口",
    },
};
