//! The platform's rules for CONNECT: who logs in, or with which return code it is refused.
//!
//! Pure: a CONNECT and what is known in, a verdict out. The rules hold for every version. They go
//! in the order of the return codes: client id (2), keep-alive (3), form of user name and password (4), identity (5). In
//! which order the platform itself looks is unverified, as is where it draws the line between 4
//! and 5, and which reason code of MQTT 5.0 it sends for what. The first broken rule is named; why exactly a password is wrong is for the diagnosis.

mod client_id;
mod issued;
mod username;

pub(crate) use client_id::well_formed;

use crate::answer::reason;
use crate::connect::Connect;
use crate::devices::Device;
use crate::flows::Way;
use crate::log::Mask;
use crate::packet::V5;
use crate::registry::Known;
use connack_signer::{Secret, SignMethod, verify};

/// User name of the login that plays the cloud.
pub(crate) const PLATFORM: &str = "platform";

/// Keep-alive that the platform takes, in seconds (vendor help, limits).
const KEEP_ALIVE_S: std::ops::RangeInclusive<u16> = 30..=1200;

/// Who logged in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// The device with this number.
    Device(usize),
    /// The login that may use every topic.
    Platform,
}

/// A sentence with its finding code.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Remark {
    pub(crate) code: &'static str,
    pub(crate) text: String,
}

/// A login that is taken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Accepted {
    pub(crate) who: Who,
    /// What is worth knowing all the same.
    pub(crate) notes: Vec<Remark>,
}

/// A login that is not taken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Return code of CONNACK in MQTT 3.1.1, or a reason code that only 5.0 has.
    pub(crate) connack: u8,
    pub(crate) remark: Remark,
}

pub(crate) fn refuse<T>(connack: u8, code: &'static str, text: String) -> Result<T, Refusal> {
    Err(Refusal {
        connack,
        remark: Remark { code, text },
    })
}

/// Judges a CONNECT that wants in this way; `now_ms` is in milliseconds since 1970.
pub(crate) fn judge(
    connect: &Connect,
    way: Way,
    known: &Known,
    platform_password: &Secret,
    mask: &Mask<'_>,
    now_ms: u64,
) -> Result<Accepted, Refusal> {
    let mut notes = Vec::new();
    let number = match way {
        Way::Platform => return judge_platform(connect, platform_password),
        Way::Granted => issued::judge_granted(connect, known, now_ms)?,
        Way::Token => issued::judge_token(connect, known, mask)?,
        // Registrations are served apart; here they are a login like any other.
        Way::Direct | Way::Register(_) => judge_direct(connect, known, mask, &mut notes)?,
    };
    if connect.level == V5 && connect.will.as_ref().is_some_and(|will| will.qos == 2) {
        return refuse(
            reason::QOS_NOT_SUPPORTED,
            "will-or-qos2",
            "the will is at QoS 2, the platform takes 0 and 1; change it in the client".into(),
        );
    }
    note_harmless(connect, &mut notes);
    Ok(Accepted {
        who: Who::Device(number),
        notes,
    })
}

fn check_keep_alive(connect: &Connect) -> Result<(), Refusal> {
    if !KEEP_ALIVE_S.contains(&connect.keep_alive_s) {
        return refuse(
            3,
            "keep-alive-out-of-range",
            format!(
                "keep-alive is {} s, the platform takes {} to {} s; change it in the client",
                connect.keep_alive_s,
                KEEP_ALIVE_S.start(),
                KEEP_ALIVE_S.end()
            ),
        );
    }
    Ok(())
}

/// The device that signed with its secret.
fn judge_direct(
    connect: &Connect,
    known: &Known,
    mask: &Mask<'_>,
    notes: &mut Vec<Remark>,
) -> Result<usize, Refusal> {
    let request = client_id::check(&connect.client_id, mask, notes)?;
    check_keep_alive(connect)?;
    let password = password_form(connect, request.sign_method)?;
    let devices = &known.devices;
    let number = username::check(connect.username.as_deref(), devices, mask)?;
    let Some(identity) = devices.get(number).and_then(Device::signer) else {
        let text = "this device has no secret yet; register it first, or log in with its token";
        return refuse(5, "secret-or-identity-wrong", text.into());
    };
    if !verify(identity, &request, password) {
        return refuse(
            5,
            "secret-or-identity-wrong",
            format!(
                "password is not the {} of clientId, deviceName, productKey{} with this device's \
                 secret; compute it again and compare",
                request.sign_method.algorithm(),
                if request.timestamp.is_some() {
                    " and timestamp"
                } else {
                    ""
                }
            ),
        );
    }
    if password.bytes().any(|byte| byte.is_ascii_uppercase()) {
        notes.push(Remark {
            code: "password-upper-case",
            text: "password is upper-case hex, which the platform takes as well".into(),
        });
    }
    Ok(number)
}

fn judge_platform(connect: &Connect, platform_password: &Secret) -> Result<Accepted, Refusal> {
    let given = connect.password.as_deref().unwrap_or_default();
    if given != platform_password.expose().as_bytes() {
        return refuse(
            5,
            "secret-or-identity-wrong",
            "password is not that of the platform login; it is given with --platform-password or \
             printed at start"
                .into(),
        );
    }
    Ok(Accepted {
        who: Who::Platform,
        notes: Vec::new(),
    })
}

/// The password as text, if it has the form of a MAC in hex: of any method, since a MAC of the
/// wrong method is a wrong identity to the platform, not a wrong form.
fn password_form(connect: &Connect, method: SignMethod) -> Result<&str, Refusal> {
    let expected = format!("expected {} hex digits of {method}", method.mac_len() * 2);
    let malformed = |found: String| {
        refuse(
            4,
            "secret-or-identity-wrong",
            format!("password {found}, {expected}"),
        )
    };
    let Some(bytes) = connect.password.as_deref() else {
        return malformed("is missing".into());
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        return malformed("is not text".into());
    };
    let is_mac = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_hexdigit())
            && SignMethod::ALL
                .iter()
                .any(|method| method.mac_len() * 2 == text.len())
    };
    if is_mac(text) {
        return Ok(text);
    }
    if is_mac(&text.split_whitespace().collect::<String>()) {
        return refuse(
            4,
            "password-whitespace",
            format!("password has blanks or line ends, {expected}; send it without"),
        );
    }
    malformed(format!(
        "has {} characters{}",
        text.chars().count(),
        if text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            ""
        } else {
            ", not only hex digits"
        }
    ))
}

fn note_harmless(connect: &Connect, notes: &mut Vec<Remark>) {
    if connect.level == V5 {
        notes.push(Remark {
            code: "protocol-version",
            text: "the platform takes MQTT 5.0 on enterprise instances only, and lets a device \
                   that used it never go back to 3.1.1"
                .into(),
        });
    } else if connect.will.is_some() {
        notes.push(Remark {
            code: "will-or-qos2",
            text: "a will is not supported with MQTT 3.1.1 and is left out here; send none".into(),
        });
    }
}

#[cfg(test)]
mod tests;
