//! What a person wants of the messages that is more than another look at them, as plain data.

use connack_protocol::{ExportFormat, ToSession};

/// What a person wants of the messages.
#[derive(Debug, Clone, PartialEq)]
pub enum MessagesIntent {
    /// Write what is shown as a file.
    Export(ExportFormat),
    /// The file that is being written is no longer wanted.
    CancelExport,
    /// Copy the selected payload as it is shown.
    CopyPayload,
    /// Download the selected payload, every byte as it is.
    SavePayload,
    /// Hand a piece of a file to the worker of a connection, shown or not.
    Open {
        /// The connection.
        id: u32,
        /// The piece.
        piece: Box<ToSession>,
    },
}

impl MessagesIntent {
    /// The id of what [`Self::CopyPayload`] copies.
    pub const PAYLOAD: &str = "detail-payload";
}
