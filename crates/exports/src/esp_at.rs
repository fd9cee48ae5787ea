//! AT commands of Espressif's ESP-AT: commas, quotes and backslashes in a text take a backslash.
//! The client id, user name and password have commands of their own, since one command holds at
//! most 256 bytes.

use crate::draft::{Draft, Recipe};
use crate::{Note, note, quote};
use connack_signer::Transport;

pub(crate) const RECIPE: Recipe = Recipe {
    id: "esp-at",
    name: "AT ESP-AT",
    file_name: "esp-at.txt",
    language: "text",
    source: "https://docs.espressif.com/projects/esp-at/en/release-v2.4.0.0/esp32/AT_Command_Set/MQTT_AT_Commands.html",
    websocket: true,
    sends_password: true,
    write,
};

/// Most bytes of a command (MQTT AT Commands, notes).
const MAX_COMMAND: usize = 256;
/// Most bytes of the path of a URL (MQTT AT Commands, `AT+MQTTUSERCFG`).
const MAX_PATH: usize = 32;

fn write(draft: &Draft<'_>, notes: &mut Vec<Note>) -> String {
    if draft.way.is_encrypted() {
        notes.push(note::certificate_not_checked());
    }
    note::control_characters(draft, notes);
    // Without checking certificates, which would have to be in the module's flash.
    let scheme = match draft.way.transport {
        Transport::Tcp => 1,
        Transport::Tls => 2,
        Transport::Ws => 6,
        Transport::Wss => 7,
    };
    if draft.way.path.len() > MAX_PATH {
        notes.push(Note::broken(
            format!("the path of the WebSocket URL is longer than {MAX_PATH} bytes, which the module refuses"),
            format!("WebSocket 地址的路径超过 {MAX_PATH} 字节，模块不接受"),
        ));
    }
    let template = note::lines_end_as_modules_want(include_str!("templates/esp_at.txt"), notes);
    let own = [("scheme", scheme.to_string())];
    let text = draft.fill(&template, quote::esp_at, &own);
    if text.lines().any(|line| line.len() > MAX_COMMAND) {
        notes.push(Note::broken(
            format!("a command is longer than {MAX_COMMAND} bytes, which the module refuses"),
            format!("有一条命令超过 {MAX_COMMAND} 字节，模块不接受"),
        ));
    }
    text
}
