//! Profiles as a file: written as JSON, read from ours and from MQTTX's exported connections.

use crate::state::connect::profile::{Kept, Profile, expiry, mqttx};
use serde::{Deserialize, Serialize};

/// The version of the form that is written, and the only one that is read.
const VERSION: u64 = 1;
/// The largest file that is read, in bytes: exports of MQTTX carry messages too.
pub const MAX_FILE: u64 = 16 << 20;
/// How long a secret from a file that names no time is kept in clear, in days.
const IMPORTED_DAYS: u64 = 7;

/// A file of profiles.
#[derive(Serialize, Deserialize)]
struct File<P> {
    connack_profiles: u64,
    profiles: P,
}

/// Which secrets go into a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Secrets {
    /// None.
    #[default]
    None,
    /// Those that are encrypted, as they are.
    Encrypted,
    /// Those in clear too.
    Clear,
}

/// Profiles as the text of a file.
pub fn export<'a>(profiles: impl IntoIterator<Item = &'a Profile>, secrets: Secrets) -> String {
    let chosen = |profile: &Profile| {
        let mut profile = profile.clone();
        profile.secret = profile.secret.filter(|kept| match (kept, secrets) {
            (Kept::Clear { .. }, Secrets::Clear) => true,
            (Kept::Encrypted(_), Secrets::Encrypted | Secrets::Clear) => true,
            (Kept::Clear { .. }, Secrets::None | Secrets::Encrypted) => false,
            (Kept::Encrypted(_), Secrets::None) => false,
        });
        profile
    };
    let profiles: Vec<Profile> = profiles.into_iter().map(chosen).collect();
    let file = File {
        connack_profiles: VERSION,
        profiles,
    };
    // Plain data has no way to fail.
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

/// Why a text is not a file of profiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// There is nothing in it.
    Empty,
    /// It is not JSON, from this line and column on.
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// It ends too early.
    EndsEarly,
    /// JSON, but neither our profiles nor MQTTX's connections.
    Foreign,
    /// Our profiles in a later version.
    Version(u64),
    /// A value has not the shape that belongs there.
    Value {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What was found and expected, without the value of a secret.
        what: String,
    },
}

/// What is to be said of a connection that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// It is left out: it has no host.
    NoHost(String),
    /// It is left out: it is no object.
    NoObject(usize),
    /// It goes over TCP, which a browser does not open.
    Tcp(String),
    /// Its secret stood in clear and is left out.
    SecretLeftOut(String),
    /// Its encrypted secret is of no form that is known here, and is left out.
    Sealed(String),
}

/// What a file gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// The profiles.
    pub profiles: Vec<Profile>,
    /// What is to be said of them.
    pub notes: Vec<Note>,
}

/// Reads a file. Its secrets in clear are left out unless `clear`; then they are kept for a while.
///
/// # Errors
/// It is not a file of profiles; see [`Unreadable`].
pub fn import(text: &str, now_ms: u64, clear: bool) -> Result<Imported, Unreadable> {
    // A byte order mark, as editors on Windows write it.
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| at(&error))?;
    let mut read = if let Some(version) = value.get("connack_profiles") {
        match version.as_u64() {
            Some(VERSION) => ours(text)?,
            Some(later) => return Err(Unreadable::Version(later)),
            None => return Err(Unreadable::Foreign),
        }
    } else {
        mqttx::read(&value, expiry(now_ms, IMPORTED_DAYS)).ok_or(Unreadable::Foreign)?
    };
    for profile in &mut read.profiles {
        profile.expire(now_ms);
        let note = match &profile.secret {
            Some(Kept::Clear { .. }) if !clear => Note::SecretLeftOut(profile.name.clone()),
            Some(Kept::Encrypted(sealed)) if !sealed.is_readable() => {
                Note::Sealed(profile.name.clone())
            }
            Some(Kept::Clear { .. } | Kept::Encrypted(_)) | None => continue,
        };
        profile.secret = None;
        read.notes.push(note);
    }
    Ok(read)
}

fn ours(text: &str) -> Result<Imported, Unreadable> {
    let file: File<Vec<Profile>> = serde_json::from_str(text).map_err(|error| at(&error))?;
    Ok(Imported {
        profiles: file.profiles,
        notes: Vec::new(),
    })
}

/// Where and why a text cannot be read.
pub(super) fn at(error: &serde_json::Error) -> Unreadable {
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        serde_json::error::Category::Eof => Unreadable::EndsEarly,
        serde_json::error::Category::Io | serde_json::error::Category::Syntax => {
            Unreadable::NotJson { line, column }
        }
        serde_json::error::Category::Data => {
            let what = error.to_string();
            // The place is said apart, and a quoted value may be a secret.
            let what = what
                .rsplit_once(" at line ")
                .map_or(&*what, |(what, _)| what);
            let what = quoteless(what);
            Unreadable::Value { line, column, what }
        }
    }
}

/// The words of serde without the text that it quotes: `invalid type: string "x", expected u16`.
fn quoteless(what: &str) -> String {
    match (what.find(" \""), what.rfind('"')) {
        (Some(open), Some(close)) if open + 1 < close => {
            format!("{}{}", &what[..open], &what[close + 1..])
        }
        _ => what.to_owned(),
    }
}
