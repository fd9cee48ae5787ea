//! What the broker knows and what it has issued: devices, and ids and tokens for them.
//!
//! In memory only, gone when the broker ends. Readers get a snapshot that stays as it is;
//! whoever issues something makes a new one.

use crate::devices::{Device, Devices};
use crate::log::Mask;
use crate::server::random_hex;
use connack_signer::{
    ClientId, DeviceIdentity, DeviceName, DeviceToken, IotGrant, ProductKey, Secret,
};
use std::sync::{Arc, PoisonError, RwLock};

/// Most grants of HTTPS authorisation that are kept; the oldest goes first.
const MAX_GRANTS: usize = 1000;
/// Most devices that may share a name without being added before (vendor help topic 132111).
const MAX_TOKENS_PER_DEVICE: usize = 5;
/// Most devices: strangers may register under any name, and memory has an end.
const MAX_DEVICES: usize = 10_000;

/// Bytes of what is issued. The platform's own lengths are undocumented; a device secret of it has
/// 32 characters, an iotId was seen with 24.
const SECRET_BYTES: usize = 16;
const ID_BYTES: usize = 12;

/// Everything, at one moment.
#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) devices: Arc<Devices>,
    grants: Vec<Arc<Grant>>,
    tokens: Vec<Arc<Token>>,
}

/// What HTTPS authorisation gave.
struct Grant {
    device: usize,
    iot_id: String,
    iot_token: Secret,
    expires_at_ms: u64,
}

/// What a registration without being added before gave.
struct Token {
    device: usize,
    client_id: String,
    token: Secret,
}

/// Why nothing is issued.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NotIssued {
    /// The device has its secret already.
    Activated,
    /// No room, or no randomness.
    Unable,
}

impl Known {
    pub(crate) fn new(devices: Devices) -> Self {
        Self {
            devices: Arc::new(devices),
            grants: Vec::new(),
            tokens: Vec::new(),
        }
    }

    /// Every secret and token, for the log to leave out.
    pub(crate) fn mask<'a>(&'a self, platform_password: &'a Secret) -> Mask<'a> {
        let granted = self.grants.iter().map(|grant| &grant.iot_token);
        let tokens = self.tokens.iter().map(|token| &token.token);
        let secrets = self.devices.secrets().chain(granted).chain(tokens);
        Mask::new(secrets.chain([platform_password]))
    }

    /// Whether this user name was issued.
    pub(crate) fn has_iot_id(&self, username: &str) -> bool {
        self.grants.iter().any(|grant| grant.iot_id == username)
    }

    /// The device that an iotId and iotToken let in at this time (milliseconds since 1970); else
    /// why not.
    pub(crate) fn granted(
        &self,
        iot_id: &str,
        iot_token: &str,
        now_ms: u64,
    ) -> Result<usize, &'static str> {
        let grant = self.grants.iter().find(|grant| grant.iot_id == iot_id);
        match grant {
            None => Err("was not issued since the practice broker started"),
            Some(grant) if grant.iot_token.expose() != iot_token => {
                Err("was issued with another iotToken than the password")
            }
            Some(grant) if now_ms >= grant.expires_at_ms => {
                Err("was issued more than 7 days ago and has expired")
            }
            Some(grant) => Ok(grant.device),
        }
    }

    /// Whether the device has a token that was issued with this client id; else what is wrong.
    pub(crate) fn check_token(
        &self,
        device: usize,
        client_id: &str,
        token: &[u8],
    ) -> Result<(), &'static str> {
        let mut of_device = self.tokens.iter().filter(|known| known.device == device);
        let same = |known: &&Arc<Token>| known.token.expose().as_bytes() == token;
        match of_device.find(same) {
            Some(known) if known.client_id == client_id => Ok(()),
            Some(_) => Err("the token was issued with another client id"),
            None => Err("the password is no token that was issued to this device"),
        }
    }
}

/// The one that changes.
pub(crate) struct Registry(RwLock<Arc<Known>>);

impl Registry {
    pub(crate) fn new(devices: Devices) -> Self {
        Self(RwLock::new(Arc::new(Known::new(devices))))
    }

    /// What is known now.
    pub(crate) fn known(&self) -> Arc<Known> {
        // A snapshot is put in place whole, so none is half done.
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Issues an iotId with its iotToken for a device.
    pub(crate) fn grant(&self, device: usize, now_ms: u64) -> Result<(String, Secret), NotIssued> {
        let (iot_id, iot_token) = (id()?, secret()?);
        let grant = Grant {
            device,
            iot_id: iot_id.clone(),
            iot_token: iot_token.clone(),
            expires_at_ms: IotGrant::expires_at_ms(now_ms),
        };
        self.change(|known| {
            if known.grants.len() >= MAX_GRANTS {
                known.grants.remove(0);
            }
            known.grants.push(Arc::new(grant));
            Ok((iot_id, iot_token))
        })
    }

    /// Gives a device that was added to its product its secret.
    pub(crate) fn activate(&self, device: usize) -> Result<DeviceIdentity, NotIssued> {
        let secret = secret()?;
        self.change(|known| {
            Arc::make_mut(&mut known.devices)
                .activate(device, secret)
                .ok_or(NotIssued::Activated)
        })
    }

    /// Gives a device a client id and a token; one that nobody added is added.
    pub(crate) fn issue_token(
        &self,
        product_key: &ProductKey,
        device_name: &DeviceName,
    ) -> Result<DeviceToken, NotIssued> {
        let issued = DeviceToken {
            product_key: product_key.clone(),
            device_name: device_name.clone(),
            client_id: ClientId::new(id()?).map_err(|_| NotIssued::Unable)?,
            token: secret()?,
        };
        let identity = DeviceIdentity {
            product_key: product_key.clone(),
            device_name: device_name.clone(),
            device_secret: Secret::default(),
        };
        self.change(|known| {
            let number = known.devices.by_username(&identity.username());
            let device = match number.map(|(number, _)| number) {
                Some(number) => number,
                None if known.devices.len() >= MAX_DEVICES => return Err(NotIssued::Unable),
                None => Arc::make_mut(&mut known.devices).add(Device {
                    identity,
                    product_secret: None,
                    activated: false,
                }),
            };
            let is_of_device = |token: &Arc<Token>| token.device == device;
            if known
                .tokens
                .iter()
                .filter(|token| is_of_device(token))
                .count()
                >= MAX_TOKENS_PER_DEVICE
                && let Some(oldest) = known.tokens.iter().position(is_of_device)
            {
                known.tokens.remove(oldest);
            }
            known.tokens.push(Arc::new(Token {
                device,
                client_id: issued.client_id.as_str().into(),
                token: issued.token.clone(),
            }));
            Ok(issued)
        })
    }

    fn change<T>(
        &self,
        change: impl FnOnce(&mut Known) -> Result<T, NotIssued>,
    ) -> Result<T, NotIssued> {
        let mut place = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let mut known = Known::clone(&place);
        let result = change(&mut known)?;
        *place = Arc::new(known);
        Ok(result)
    }
}

fn id() -> Result<String, NotIssued> {
    random_hex::<ID_BYTES>().map_err(|_| NotIssued::Unable)
}

fn secret() -> Result<Secret, NotIssued> {
    let hex = random_hex::<SECRET_BYTES>().map_err(|_| NotIssued::Unable)?;
    Ok(Secret::new(hex))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grant_is_good_for_seven_days() {
        let registry = Registry::new(Devices::practice());
        let (id, token) = registry.grant(0, 1000).unwrap();
        let check = |id: &str, token: &str, now_ms, found: Result<usize, &str>| match (
            registry.known().granted(id, token, now_ms),
            found,
        ) {
            (Ok(device), Ok(expected)) => assert_eq!(device, expected),
            (Err(why), Err(rule)) => assert!(why.contains(rule), "{why}"),
            (granted, found) => panic!("{granted:?} {found:?}"),
        };
        let end_ms = IotGrant::expires_at_ms(1000);
        check(&id, token.expose(), end_ms - 1, Ok(0));
        check(&id, token.expose(), end_ms, Err("expired"));
        check(&id, "", 1000, Err("another iotToken"));
        check(token.expose(), &id, 1000, Err("was not issued"));
        assert!(registry.known().has_iot_id(&id));
        for _ in 0..MAX_GRANTS {
            registry.grant(0, 1000).unwrap();
        }
        assert!(!registry.known().has_iot_id(&id));
    }

    #[test]
    fn a_device_is_activated_once() {
        let registry = Registry::new(Devices::practice());
        assert_eq!(registry.activate(0), Err(NotIssued::Activated));
        let before = registry.known();
        let identity = registry.activate(1).unwrap();
        assert_eq!(identity.device_secret.expose().len(), 2 * SECRET_BYTES);
        assert_eq!(registry.activate(1), Err(NotIssued::Activated));
        assert!(before.devices.get(1).unwrap().signer().is_none());
        let known = registry.known();
        assert_eq!(known.devices.get(1).unwrap().signer(), Some(&identity));
        let shown = known
            .mask(&Secret::default())
            .show(identity.device_secret.expose());
        assert_eq!(shown, "`[redacted]`");
    }

    #[test]
    fn five_may_share_a_name() {
        let registry = Registry::new(Devices::practice());
        let product_key = ProductKey::new("a1Practice0").unwrap();
        let issue = |name: &str| {
            let device_name = DeviceName::new(name).unwrap();
            registry.issue_token(&product_key, &device_name).unwrap()
        };
        let first = issue("new");
        let (number, device) = {
            let known = registry.known();
            let (number, device) = known.devices.by_username("new&a1Practice0").unwrap();
            (number, device.clone())
        };
        assert_eq!((number, device.signer()), (3, None));
        let check = |issued: &DeviceToken| {
            let token = issued.token.expose().as_bytes();
            let known = registry.known();
            known.check_token(number, issued.client_id.as_str(), token)
        };
        let others: Vec<DeviceToken> = (1..MAX_TOKENS_PER_DEVICE).map(|_| issue("new")).collect();
        issue("practice");
        assert_eq!(check(&first), Ok(()));
        let swapped = DeviceToken {
            client_id: others[0].client_id.clone(),
            ..first.clone()
        };
        assert!(check(&swapped).unwrap_err().contains("another client id"));
        issue("new");
        assert!(check(&first).unwrap_err().contains("no token"));
        assert!(others.iter().all(|issued| check(issued).is_ok()));
    }
}
