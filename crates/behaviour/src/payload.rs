//! A payload as it is written, and the bytes that it stands for.

use connack_protocol::PayloadForm;
use std::fmt;

/// Why a text is not a payload of its form. Positions count characters from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PayloadError {
    /// Not JSON.
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1; 0 at the end of an empty text.
        column: usize,
        /// What the parser expected or found.
        problem: String,
    },
    /// A character that is no hex digit.
    HexCharacter {
        /// Where.
        at: usize,
        /// The character.
        found: char,
    },
    /// A hex digit without its second.
    HexHalf {
        /// Where the digit is.
        at: usize,
        /// The digit.
        found: char,
    },
    /// A character that Base64 does not have, or one after the padding.
    Base64Character {
        /// Where.
        at: usize,
        /// The character.
        found: char,
    },
    /// The text ends within a group: a single character holds no byte.
    Base64Half {
        /// Where the character is.
        at: usize,
        /// The character.
        found: char,
    },
    /// The last character has bits that belong to no byte.
    Base64Bits {
        /// Where the character is.
        at: usize,
        /// The character.
        found: char,
    },
    /// Padding that does not fill its group of four.
    Base64Padding {
        /// How many `=` there are.
        found: usize,
        /// How many there may be, besides none.
        expected: usize,
    },
}

impl fmt::Display for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json {
                line,
                column,
                problem,
            } => write!(
                f,
                "payload is not JSON at line {line} column {column}: {problem}"
            ),
            Self::HexCharacter { at, found } => write!(
                f,
                "payload has `{}` at character {at}, expected a hex digit",
                found.escape_debug()
            ),
            Self::HexHalf { at, found } => write!(
                f,
                "payload has `{found}` alone at character {at}, expected two hex digits a byte"
            ),
            Self::Base64Character { at, found } => write!(
                f,
                "payload has `{}` at character {at}, expected a character of Base64",
                found.escape_debug()
            ),
            Self::Base64Half { at, found } => write!(
                f,
                "payload ends with `{found}` at character {at}, expected at least two characters of Base64 in the last group"
            ),
            Self::Base64Bits { at, found } => write!(
                f,
                "payload has `{found}` at character {at}, expected a last character without left-over bits"
            ),
            Self::Base64Padding { found, expected } => write!(
                f,
                "payload ends with {found} `=`, expected {expected} or none"
            ),
        }
    }
}

impl std::error::Error for PayloadError {}

/// The bytes of a payload that is written in this form.
///
/// Hex: blanks, commas and `0x` are skipped; a `0x` with one digit is a byte. Base64: the standard
/// and the URL alphabet, with or without padding; blanks are skipped.
///
/// # Errors
/// [`PayloadError`] with the place and what was found there.
pub fn parse_payload(form: PayloadForm, text: &str) -> Result<Vec<u8>, PayloadError> {
    match form {
        PayloadForm::Text => Ok(text.as_bytes().to_vec()),
        PayloadForm::Json => match serde_json::from_str::<&serde_json::value::RawValue>(text) {
            Ok(_) => Ok(text.as_bytes().to_vec()),
            Err(error) => Err(json_error(&error)),
        },
        PayloadForm::Hex => parse_hex(text),
        PayloadForm::Base64 => parse_base64(text),
    }
}

fn json_error(error: &serde_json::Error) -> PayloadError {
    let (line, column) = (error.line(), error.column());
    let text = error.to_string();
    let place = format!(" at line {line} column {column}");
    PayloadError::Json {
        line,
        column,
        problem: text.strip_suffix(&place).unwrap_or(&text).to_owned(),
    }
}

fn parse_hex(text: &str) -> Result<Vec<u8>, PayloadError> {
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut half: Option<(usize, char, u8)> = None;
    // Inside `0x…`: a single digit is a byte there.
    let mut prefixed = false;
    let mut digits = 0;
    let mut chars = text.chars().enumerate().peekable();
    while let Some((index, found)) = chars.next() {
        let at = index + 1;
        if found.is_whitespace() || found == ',' {
            if prefixed {
                end_prefixed(&mut bytes, &mut half, digits)?;
                prefixed = false;
            }
            continue;
        }
        if found == '0'
            && half.is_none()
            && chars
                .next_if(|(_, next)| matches!(next, 'x' | 'X'))
                .is_some()
        {
            (prefixed, digits) = (true, 0);
            if chars
                .peek()
                .is_none_or(|(_, next)| !next.is_ascii_hexdigit())
            {
                let (at, found) = chars
                    .next()
                    .map_or((at + 1, 'x'), |(index, c)| (index + 1, c));
                return Err(PayloadError::HexCharacter { at, found });
            }
            continue;
        }
        let digit = found
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
            .ok_or(PayloadError::HexCharacter { at, found })?;
        digits += 1;
        match half.take() {
            Some((_, _, high)) => bytes.push(high << 4 | digit),
            None => half = Some((at, found, digit)),
        }
    }
    if prefixed {
        end_prefixed(&mut bytes, &mut half, digits)?;
    }
    half.map_or(Ok(bytes), |(at, found, _)| {
        Err(PayloadError::HexHalf { at, found })
    })
}

fn end_prefixed(
    bytes: &mut Vec<u8>,
    half: &mut Option<(usize, char, u8)>,
    digits: usize,
) -> Result<(), PayloadError> {
    match half.take() {
        Some((_, _, digit)) if digits == 1 => bytes.push(digit),
        Some((at, found, _)) => return Err(PayloadError::HexHalf { at, found }),
        None => {}
    }
    Ok(())
}

fn parse_base64(text: &str) -> Result<Vec<u8>, PayloadError> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut group, mut held, mut padding) = (0_u32, 0_usize, 0_usize);
    let mut last = (0, 'A');
    for (index, found) in text.chars().enumerate() {
        let at = index + 1;
        if found.is_whitespace() {
            continue;
        }
        if found == '=' {
            padding += 1;
            continue;
        }
        let bits = match found {
            'A'..='Z' => u32::from(found) - u32::from('A'),
            'a'..='z' => u32::from(found) - u32::from('a') + 26,
            '0'..='9' => u32::from(found) - u32::from('0') + 52,
            '+' | '-' => 62,
            '/' | '_' => 63,
            _ => return Err(PayloadError::Base64Character { at, found }),
        };
        if padding > 0 {
            return Err(PayloadError::Base64Character { at, found });
        }
        (group, held, last) = (group << 6 | bits, held + 1, (at, found));
        if held == 4 {
            bytes.extend_from_slice(&group.to_be_bytes()[1..]);
            (group, held) = (0, 0);
        }
    }
    let (at, found) = last;
    let expected = match held {
        0 => 0,
        1 => return Err(PayloadError::Base64Half { at, found }),
        held => 4 - held,
    };
    if padding > 0 && padding != expected {
        return Err(PayloadError::Base64Padding {
            found: padding,
            expected,
        });
    }
    if held > 0 {
        let group = group << (6 * (4 - held));
        let [_, whole @ ..] = group.to_be_bytes();
        let (kept, rest) = whole.split_at(held - 1);
        if rest.iter().any(|byte| *byte != 0) {
            return Err(PayloadError::Base64Bits { at, found });
        }
        bytes.extend_from_slice(kept);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(form: PayloadForm, text: &str, expected: Result<&[u8], &str>) {
        let found = parse_payload(form, text).map_err(|error| error.to_string());
        assert_eq!(
            found.as_deref().map_err(String::as_str),
            expected,
            "{form:?} {text:?}"
        );
    }

    #[test]
    fn text_is_sent_as_it_is() {
        check(PayloadForm::Text, "温\u{0}\n", Ok("温\u{0}\n".as_bytes()));
        check(PayloadForm::Text, "", Ok(b""));
    }

    #[test]
    fn json_is_checked_and_sent_as_it_is() {
        let json = PayloadForm::Json;
        check(json, " {\"a\": 1.10}\n", Ok(b" {\"a\": 1.10}\n"));
        check(json, "7", Ok(b"7"));
        check(
            json,
            "{\"a\":1,\n \"b\":}",
            Err("payload is not JSON at line 2 column 6: expected value"),
        );
        check(
            json,
            "{} {}",
            Err("payload is not JSON at line 1 column 4: trailing characters"),
        );
        check(
            json,
            "",
            Err("payload is not JSON at line 1 column 0: EOF while parsing a value"),
        );
    }

    #[test]
    fn hex_is_read_as_people_write_it() {
        let hex = PayloadForm::Hex;
        check(hex, "80ff0010", Ok(&[0x80, 0xff, 0, 0x10]));
        check(hex, " 80 FF,\n0010 ", Ok(&[0x80, 0xff, 0, 0x10]));
        check(hex, "0x80, 0xFF, 0x0, 0X10", Ok(&[0x80, 0xff, 0, 0x10]));
        check(hex, "0x80ff0010", Ok(&[0x80, 0xff, 0, 0x10]));
        check(hex, "8 0", Ok(&[0x80]));
        check(hex, "", Ok(&[]));
        check(
            hex,
            "80 fg",
            Err("payload has `g` at character 5, expected a hex digit"),
        );
        check(
            hex,
            "80 f",
            Err("payload has `f` alone at character 4, expected two hex digits a byte"),
        );
        check(
            hex,
            "0x123, 0x4",
            Err("payload has `3` alone at character 5, expected two hex digits a byte"),
        );
        check(
            hex,
            "0x",
            Err("payload has `x` at character 2, expected a hex digit"),
        );
        check(
            hex,
            "0x,1",
            Err("payload has `,` at character 3, expected a hex digit"),
        );
        check(
            hex,
            "温",
            Err("payload has `温` at character 1, expected a hex digit"),
        );
    }

    #[test]
    fn base64_is_read_in_both_alphabets() {
        let base64 = PayloadForm::Base64;
        check(base64, "gP8AEA==", Ok(&[0x80, 0xff, 0, 0x10]));
        check(base64, "gP8AEA", Ok(&[0x80, 0xff, 0, 0x10]));
        check(base64, "gP8A\r\nEA==", Ok(&[0x80, 0xff, 0, 0x10]));
        check(base64, "-_-_", Ok(&[0xfb, 0xff, 0xbf]));
        check(base64, "+/+/", Ok(&[0xfb, 0xff, 0xbf]));
        check(base64, "TWE=", Ok(b"Ma"));
        check(base64, "", Ok(&[]));
        check(
            base64,
            "gP8?",
            Err("payload has `?` at character 4, expected a character of Base64"),
        );
        check(
            base64,
            "TWE=TWE=",
            Err("payload has `T` at character 5, expected a character of Base64"),
        );
        check(
            base64,
            "TWFuT",
            Err(
                "payload ends with `T` at character 5, expected at least two characters of Base64 in the last group",
            ),
        );
        check(
            base64,
            "TWE==",
            Err("payload ends with 2 `=`, expected 1 or none"),
        );
        check(
            base64,
            "TWFu=",
            Err("payload ends with 1 `=`, expected 0 or none"),
        );
        check(
            base64,
            "TWF=",
            Err("payload has `F` at character 3, expected a last character without left-over bits"),
        );
    }
}
