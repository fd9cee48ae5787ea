//! Eclipse Paho for Java, `org.eclipse.paho.client.mqttv3` 1.2.5.

use crate::draft::{Draft, Recipe};
use crate::{Note, quote};

pub(crate) const RECIPE: Recipe = Recipe {
    id: "paho-java",
    name: "Java Paho",
    file_name: "Device.java",
    language: "java",
    source: "https://eclipse.dev/paho/files/javadoc/org/eclipse/paho/client/mqttv3/MqttClient.html",
    websocket: true,
    sends_password: true,
    write,
};

fn write(draft: &Draft<'_>, _: &mut Vec<Note>) -> String {
    draft.fill(
        include_str!("templates/Device.java"),
        quote::java,
        &[("url", quote::java(&draft.way.url("tcp", "ssl")))],
    )
}
