//! AT commands of SIMCom's A76xx and SIM7xxx series, which have no escapes; topics and payloads
//! are sent at a prompt, with their length before.

use crate::draft::{Draft, Recipe};
use crate::{Note, note, quote};

pub(crate) const RECIPE: Recipe = Recipe {
    id: "simcom",
    name: "AT SIMCom A76xx",
    file_name: "simcom.txt",
    language: "text",
    source: "SIMCom SIM7500_SIM7600_SIM7800 Series MQTT AT Command Manual V1.00, whose commands the A76xx series keeps",
    websocket: false,
    sends_password: true,
    write,
};

fn write(draft: &Draft<'_>, notes: &mut Vec<Note>) -> String {
    if draft.way.is_encrypted() {
        notes.push(note::certificate_not_checked());
    }
    note::control_characters(draft, notes);
    note::double_quotes(draft, notes);
    notes.push(Note::new(
        "send each topic and the payload at the prompt `>`",
        "出现提示符 `>` 后再发送 Topic 和消息内容",
    ));
    let template = note::lines_end_as_modules_want(include_str!("templates/simcom.txt"), notes);
    let publish_topic = draft.given.publish_topic();
    let subscribe_topic = draft.given.subscribe_topic();
    let own = [
        // The scheme says only MQTT; TLS is the client's, by its third argument.
        ("url", quote::plain_at(&draft.way.url("tcp", "tcp"))),
        ("publish_length", publish_topic.len().to_string()),
        ("publish_line", publish_topic),
        ("subscribe_length", subscribe_topic.len().to_string()),
        ("subscribe_line", subscribe_topic),
    ];
    draft.fill(&template, quote::plain_at, &own)
}
