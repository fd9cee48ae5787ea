//! What the engine says beside the findings' own words: names of fields, and what was recognised.

use crate::answer::pick;
use crate::layout::hint;
use connack_diagnosis::{self as diagnosis, field_words};
use connack_protocol::{Lang, Node};
use connack_signer::ClaimField;

/// The diagnosis' name of a language.
pub(crate) fn lang(lang: Lang) -> diagnosis::Lang {
    match lang {
        Lang::En => diagnosis::Lang::En,
        Lang::Zh => diagnosis::Lang::Zh,
    }
}

/// What people call a field.
pub(crate) fn field(of: ClaimField, in_lang: Lang) -> &'static str {
    field_words(of).in_lang(lang(in_lang))
}

/// Names of fields, as a list.
pub(crate) fn fields(all: impl IntoIterator<Item = ClaimField>, lang: Lang) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in all.into_iter().map(|one| field(one, lang)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(&pick(lang, ", ", "、"))
}

/// What was recognised in a text.
pub(crate) fn recognised(
    text: &str,
    found: impl Iterator<Item = ClaimField>,
    lang: Lang,
) -> Vec<Node> {
    let names = fields(found, lang);
    if !names.is_empty() {
        return vec![hint(match lang {
            Lang::En => format!("Recognised: {names}"),
            Lang::Zh => format!("已识别：{names}"),
        })];
    }
    if text.trim().is_empty() {
        return Vec::new();
    }
    vec![hint(pick(
        lang,
        "Nothing recognised. Paste the client ID, username and password with their names or in quotes, as they stand in the source, a log or the console.",
        "未识别到任何字段。请连同字段名或引号一起粘贴 Client ID、用户名和密码，例如源码、日志或控制台中的原文。",
    ))]
}

/// A number with its thousands apart.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1000), "1,000");
        assert_eq!(thousands(12_345_678), "12,345,678");
    }
}
