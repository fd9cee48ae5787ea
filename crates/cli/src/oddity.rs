//! What is unusual about a value, in words. The signer finds it; here it becomes a sentence.

use connack_signer::{Oddity, Subject};

/// What is odd about `text` as `subject`, a sentence each. No part of a secret is in it.
pub(crate) fn sentences(subject: Subject, text: &str) -> impl Iterator<Item = String> {
    subject
        .oddities(text)
        .into_iter()
        .map(move |oddity| sentence(subject, oddity))
}

fn sentence(subject: Subject, oddity: Oddity) -> String {
    match oddity {
        Oddity::Empty => format!("{subject} is empty; the platform issues none like that"),
        Oddity::TooShort { chars, min } => {
            format!("{subject} has {chars} characters, at least {min} are expected")
        }
        Oddity::TooLong { chars, max } => {
            format!("{subject} has {chars} characters, at most {max} are allowed")
        }
        Oddity::BlankAround => format!(
            "{subject} begins or ends with a blank or control character, which is signed too; \
             was it copied along?"
        ),
        Oddity::Charset {
            found: Some(found),
            at,
        } => {
            format!("{subject} has `{found}` at character {at}, which the platform does not issue")
        }
        Oddity::Charset { found: None, at } => format!(
            "{subject} has a blank, control or non-ASCII character at character {at}, which the \
             platform does not issue"
        ),
        Oddity::Placeholder => {
            format!("{subject} is a placeholder of a template; put the real value there")
        }
    }
}
