//! `transport-offline`: the browser says that it has no network.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "transport-offline",
    certainty: Certainty::Proved,
    field: ClaimField::Observation,
    problem: Words {
        en: "this computer has no network: the browser reports that it is offline",
        zh: "本机没有网络：浏览器报告处于离线状态",
    },
    why: Words {
        en: "no packet left this computer, so nothing can be said of broker or credentials",
        zh: "没有任何报文发出，因此无法判断 Broker 或凭据是否有问题",
    },
    remedy: Words {
        en: "restore the network, then connect again",
        zh: "恢复网络后重新连接",
    },
};
