//! The vendor's SDK for Node, which takes the identity and signs by itself; facts from the package
//! alibabacloud-iot-device-sdk 1.2.8, `lib/model.js`.

use crate::draft::{Draft, Recipe};
use crate::{DEVICE_SECRET_PLACEHOLDER, Note, quote};
use connack_signer::MqttClientId;

pub(crate) const RECIPE: Recipe = Recipe {
    id: "alibaba-node",
    name: "Alibaba Cloud Node SDK",
    file_name: "device-sdk.js",
    language: "js",
    source: "https://github.com/aliyun/alibabacloud-iot-device-sdk",
    websocket: true,
    sends_password: false,
    write,
};

fn write(draft: &Draft<'_>, notes: &mut Vec<Note>) -> String {
    notes.push(Note::new(
        "put the device secret in place of <device-secret>: this SDK signs by itself, with the present time and always with SHA-1, so its password is another than the computed one",
        "请将 <device-secret> 替换为 DeviceSecret：此 SDK 自行签名，使用当前时间且始终使用 SHA-1，因此其密码与此处计算的不同",
    ));
    let id = MqttClientId::parse(&draft.given.mqtt_client_id).client_id;
    let own = [
        ("url", quote::json(&draft.way.url("mqtt", "mqtts"))),
        ("own_client_id", quote::json(&id)),
        ("product_key", quote::json(&draft.given.product_key)),
        ("device_name", quote::json(&draft.given.device_name)),
        ("device_secret", quote::json(DEVICE_SECRET_PLACEHOLDER)),
    ];
    draft.fill(include_str!("templates/alibaba_node.js"), quote::json, &own)
}
