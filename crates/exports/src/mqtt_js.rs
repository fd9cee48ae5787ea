//! MQTT.js in Node; the options are the same in a browser, where only WebSocket is.

use crate::draft::{Draft, Recipe};
use crate::{Note, quote};

pub(crate) const RECIPE: Recipe = Recipe {
    id: "mqtt-js",
    name: "MQTT.js",
    file_name: "device.js",
    language: "js",
    source: "https://github.com/mqttjs/MQTT.js#client-connect",
    websocket: true,
    sends_password: true,
    write,
};

fn write(draft: &Draft<'_>, _: &mut Vec<Note>) -> String {
    draft.fill(
        include_str!("templates/mqtt_js.js"),
        quote::json,
        &[("url", quote::json(&draft.way.url("mqtt", "mqtts")))],
    )
}
