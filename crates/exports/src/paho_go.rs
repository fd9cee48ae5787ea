//! Eclipse Paho for Go, `github.com/eclipse/paho.mqtt.golang`.

use crate::draft::{Draft, Recipe};
use crate::{Note, quote};

pub(crate) const RECIPE: Recipe = Recipe {
    id: "paho-go",
    name: "Go Paho",
    file_name: "device.go",
    language: "go",
    source: "https://pkg.go.dev/github.com/eclipse/paho.mqtt.golang",
    websocket: true,
    sends_password: true,
    write,
};

fn write(draft: &Draft<'_>, _: &mut Vec<Note>) -> String {
    draft.fill(
        include_str!("templates/paho_go.go"),
        quote::go,
        &[("url", quote::go(&draft.way.url("tcp", "ssl")))],
    )
}
