//! `secret-has-whitespace`: found by recomputation (`recipes`).

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "secret-has-whitespace",
    certainty: Certainty::Proved,
    field: ClaimField::DeviceSecret,
    problem: Words {
        en: "the device secret was used with blanks that do not belong to it: {where}",
        zh: "使用 DeviceSecret 时带上了多余的空白：{where}",
    },
    why: Words {
        en: "a secret read from a file, a console or a serial line often brings a line end or a BOM along",
        zh: "从文件、控制台或串口读取密钥时常带上换行或 BOM",
    },
    remedy: Words {
        en: "remove blanks, line ends and BOM before the secret is used",
        zh: "使用前去掉空格、换行和 BOM",
    },
};
