//! ESP-IDF 5 with esp-mqtt, whose configuration is one struct in parts; `example_connect()` is of
//! `protocol_examples_common`, which joins the network set in menuconfig.

use crate::draft::{Draft, Recipe};
use crate::{Note, quote};

pub(crate) const RECIPE: Recipe = Recipe {
    id: "esp-mqtt",
    name: "ESP-IDF esp-mqtt",
    file_name: "main.c",
    language: "c",
    source: "https://docs.espressif.com/projects/esp-idf/en/v5.2/esp32/api-reference/protocols/mqtt.html",
    websocket: true,
    sends_password: true,
    write,
};

fn write(draft: &Draft<'_>, notes: &mut Vec<Note>) -> String {
    notes.push(Note::new(
        "add the component protocol_examples_common, and set the Wi-Fi in menuconfig",
        "请加入组件 protocol_examples_common，并在 menuconfig 中设置 Wi-Fi",
    ));
    let own = [("url", quote::c(&draft.way.url("mqtt", "mqtts")))];
    draft.fill(include_str!("templates/esp_mqtt.c"), quote::c, &own)
}
