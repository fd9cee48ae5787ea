//! The two bars of a client id: where they stand, or where they should.

use super::names::{SIGNING, begins_any_param, other_name_at_end, signing_name_at_end};
use super::params::Slip;

/// Before the first bar, between the bars, and after the last; and which bars are missing.
pub(super) struct Parts<'a> {
    pub(super) client_id: &'a str,
    pub(super) params: Option<&'a str>,
    pub(super) tail: &'a str,
    pub(super) first_missing: bool,
    pub(super) last_missing: bool,
}

/// The clientId where there is no doubt of its end, and the rest from the first bar on, plain. A
/// parameter stands after that bar, and another bar or none before: what stands before is the
/// clientId, odd as it may be.
pub(super) fn told_apart<'a>(sent: &'a str, slips: &mut Vec<Slip>) -> (Option<&'a str>, String) {
    if let Some((client_id, rest)) = sent.find('|').map(|at| sent.split_at(at)) {
        let mut own = Vec::new();
        let rest = narrow(rest, &mut own);
        let closed = rest[1..].contains('|');
        if begins_any_param(&rest[1..]) && (closed || params_start(client_id).is_none()) {
            slips.append(&mut own);
            return (Some(client_id), rest);
        }
    }
    (None, narrow(sent, slips))
}

/// Full-width signs as the plain ones that they were typed for.
fn narrow(text: &str, slips: &mut Vec<Slip>) -> String {
    let mut seen = Vec::new();
    text.chars()
        .map(|c| {
            let plain = match c {
                '｜' | '￨' | '∣' | '│' => '|',
                '，' | '、' => ',',
                '＝' => '=',
                '：' => ':',
                '；' => ';',
                _ => return c,
            };
            if !seen.contains(&c) {
                seen.push(c);
                slips.push(Slip {
                    found: c.into(),
                    expected: match plain {
                        ':' => '=',
                        ';' => ',',
                        plain => plain,
                    }
                    .into(),
                });
            }
            plain
        })
        .collect()
}

/// Divides a client id at its bars, or at where they should stand.
pub(super) fn split(text: &str) -> Parts<'_> {
    let before = text.find('|').unwrap_or(text.len());
    if let Some(at) = params_start(&text[..before]) {
        let (client_id, rest) = text.split_at(at);
        let (params, tail, closed) = match rest.rsplit_once('|') {
            Some((params, tail)) => (params, tail, true),
            None => (rest, "", false),
        };
        return Parts {
            // Another sign often stands where the bar should.
            client_id: client_id.trim_end_matches([',', ';', '&', '/', '\\', '!', '¦']),
            params: Some(params),
            tail,
            first_missing: true,
            last_missing: !closed,
        };
    }
    let Some((client_id, rest)) = text.split_once('|') else {
        return Parts {
            client_id: text,
            params: None,
            tail: "",
            first_missing: true,
            last_missing: true,
        };
    };
    // The JavaScript SDK writes a bar into the value of `lan`.
    let (params, tail, closed) = match rest.rsplit_once('|') {
        Some((params, tail)) if params.ends_with("lan=JS") && tail.starts_with("Broswer") => {
            (rest, "", false)
        }
        Some((params, tail)) => (params, tail, true),
        None => (rest, "", false),
    };
    Parts {
        client_id,
        params: Some(params),
        tail,
        first_missing: false,
        last_missing: !closed,
    }
}

/// Where the first parameter begins in a text that should hold none. Without one that decides the
/// signature there is none: any sign may stand in a clientId.
fn params_start(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let exact = SIGNING
        .iter()
        .flat_map(|name| lower.match_indices(name).map(|(at, _)| (at, name.len())))
        .filter(|(at, length)| lower[at + length..].trim_start().starts_with(['=', ':']))
        .map(|(at, _)| at)
        .min();
    let sign = text.find(['=', ':'])?;
    if exact.is_some_and(|at| at < sign) {
        return exact;
    }
    // A misspelt one stands before the first sign, or another parameter.
    let before = &text[..sign];
    signing_name_at_end(before).or_else(|| {
        exact.map(|exact| {
            let other = other_name_at_end(before).filter(|_| text[sign..].starts_with('='));
            other.unwrap_or(exact)
        })
    })
}
