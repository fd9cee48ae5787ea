//! Eclipse Paho for C, its synchronous client.

use crate::draft::{Draft, Recipe};
use crate::{Note, quote};

pub(crate) const RECIPE: Recipe = Recipe {
    id: "paho-c",
    name: "C Paho",
    file_name: "device.c",
    language: "c",
    source: "https://eclipse.dev/paho/files/mqttdoc/MQTTClient/html/index.html",
    websocket: true,
    sends_password: true,
    write,
};

fn write(draft: &Draft<'_>, notes: &mut Vec<Note>) -> String {
    if draft.way.is_encrypted() {
        notes.push(Note::new(
            "the trust store is Debian's and Ubuntu's file of root certificates; elsewhere it has another name",
            "trustStore 为 Debian 和 Ubuntu 的根证书文件；其他系统的路径不同",
        ));
    }
    let own = [("url", quote::c(&draft.way.url("tcp", "ssl")))];
    draft.fill(include_str!("templates/paho_c.c"), quote::c, &own)
}
