//! `password-leading-zeros-lost`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "password-leading-zeros-lost",
    certainty: Certainty::Proved,
    field: ClaimField::Password,
    problem: Words {
        en: "leading zeros of the digest were lost; {digits} digits are left",
        zh: "摘要丢失了前导零，只剩 {digits} 位",
    },
    why: Words {
        en: "a digest printed as a number loses them; only some passwords begin with a zero, so it fails now and then",
        zh: "把摘要当作数字输出会丢掉前导零；只有部分密码以零开头，所以时好时坏",
    },
    remedy: Words {
        en: "pad to the full number of digits",
        zh: "补足到完整位数",
    },
};
