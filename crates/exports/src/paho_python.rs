//! paho-mqtt 2 for Python, whose callbacks are of `CallbackAPIVersion.VERSION2`.

use crate::draft::{Draft, Recipe};
use crate::{Note, quote};

pub(crate) const RECIPE: Recipe = Recipe {
    id: "paho-python",
    name: "Python paho-mqtt",
    file_name: "device.py",
    language: "python",
    source: "https://eclipse.dev/paho/files/paho.mqtt.python/html/client.html",
    websocket: true,
    sends_password: true,
    write,
};

fn write(draft: &Draft<'_>, _: &mut Vec<Note>) -> String {
    draft.fill(include_str!("templates/paho_python.py"), quote::json, &[])
}
