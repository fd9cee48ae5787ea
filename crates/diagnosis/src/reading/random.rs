//! Client ids that tools make up when they are given none.

use super::text::is_blank;
use connack_signer::MqttClientId;

/// Whether a client id without parameters is one that a tool makes up when it is given none.
pub(crate) fn is_random(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    let lower = text.to_ascii_lowercase();
    let starts = [
        "mqttx_",
        "mqttx-",
        "mqttjs_",
        "mosq-",
        "mosq/",
        "mosq_",
        "mosqpub",
        "mosqsub",
        "mosquitto",
        "paho",
        "mqtt_fx",
        "mqttfx",
        "mqtt.fx",
        "mqtt-explorer",
        "mqttexplorer",
        "auto-",
        "clientid-",
        "desktop-",
        "laptop-",
        "lens_",
        "hivemq",
        "emqx_",
        "esp32_",
        "esp8266client",
        "esp32client",
        "espclient",
        "arduinoclient",
        "nodered_",
        "node-red",
        "mqttbox",
        "mymqtt",
        "mqttnet",
        "rumqttc",
        "mqtt_client",
        "js-utility",
        "mqtt-client-",
        "flutter_client",
        "mqtttool",
        "iotmqttpanel",
        "micropython",
        "umqtt_client",
        "go-simple",
        "mqttools-",
        "python_mqtt",
    ];
    if starts.iter().any(|start| lower.starts_with(start)) {
        return true;
    }
    let bare = lower.trim_start_matches('{').trim_end_matches('}');
    let hex = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let groups: Vec<&str> = bare.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let is_uuid = lengths == [8, 4, 4, 4, 12] && groups.iter().all(|group| hex(group));
    is_uuid || bare.len() == 32 && hex(bare)
}

/// Whether the whole is a client id of an old mosquitto, which has a bar of its own.
pub(crate) fn has_tools_bar(id: &MqttClientId) -> bool {
    ["mosqpub", "mosqsub"].contains(&id.client_id.as_str())
        && id
            .params
            .as_ref()
            .is_some_and(|params| params.0.iter().all(|param| param.value.is_none()))
}
