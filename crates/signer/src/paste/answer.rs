//! What the platform answered, as logs tell it: a return code, or the words that stand for one.

use super::scan::Scan;
use crate::ClaimField;

/// Words of client libraries for the codes of MQTT 3.1.1, 3.2.2.3.
const WORDS: [(&str, u8); 18] = [
    ("unacceptable protocol version", 1),
    ("unsupported protocol version", 1),
    ("identifier rejected", 2),
    ("id rejected", 2),
    ("server unavailable", 3),
    ("broker unavailable", 3),
    ("bad user name or password", 4),
    ("bad username or password", 4),
    ("bad user name", 4),
    ("not authorised", 5),
    ("not authorized", 5),
    ("用户名或密码错误", 4),
    ("错误的用户名或密码", 4),
    ("无权连接", 5),
    ("未授权", 5),
    ("标识符被拒绝", 2),
    ("服务器不可用", 3),
    ("服务不可用", 3),
];

/// Words with the code behind them.
const BEFORE_CODE: [&str; 12] = [
    "connack",
    "return code",
    "returncode",
    "return_code",
    "result code",
    "reason code",
    "reasoncode",
    "connect code",
    "rc",
    "返回码",
    "错误码",
    "state",
];

/// How far a code stands behind its words.
const NEAR: usize = 32;

/// Reads every answer.
pub(super) fn read(scan: &mut Scan<'_>) {
    let text = scan.text;
    let mut before = ' ';
    for (at, found) in text.char_indices() {
        let begins = found.is_alphabetic() && !(before.is_alphabetic() && before.is_ascii());
        before = found;
        if !begins || scan.is_taken(at) {
            continue;
        }
        let is = |words: &&str| starts_with(&text[at..], words);
        if let Some((words, code)) = WORDS.iter().find(|(words, _)| is(words)) {
            scan.put_field(
                ClaimField::Observation,
                code.to_string(),
                at..at + words.len(),
            );
        } else if let Some(words) = BEFORE_CODE.iter().find(|words| is(words)) {
            put_code(scan, at, at + words.len(), words.len() <= 5);
        }
    }
}

fn starts_with(text: &str, words: &str) -> bool {
    let start = text.as_bytes().get(..words.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(words.as_bytes()))
}

/// The digits near behind the words. After a short word there is only a sign between.
fn put_code(scan: &mut Scan<'_>, start: usize, from: usize, strict: bool) {
    let text = scan.text;
    let mut word_before = false;
    for (i, found) in text[from..].char_indices().take(NEAR) {
        let at = from + i;
        if found.is_ascii_digit() && !word_before {
            let rest = &text[at..];
            let digits = rest.strip_prefix("0x").unwrap_or(rest);
            let from = at + rest.len() - digits.len();
            let length = digits.bytes().take_while(u8::is_ascii_digit).count();
            let after = digits[length..].chars().next().unwrap_or(' ');
            let code = digits[..length].parse::<u8>().ok();
            if let Some(code) = code.filter(|code| *code <= 5 || *code >= 128)
                && !after.is_alphanumeric()
                && !(after == '.' && digits[length + 1..].starts_with(|c: char| c.is_ascii_digit()))
            {
                scan.put_field(
                    ClaimField::Observation,
                    code.to_string(),
                    from..from + length,
                );
                scan.take(start..from);
            }
            return;
        }
        let sign = found == ' ' || "=:：(,[\"".contains(found);
        if found == '\n' || found == '-' || strict && !sign {
            return;
        }
        word_before = found.is_alphanumeric() && found.is_ascii() || found == '.';
    }
}
