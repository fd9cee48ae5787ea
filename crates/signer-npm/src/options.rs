//! Options out of a JavaScript object. A name that is not known is refused: it is a slip of the pen
//! that would sign something else.
//!
//! Texts are taken over character by character into a buffer of their own: the usual way leaves
//! pieces of a secret behind where its buffer grew, and writes another character in place of a lone
//! surrogate, so that the signature would be wrong without a word.

use connack_signer::{Secret, SignMethod};
use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use zeroize::Zeroizing;

use crate::refused::Refused;

/// One object, and what it is in messages: empty for the function's own argument, else `gateway` or
/// `devices[0]`.
pub(crate) struct Options<'a> {
    object: &'a JsValue,
    place: String,
}

impl<'a> Options<'a> {
    /// The argument of a function, which may have these names.
    pub(crate) fn of(object: &'a JsValue, known: &[&str]) -> Result<Self, Refused> {
        Self::at(object, String::new(), known)
    }

    /// An object further inside.
    pub(crate) fn at(object: &'a JsValue, place: String, known: &[&str]) -> Result<Self, Refused> {
        let own = if place.is_empty() { "options" } else { &place };
        let Some(keys) = object.dyn_ref::<Object>().map(Object::keys) else {
            return Err(Refused::expected(own, "an object", &type_of(object)));
        };
        for key in keys.iter().filter_map(|key| key.as_string()) {
            if !known.contains(&key.as_str()) {
                let name = shown(&key);
                let rule = format!(
                    "no such option; expected one of {}, found {name}",
                    known.join(", ")
                );
                return Err(Refused::new(own, rule));
            }
        }
        Ok(Self { object, place })
    }

    /// The name of an option in messages.
    pub(crate) fn name(&self, name: &str) -> String {
        if self.place.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.place)
        }
    }

    /// The value; `None` when it is left out or undefined.
    pub(crate) fn value(&self, name: &str) -> Option<JsValue> {
        // A getter that throws counts as absent.
        let value = Reflect::get(self.object, &name.into()).ok()?;
        (!value.is_undefined()).then_some(value)
    }

    /// A text that may be left out.
    pub(crate) fn text(&self, name: &str) -> Result<Option<String>, Refused> {
        let value = self.value(name);
        value
            .map(|value| text_of(&self.name(name), &value))
            .transpose()
    }

    /// A text that must be there; it may be empty.
    pub(crate) fn need(&self, name: &str) -> Result<String, Refused> {
        self.text(name)?
            .ok_or_else(|| Refused::expected(&self.name(name), "a string", "undefined"))
    }

    /// A secret that must be there; wiped when it is dropped.
    pub(crate) fn secret(&self, name: &str) -> Result<Secret, Refused> {
        let option = self.name(name);
        let value = self.value(name).unwrap_or(JsValue::UNDEFINED);
        let mut text = Zeroizing::new(String::new());
        read_text(&option, &value, &mut text)?;
        Ok(Secret::new(std::mem::take(&mut *text)))
    }

    /// One of several words; `None` when it is left out.
    pub(crate) fn word<T>(
        &self,
        name: &str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Refused> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        let found = || Refused::expected(&self.name(name), expected, &shown(&text));
        read(&text).map(Some).ok_or_else(found)
    }

    /// One of several numbers, read by their decimal spelling; `None` when it is left out.
    pub(crate) fn number<T>(
        &self,
        name: &str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Refused> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let Some(number) = value.as_f64() else {
            return Err(Refused::expected(
                &self.name(name),
                expected,
                &type_of(&value),
            ));
        };
        let spelling = spelling(number);
        let found = || Refused::expected(&self.name(name), expected, &spelling);
        read(&spelling).map(Some).ok_or_else(found)
    }

    /// Yes or no; `None` when it is left out.
    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, Refused> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let found = || Refused::expected(&self.name(name), "a boolean", &type_of(&value));
        value.as_bool().map(Some).ok_or_else(found)
    }

    /// The elements of an array; `None` when it is left out.
    pub(crate) fn list(&self, name: &str) -> Result<Option<Vec<JsValue>>, Refused> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        match value.dyn_ref::<Array>() {
            Some(array) => Ok(Some(array.to_vec())),
            None => Err(Refused::expected(
                &self.name(name),
                "an array",
                &type_of(&value),
            )),
        }
    }

    /// `signMethod`.
    pub(crate) fn sign_method(&self) -> Result<SignMethod, Refused> {
        let expected = "'hmacmd5', 'hmacsha1' or 'hmacsha256'";
        let method = self.word("signMethod", expected, SignMethod::from_wire)?;
        Ok(method.unwrap_or_default())
    }
}

/// A text that must be one.
pub(crate) fn text_of(option: &str, value: &JsValue) -> Result<String, Refused> {
    let mut text = String::new();
    read_text(option, value, &mut text)?;
    Ok(text)
}

fn read_text(option: &str, value: &JsValue, text: &mut String) -> Result<(), Refused> {
    let Some(units) = value.dyn_ref::<JsString>() else {
        return Err(Refused::expected(option, "a string", &type_of(value)));
    };
    // Three bytes are the most that a unit of UTF-16 takes: the buffer never moves.
    text.reserve_exact(3 * units.length() as usize);
    let mut at = 0;
    for found in char::decode_utf16(units.iter()) {
        at += 1;
        match found {
            Ok(character) => text.push(character),
            Err(_) => {
                let found = format!("half a surrogate pair as character {at}");
                return Err(Refused::expected(option, "well-formed Unicode", &found));
            }
        }
    }
    Ok(())
}

/// As JavaScript spells it; a fraction by its own means, since ours weigh 20 kB.
fn spelling(number: f64) -> String {
    let whole = number as i64;
    if whole as f64 == number {
        return whole.to_string();
    }
    let text = js_sys::Number::from(number).to_string_with_radix(10);
    text.map(String::from).unwrap_or_default()
}

/// `typeof`, but for null.
fn type_of(value: &JsValue) -> String {
    if value.is_null() {
        return "null".to_owned();
    }
    value.js_typeof().as_string().unwrap_or_default()
}

/// The beginning of a text that stands where only a few words may.
fn shown(text: &str) -> String {
    const MOST: usize = 24;
    let start: String = text.chars().take(MOST).collect();
    let rest = if text.chars().count() > MOST {
        "…"
    } else {
        ""
    };
    format!("'{start}{rest}'")
}
