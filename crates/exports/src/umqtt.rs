//! MicroPython with umqtt.simple, which sends the lengths of its texts as `len()` gives them: only
//! bytes are counted right there, and it sends no PINGREQ by itself.

use crate::draft::{Draft, Recipe};
use crate::{Note, note, quote};

pub(crate) const RECIPE: Recipe = Recipe {
    id: "umqtt",
    name: "MicroPython umqtt.simple",
    file_name: "main.py",
    language: "python",
    source: "https://github.com/micropython/micropython-lib/tree/master/micropython/umqtt.simple",
    websocket: false,
    sends_password: true,
    write,
};

fn write(draft: &Draft<'_>, notes: &mut Vec<Note>) -> String {
    if draft.way.is_encrypted() {
        notes.push(note::certificate_not_checked());
    }
    draft.fill(include_str!("templates/umqtt.py"), quote::json, &[])
}
