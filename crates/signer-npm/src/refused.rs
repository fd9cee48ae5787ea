//! Why options cannot be used, as JavaScript gets it: an `Error` whose message says the option, the
//! rule and what was found. Of a secret its type is told at most.

use connack_signer::WireError;
use wasm_bindgen::JsValue;

/// Options that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(String);

impl Refused {
    /// An option against a rule.
    pub(crate) fn new(option: &str, rule_and_found: impl AsRef<str>) -> Self {
        Self(format!("{option}: {}", rule_and_found.as_ref()))
    }

    /// An option that is written otherwise than in one of the ways there are.
    pub(crate) fn expected(option: &str, expected: &str, found: &str) -> Self {
        Self::new(option, format!("expected {expected}, found {found}"))
    }

    /// What the signer itself refuses. Its sentences never hold a secret: no rule of the wire is
    /// about one.
    pub(crate) fn wire(option: &str) -> impl FnOnce(WireError) -> Self {
        move |error| Self::new(option, error.to_string())
    }
}

impl From<Refused> for JsValue {
    fn from(refused: Refused) -> Self {
        js_sys::Error::new(&refused.0).into()
    }
}
