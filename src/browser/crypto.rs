//! WebCrypto: secrets encrypted under a passphrase, and random bytes. The form of what is encrypted
//! is [`Sealed`]'s.

use crate::state::connect::profile::Sealed;
use js_sys::{Array, JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto, window};

/// Why nothing came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// This browser has no WebCrypto, or not at an address without TLS.
    Missing,
    /// The passphrase is not the one that it was encrypted under, or it was altered since.
    WrongPassphrase,
    /// It has not the form that its version says.
    Form,
}

impl From<JsValue> for Failed {
    fn from(_: JsValue) -> Self {
        Self::Missing
    }
}

fn crypto() -> Result<Crypto, Failed> {
    let crypto = window().ok_or(Failed::Missing)?.crypto()?;
    let there = !crypto.is_undefined();
    there.then_some(crypto).ok_or(Failed::Missing)
}

/// Only there on https and on this machine.
fn subtle() -> Result<SubtleCrypto, Failed> {
    let subtle = crypto()?.subtle();
    let there = !subtle.is_undefined();
    there.then_some(subtle).ok_or(Failed::Missing)
}

/// Random bytes, fit for keys.
///
/// # Errors
/// [`Failed::Missing`].
pub fn random<const N: usize>() -> Result<[u8; N], Failed> {
    let mut bytes = [0; N];
    crypto()?.get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes)
}

fn object(fields: &[(&str, JsValue)]) -> Result<Object, JsValue> {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &(*name).into(), value)?;
    }
    Ok(object)
}

/// The key that a passphrase gives, for one use. It cannot be taken out of the browser again.
async fn key(
    subtle: &SubtleCrypto,
    passphrase: &str,
    of: &Sealed,
    usage: &str,
) -> Result<CryptoKey, JsValue> {
    // Keyboards differ in how they compose characters.
    let text = String::from(JsString::from(passphrase).normalize("NFC"));
    let raw = Uint8Array::from(text.as_bytes());
    let uses = |usage: &str| Array::of1(&usage.into());
    let passphrase =
        subtle.import_key_with_str("raw", &raw, "PBKDF2", false, &uses("deriveKey"))?;
    let passphrase: CryptoKey = JsFuture::from(passphrase).await?.unchecked_into();
    let kdf = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::from(&*of.salt).into()),
        ("iterations", of.iterations.into()),
    ])?;
    let cipher = object(&[("name", "AES-GCM".into()), ("length", 256.into())])?;
    let key = subtle.derive_key_with_object_and_object(
        &kdf,
        &passphrase,
        &cipher,
        false,
        &uses(usage),
    )?;
    Ok(JsFuture::from(key).await?.unchecked_into())
}

fn cipher(of: &Sealed) -> Result<Object, JsValue> {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(&*of.iv).into()),
        ("tagLength", 128.into()),
    ])
}

/// Encrypts a secret under a passphrase, with fresh salt and initialisation vector.
///
/// # Errors
/// [`Failed::Missing`].
pub async fn seal(secret: &str, passphrase: &str) -> Result<Sealed, Failed> {
    let subtle = subtle()?;
    let mut sealed = Sealed {
        version: Sealed::VERSION,
        kdf: Sealed::KDF.into(),
        iterations: Sealed::ITERATIONS,
        salt: random::<{ Sealed::SALT }>()?.into(),
        cipher: Sealed::CIPHER.into(),
        iv: random::<{ Sealed::IV }>()?.into(),
        ciphertext: Vec::new(),
    };
    let key = key(&subtle, passphrase, &sealed, "encrypt").await?;
    let secret = Uint8Array::from(secret.as_bytes());
    let done = subtle.encrypt_with_object_and_js_u8_array(&cipher(&sealed)?, &key, &secret)?;
    sealed.ciphertext = Uint8Array::new(&JsFuture::from(done).await?).to_vec();
    Ok(sealed)
}

/// Decrypts a secret.
///
/// # Errors
/// See [`Failed`].
pub async fn open(sealed: &Sealed, passphrase: &str) -> Result<String, Failed> {
    if !sealed.is_readable() {
        return Err(Failed::Form);
    }
    let subtle = subtle()?;
    let key = key(&subtle, passphrase, sealed, "decrypt").await?;
    let secret = Uint8Array::from(&*sealed.ciphertext);
    let opened = subtle.decrypt_with_object_and_js_u8_array(&cipher(sealed)?, &key, &secret)?;
    // Here, and only here, a refusal means that the tag does not fit.
    let opened = JsFuture::from(opened)
        .await
        .map_err(|_| Failed::WrongPassphrase)?;
    String::from_utf8(Uint8Array::new(&opened).to_vec()).map_err(|_| Failed::Form)
}

#[cfg(target_arch = "wasm32")]
#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn what_was_sealed_is_opened_by_its_passphrase_only() {
        let sealed = seal("密钥 secret", "eine lange Phrase").await.unwrap();
        assert!(sealed.is_readable());
        assert_eq!(sealed.iterations, 600_000);
        assert_eq!((sealed.salt.len(), sealed.iv.len()), (16, 12));
        let opened = open(&sealed, "eine lange Phrase").await;
        assert_eq!(opened.as_deref(), Ok("密钥 secret"));
        let wrong = open(&sealed, "eine lange phrase").await;
        assert_eq!(wrong, Err(Failed::WrongPassphrase));
    }

    #[wasm_bindgen_test]
    async fn nothing_is_used_twice() {
        let first = seal("secret", "passphrase").await.unwrap();
        let second = seal("secret", "passphrase").await.unwrap();
        assert_ne!(first.salt, second.salt);
        assert_ne!(first.iv, second.iv);
        assert_ne!(first.ciphertext, second.ciphertext);
    }

    #[wasm_bindgen_test]
    async fn what_was_altered_is_not_opened() {
        let sealed = seal("secret", "passphrase").await.unwrap();
        for change in [
            |of: &mut Sealed| of.ciphertext[0] ^= 1,
            |of: &mut Sealed| of.salt[0] ^= 1,
            |of: &mut Sealed| of.iv[0] ^= 1,
            |of: &mut Sealed| of.iterations += 1,
        ] {
            let mut altered = sealed.clone();
            change(&mut altered);
            let opened = open(&altered, "passphrase").await;
            assert_eq!(opened, Err(Failed::WrongPassphrase));
        }
        let mut weak = sealed.clone();
        weak.iterations = 1;
        assert_eq!(open(&weak, "passphrase").await, Err(Failed::Form));
    }

    #[wasm_bindgen_test]
    async fn a_passphrase_is_the_same_however_it_is_composed() {
        let sealed = seal("secret", "caf\u{e9} caf\u{e9}").await.unwrap();
        let opened = open(&sealed, "cafe\u{301} cafe\u{301}").await;
        assert_eq!(opened.as_deref(), Ok("secret"));
    }

    /// Encrypted outside this program, by OpenSSL through Node's `pbkdf2Sync` and
    /// `createCipheriv`: what is stored can be read by others, and stays readable.
    #[wasm_bindgen_test]
    async fn what_others_sealed_is_opened() {
        let json = include_str!("crypto/sealed.json");
        let sealed: Sealed = serde_json::from_str(json).unwrap();
        let opened = open(&sealed, "correct horse 电池").await;
        assert_eq!(opened.as_deref(), Ok("practice-device-secret"));
    }
}
