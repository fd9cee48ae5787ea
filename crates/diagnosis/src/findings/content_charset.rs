//! `content-charset`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "content-charset",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "non-ASCII text was encoded as GBK before it was signed",
        zh: "签名前把非 ASCII 文本编码成了 GBK",
    },
    why: Words {
        en: "the platform signs UTF-8",
        zh: "平台按 UTF-8 计算签名",
    },
    remedy: Words {
        en: "encode the content as UTF-8",
        zh: "签名内容使用 UTF-8 编码",
    },
};
