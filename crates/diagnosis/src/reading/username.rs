//! The user name of CONNECT as it was meant: which part is the device name, which the product key.

use super::text::{Blank, is_blank, without_blanks};
use crate::Certainty;

/// What is known of the device beside its user name.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known<'a> {
    /// The product key that was given.
    pub(crate) product_key: Option<&'a str>,
    /// The device name that was given.
    pub(crate) device_name: Option<&'a str>,
    /// The product key in the host, where letter case does not count.
    pub(crate) host_product_key: Option<&'a str>,
    /// The order of the two names is right, whatever they look like.
    pub(crate) in_order: bool,
}

/// A user name, read.
#[derive(Debug, Clone, Default)]
pub(crate) struct UsernameReading {
    /// As sent.
    pub(crate) sent: String,
    pub(crate) device_name: Option<String>,
    pub(crate) product_key: Option<String>,
    /// The product key stands first; how sure that is.
    pub(crate) swapped: Option<Certainty>,
    /// Anything other than one `&` stands between them.
    pub(crate) separator_wrong: bool,
    pub(crate) blank: Option<Blank>,
    /// Device name and product key with the blanks that were taken from them.
    pub(crate) with_blanks: Option<(String, String)>,
}

/// Signs that stand in place of `&`, the certain ones first.
const SEPARATORS: [char; 14] = [
    '|', ',', ';', '/', '+', '#', '\\', '$', '*', '^', '%', ':', '.', '@',
];

/// Reads a user name as sent.
pub(crate) fn read(sent: &str, known: Known<'_>) -> UsernameReading {
    let trimmed = sent.trim_matches(is_blank);
    let plain = unescaped(trimmed);
    let escaped = plain != trimmed;
    let mut reading = UsernameReading {
        sent: sent.into(),
        ..UsernameReading::default()
    };
    let mut blank_is_separator = false;
    let parts = if plain.contains('&') {
        let text = without_blanks(&plain);
        let pieces: Vec<&str> = text.split('&').filter(|piece| !piece.is_empty()).collect();
        reading.separator_wrong = escaped || text.matches('&').count() != 1;
        match pieces[..] {
            [] => (String::new(), String::new()),
            [one] if text.starts_with('&') => (String::new(), one.into()),
            [one] => (one.into(), String::new()),
            [ref first @ .., last] => (first.join("&"), last.into()),
        }
    } else {
        reading.separator_wrong = true;
        blank_is_separator = plain.chars().any(is_blank);
        divided(&plain, known).unwrap_or_default()
    };
    if !blank_is_separator || trimmed != sent {
        reading.blank = Blank::first(sent);
    }
    if reading.blank.is_some() && !reading.separator_wrong {
        let names = sent.split_once('&');
        reading.with_blanks = names.map(|(name, key)| (name.into(), key.into()));
    }
    let (first, second) = parts;
    reading.swapped = swapped(&first, &second, known);
    let (device_name, product_key) = match reading.swapped {
        Some(_) => (second, first),
        None => (first, second),
    };
    reading.device_name = Some(device_name).filter(|name| !name.is_empty());
    reading.product_key = Some(product_key).filter(|key| !key.is_empty());
    reading
}

fn unescaped(text: &str) -> String {
    ["&amp;", "&AMP;", "&#38;", "%26", "\\u0026", "\\&", "＆"]
        .iter()
        .fold(text.into(), |text: String, from| text.replace(from, "&"))
}

/// Both parts of a text without `&`: by what is known, else at a sign that stands in its place.
fn divided(text: &str, known: Known<'_>) -> Option<(String, String)> {
    let is_sign = |c: char| is_blank(c) || !c.is_alphanumeric();
    let both = |first: &str, second: &str| {
        let between = text.strip_prefix(first)?.strip_suffix(second)?;
        (!first.is_empty() && !second.is_empty() && between.chars().all(is_sign))
            .then(|| (first.to_owned(), second.to_owned()))
    };
    if let (Some(key), Some(name)) = (known.product_key, known.device_name)
        && let Some(parts) = both(name, key).or_else(|| both(key, name))
    {
        return Some(parts);
    }
    let key = known
        .product_key
        .or(known.host_product_key)
        .unwrap_or_default();
    if !key.is_empty() {
        if let Some(name) = text.strip_suffix(key) {
            let name = name.trim_end_matches(is_sign);
            if !name.is_empty() {
                return Some((name.into(), key.into()));
            }
        }
        if let Some(name) = text.strip_prefix(key) {
            let name = name.trim_start_matches(is_sign);
            if !name.is_empty() {
                return Some((key.into(), name.into()));
            }
        }
    }
    let (at, sign) = SEPARATORS
        .iter()
        .find_map(|sign| text.rfind(*sign).map(|at| (at, *sign)))
        .or_else(|| text.char_indices().rev().find(|(_, c)| is_blank(*c)))?;
    let first = text[..at].trim_end_matches(is_sign);
    let second = text[at + sign.len_utf8()..].trim_start_matches(is_sign);
    (!first.is_empty() && !second.is_empty()).then(|| (first.into(), second.into()))
}

fn swapped(first: &str, second: &str, known: Known<'_>) -> Option<Certainty> {
    if first.is_empty() || second.is_empty() || first == second {
        return None;
    }
    let proved = match (known.product_key, known.device_name) {
        (Some(key), Some(name)) => {
            (first == key && second != key) || (second == name && first != name)
        }
        (Some(key), None) => first == key && second != key,
        (None, Some(name)) => second == name && first != name,
        (None, None) => known.host_product_key.is_some_and(|key| {
            first.eq_ignore_ascii_case(key) && !second.eq_ignore_ascii_case(key)
        }),
    };
    let known_nothing = known.product_key.is_none()
        && known.device_name.is_none()
        && known.host_product_key.is_none();
    if proved {
        Some(Certainty::Proved)
    } else if known_nothing
        && !known.in_order
        && looks_like_product_key(first)
        && !looks_like_product_key(second)
    {
        Some(Certainty::Likely)
    } else {
        None
    }
}

/// Product keys seen in the field: eleven letters and digits, beginning in few ways.
pub(crate) fn looks_like_product_key(text: &str) -> bool {
    text.len() == 11
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ["a1", "k0", "k1", "b1", "il", "g"]
            .iter()
            .any(|start| text.starts_with(start))
        && text
            .bytes()
            .any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIVEN: Known<'_> = Known {
        product_key: Some("a1Practice0"),
        device_name: Some("practice"),
        host_product_key: None,
        in_order: false,
    };

    #[track_caller]
    fn check(
        sent: &str,
        known: Known<'_>,
        device_name: &str,
        product_key: &str,
    ) -> UsernameReading {
        let reading = read(sent, known);
        let found = (
            reading.device_name.as_deref().unwrap_or_default(),
            reading.product_key.as_deref().unwrap_or_default(),
        );
        assert_eq!(found, (device_name, product_key), "{sent}");
        reading
    }

    #[test]
    fn every_shape_is_read() {
        for known in [GIVEN, Known::default()] {
            let right = check("practice&a1Practice0", known, "practice", "a1Practice0");
            assert!(right.swapped.is_none() && !right.separator_wrong && right.blank.is_none());
            let swapped = check("a1Practice0&practice", known, "practice", "a1Practice0");
            assert!(swapped.swapped.is_some() && !swapped.separator_wrong);
            let blank = check(" practice &a1Practice0\n", known, "practice", "a1Practice0");
            assert!(blank.blank.is_some() && !blank.separator_wrong);
            for sign in [
                "&amp;", "%26", "|", ",", ":", ";", "/", ".", " ", "+", "#", "&&", "＆", "\\&",
            ] {
                let sent = format!("practice{sign}a1Practice0");
                let wrong = check(&sent, known, "practice", "a1Practice0");
                assert!(wrong.separator_wrong && wrong.blank.is_none(), "{sent}");
            }
        }
        check("practicea1Practice0", GIVEN, "practice", "a1Practice0");
        check("other|a1Practice0", GIVEN, "other", "a1Practice0");
        check("my.device&pk", Known::default(), "my.device", "pk");
        check("device", Known::default(), "", "");
        check("device&", Known::default(), "device", "");
        check("", Known::default(), "", "");
    }

    #[test]
    fn same_and_same_is_not_swapped() {
        let known = Known {
            product_key: Some("same"),
            device_name: Some("same"),
            ..Known::default()
        };
        assert!(read("same&same", known).swapped.is_none());
    }
}
