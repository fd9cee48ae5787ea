//! The work that `cargo xtask bench sign` measures, for the signer: one signature for each of many
//! devices, a fresh secret each. The clock is outside: it belongs to whoever calls.

use connack_signer::{
    ClientId, DeviceIdentity, DeviceName, ExtParams, ProductKey, Secret, SecureMode, SignMethod,
    SignRequest, SigningContent, Timestamp, WireError, sign,
};

/// Devices that differ in their secret only.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen)]
pub struct Devices {
    identities: Vec<DeviceIdentity>,
    request: SignRequest,
}

/// Blocks in one HMAC of 89 bytes: the key twice, the content padded, the inner hash.
const BLOCKS: usize = 5;

/// The secret of a device: 32 hex digits, as the platform issues them. The peers make the same.
fn secret(number: u32) -> Secret {
    let half = u64::from(number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    Secret::new(format!("{half:016x}{half:016x}"))
}

impl Devices {
    /// `count` devices, and a request whose content has 89 bytes.
    ///
    /// # Errors
    /// None, as long as the texts below are what the wire can carry.
    pub fn try_new(count: u32) -> Result<Self, WireError> {
        let product_key = ProductKey::new("a1Practice0")?;
        let device_name = DeviceName::new("practice")?;
        Ok(Self {
            identities: (0..count)
                .map(|number| DeviceIdentity {
                    product_key: product_key.clone(),
                    device_name: device_name.clone(),
                    device_secret: secret(number),
                })
                .collect(),
            request: SignRequest {
                client_id: ClientId::new("a1Practice0.practice")?,
                sign_method: SignMethod::default(),
                secure_mode: SecureMode::Tls,
                timestamp: Some(Timestamp::new("2524608000000")?),
                extra: ExtParams::default(),
            },
        })
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen)]
impl Devices {
    /// As [`Self::try_new`], for JavaScript.
    #[must_use]
    pub fn make(count: u32) -> Option<Self> {
        Self::try_new(count).ok()
    }

    /// Chooses the method by its spelling on the wire; whether there is such a method.
    pub fn choose(&mut self, method: &str) -> bool {
        let method = SignMethod::from_wire(method);
        self.request.sign_method = method.unwrap_or(self.request.sign_method);
        method.is_some()
    }

    /// Turns secret and content into the password, for each device: what the peers are measured
    /// by. Returns the number of hex digits made, so that nothing can be left out as unused.
    #[must_use]
    pub fn sign_each(&self) -> usize {
        let Some(identity) = self.identities.first() else {
            return 0;
        };
        // The devices differ in their secret only, so there is one content, as the peers have it.
        let content = SigningContent::of(identity, &self.request);
        let passwords = self.identities.iter().map(|identity| {
            let mac = content.mac(self.request.sign_method, &identity.device_secret);
            mac.to_string()
        });
        passwords.map(|password| password.len()).sum()
    }

    /// Makes every stage and every field of CONNECT, for each device, as the product does.
    #[must_use]
    pub fn all_fields_of_each(&self) -> usize {
        let identities = self.identities.iter();
        let signings = identities.map(|identity| sign(identity, &self.request));
        signings
            .map(|signing| signing.password().len() + signing.mqtt_client_id.to_string().len())
            .sum()
    }

    /// Runs the hash's compression function as often as one HMAC needs it, for each device, and
    /// nothing else: no signer with this function can be faster.
    #[must_use]
    pub fn compress_for_each(&self) -> usize {
        let blocks = [[0; 64]; BLOCKS];
        let (mut of_4, mut of_5, mut of_8) = ([1; 4], [1; 5], [1; 8]);
        for _ in &self.identities {
            let blocks = std::hint::black_box(&blocks);
            match self.request.sign_method {
                SignMethod::HmacMd5 => md5::block_api::compress(&mut of_4, blocks),
                SignMethod::HmacSha1 => sha1::block_api::compress(&mut of_5, blocks),
                SignMethod::HmacSha256 => sha2::block_api::compress256(&mut of_8, blocks),
            }
        }
        (of_4[0] ^ of_5[0] ^ of_8[0]) as usize
    }

    /// The password of one device.
    #[must_use]
    pub fn password(&self, number: usize) -> Option<String> {
        let identity = self.identities.get(number)?;
        Some(sign(identity, &self.request).password())
    }
}
