//! Arduino with PubSubClient 2.8, whose own keep-alive of 15 s the platform refuses and whose own
//! buffer of 256 bytes is too small for many of its client ids.

use crate::draft::{Draft, Recipe};
use crate::{Note, note, quote};

pub(crate) const RECIPE: Recipe = Recipe {
    id: "pub-sub-client",
    name: "Arduino PubSubClient",
    file_name: "device.ino",
    language: "cpp",
    source: "https://pubsubclient.knolleary.net/api",
    websocket: false,
    sends_password: true,
    write,
};

fn write(draft: &Draft<'_>, notes: &mut Vec<Note>) -> String {
    if draft.way.is_encrypted() {
        notes.push(note::certificate_not_checked());
    }
    let connect = connect_bytes(draft);
    let buffer = connect.max(MIN_BUFFER).next_multiple_of(128);
    notes.push(Note::new(
        format!("CONNECT takes {connect} bytes of the buffer of {buffer}; a longer message that comes in is dropped"),
        format!("CONNECT 占用 {connect} 字节，缓冲区为 {buffer} 字节；超过缓冲区的下行消息会被丢弃"),
    ));
    let own = [
        ("buffer", buffer.to_string()),
        ("connect", connect.to_string()),
    ];
    draft.fill(include_str!("templates/pub_sub_client.ino"), quote::c, &own)
}

/// For messages, which share the buffer with CONNECT.
const MIN_BUFFER: usize = 512;

/// What `connect()` needs of the buffer: 5 bytes kept for the fixed header, 10 of the variable
/// header, and each text with its length in two bytes.
fn connect_bytes(draft: &Draft<'_>) -> usize {
    // The real password, since the placeholder is shorter.
    let texts = [
        draft.given.mqtt_client_id.len(),
        draft.given.username.len(),
        draft.given.password.expose().len(),
    ];
    5 + 10 + texts.iter().map(|bytes| 2 + bytes).sum::<usize>()
}
