//! All findings, one file each.

use crate::Entry;

pub(crate) mod refused_credentials;
pub(crate) mod refused_identifier;
pub(crate) mod refused_unavailable;
pub(crate) mod refused_version;
pub(crate) mod transport_closed;
pub(crate) mod transport_keep_alive_lost;
pub(crate) mod transport_malformed;
pub(crate) mod transport_mixed_content;
pub(crate) mod transport_subprotocol;
pub(crate) mod transport_timeout;
pub(crate) mod transport_unreachable;

/// Every finding, in the order of the reference.
pub const ENTRIES: &[Entry] = &[
    refused_version::ENTRY,
    refused_identifier::ENTRY,
    refused_unavailable::ENTRY,
    refused_credentials::ENTRY,
    transport_closed::ENTRY,
    transport_timeout::ENTRY,
    transport_unreachable::ENTRY,
    transport_mixed_content::ENTRY,
    transport_subprotocol::ENTRY,
    transport_malformed::ENTRY,
    transport_keep_alive_lost::ENTRY,
];
