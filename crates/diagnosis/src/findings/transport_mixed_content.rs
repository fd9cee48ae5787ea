//! `transport-mixed-content`: the page was loaded over https, the URL is ws://.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "transport-mixed-content",
    certainty: Certainty::Proved,
    field: ClaimField::Observation,
    problem: Words {
        en: "this page came over https, and from such a page browsers open no ws:// connection",
        zh: "本页面经 https 打开，浏览器不允许从中建立 ws:// 连接",
    },
    why: Words {
        en: "browsers forbid a page that came over https to open an unencrypted socket",
        zh: "浏览器禁止 https 页面建立未加密的连接",
    },
    remedy: Words {
        en: "use wss:// with securemode=2, or open this page over http",
        zh: "请改用 wss:// 和 securemode=2，或通过 http 打开本页面",
    },
};
