//! rumqttc 0.25 for Rust, its blocking client. Over WebSocket the URL stands in place of the host.

use crate::draft::{Draft, Recipe};
use crate::{Note, quote};

pub(crate) const RECIPE: Recipe = Recipe {
    id: "rumqttc",
    name: "Rust rumqttc",
    file_name: "main.rs",
    language: "rust",
    source: "https://docs.rs/rumqttc/0.25.1/rumqttc/",
    websocket: true,
    sends_password: true,
    write,
};

fn write(draft: &Draft<'_>, _: &mut Vec<Note>) -> String {
    let own = [("url", quote::rust(&draft.way.url("mqtt", "mqtts")))];
    draft.fill(include_str!("templates/main.rs.txt"), quote::rust, &own)
}
