//! The devices that the programs are written for, the broker that knows them, and the platform that
//! listens.

use std::path::Path;
use std::process::Command;

use connack_e2e::python::Paho;
use connack_e2e::{Child, Folder, Practice, eventually};
use connack_exports::{DEVICE_SECRET_PLACEHOLDER, Given, Include, Target, export};
use connack_signer::{
    ClientId, DeviceIdentity, DeviceName, Endpoint, ProductKey, Secret, SecureMode, SignRequest,
    Transport, sign,
};
use serde_json::json;

/// One device, with what it calls itself.
#[derive(Debug)]
pub(crate) struct Device {
    name: &'static str,
    client_id: &'static str,
    secret: &'static str,
}

const PRODUCT_KEY: &str = "a1Exports00";

/// An ordinary one; one with what ends or changes a literal, a format or a word of a shell; and one
/// with what shells, templates and URLs replace.
pub(crate) const DEVICES: &[Device] = &[
    Device {
        name: "ordinary",
        client_id: "a1Exports00.ordinary",
        secret: "secret-of-an-ordinary-device",
    },
    Device {
        name: "设备'\"\\%,0",
        client_id: "中文'\"\\%&,\\\"'\\''%n,0",
        secret: "secret'\"\\%&,\\n0",
    },
    Device {
        name: "d$(id)`id`",
        client_id: "${HOME}$(id)`id`\\n\\u0041%20{{port}}??/*/😀 #;!",
        secret: "${HOME}$(id)`id`\\u0041",
    },
];

/// Every device over TCP; the second over WebSocket too, where the library has it.
pub(crate) fn runs(target: Target) -> Vec<(&'static Device, Transport)> {
    let mut runs: Vec<_> = DEVICES
        .iter()
        .map(|device| (device, Transport::Tcp))
        .collect();
    let websocket = match target {
        Target::PahoPython
        | Target::MqttJs
        | Target::AlibabaNode
        | Target::PahoJava
        | Target::PahoGo
        | Target::Rumqttc
        | Target::PahoC
        | Target::EspMqtt
        | Target::EspAt
        | Target::Mqttx
        | Target::CHeader
        | Target::DotEnv => true,
        Target::MosquittoPub
        | Target::MosquittoSub
        | Target::PubSubClient
        | Target::Umqtt
        | Target::Quectel
        | Target::Simcom
        | Target::Json => false,
    };
    if websocket {
        runs.push((&DEVICES[1], Transport::Ws));
    }
    runs
}

/// The practice broker with the devices, and the platform at the other end.
pub(crate) struct Stage {
    pub(crate) folder: Folder,
    practice: Practice,
    platform: Paho,
}

impl Stage {
    pub(crate) fn set() -> Self {
        let folder = Folder::new("exports");
        let devices = DEVICES.iter().map(|device| {
            json!({
                "product_key": PRODUCT_KEY,
                "device_name": device.name,
                "device_secret": device.secret,
            })
        });
        let list = json!(devices.collect::<Vec<_>>()).to_string();
        let file = folder.write("devices.json", &list);
        let practice = Practice::start_with(&["--devices", &file.to_string_lossy()]);
        let password = Practice::PLATFORM_PASSWORD;
        let mut platform = Paho::log_in(practice.mqtt_port, "platform", "platform", password);
        assert_eq!(platform.connack(), 0);
        platform.subscribe(&format!("/{PRODUCT_KEY}/+/user/update"), 1);
        Self {
            folder,
            practice,
            platform,
        }
    }

    /// The text of a target, with the secret wherever it wants one; and what it was made from.
    pub(crate) fn text(
        &self,
        target: Target,
        device: &Device,
        transport: Transport,
    ) -> (String, Given) {
        let identity = DeviceIdentity {
            product_key: ProductKey::new(PRODUCT_KEY).unwrap(),
            device_name: DeviceName::new(device.name).unwrap(),
            device_secret: Secret::new(device.secret),
        };
        let request = SignRequest {
            client_id: ClientId::new(device.client_id).unwrap(),
            secure_mode: SecureMode::Plain,
            ..SignRequest::default()
        };
        let endpoint = Endpoint {
            host: "127.0.0.1".into(),
            port: self.practice.mqtt_port,
            websocket_url: self.practice.websocket_url.clone(),
        };
        let signing = sign(&identity, &request);
        let given = Given::of(&identity, &signing, &endpoint, transport);
        let export = export(target, &given, Include::Password);
        let placeholder = json!(DEVICE_SECRET_PLACEHOLDER).to_string();
        let secret = json!(device.secret).to_string();
        (export.text.expose().replace(&placeholder, &secret), given)
    }

    /// Runs the text of a target for every device.
    #[track_caller]
    pub(crate) fn run_all(
        &self,
        target: Target,
        connack: &str,
        command: impl Fn(&Path) -> Command,
    ) {
        for (device, transport) in runs(target) {
            let (text, _) = self.text(target, device, transport);
            let file = self.folder.write(target.file_name(), &text);
            self.run(&mut command(&file), device, connack);
        }
    }

    /// Runs a program until it has told of its CONNACK and the platform has heard it.
    #[track_caller]
    pub(crate) fn run(&self, command: &mut Command, device: &Device, connack: &str) {
        let before = self.heard(device);
        let program = Child::start(command);
        program.line(connack, |line| line.contains(connack).then_some(()));
        eventually("the platform hears the program", || {
            (self.heard(device) > before).then_some(())
        });
        let log = self.practice.log();
        let refused = log.iter().find(|line| line.contains(" refused"));
        assert_eq!(refused, None);
    }

    /// Waits until the platform has heard a device.
    #[track_caller]
    pub(crate) fn hears(&self, device: &Device) {
        self.platform.receives(&topic(device), 1, b"hello");
    }

    fn heard(&self, device: &Device) -> usize {
        self.platform.heard(&topic(device)).len()
    }

    /// Runs a program that listens, and speaks to it until it has heard.
    #[track_caller]
    pub(crate) fn tells_until(&mut self, command: &mut Command, topic: &str, expected: &str) {
        let program = Child::start(command);
        eventually(&format!("the program prints `{expected}`"), || {
            self.platform.publish(topic, 1, b"from the platform");
            let output = program.output();
            output.iter().any(|line| line == expected).then_some(())
        });
    }
}

fn topic(device: &Device) -> String {
    format!("/{PRODUCT_KEY}/{}/user/update", device.name)
}
