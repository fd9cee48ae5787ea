//! A connection for MQTTX to import: the JSON array that it exports itself, with the keys that its
//! import asks for (`src/utils/connectionBackup.ts`).

use crate::draft::{Draft, Recipe};
use crate::{Note, quote};

pub(crate) const RECIPE: Recipe = Recipe {
    id: "mqttx",
    name: "MQTTX",
    file_name: "mqttx.json",
    language: "json",
    source: "https://github.com/emqx/MQTTX",
    websocket: true,
    sends_password: true,
    write,
};

fn write(draft: &Draft<'_>, notes: &mut Vec<Note>) -> String {
    notes.push(Note::new(
        "in MQTTX: Import data, format JSON",
        "在 MQTTX 中选择“导入数据”，格式为 JSON",
    ));
    let path = if draft.way.is_websocket() {
        &draft.way.path
    } else {
        "/mqtt"
    };
    let own = [
        ("name", quote::json(&draft.given.device_name)),
        ("protocol", quote::json(draft.way.transport.scheme())),
        ("ssl", draft.way.is_encrypted().to_string()),
        ("mqttx_path", quote::json(path)),
    ];
    draft.fill(include_str!("templates/mqttx.json"), quote::json, &own)
}
