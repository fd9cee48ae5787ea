//! The names of parameters: which there are, which one was meant, and where one begins or ends a
//! text.

use super::text::{edits, is_blank};

/// Parameters that decide how the signature is checked.
pub(super) const SIGNING: [&str; 3] = ["securemode", "signmethod", "timestamp"];

/// Others that SDKs and flows send; none of them is signed.
const OTHERS: [&str; 21] = [
    "_v",
    "lan",
    "_ss",
    "ext",
    "gw",
    "v",
    "sii",
    "_conn",
    "_uuid",
    "pid",
    "mid",
    "partner_id",
    "module_id",
    "authType",
    "authtype",
    "random",
    "instanceId",
    "tokenType",
    "token",
    "_fy",
    "version",
];

/// The name that was meant by one of a parameter that decides the signature.
pub(super) fn signing_name(text: &str) -> Option<&'static str> {
    let folded: String = text
        .chars()
        .filter(|c| !is_blank(*c) && !matches!(c, '_' | '-' | '"' | '\''))
        .map(|c| c.to_ascii_lowercase())
        .collect();
    SIGNING
        .into_iter()
        .find(|name| folded == *name)
        .or_else(|| {
            SIGNING
                .into_iter()
                .find(|name| edits(&folded, name, 2).is_some())
        })
}

/// Whether a text is the name of some parameter, as far as it can be told.
pub(super) fn is_name(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    OTHERS.contains(&text) || signing_name(text).is_some()
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

/// Whether a text is a parameter's name, or the beginning of one.
pub(super) fn begins_name(text: &str) -> bool {
    let mut names = SIGNING.iter().chain(&OTHERS);
    names.any(|name| name.starts_with(text))
}

/// Where a name begins that decides the signature and ends a text: a misspelt one, too.
pub(super) fn signing_name_at_end(text: &str) -> Option<usize> {
    text.char_indices()
        .rev()
        .take(13)
        .map(|(at, _)| at)
        .filter(|at| text.len() - at >= 8)
        .filter_map(|at| {
            let word = text.get(at..)?.to_ascii_lowercase();
            // Of two that are as near, the one with the right first letter.
            SIGNING
                .iter()
                .filter_map(|name| {
                    let fewest = edits(&word, name, 2)?;
                    Some((
                        fewest,
                        word.as_bytes().first() != name.as_bytes().first(),
                        at,
                    ))
                })
                .min()
        })
        .min()
        .map(|(_, _, at)| at)
}

/// Where the name of another parameter begins that ends a text.
pub(super) fn other_name_at_end(text: &str) -> Option<usize> {
    OTHERS
        .iter()
        .filter(|name| text.ends_with(**name))
        .map(|name| text.len() - name.len())
        .min()
}

/// Whether a parameter begins a text: a known name, then `=` or `:`.
pub(super) fn begins_param(text: &str) -> bool {
    // The longest name, twice misspelt, has a dozen letters.
    text.char_indices()
        .take(24)
        .find(|(_, c)| matches!(c, '=' | ':'))
        .and_then(|(at, _)| text.get(..at))
        .map(|name| name.trim_matches(is_blank))
        .is_some_and(|name| name.chars().all(is_name_char) && is_name(name))
}

/// Whether any parameter begins a text, one of somebody's own included: such have `=` only.
pub(super) fn begins_any_param(text: &str) -> bool {
    let own = text.trim_start_matches(is_name_char);
    begins_param(text) || own.len() < text.len() && own.starts_with('=')
}

/// Whether one of the names that decide the signature begins a text exactly, then `=` or `:`.
pub(super) fn begins_signing(text: &str) -> bool {
    SIGNING.iter().any(|name| {
        text.get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
            && text
                .get(name.len()..)
                .is_some_and(|rest| rest.trim_start().starts_with(['=', ':']))
    })
}
