//! Why a text is no claim, in both languages.

use crate::{Lang, Words};
use serde_json::Value;
use std::fmt;

/// Why a text is no claim. `Display` is English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimError {
    /// It breaks the rules of JSON.
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
        /// It ends too early, rather than having something that does not belong there.
        ends: bool,
    },
    /// It is JSON, but no object.
    NotObject {
        /// What it is.
        found: FoundValue,
    },
    /// A key has a value that it cannot have.
    Value {
        /// The key.
        key: &'static str,
        /// What it can have.
        expected: Words,
        /// What it has.
        found: FoundValue,
    },
}

impl ClaimError {
    /// The sentence in a language.
    pub fn in_lang(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.en(),
            Lang::Zh => self.zh(),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::NotJson { line, column, ends } => {
                let rule = if *ends {
                    "it ends too early"
                } else {
                    "a syntax error"
                };
                format!("not JSON at line {line}, column {column}: {rule}")
            }
            Self::NotObject { found } => {
                let found = found.in_lang(Lang::En);
                format!("expected a JSON object like {{\"mqtt_client_id\":\"…\"}}, found {found}")
            }
            Self::Value {
                key,
                expected,
                found,
            } => {
                let found = found.in_lang(Lang::En);
                format!("`{key}`: expected {}, found {found}", expected.en)
            }
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::NotJson { line, column, ends } => {
                let rule = if *ends {
                    "内容不完整"
                } else {
                    "语法错误"
                };
                format!("第 {line} 行第 {column} 列不是 JSON：{rule}")
            }
            Self::NotObject { found } => {
                let found = spaced(&found.in_lang(Lang::Zh));
                format!("应为形如 {{\"mqtt_client_id\":\"…\"}} 的 JSON 对象，实际为{found}")
            }
            Self::Value {
                key,
                expected,
                found,
            } => {
                let (expected, found) = (spaced(expected.zh), spaced(&found.in_lang(Lang::Zh)));
                format!("`{key}` 应为{expected}，实际为{found}")
            }
        }
    }
}

impl fmt::Display for ClaimError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_lang(Lang::En))
    }
}

impl std::error::Error for ClaimError {}

/// What stands where something else belongs. No text of the claim is repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundValue {
    /// A value of another kind.
    Kind(Words),
    /// This number.
    Number(String),
    /// A number where a text belongs.
    Unquoted,
    /// A text that is none of the right ones.
    OtherText,
}

impl FoundValue {
    /// The kind of a value.
    pub(super) fn of(value: &Value) -> Self {
        Self::Kind(match value {
            Value::Null => words("null", "null"),
            Value::Bool(true) => words("true", "true"),
            Value::Bool(false) => words("false", "false"),
            Value::Number(_) => words("a number", "数字"),
            Value::String(_) => words("a text", "文本"),
            Value::Array(_) => words("a list", "列表"),
            Value::Object(_) => words("an object", "对象"),
        })
    }

    fn in_lang(&self, lang: Lang) -> String {
        let words = match self {
            Self::Kind(kind) => *kind,
            Self::Number(number) => {
                return match lang {
                    Lang::En => format!("the number {number}"),
                    Lang::Zh => format!("数字 {number}"),
                };
            }
            Self::Unquoted => words("a number (put it in quotes)", "数字（请加上引号）"),
            Self::OtherText => words("another text", "其他文本"),
        };
        words.in_lang(lang).into()
    }
}

/// A blank stands between Chinese and what begins in another script.
fn spaced(text: &str) -> String {
    let blank = if text.starts_with(|c: char| c.is_ascii()) {
        " "
    } else {
        ""
    };
    format!("{blank}{text}")
}

pub(super) const fn words(en: &'static str, zh: &'static str) -> Words {
    Words { en, zh }
}
