//! A C header of `#define`s, for any library.

use crate::draft::{Draft, Recipe};
use crate::{Note, quote};

pub(crate) const RECIPE: Recipe = Recipe {
    id: "c-header",
    name: "C header",
    file_name: "mqtt_credentials.h",
    language: "c",
    source: "ISO/IEC 9899:2011, 6.4.5 and 6.10.3",
    websocket: true,
    sends_password: true,
    write,
};

fn write(draft: &Draft<'_>, _: &mut Vec<Note>) -> String {
    let own = [("websocket_url", quote::c(&draft.given.websocket_url))];
    draft.fill(include_str!("templates/mqtt_credentials.h"), quote::c, &own)
}
