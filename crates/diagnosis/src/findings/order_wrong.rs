//! `order-wrong`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "order-wrong",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "the pairs were not sorted by name; their order was {order}",
        zh: "参数没有按名称排序，实际顺序为 {order}",
    },
    why: Words {
        en: "the platform sorts by name: clientId, deviceName, productKey, timestamp",
        zh: "平台按名称排序：clientId、deviceName、productKey、timestamp",
    },
    remedy: Words {
        en: "sort the pairs by name before they are joined",
        zh: "拼接之前按名称排序",
    },
};
