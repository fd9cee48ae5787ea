//! The words of `connack diagnose` in both languages; those of findings and verdicts are the
//! library's.

use connack_diagnosis::{Certainty, Words};

pub(super) const STDIN_TWICE: Words = Words {
    en: "standard input can be the text or a secret, not both; give the text as a file",
    zh: "标准输入只能用于文本或密钥之一；请把文本放在文件中",
};

pub(super) const PASTE_HERE: Words = Words {
    en: "paste what the device sends, then end the input (Ctrl-D; Ctrl-Z and Enter on Windows)",
    zh: "请粘贴设备发送的内容，然后结束输入（Ctrl-D；Windows 下为 Ctrl-Z 加回车）",
};

pub(super) const NOTHING_FOUND: Words = Words {
    en: "nothing of a login is recognised in the text; it was searched for client id, user name, password, host, port, product key, device name and device secret, as console JSON, lines like `username: …`, source code, AT commands, mosquitto options, a URL, or the hex bytes of CONNECT",
    zh: "文本中没有可识别的登录信息；已查找 Client ID、用户名、密码、主机、端口、ProductKey、DeviceName 和 DeviceSecret，支持控制台 JSON、`username: …` 形式的行、源代码、AT 指令、mosquitto 选项、URL 和 CONNECT 报文的十六进制",
};

pub(super) const NOT_UTF8: Words = Words {
    en: "{name}: the text is not UTF-8 at byte {at}; save it as UTF-8, or convert it: iconv -f GBK -t UTF-8",
    zh: "{name}：文本第 {at} 个字节不是 UTF-8；请另存为 UTF-8，或先转换：iconv -f GBK -t UTF-8",
};

pub(super) const TOO_LONG: Words = Words {
    en: "{name}: the text is longer than {max} MB; cut out the part of one device, or use --jsonl",
    zh: "{name}：文本超过 {max} MB；请截取一台设备的部分，或使用 --jsonl",
};

pub(super) const SECRET_OF_WHICH: Words = Words {
    en: "warning: the text has several devices without their secret, so the given device secret is not used; give the text of one device",
    zh: "警告：文本中有多台设备缺少密钥，因此未使用给出的 DeviceSecret；请只给出一台设备的文本",
};

pub(super) const DEVICE: Words = Words {
    en: "Device {n} of {all}",
    zh: "设备 {n}/{all}",
};

pub(super) const WHY: Words = Words {
    en: "Why: ",
    zh: "原因：",
};

pub(super) const REMEDY: Words = Words {
    en: "Do:  ",
    zh: "处理：",
};

pub(super) const FOUND: Words = Words {
    en: "found",
    zh: "实际",
};

pub(super) const EXPECTED: Words = Words {
    en: "expected",
    zh: "应为",
};

pub(super) const DIFFERS_AT: Words = Words {
    en: "differs from character {at}",
    zh: "从第 {at} 个字符起不同",
};

pub(super) const RIGHT_VALUES: Words = Words {
    en: "Right values:",
    zh: "正确的值：",
};

pub(super) const LOOKED: Words = Words {
    en: "Looked for: up to {n} mistakes at once, {recipes} ways to compute the password",
    zh: "查找范围：最多 {n} 处错误同时出现，共 {recipes} 种密码算法组合",
};

pub(super) const CUT: Words = Words {
    en: " (not to the end)",
    zh: "（未查完）",
};

pub(super) const READ: Words = Words {
    en: "Read: ",
    zh: "已识别：",
};

pub(super) const READ_AT: Words = Words {
    en: "{name} (line {line})",
    zh: "{name}（第 {line} 行）",
};

pub(super) const NOT_UNDERSTOOD: Words = Words {
    en: "Not understood: line ",
    zh: "未能识别：第 ",
};

pub(super) const NOT_UNDERSTOOD_END: Words = Words { en: "", zh: " 行" };

/// How sure a finding is.
pub(super) fn certainty(certainty: Certainty) -> Words {
    let (en, zh) = match certainty {
        Certainty::Proved => ("proved", "已证实"),
        Certainty::Likely => ("likely", "可能"),
        Certainty::Note => ("note", "提示"),
    };
    Words { en, zh }
}

pub(super) const OR: Words = Words {
    en: "Or, just as well: ",
    zh: "同样可能：",
};

pub(super) const BAD_LINES: Words = Words {
    en: "lines that are no Claim: {n}; see their `error`",
    zh: "不是 Claim 的行：{n} 行；原因见各行的 `error`",
};

/// Before the reason why a command does not run.
pub(crate) const ERROR: Words = Words {
    en: "error: ",
    zh: "错误：",
};

/// Before the reason why a line is no Claim.
pub(super) const LINE: Words = Words {
    en: "line {line}: {why}",
    zh: "第 {line} 行：{why}",
};

pub(super) const LINE_NOT_UTF8: Words = Words {
    en: "not UTF-8 at byte {at}",
    zh: "第 {at} 个字节不是 UTF-8",
};

pub(super) const LINE_BLANK: Words = Words {
    en: "blank, expected a Claim as a JSON object",
    zh: "空行，应为 JSON 对象形式的 Claim",
};

pub(super) const LINE_TOO_LONG: Words = Words {
    en: "longer than {max} bytes, which no Claim is",
    zh: "超过 {max} 字节，Claim 不会这么长",
};
