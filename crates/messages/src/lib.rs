//! The messages of one connection: kept up to a capacity, filtered, looked at, exported, opened
//! again.
//!
//! Pure: no socket, clock or browser. Whoever receives or sends a PUBLISH calls [`Store::push`];
//! what the page shows comes as a [`connack_protocol::Look`] and is answered by [`Store::see`].
//! Whatever could take long is cut in slices ([`Store::work`], [`Export::next_chunk`],
//! [`TranscriptReader::feed`]), so that a worker can look at its socket between them.

mod chart;
mod export;
mod filter;
mod index;
mod payloads;
mod reader;
mod ring;
mod store;
mod time;
mod topic_filter;
mod topics;
mod transcript;
mod tree;
mod view;

pub use export::Export;
pub use reader::{
    Fault, Item, Opened, OpenedMessage, Started, TranscriptError, TranscriptReader,
    parse_transcript,
};
pub use ring::{Delivery, Kept};
pub use store::Store;
pub use topic_filter::TopicFilter;
