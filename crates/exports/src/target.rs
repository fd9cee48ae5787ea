//! The list of what a text can be written for.

use crate::draft::Recipe;
use crate::{
    alibaba_node, c_header, dot_env, esp_at, esp_mqtt, json, mosquitto, mqtt_js, mqttx, paho_c,
    paho_go, paho_java, paho_python, pub_sub_client, quectel, rumqttc, simcom, umqtt,
};

/// A library, module or format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// `mosquitto_pub`, for a shell.
    MosquittoPub,
    /// `mosquitto_sub`, for a shell.
    MosquittoSub,
    /// paho-mqtt 2 for Python.
    PahoPython,
    /// MQTT.js, in Node.
    MqttJs,
    /// The vendor's SDK for Node, which signs by itself.
    AlibabaNode,
    /// Eclipse Paho for Java.
    PahoJava,
    /// Eclipse Paho for Go.
    PahoGo,
    /// rumqttc for Rust.
    Rumqttc,
    /// Eclipse Paho for C.
    PahoC,
    /// ESP-IDF 5 with esp-mqtt.
    EspMqtt,
    /// Arduino with PubSubClient.
    PubSubClient,
    /// MicroPython with umqtt.simple.
    Umqtt,
    /// AT commands of Espressif's ESP-AT.
    EspAt,
    /// AT commands of Quectel's BG and EC series.
    Quectel,
    /// AT commands of SIMCom's A76xx and SIM7xxx series.
    Simcom,
    /// A connection to import into MQTTX.
    Mqttx,
    /// A C header of `#define`s.
    CHeader,
    /// Variables of an environment.
    DotEnv,
    /// The JSON of `connack sign --json`.
    Json,
}

impl Target {
    /// All of them, in the order for a list.
    pub const ALL: [Self; 19] = [
        Self::MosquittoPub,
        Self::MosquittoSub,
        Self::PahoPython,
        Self::MqttJs,
        Self::AlibabaNode,
        Self::PahoJava,
        Self::PahoGo,
        Self::Rumqttc,
        Self::PahoC,
        Self::EspMqtt,
        Self::PubSubClient,
        Self::Umqtt,
        Self::EspAt,
        Self::Quectel,
        Self::Simcom,
        Self::Mqttx,
        Self::CHeader,
        Self::DotEnv,
        Self::Json,
    ];

    /// The target of an id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.id() == id)
    }

    /// Its spelling in addresses and option values; never changes.
    pub fn id(self) -> &'static str {
        self.recipe().id
    }

    /// What people call it, the same in every language.
    pub fn name(self) -> &'static str {
        self.recipe().name
    }

    /// What to save the text as.
    pub fn file_name(self) -> &'static str {
        self.recipe().file_name
    }

    /// The language, as code fences of Markdown name it.
    pub fn language(self) -> &'static str {
        self.recipe().language
    }

    /// Where the facts of its text are from: a URL, or the title of a manual.
    pub fn source(self) -> &'static str {
        self.recipe().source
    }

    /// Whether the text is told the password. One that signs by itself has a device secret to
    /// be put in instead.
    pub fn sends_password(self) -> bool {
        self.recipe().sends_password
    }

    pub(crate) fn recipe(self) -> &'static Recipe {
        match self {
            Self::MosquittoPub => &mosquitto::PUB,
            Self::MosquittoSub => &mosquitto::SUB,
            Self::PahoPython => &paho_python::RECIPE,
            Self::MqttJs => &mqtt_js::RECIPE,
            Self::AlibabaNode => &alibaba_node::RECIPE,
            Self::PahoJava => &paho_java::RECIPE,
            Self::PahoGo => &paho_go::RECIPE,
            Self::Rumqttc => &rumqttc::RECIPE,
            Self::PahoC => &paho_c::RECIPE,
            Self::EspMqtt => &esp_mqtt::RECIPE,
            Self::PubSubClient => &pub_sub_client::RECIPE,
            Self::Umqtt => &umqtt::RECIPE,
            Self::EspAt => &esp_at::RECIPE,
            Self::Quectel => &quectel::RECIPE,
            Self::Simcom => &simcom::RECIPE,
            Self::Mqttx => &mqttx::RECIPE,
            Self::CHeader => &c_header::RECIPE,
            Self::DotEnv => &dot_env::RECIPE,
            Self::Json => &json::RECIPE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_name_one_target_each() {
        for target in Target::ALL {
            assert_eq!(Target::from_id(target.id()), Some(target));
            assert!(
                target
                    .id()
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            );
            assert!(!target.source().is_empty());
        }
        assert_eq!(Target::from_id("none"), None);
    }
}
