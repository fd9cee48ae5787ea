//! Variables of an environment, as a shell reads them; libraries named dotenv agree with it but for
//! values with quotes or backslashes.

use crate::draft::{Draft, Recipe};
use crate::{Note, quote};

pub(crate) const RECIPE: Recipe = Recipe {
    id: "env",
    name: ".env",
    file_name: ".env",
    language: "sh",
    source: "https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html",
    websocket: true,
    sends_password: true,
    write,
};

fn write(draft: &Draft<'_>, notes: &mut Vec<Note>) -> String {
    let own = [
        ("transport", quote::dot_env(draft.way.transport.wire())),
        ("websocket_url", quote::dot_env(&draft.given.websocket_url)),
    ];
    let text = draft.fill(include_str!("templates/env"), quote::dot_env, &own);
    if text.contains(['"', '\\']) {
        notes.push(Note::new(
            "a value has quotes or backslashes, which libraries named dotenv read each in its own way: load it with `set -a; . ./.env`",
            "某个值中有引号或反斜杠，各种 dotenv 库的解析方式不同：请用 `set -a; . ./.env` 加载",
        ));
    }
    text
}
