//! `mosquitto_pub` and `mosquitto_sub`, as one command of a POSIX shell.

use crate::draft::{Draft, Recipe};
use crate::{Include, Note, quote};

const SOURCE: &str = "https://mosquitto.org/man/mosquitto_pub-1.html";

pub(crate) const PUB: Recipe = Recipe {
    id: "mosquitto-pub",
    name: "mosquitto_pub",
    file_name: "publish.sh",
    language: "sh",
    source: SOURCE,
    websocket: false,
    sends_password: true,
    write: |draft, notes| write(draft, include_str!("templates/mosquitto_pub.sh"), notes),
};

pub(crate) const SUB: Recipe = Recipe {
    id: "mosquitto-sub",
    name: "mosquitto_sub",
    file_name: "subscribe.sh",
    language: "sh",
    source: SOURCE,
    websocket: false,
    sends_password: true,
    write: |draft, notes| write(draft, include_str!("templates/mosquitto_sub.sh"), notes),
};

fn write(draft: &Draft<'_>, template: &str, notes: &mut Vec<Note>) -> String {
    if draft.include == Include::Password {
        notes.push(Note::new(
            "while it runs, other users of the machine can read the password in the list of processes",
            "运行期间，同一台机器上的其他用户可以在进程列表中看到密码",
        ));
    }
    notes.push(Note::new(
        "the quotes are those of sh, bash and zsh, not of Windows' cmd",
        "引号按 sh、bash、zsh 的规则书写，不适用于 Windows 的 cmd",
    ));
    draft.fill(template, quote::shell, &[])
}
