//! A sub-device as it is typed in.

use connack_protocol::Hidden;
use connack_signer::{
    DeviceIdentity, DeviceName, ProductKey, Secret, SignMethod, SubDevice, Subject, WireError,
};

/// A sub-device that is being typed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SubDraft {
    /// Its product key.
    pub product_key: String,
    /// Its device name.
    pub device_name: String,
    /// Its device secret.
    pub device_secret: Hidden,
    /// Its client id; empty: `productKey&deviceName`.
    pub client_id: String,
    /// How it signs.
    pub sign_method: SignMethod,
    /// The secret is shown.
    pub revealed: bool,
}

/// A field of the sub-device that is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubField {
    /// The product key.
    ProductKey,
    /// The device name.
    DeviceName,
    /// The device secret.
    DeviceSecret,
    /// The client id.
    ClientId,
    /// The sign method, as on the wire.
    SignMethod,
}

impl SubDraft {
    /// The sub-device of the practice broker.
    pub(super) fn practice() -> Self {
        Self {
            product_key: "a1PracticeSub0".into(),
            device_name: "practice-sub".into(),
            device_secret: Hidden("practice-sub-secret".into()),
            ..Self::default()
        }
    }

    /// Takes what was typed or chosen.
    pub(super) fn set(&mut self, field: SubField, text: String) {
        match field {
            SubField::ProductKey => self.product_key = text,
            SubField::DeviceName => self.device_name = text,
            SubField::DeviceSecret => self.device_secret = Hidden(text),
            SubField::ClientId => self.client_id = text,
            SubField::SignMethod => {
                self.sign_method = SignMethod::from_wire(&text).unwrap_or_default();
            }
        }
    }

    /// What cannot stand in a name.
    pub fn wrong(&self) -> Vec<(Subject, WireError)> {
        let key = ProductKey::new(&*self.product_key).err();
        let name = DeviceName::new(&*self.device_name).err();
        let key = key.map(|error| (Subject::ProductKey, error));
        let name = name.map(|error| (Subject::DeviceName, error));
        key.into_iter().chain(name).collect()
    }

    /// The sub-device, if nothing is missing and nothing is wrong.
    pub fn device(&self) -> Option<SubDevice> {
        let all = [&self.product_key, &self.device_name, &self.device_secret.0];
        if all.into_iter().any(String::is_empty) {
            return None;
        }
        let client_id = match self.client_id.is_empty() {
            true => format!("{}&{}", self.product_key, self.device_name),
            false => self.client_id.clone(),
        };
        Some(SubDevice {
            identity: DeviceIdentity {
                product_key: ProductKey::new(&*self.product_key).ok()?,
                device_name: DeviceName::new(&*self.device_name).ok()?,
                device_secret: Secret::new(&*self.device_secret.0),
            },
            client_id: Some(client_id),
            sign_method: self.sign_method,
            timestamp: None,
            clean_session: true,
        })
    }
}
