//! The JSON of `connack sign --json`: the same keys in the same order, on lines of their own.

use crate::draft::{Draft, Recipe};
use crate::{Note, quote};

pub(crate) const RECIPE: Recipe = Recipe {
    id: "json",
    name: "JSON",
    file_name: "credentials.json",
    language: "json",
    source: "https://www.rfc-editor.org/rfc/rfc8259",
    websocket: true,
    sends_password: true,
    write,
};

fn write(draft: &Draft<'_>, _: &mut Vec<Note>) -> String {
    let given = draft.given;
    // Host and port are those of TCP and TLS there, whatever the transport.
    let own = [
        ("signing_content", quote::json(&given.signing_content)),
        ("websocket_url", quote::json(&given.websocket_url)),
        ("tcp_host", quote::json(&given.host)),
        ("tcp_port", given.port.to_string()),
    ];
    draft.fill(
        include_str!("templates/credentials.json"),
        quote::json,
        &own,
    )
}
