//! What all answers have in common: a code, a message, and data.

use super::json::Json;
use crate::{Secret, WireError};

/// The code of success. Sub-device replies send it as text too.
const OK: i64 = 200;

/// The platform said no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The code; what it means depends on what was asked: [`super::Answering::meaning`].
    pub code: i64,
    /// The platform's own words, perhaps none.
    pub message: String,
}

/// Why an answer gives nothing to go on with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// No JSON object in it.
    #[error("the answer has no JSON object; paste the whole text that the server sent")]
    NotJson,
    /// A field that such an answer has is not there.
    #[error("the answer has no `{field}`; is it the answer to another request, or cut off?")]
    Missing {
        /// Its name on the wire.
        field: &'static str,
    },
    /// A code that is none.
    #[error("the answer's `code` is not a number; paste the whole text that the server sent")]
    Code,
    /// A value that cannot stand in CONNECT.
    #[error("the answer cannot be used: {0}")]
    Unusable(#[from] WireError),
    /// The platform said no.
    #[error("the platform answered with code {}", .0.code)]
    Refused(Refusal),
}

/// An answer that says yes, as far as its code goes.
pub(super) fn granted(text: &str) -> Result<Json, AnswerError> {
    let json = Json::first_object(text).ok_or(AnswerError::NotJson)?;
    match refusal(&json)? {
        Some(refusal) => Err(AnswerError::Refused(refusal)),
        None => Ok(json),
    }
}

/// The code, unless it is that of success or there is none.
pub(super) fn refusal(json: &Json) -> Result<Option<Refusal>, AnswerError> {
    let Some(code) = json.get("code") else {
        return Ok(None);
    };
    let code = code.scalar().and_then(|code| code.trim().parse().ok());
    let code = code.ok_or(AnswerError::Code)?;
    let message = json.get("message").and_then(Json::text).unwrap_or_default();
    Ok((code != OK).then(|| Refusal {
        code,
        message: message.into(),
    }))
}

/// A text that must be there and have something in it.
pub(super) fn text<'a>(json: &'a Json, field: &'static str) -> Result<&'a str, AnswerError> {
    let found = json.get(field).and_then(Json::text);
    found
        .filter(|text| !text.is_empty())
        .ok_or(AnswerError::Missing { field })
}

/// The same for a secret.
pub(super) fn secret(json: &Json, field: &'static str) -> Result<Secret, AnswerError> {
    text(json, field).map(Secret::new)
}
