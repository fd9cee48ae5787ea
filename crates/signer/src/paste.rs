//! Text of any known shape, read into claims: who the device is and what it sends, with the place
//! of each field. Console JSON, source code, AT commands, command lines, logs, packets, alone or
//! mixed.
//!
//! Deliberately no parser of any of these languages: what people paste is cut off, quoted in mail
//! and mixed. Each reader looks for its shape, marks what it understood, and leaves the rest to
//! the next. Values are never mended; every pass is linear in the text.

mod answer;
mod at;
mod bare;
mod bytes;
mod calls;
mod command;
mod connect;
mod devices;
mod identity;
mod keys;
mod lines;
mod link;
mod literal;
mod markdown;
mod pairs;
mod printed;
mod request;
mod scan;
mod table;
mod url;
mod value;

pub(crate) use identity::json_string;
pub use identity::{Pasted, read_pasted};

use crate::{Claim, ClaimField};
use scan::Scan;
use std::ops::Range;

/// What a text gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PastedText {
    /// The devices in it, in the order of their first field.
    pub devices: Vec<PastedDevice>,
    /// What has no meaning here, as bytes of the text: in order, on char boundaries.
    pub not_understood: Vec<Range<usize>>,
}

/// One device found in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PastedDevice {
    /// What it sends and what is known of it, as given.
    pub claim: Claim,
    /// The code that CONNACK carried.
    pub connack: Option<u8>,
    /// Where the fields stand, in order.
    pub fields: Vec<PastedField>,
}

/// Where a field stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedField {
    /// Which one.
    pub field: ClaimField,
    /// Bytes of the pasted text, on char boundaries. Without quotes, but with the escapes that
    /// stand in the value.
    pub span: Range<usize>,
}

/// Reads the devices in a text. Never fails: what is not understood is said to be so.
pub fn read_claims(text: &str) -> PastedText {
    let mut scan = Scan::new(text);
    read_all(&mut scan, 0);
    scan.finish()
}

/// How deep texts stand in the strings of others: JSON in JSON in a log.
const MAX_DEPTH: u8 = 2;

/// Every reader in turn: those whose shape is the surest first.
fn read_all(scan: &mut Scan<'_>, depth: u8) {
    printed::read(scan);
    markdown::read(scan);
    link::read(scan);
    bytes::read(scan);
    if depth < MAX_DEPTH {
        lines::read_embedded(scan, depth);
    }
    request::read(scan);
    at::read(scan);
    command::read(scan);
    table::read(scan);
    url::read(scan);
    calls::read(scan);
    pairs::read(scan);
    answer::read(scan);
    bare::read(scan);
}
