//! AT commands of Quectel's BG and EC series, which have no escapes. The credentials are given as
//! they are: the module's own signing, `AT+QMTCFG="aliauth"`, would make others.

use crate::draft::{Draft, Recipe};
use crate::{Note, note, quote};

pub(crate) const RECIPE: Recipe = Recipe {
    id: "quectel",
    name: "AT Quectel BG/EC",
    file_name: "quectel.txt",
    language: "text",
    source: "Quectel EC2x&EG2x&EG9x&EM05 Series MQTT Application Note V1.3; BG95&BG77&BG600L Series MQTT Application Note V1.1",
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
        "send the payload `hello` at the prompt `>`, and Ctrl-Z (1A) after it",
        "出现提示符 `>` 后发送消息内容 `hello`，再发送 Ctrl-Z（1A）",
    ));
    let template = note::lines_end_as_modules_want(include_str!("templates/quectel.txt"), notes);
    draft.fill(&template, quote::plain_at, &[])
}
