//! The cases of the flows, embedded (a browser has no folder), and the shape of their files.

use serde::Deserialize;

/// What Python computed.
pub(crate) const CASES: &str = include_str!("../../../../tests/flows/flows.toml");

/// The one complete vector that is published.
pub(crate) const PUBLISHED: &str =
    include_str!("../../../../tests/vectors/register-https/dynreg-https-sha256.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vector {
    pub(crate) product: Product,
    pub(crate) request: Request,
    pub(crate) expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Product {
    pub(crate) product_key: String,
    pub(crate) device_name: String,
    pub(crate) product_secret: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    pub(crate) random: String,
    pub(crate) sign_method: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expect {
    pub(crate) pairs: Vec<[String; 2]>,
    pub(crate) signing_content: String,
    pub(crate) sign: String,
    pub(crate) published: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cases {
    pub(crate) https_auth: Vec<Case<FormGiven, Form>>,
    pub(crate) register_https: Vec<Case<FormGiven, Form>>,
    pub(crate) register_mqtt: Vec<Case<RegisterGiven, Connect>>,
    pub(crate) topo_add: Vec<Case<GatewayGiven, Message>>,
    pub(crate) sub_login: Vec<Case<GatewayGiven, Message>>,
    pub(crate) batch_login: Vec<Case<GatewayGiven, Message>>,
    pub(crate) psk: Vec<Case<PskGiven, Psk>>,
    pub(crate) apsara_mq: Vec<Case<MqGiven, Mq>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case<G, E> {
    pub(crate) given: G,
    pub(crate) expect: E,
}

#[derive(Deserialize)]
pub(crate) struct Device {
    pub(crate) product_key: String,
    pub(crate) device_name: String,
    pub(crate) secret: String,
    pub(crate) method: String,
}

#[derive(Deserialize)]
pub(crate) struct FormGiven {
    #[serde(flatten)]
    pub(crate) device: Device,
    pub(crate) client_id: Option<String>,
    pub(crate) timestamp: Option<String>,
    pub(crate) random: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) instance: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct RegisterGiven {
    #[serde(flatten)]
    pub(crate) device: Device,
    pub(crate) random: String,
    pub(crate) client_id: String,
    pub(crate) auth_type: String,
    pub(crate) mode: String,
    pub(crate) instance: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct GatewayGiven {
    pub(crate) product_key: String,
    pub(crate) device_name: String,
    pub(crate) message_id: u32,
    pub(crate) devices: Vec<SubGiven>,
}

#[derive(Deserialize)]
pub(crate) struct SubGiven {
    #[serde(flatten)]
    pub(crate) device: Device,
    pub(crate) client_id: Option<String>,
    pub(crate) timestamp: Option<String>,
    pub(crate) clean_session: bool,
}

#[derive(Deserialize)]
pub(crate) struct PskGiven {
    #[serde(flatten)]
    pub(crate) device: Device,
    pub(crate) timestamp: String,
}

#[derive(Deserialize)]
pub(crate) struct MqGiven {
    pub(crate) scheme: String,
    pub(crate) access_key_id: String,
    pub(crate) instance_id: String,
    pub(crate) client_id: String,
    pub(crate) secret: String,
}

/// The stages that all flows but ApsaraMQ's share.
#[derive(Deserialize)]
pub(crate) struct Stages {
    pub(crate) pairs: Vec<[String; 2]>,
    pub(crate) content: String,
    pub(crate) mac: String,
}

#[derive(Deserialize)]
pub(crate) struct Form {
    #[serde(flatten)]
    pub(crate) stages: Stages,
    pub(crate) url: String,
    pub(crate) body: String,
    pub(crate) curl: String,
}

#[derive(Deserialize)]
pub(crate) struct Connect {
    #[serde(flatten)]
    pub(crate) stages: Stages,
    pub(crate) mqtt_client_id: String,
    pub(crate) username: String,
    pub(crate) password: String,
}

#[derive(Deserialize)]
pub(crate) struct Message {
    pub(crate) signings: Vec<Stages>,
    pub(crate) topic: String,
    pub(crate) reply_topic: String,
    pub(crate) max_qos: u8,
    pub(crate) payload: String,
}

#[derive(Deserialize)]
pub(crate) struct Psk {
    #[serde(flatten)]
    pub(crate) stages: Stages,
    pub(crate) identity: String,
    pub(crate) key: String,
}

#[derive(Deserialize)]
pub(crate) struct Mq {
    pub(crate) content: String,
    pub(crate) mac: String,
    pub(crate) username: String,
    pub(crate) password: String,
}
