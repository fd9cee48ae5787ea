//! Each mistaken recipe, made by hand: the case that fires, a near miss that does not, and the
//! right values, which leave nothing to find.

#![allow(clippy::unwrap_used, reason = "tests")]

use connack_diagnosis::{Budget, Case, Diagnosis, Verdict, diagnose};
use connack_signer::{Claim, Secret};
use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use sha1::{Digest, Sha1};
use sha2::{Sha256, Sha512};

const SECRET: &str = "secret";
const ID: &str = "12345|securemode=3,signmethod=hmacsha1,timestamp=789|";
const CONTENT: &str = "clientId12345deviceNamedeviceproductKeypktimestamp789";

fn sha1(key: &str, content: &str) -> String {
    hex::encode(mac::<Hmac<Sha1>>(key.as_bytes(), content.as_bytes()))
}

fn mac<M: Mac + KeyInit>(key: &[u8], content: &[u8]) -> Vec<u8> {
    let mut mac = <M as KeyInit>::new_from_slice(key).unwrap();
    mac.update(content);
    mac.finalize().into_bytes().to_vec()
}

fn claim(mqtt_client_id: &str, password: &str) -> Claim {
    Claim {
        mqtt_client_id: Some(mqtt_client_id.into()),
        username: Some("device&pk".into()),
        password: Some(Secret::new(password)),
        product_key: Some("pk".into()),
        device_name: Some("device".into()),
        device_secret: Some(Secret::new(SECRET)),
        ..Claim::default()
    }
}

fn diagnosed(claim: Claim) -> Diagnosis {
    let case = Case {
        claim,
        observations: Vec::new(),
    };
    diagnose(case, Budget::TWO)
}

fn codes(diagnosis: &Diagnosis) -> Vec<&'static str> {
    // The documented timestamp, 789, is worth a note each time.
    diagnosis
        .findings
        .iter()
        .map(|finding| finding.code())
        .filter(|code| *code != "timestamp-seconds")
        .collect()
}

/// The claim gives the codes, and what should be sent in its place gives none.
#[track_caller]
fn check(claim: Claim, expected: &[&str]) -> Diagnosis {
    let diagnosis = diagnosed(claim.clone());
    assert_eq!(codes(&diagnosis), expected);
    let right = diagnosis.expected.clone().unwrap();
    let mended = Claim {
        mqtt_client_id: Some(right.signing.mqtt_client_id.to_string()),
        username: Some(right.signing.username.clone()),
        password: Some(Secret::new(right.signing.password())),
        ..claim
    };
    let mended = diagnosed(mended);
    assert_eq!((mended.verdict, codes(&mended)), (Verdict::Ok, vec![]));
    diagnosis
}

/// As `check`, for a content signed with the right key by HMAC-SHA1.
#[track_caller]
fn check_content(content: &str, expected: &[&str]) -> Diagnosis {
    check(claim(ID, &sha1(SECRET, content)), expected)
}

#[test]
fn the_right_one() {
    check_content(CONTENT, &[]);
    check(
        claim(ID, "FAFD82A3D602B37FB0FA8B7892F24A477F851A14"),
        &["password-upper-case"],
    );
    let absent = claim(
        "12345|securemode=3|",
        &hex::encode(mac::<Hmac<Md5>>(
            b"secret",
            b"clientId12345deviceNamedeviceproductKeypk",
        )),
    );
    check(absent, &[]);
}

#[test]
fn algorithms() {
    let md5 = hex::encode(mac::<Hmac<Md5>>(b"secret", CONTENT.as_bytes()));
    let sha256 = hex::encode(mac::<Hmac<Sha256>>(b"secret", CONTENT.as_bytes()));
    let sha512 = hex::encode(mac::<Hmac<Sha512>>(b"secret", CONTENT.as_bytes()));
    for password in [&md5, &sha256, &sha512] {
        check(claim(ID, password), &["algorithm-mismatch"]);
    }
    check(
        claim("12345|securemode=3,timestamp=789|", &sha256),
        &["sign-method-missing"],
    );
    check(claim("12345|securemode=3,timestamp=789|", &md5), &[]);
}

#[test]
fn contents() {
    let cases = [
        (
            "clientId12345deviceNamedeviceproductKeypksignmethodhmacsha1timestamp789",
            "sign-method-signed",
        ),
        (
            "clientId12345deviceNamedeviceproductKeypktimestamp789signmethodhmacsha1",
            "sign-method-signed",
        ),
        (
            "clientId12345deviceNamedeviceproductKeypksecuremode3signmethodhmacsha1timestamp789",
            "ext-params-signed",
        ),
        (
            "clientId12345|securemode=3,signmethod=hmacsha1,timestamp=789|deviceNamedeviceproductKeypktimestamp789",
            "whole-client-id-signed",
        ),
        (
            "clientIdpk.devicedeviceNamedeviceproductKeypktimestamp789",
            "client-id-mismatch",
        ),
        (
            "clientIddeviceNamedeviceproductKeypktimestamp789",
            "client-id-mismatch",
        ),
        (
            "deviceNamedeviceproductKeypktimestamp789",
            "client-id-not-signed",
        ),
        (
            "clientId12345deviceNamedeviceproductKeypktimestamp790",
            "timestamp-mismatch",
        ),
        (
            "clientId12345deviceNamedeviceproductKeypktimestamp2524608000000",
            "timestamp-mismatch",
        ),
        (
            "clientId12345deviceNamedeviceproductKeypktimestamp5789",
            "timestamp-mismatch",
        ),
        (
            "clientId12345deviceNamedeviceproductKeypk",
            "timestamp-not-signed",
        ),
        ("12345devicepk789", "names-not-signed"),
        (
            "productKeypkdeviceNamedeviceclientId12345timestamp789",
            "order-wrong",
        ),
        (
            "clientId=12345&deviceName=device&productKey=pk&timestamp=789",
            "separator-added",
        ),
        (
            "ClientId12345DeviceNamedeviceProductKeypkTimestamp789",
            "name-case-wrong",
        ),
        (
            "ProductKeypkclientId12345deviceNamedevicetimestamp789",
            "name-case-wrong",
        ),
        (
            "clientId12345deviceNamedeviceproducypktimestamp789",
            "name-misspelt",
        ),
        (
            "clientId12345deviceNamepkproductKeydevicetimestamp789",
            "identity-swapped",
        ),
        (
            "clientId12345deviceNamedeviceproductKeypktimestamp789\n",
            "content-has-whitespace",
        ),
        (
            "clientId12345deviceNamedeviceproductKeypktimestamp789\0",
            "content-has-whitespace",
        ),
        (
            "clientId12345productKeypktimestamp789",
            "identity-not-signed",
        ),
    ];
    for (content, code) in cases {
        check_content(content, &[code]);
    }
    // The word is not right, and nothing else either.
    check_content(
        "clientId12345deviceNamedeviceproductKeypktimestamp99999999",
        &["secret-or-identity-wrong"],
    );
}

#[test]
fn values_only_exchanged_is_two_things_at_once() {
    let diagnosis = check_content(
        "12345pkdevice789",
        &["names-not-signed", "order-wrong", "identity-swapped"],
    );
    assert!(
        diagnosis.findings[0]
            .facts
            .iter()
            .all(|(name, _)| *name != "alternatives")
    );
    assert!(
        diagnosis.findings[1]
            .facts
            .iter()
            .any(|(name, _)| *name == "alternatives")
    );
}

#[test]
fn timestamps() {
    let id = "12345|securemode=3,signmethod=hmacsha1|";
    let content =
        |timestamp: &str| format!("clientId12345deviceNamedeviceproductKeypktimestamp{timestamp}");
    check(
        claim(id, &sha1(SECRET, &content("2524608000000"))),
        &["timestamp-not-sent"],
    );
    check(
        claim(id, &sha1(SECRET, &content("1657367540773"))),
        &["secret-or-identity-wrong"],
    );
    let id = "12345|securemode=3,signmethod=hmacsha1,timestamp=1657367540773|";
    for signed in [
        "1657367540774",
        "1657367545773",
        "1657367535773",
        "1657368440773",
        "1657367540",
    ] {
        check(
            claim(id, &sha1(SECRET, &content(signed))),
            &["timestamp-mismatch"],
        );
    }
    check(
        claim(id, &sha1(SECRET, &content("1657367545774"))),
        &["secret-or-identity-wrong"],
    );
}

#[test]
fn keys() {
    let with = |key: &str| claim(ID, &sha1(key, CONTENT));
    for key in [
        "secret\n",
        "secret\r\n",
        " secret",
        "\u{feff}secret",
        "secret ",
    ] {
        check(with(key), &["secret-has-whitespace"]);
    }
    check(with("SECRET"), &["secret-case-changed"]);
    for key in ["secrat", "secre", "ssecret", "escret"] {
        check(with(key), &["secret-mistyped"]);
    }
    check(with("secrets"), &["secret-or-identity-wrong"]);
    let product = Claim {
        product_secret: Some(Secret::new("productsecret")),
        ..with("productsecret")
    };
    check(product, &["product-secret-used"]);
    let password = hex::encode(mac::<Hmac<Sha1>>(
        &hex::decode("0123456789abcdef").unwrap(),
        CONTENT.as_bytes(),
    ));
    let decoded = Claim {
        device_secret: Some(Secret::new("0123456789abcdef")),
        ..claim(ID, &password)
    };
    check(decoded, &["secret-hex-decoded"]);
    check(with("secret\0"), &[]);
}

#[test]
fn constructions() {
    check(claim(ID, &sha1(CONTENT, SECRET)), &["key-content-swapped"]);
    for text in [format!("{CONTENT}{SECRET}"), format!("{SECRET}{CONTENT}")] {
        check(
            claim(ID, &hex::encode(Sha1::digest(text))),
            &["hash-not-hmac"],
        );
    }
}

#[test]
fn forms() {
    use base64::Engine;
    let base64 = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
    let digest = mac::<Hmac<Sha1>>(b"secret", CONTENT.as_bytes());
    let right = hex::encode(&digest);
    check(claim(ID, &base64(&digest)), &["password-base64"]);
    check(
        claim(ID, &base64(right.as_bytes())),
        &["password-base64-of-hex"],
    );
    check(claim(ID, &right[..32]), &["password-truncated"]);
    check(
        claim(ID, &format!(" {right}\r\n")),
        &["password-whitespace"],
    );
    let unpadded: String = digest.iter().map(|byte| format!("{byte:x}")).collect();
    assert_ne!(unpadded, right);
    check(claim(ID, &unpadded), &["password-bytes-unpadded"]);
    let signed: String = digest
        .iter()
        .map(|byte| format!("{:x}", i32::from(*byte as i8)))
        .collect();
    check(claim(ID, &signed), &["password-bytes-unpadded"]);
    let latin1: String = digest.iter().map(|byte| char::from(*byte)).collect();
    check(claim(ID, &latin1), &["password-raw"]);
    let escaped: String = digest.iter().map(|byte| format!("\\x{byte:02x}")).collect();
    check(claim(ID, &escaped), &["password-raw"]);
    check(claim(ID, &right[..6]), &["secret-or-identity-wrong"]);
    // A digest that begins with a zero.
    let (id, digest) = (0..)
        .map(|n| {
            let content = format!("clientId{n}deviceNamedeviceproductKeypk");
            (
                format!("{n}|securemode=3,signmethod=hmacsha1|"),
                sha1(SECRET, &content),
            )
        })
        .find(|(_, digest)| digest.starts_with('0') && !digest.starts_with("00"))
        .unwrap();
    check(claim(&id, &digest[1..]), &["password-leading-zeros-lost"]);
}

#[test]
fn two_at_once() {
    check(
        claim(ID, &sha1("secret\n", "12345devicepk789")),
        &["names-not-signed", "secret-has-whitespace"],
    );
    let md5 = hex::encode(mac::<Hmac<Md5>>(
        b"secret",
        b"clientIdpk.devicedeviceNamedeviceproductKeypktimestamp789",
    ));
    check(
        claim(ID, &md5),
        &["algorithm-mismatch", "client-id-mismatch"],
    );
}

#[test]
fn gbk() {
    let id = "设备|securemode=3,signmethod=hmacsha1|";
    let content = encoding_rs::GBK
        .encode("clientId设备deviceNamedeviceproductKeypk")
        .0
        .into_owned();
    let password = hex::encode(mac::<Hmac<Sha1>>(b"secret", &content));
    check(claim(id, &password), &["content-charset"]);
}
