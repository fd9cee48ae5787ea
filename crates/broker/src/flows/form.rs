//! A form as it was sent, and the rules that both HTTPS requests share.

use connack_signer::{Mac, SignMethod};
use std::borrow::Cow;

/// Why a request is refused: a code for the client, a sentence and a finding code for the log.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) code: u16,
    pub(crate) finding: Option<&'static str>,
    pub(crate) why: String,
}

/// Code of a parameter that is missing or malformed, in every answer.
pub(crate) const BAD_PARAMETER: u16 = 460;

pub(crate) fn refuse<T>(
    code: u16,
    finding: Option<&'static str>,
    why: impl Into<String>,
) -> Result<T, Refused> {
    Err(Refused {
        code,
        finding,
        why: why.into(),
    })
}

pub(super) fn bad_parameter<T>(why: impl Into<String>) -> Result<T, Refused> {
    refuse(BAD_PARAMETER, None, why)
}

/// The fields of a form, each there at most once.
pub(super) struct Form<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Form<'a> {
    /// Decodes a body. Fields that this request does not have are refused: the platform would sign
    /// them too, and nobody meant that.
    pub(super) fn parse(body: &'a [u8], names: &[&str]) -> Result<Self, Refused> {
        let mut fields = Vec::new();
        for (name, value) in form_urlencoded::parse(body) {
            let known = names.iter().find(|known| **known == name);
            let Some(known) = known else {
                let spelt = names.iter().find(|known| known.eq_ignore_ascii_case(&name));
                return bad_parameter(match spelt {
                    Some(right) => format!("a parameter is spelt otherwise, expected `{right}`"),
                    None => format!(
                        "there is a parameter that this request does not have; it has {}",
                        names.join(", ")
                    ),
                });
            };
            if value.contains(['\u{fffd}', '\0']) {
                return bad_parameter(format!("`{known}` is not UTF-8, or has U+0000"));
            }
            if fields.iter().any(|(other, _)| *other == name) {
                return bad_parameter(format!("`{known}` is there twice"));
            }
            fields.push((name, value));
        }
        Ok(Self(fields))
    }

    /// A value that may be missing.
    pub(super) fn optional(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| &**value)
    }

    /// A value that must be there, with something in it.
    pub(super) fn required(&self, name: &str) -> Result<&str, Refused> {
        match self.optional(name) {
            Some(value) if !value.is_empty() => Ok(value),
            Some(_) | None => bad_parameter(format!("`{name}` is missing or empty")),
        }
    }

    /// `deviceName&productKey`.
    pub(super) fn username(&self) -> Result<String, Refused> {
        let (name, key) = (self.required("deviceName")?, self.required("productKey")?);
        Ok(format!("{name}&{key}"))
    }
}

/// The method of this name, with a refusal of this code for any other.
pub(super) fn sign_method(text: Option<&str>, code: u16) -> Result<SignMethod, Refused> {
    let Some(text) = text else {
        return Ok(SignMethod::WHEN_ABSENT);
    };
    match SignMethod::from_wire(text) {
        Some(method) => Ok(method),
        None => refuse(
            code,
            Some("sign-method-unknown"),
            "the sign method is none of hmacmd5, hmacsha1 and hmacsha256, in lower case",
        ),
    }
}

/// Whether `sign` is this MAC in hex, of either letter case.
pub(crate) fn is_mac(mac: &Mac, sign: &str) -> bool {
    hex::decode(sign).is_ok_and(|bytes| bytes == mac.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 2] = ["sign", "signMethod"];

    #[track_caller]
    fn check(body: &[u8], rule: &str) {
        let Err(refused) = Form::parse(body, &NAMES) else {
            panic!("{body:?} was taken");
        };
        assert_eq!(refused.code, 460);
        assert!(refused.why.contains(rule), "{}", refused.why);
    }

    #[test]
    fn what_is_no_form_is_refused() {
        check(b"sign=1&sign=1", "twice");
        check(b"signmethod=1", "expected `signMethod`");
        check(b"sign=1&x=", "does not have");
        check(b"sign=%ff", "not UTF-8");
        check(b"sign=\xc3", "not UTF-8");
        check(b"sign=%00", "U+0000");
        check(b"{\"sign\":1}", "does not have");
        // A bad escape stands for itself.
        let form = Form::parse(b"sign=%zz%4&&signMethod=a+b%2B", &NAMES).unwrap();
        assert_eq!(form.optional("sign"), Some("%zz%4"));
        assert_eq!(form.required("signMethod"), Ok("a b+"));
        let empty = Form::parse(b"sign=", &NAMES).unwrap();
        assert!(empty.required("sign").is_err() && empty.required("signMethod").is_err());
    }
}
