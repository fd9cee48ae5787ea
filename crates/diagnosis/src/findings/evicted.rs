//! `evicted`: closed after being online, again and again.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "evicted",
    certainty: Certainty::Likely,
    field: ClaimField::Observation,
    problem: Words {
        en: "the connection is closed again and again after it was online: most likely two clients use the same device identity and push each other out",
        zh: "上线后反复被断开：很可能有两个客户端使用同一设备身份，互相挤下线",
    },
    why: Words {
        en: "the platform keeps one connection per device and closes the older when a newer logs in; with both reconnecting at once, the limit of five logins a minute is soon reached too. A disabled or deleted device is closed in the same way",
        zh: "平台对每台设备只保留一个连接，新的登录会断开旧的；双方都立即重连时，很快还会触及每分钟 5 次的登录限制。设备被禁用或删除时，表现也相同",
    },
    remedy: Words {
        en: "stop the other client (a test tool, a second board with the same firmware), wait a minute, then connect once; see the device’s log in the console",
        zh: "停掉另一个客户端（测试工具，或烧录了同一固件的另一块板），等一分钟后只连接一次；并查看控制台中该设备的日志",
    },
};
