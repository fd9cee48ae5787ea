//! `transport-subprotocol`: the server opened the socket without choosing `mqtt`.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "transport-subprotocol",
    certainty: Certainty::Likely,
    field: ClaimField::Observation,
    problem: Words {
        en: "the server did not agree to the WebSocket subprotocol `mqtt`; some brokers work all the same",
        zh: "服务器未确认 WebSocket 子协议 `mqtt`；部分 Broker 仍可正常工作",
    },
    why: Words {
        en: "MQTT over WebSocket agrees on the subprotocol `mqtt` (MQTT 3.1.1, 6.0)",
        zh: "MQTT over WebSocket 应协商子协议 `mqtt`（MQTT 3.1.1 第 6.0 节）",
    },
    remedy: Words {
        en: "if no CONNACK comes, check that the path is the broker's MQTT path",
        zh: "若收不到 CONNACK，请确认路径是 Broker 的 MQTT 路径",
    },
};
