//! The extension parameters between the bars, mended: right names, `=` and `,`.

use super::names::{SIGNING, begins_param, begins_signing, is_name, signing_name};
use super::text::{is_blank, without_blanks};
use std::collections::BTreeMap;

/// One fault among the parameters: what stands there, and what should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slip {
    pub(crate) found: String,
    pub(crate) expected: String,
}

/// The parameters as they were meant.
#[derive(Debug, Clone, Default)]
pub(crate) struct Params {
    /// Name and value in their order; a name may stand twice.
    pub(crate) pairs: Vec<(String, String)>,
    /// Values of `timestamp` as sent, where blanks were taken from them.
    pub(crate) raw_timestamps: Vec<String>,
    pub(crate) slips: Vec<Slip>,
    /// A blank stands inside a value that decides the signature.
    pub(crate) blank_inside: bool,
    /// Blanks stand where no official SDK sends any.
    pub(crate) blank_elsewhere: bool,
    /// Where each name stands first. Who looks through the pairs for every pair needs hours for a
    /// long client id.
    first: BTreeMap<String, usize>,
}

/// Reads the text between the bars. `cut` says that its last parameter is broken off.
pub(crate) fn read(text: &str, cut: bool) -> Params {
    let mut params = Params::default();
    let pieces = pieces(text, &mut params.slips);
    let count = pieces.len();
    for (i, piece) in pieces.into_iter().enumerate() {
        params.take(piece, cut && i + 1 == count);
    }
    params
}

/// Splits at commas, and at what was written in place of one.
fn pieces<'a>(text: &'a str, slips: &mut Vec<Slip>) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    // The piece has a name and the sign after it.
    let mut whole = false;
    for (at, c) in text.char_indices() {
        let (current, rest) = (&text[start..at], &text[at..]);
        if c == ',' {
            pieces.push(current);
            (start, whole) = (at + 1, false);
            continue;
        }
        let after = &rest[c.len_utf8()..];
        let is_separator = matches!(c, ';' | '&' | '|' | '/' | '+' | '#') || is_blank(c);
        if whole && is_separator && begins_param(after) {
            // A blank before a right separator was only a blank.
            pieces.push(current);
            slips.push(Slip {
                found: format!("{current}{c}"),
                expected: format!("{current},"),
            });
            (start, whole) = (at + c.len_utf8(), false);
        } else if whole && begins_signing(rest) && !current.ends_with(is_blank) {
            pieces.push(current);
            slips.push(Slip {
                found: current.into(),
                expected: format!("{current},"),
            });
            (start, whole) = (at, false);
        }
        whole |= matches!(c, '=' | ':');
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

impl Params {
    fn take(&mut self, piece: &str, broken: bool) {
        // Bars that stand double leave one beside the first or last parameter.
        let bare = piece.trim_matches('|');
        if bare != piece && !bare.is_empty() {
            self.slips.push(Slip {
                found: piece.into(),
                expected: bare.into(),
            });
        }
        if bare.chars().all(is_blank) {
            self.blank_elsewhere |= !bare.is_empty();
            return;
        }
        let (name, value, sign) = halves(bare);
        self.note_blanks(bare, name, value);
        let right = signing_name(name);
        let clean = without_blanks(name);
        let mut pair = (right.map_or(clean.clone(), Into::into), String::new());
        if let Some(value) = value {
            pair.1 = without_blanks(value);
        }
        if right == Some("timestamp") && value.is_some_and(|value| value != pair.1) {
            self.raw_timestamps.extend(value.map(Into::into));
        }
        if broken {
            // What is left of a parameter is no fault of its own.
            if value.is_some() {
                self.push(pair.0, pair.1);
            }
            return;
        }
        let mended = format!("{}={}", pair.0, pair.1);
        let as_sent = without_blanks(bare);
        match sign {
            // No `=` anywhere, and no name that it could belong to.
            None if value.is_none() => {
                self.slips.push(Slip {
                    found: bare.into(),
                    expected: String::new(),
                });
                return;
            }
            Some('=') if as_sent == mended => {}
            Some(_) | None => self.slips.push(Slip {
                found: as_sent.clone(),
                expected: mended.clone(),
            }),
        }
        if let Some(value) = self.value(&pair.0) {
            let first = format!("{}={value}", pair.0);
            self.slips.push(Slip {
                found: format!("{first},{mended}"),
                expected: first,
            });
        }
        self.push(pair.0, pair.1);
    }

    /// Adds a pair behind the others.
    pub(super) fn push(&mut self, name: String, value: String) {
        self.first.entry(name.clone()).or_insert(self.pairs.len());
        self.pairs.push((name, value));
    }

    /// The first value of a name.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let (_, value) = self.pairs.get(*self.first.get(name)?)?;
        Some(value)
    }

    /// Each name once, with its first value.
    pub(super) fn distinct(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.pairs.iter().enumerate();
        pairs
            .filter(|(at, (name, _))| self.first.get(name) == Some(at))
            .map(|(_, (name, value))| (name.as_str(), value.as_str()))
    }

    /// Official SDKs send a line feed and blanks before a name, and one blank after `lan`.
    fn note_blanks(&mut self, piece: &str, name: &str, value: Option<&str>) {
        let inner = value.unwrap_or_default().trim_matches(is_blank);
        let has_blank = |text: &str| text.chars().any(is_blank);
        // A timestamp is any text.
        let decides = signing_name(name).is_some_and(|name| name != "timestamp");
        if decides && has_blank(inner) {
            self.blank_inside = true;
        }
        let rest = if piece.starts_with(['\n', '\r']) {
            piece.trim_start_matches(is_blank)
        } else if name == "lan" {
            piece.trim_end_matches(' ')
        } else {
            piece
        };
        self.blank_elsewhere |= has_blank(rest);
    }
}

/// Name and value of a piece, and the sign between them, if there is one.
fn halves(piece: &str) -> (&str, Option<&str>, Option<char>) {
    let sign = piece.char_indices().find(|(_, c)| matches!(c, '=' | ':'));
    if let Some((at, c)) = sign
        && (c == '=' || is_name(&piece[..at]))
    {
        let value = &piece[at + 1..];
        let right = value.trim_start_matches(['=', ':']);
        let sign = if right.len() == value.len() { c } else { ':' };
        return (&piece[..at], Some(right), Some(sign));
    }
    if let Some((name, value)) = piece.split_once('=') {
        return (name, Some(value), Some('='));
    }
    let start = piece.trim_start_matches(is_blank);
    for name in SIGNING {
        let fits = start
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name));
        if let (true, Some(value)) = (fits, start.get(name.len()..)) {
            return (&start[..name.len()], Some(value), None);
        }
    }
    (piece, None, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, pairs: &str, slips: &[(&str, &str)]) {
        let params = read(text, false);
        let found: Vec<_> = params
            .pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        assert_eq!(found.join(","), pairs, "{text}");
        let found: Vec<_> = params
            .slips
            .iter()
            .map(|slip| (&slip.found[..], &slip.expected[..]))
            .collect();
        assert_eq!(found, slips, "{text}");
    }

    #[test]
    fn right_parameters_stay() {
        check(
            "securemode=3,signmethod=hmacsha1",
            "securemode=3,signmethod=hmacsha1",
            &[],
        );
        check("", "", &[]);
        check("timestamp=1,ext=3,", "timestamp=1,ext=3", &[]);
        check(
            "securemode=2,lan=JS|Broswer ,_v=1.2.8",
            "securemode=2,lan=JS|Broswer,_v=1.2.8",
            &[],
        );
        check(
            "securemode=2,\n   signmethod=hmacsha1",
            "securemode=2,signmethod=hmacsha1",
            &[],
        );
        check("_ss=1,custom=a:b", "_ss=1,custom=a:b", &[]);
        check(
            "authType=custom-ilop,_fy=1",
            "authType=custom-ilop,_fy=1",
            &[],
        );
    }

    #[test]
    fn names_are_mended() {
        check(
            "signMethod=hmacsha1",
            "signmethod=hmacsha1",
            &[("signMethod=hmacsha1", "signmethod=hmacsha1")],
        );
        check(
            "signmethd=a",
            "signmethod=a",
            &[("signmethd=a", "signmethod=a")],
        );
        check(
            "secure_mode=3",
            "securemode=3",
            &[("secure_mode=3", "securemode=3")],
        );
        check(
            "timeStamp=1",
            "timestamp=1",
            &[("timeStamp=1", "timestamp=1")],
        );
    }

    #[test]
    fn signs_and_separators_are_mended() {
        check(
            "securemode:3,timestamp=1",
            "securemode=3,timestamp=1",
            &[("securemode:3", "securemode=3")],
        );
        for c in [';', '&', '|', ' '] {
            check(
                &format!("securemode=3{c}timestamp=1"),
                "securemode=3,timestamp=1",
                &[(&format!("securemode=3{c}"), "securemode=3,")],
            );
        }
        check(
            "securemode=3timestamp=1",
            "securemode=3,timestamp=1",
            &[("securemode=3", "securemode=3,")],
        );
        check(
            "securemode==3",
            "securemode=3",
            &[("securemode==3", "securemode=3")],
        );
        check(
            "securemode3",
            "securemode=3",
            &[("securemode3", "securemode=3")],
        );
    }

    #[test]
    fn a_key_twice() {
        check(
            "securemode=3,securemode=2",
            "securemode=3,securemode=2",
            &[("securemode=3,securemode=2", "securemode=3")],
        );
    }
}
