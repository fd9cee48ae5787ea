//! The fields of Compute as typed, and what fills several of them at once.

use crate::route::Prefill;
use connack_protocol::Identity;
use connack_signer::{Pasted, Secret, SecureMode, SignMethod, read_pasted};

/// The fields, exactly as typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Product key.
    pub product_key: String,
    /// Device name.
    pub device_name: String,
    /// Device secret.
    pub device_secret: Secret,
    /// The device's own part of the client id; empty means the console's shape.
    pub client_id: String,
    /// No client id at all: the platform assigns one.
    pub client_id_none: bool,
    /// Sign method.
    pub sign_method: SignMethod,
    /// Secure mode.
    pub secure_mode: SecureMode,
    /// Timestamp; empty means none.
    pub timestamp: String,
    /// Region of the old public instance.
    pub region: String,
    /// Instance id, host or URL; wins over the region when it is not empty.
    pub instance: String,
    /// Extra extension parameters.
    pub extra: String,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            product_key: String::new(),
            device_name: String::new(),
            device_secret: Secret::default(),
            client_id: String::new(),
            client_id_none: false,
            sign_method: SignMethod::default(),
            secure_mode: SecureMode::default(),
            timestamp: String::new(),
            region: connack_signer::REGIONS[0].into(),
            instance: String::new(),
            extra: String::new(),
        }
    }
}

impl Form {
    /// The vendor's worked example (help topics 73742 and 63656).
    pub fn documented_example() -> Self {
        Self {
            product_key: "pk".into(),
            device_name: "device".into(),
            device_secret: Secret::new("secret"),
            client_id: "12345".into(),
            sign_method: SignMethod::HmacSha1,
            secure_mode: SecureMode::Plain,
            timestamp: "789".into(),
            ..Self::default()
        }
    }

    /// The practice broker's own device, at the broker's WebSocket URL.
    pub fn practice(url: &str) -> Self {
        Self {
            product_key: "a1Practice0".into(),
            device_name: "practice".into(),
            device_secret: Secret::new("practice-device-secret"),
            secure_mode: SecureMode::Plain,
            instance: url.into(),
            ..Self::default()
        }
    }

    /// Whether nothing of an identity is typed yet.
    pub fn is_untouched(&self) -> bool {
        self.product_key.is_empty() && self.device_name.is_empty() && self.device_secret.is_empty()
    }

    /// The clientId that takes part in the signature.
    pub fn effective_client_id(&self) -> String {
        if self.client_id_none {
            String::new()
        } else if self.client_id.is_empty() {
            format!("{}.{}", self.product_key, self.device_name)
        } else {
            self.client_id.clone()
        }
    }

    /// The fields without the secret, as Connect saves them.
    pub fn identity(&self) -> Identity {
        Identity {
            product_key: self.product_key.clone(),
            device_name: self.device_name.clone(),
            client_id: self.client_id.clone(),
            client_id_none: self.client_id_none,
            sign_method: self.sign_method.wire().into(),
            secure_mode: self.secure_mode.wire().into(),
            timestamp: self.timestamp.clone(),
            region: self.region.clone(),
            instance: self.instance.clone(),
            ext_params: self.extra.clone(),
        }
    }

    /// A saved device. Without a saved secret the one that stands here stays if it is the same
    /// device, and goes if it is another one.
    fn saved(&mut self, of: Identity, secret: Option<Secret>) {
        let same = (&of.product_key, &of.device_name) == (&self.product_key, &self.device_name);
        let kept = || same.then(|| self.device_secret.clone());
        let fresh = Self::default();
        *self = Self {
            device_secret: secret.or_else(kept).unwrap_or_default(),
            product_key: of.product_key,
            device_name: of.device_name,
            client_id: of.client_id,
            client_id_none: of.client_id_none,
            sign_method: SignMethod::from_wire(&of.sign_method).unwrap_or(fresh.sign_method),
            secure_mode: SecureMode::from_wire(&of.secure_mode).unwrap_or(fresh.secure_mode),
            timestamp: of.timestamp,
            region: Some(of.region)
                .filter(|region| !region.is_empty())
                .unwrap_or(fresh.region),
            instance: of.instance,
            extra: of.ext_params,
        };
    }

    /// The value of the field with this id; `None`: no field of Compute has it.
    pub fn named(&self, name: &str) -> Option<&str> {
        Some(match name {
            "device-secret" => self.device_secret.expose(),
            "sign-method" => self.sign_method.wire(),
            "secure-mode" => self.secure_mode.wire(),
            _ => match Field::from_id(name)? {
                Field::ProductKey => &self.product_key,
                Field::DeviceName => &self.device_name,
                Field::ClientId => &self.client_id,
                Field::Timestamp => &self.timestamp,
                Field::Region => &self.region,
                Field::Instance => &self.instance,
                Field::Extra => &self.extra,
            },
        })
    }

    fn set(&mut self, field: Field, text: String) {
        match field {
            Field::ProductKey => self.product_key = text,
            Field::DeviceName => self.device_name = text,
            Field::ClientId => self.client_id = text,
            Field::Timestamp => self.timestamp = text,
            Field::Region => self.region = text,
            Field::Instance => self.instance = text,
            Field::Extra => self.extra = text,
        }
    }

    fn fill(&mut self, pasted: &Pasted) {
        if let Some(text) = &pasted.product_key {
            self.product_key.clone_from(text);
        }
        if let Some(text) = &pasted.device_name {
            self.device_name.clone_from(text);
        }
        if let Some(secret) = &pasted.device_secret {
            self.device_secret = secret.clone();
        }
        if let Some(id) = &pasted.mqtt_client_id {
            self.client_id.clone_from(&id.client_id);
            self.client_id_none = id.client_id.is_empty();
            if let Some(params) = &id.params {
                let method = id.param("signmethod");
                self.sign_method = method
                    .map_or(Some(SignMethod::WHEN_ABSENT), SignMethod::from_wire)
                    .unwrap_or(self.sign_method);
                let mode = id.param("securemode").and_then(SecureMode::from_wire);
                self.secure_mode = mode.unwrap_or(self.secure_mode);
                self.timestamp = id.param("timestamp").unwrap_or_default().into();
                let own = ["securemode", "signmethod", "timestamp", ""];
                let mut rest = params.clone();
                rest.0.retain(|param| !own.contains(&param.name.trim()));
                self.extra = rest.to_string();
            }
        }
        if let Some(region) = pasted.region() {
            self.region = region.into();
            self.instance.clear();
        } else if let Some(host) = pasted.other_host() {
            self.instance = host.into();
        }
    }

    fn prefill(&mut self, prefill: &Prefill) {
        let texts = [
            (Field::ProductKey, &prefill.product_key),
            (Field::DeviceName, &prefill.device_name),
            (Field::ClientId, &prefill.client_id),
            (Field::Timestamp, &prefill.timestamp),
            (Field::Region, &prefill.region),
            (Field::Instance, &prefill.instance),
        ];
        for (field, text) in texts {
            if let Some(text) = text {
                self.set(field, text.clone());
            }
        }
        if let Some(method) = prefill
            .sign_method
            .as_deref()
            .and_then(SignMethod::from_wire)
        {
            self.sign_method = method;
        }
        if let Some(mode) = prefill
            .secure_mode
            .as_deref()
            .and_then(SecureMode::from_wire)
        {
            self.secure_mode = mode;
        }
    }
}

/// A field with text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// `product-key`
    ProductKey,
    /// `device-name`
    DeviceName,
    /// `client-id`
    ClientId,
    /// `timestamp`
    Timestamp,
    /// `region`
    Region,
    /// `instance`
    Instance,
    /// `ext-params`
    Extra,
}

impl Field {
    /// The field with this id.
    fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "product-key" => Self::ProductKey,
            "device-name" => Self::DeviceName,
            "client-id" => Self::ClientId,
            "timestamp" => Self::Timestamp,
            "region" => Self::Region,
            "instance" => Self::Instance,
            "ext-params" => Self::Extra,
            _ => return None,
        })
    }
}

/// What filled several fields at once, to be told and undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// A certificate or parameter JSON, or a whole client id.
    Pasted,
    /// The documented example.
    Example,
    /// The practice device.
    Practice,
    /// A link.
    Link,
    /// A profile that was saved on Connect.
    Profile,
    /// A button of a further way in.
    Flow,
}

/// The form with its way back.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FormState {
    /// The fields.
    pub form: Form,
    /// What filled several fields last, with the fields before that.
    pub filled: Option<(Filled, Box<Form>)>,
}

/// What can happen to the form.
#[derive(Debug, Clone, PartialEq)]
pub enum FormAction {
    /// A field was typed or pasted into.
    Set(Field, String),
    /// The secret was typed or pasted.
    Secret(Secret),
    /// A text was pasted that gives several fields.
    Fill(Box<Pasted>),
    /// A method was chosen.
    SignMethod(SignMethod),
    /// A mode was chosen.
    SecureMode(SecureMode),
    /// No client id at all, or one again.
    ClientIdNone(bool),
    /// An address gave values.
    Link(Box<Prefill>),
    /// A link that was made here gave all fields.
    Linked(Box<Identity>, Option<Secret>),
    /// The documented example was asked for.
    Example,
    /// The practice device was asked for.
    Practice {
        /// The practice broker's WebSocket URL.
        url: String,
    },
    /// A saved device was loaded.
    Saved(Box<Identity>, Option<Secret>),
    /// Back to the fields before the last filling.
    Undo,
}

impl FormAction {
    /// What typing into the field with this id does; `None`: no field of Compute has it.
    pub fn named(name: &str, value: Secret) -> Option<Self> {
        let text = value.expose();
        Some(match name {
            "device-secret" => Self::Secret(value),
            "sign-method" => Self::SignMethod(SignMethod::from_wire(text).unwrap_or_default()),
            "secure-mode" => Self::SecureMode(SecureMode::from_wire(text).unwrap_or_default()),
            _ => Self::Set(Field::from_id(name)?, text.into()),
        })
    }
}

impl FormState {
    /// The form after an action.
    pub fn apply(&mut self, action: FormAction) {
        match action {
            // A JSON typed or dropped into a field is taken apart like a pasted one.
            FormAction::Set(field, text) => match read_pasted(&text) {
                Some(pasted) => self.fill(Filled::Pasted, |form| form.fill(&pasted)),
                None => self.form.set(field, text),
            },
            FormAction::Secret(secret) => match read_pasted(secret.expose()) {
                Some(pasted) => self.fill(Filled::Pasted, |form| form.fill(&pasted)),
                None => self.form.device_secret = secret,
            },
            FormAction::Fill(pasted) => self.fill(Filled::Pasted, |form| form.fill(&pasted)),
            FormAction::SignMethod(method) => self.form.sign_method = method,
            FormAction::SecureMode(mode) => self.form.secure_mode = mode,
            FormAction::ClientIdNone(none) => self.form.client_id_none = none,
            FormAction::Link(prefill) => {
                if *prefill != Prefill::default() {
                    self.fill(Filled::Link, |form| form.prefill(&prefill));
                }
            }
            FormAction::Linked(identity, secret) => {
                self.fill(Filled::Link, |form| form.saved(*identity, secret));
            }
            FormAction::Example => {
                self.fill(Filled::Example, |form| *form = Form::documented_example());
            }
            FormAction::Practice { url } => {
                self.fill(Filled::Practice, |form| *form = Form::practice(&url));
            }
            FormAction::Saved(identity, secret) => {
                self.fill(Filled::Profile, |form| form.saved(*identity, secret));
            }
            FormAction::Undo => {
                if let Some((_, before)) = self.filled.take() {
                    self.form = *before;
                }
            }
        }
    }

    fn fill(&mut self, what: Filled, change: impl FnOnce(&mut Form)) {
        let before = Box::new(self.form.clone());
        change(&mut self.form);
        self.filled = Some((what, before));
    }
}

#[cfg(test)]
mod tests;
