//! Rules for the client id: its bars, its length, and what its parameters declare.
//!
//! Official SDKs send stray commas, bars, blanks and line feeds, which the platform takes; so
//! does this. Whether it takes a doubled or oddly spelt parameter is unverified: refused here,
//! because the signature would then be checked with values that the device did not mean.

use super::{Refusal, Remark, refuse};
use crate::log::Mask;
use connack_signer::{
    ClientId, ExtParams, MqttClientId, SecureMode, SignMethod, SignRequest, Timestamp,
};

/// Parameters that decide how the signature is checked.
const SIGNING: [&str; 3] = ["securemode", "signmethod", "timestamp"];

/// What the password must have been computed from.
pub(super) fn check(
    text: &str,
    mask: &Mask<'_>,
    notes: &mut Vec<Remark>,
) -> Result<SignRequest, Refusal> {
    let parsed = MqttClientId::parse(text);
    let params = well_formed(&parsed, text, mask)?;
    check_flow(params, mask)?;
    check_secure_mode(params, mask, notes)?;
    let sign_method = check_sign_method(params, mask, notes)?;
    let timestamp = match params.get("timestamp").map(Timestamp::new) {
        None => None,
        Some(Ok(timestamp)) => Some(timestamp),
        Some(Err(error)) => return malformed(error.to_string()),
    };
    if !parsed.tail.is_empty() {
        notes.push(Remark {
            code: "client-id-text-after-bar",
            text: format!(
                "client id has {} after its last bar; write parameters between the bars",
                mask.show(&parsed.tail)
            ),
        });
    }
    match ClientId::new(parsed.client_id.clone()) {
        // The secure mode and the parameters beside these are not signed.
        Ok(client_id) => Ok(SignRequest {
            client_id,
            sign_method,
            timestamp,
            ..SignRequest::default()
        }),
        Err(error) => malformed(error.to_string()),
    }
}

/// The parameters, of whatever way in: two bars, a client id that is not too long, `name=value`.
pub(crate) fn well_formed<'a>(
    parsed: &'a MqttClientId,
    text: &str,
    mask: &Mask<'_>,
) -> Result<&'a ExtParams, Refusal> {
    let params = check_bars(parsed, text, mask)?;
    let chars = parsed.client_id.chars().count();
    if chars > ClientId::MAX_CHARS {
        return refuse(
            2,
            "client-id-too-long",
            format!(
                "clientId before the first bar has {chars} characters, at most {} are allowed",
                ClientId::MAX_CHARS
            ),
        );
    }
    check_params(params, mask)?;
    Ok(params)
}

fn malformed<T>(text: String) -> Result<T, Refusal> {
    refuse(2, "client-id-params-malformed", text)
}

fn check_bars<'a>(
    parsed: &'a MqttClientId,
    text: &str,
    mask: &Mask<'_>,
) -> Result<&'a ExtParams, Refusal> {
    let shape = "send clientId|securemode=3,signmethod=hmacsha256|";
    match &parsed.params {
        Some(params) if parsed.closed => Ok(params),
        Some(_) => refuse(
            2,
            "client-id-bar-missing",
            format!(
                "client id {} has one bar, expected two; {shape}",
                mask.show(text)
            ),
        ),
        None if text.contains('｜') => malformed(format!(
            "client id {} has full-width bars, expected `|`; {shape}",
            mask.show(text)
        )),
        None if SIGNING.iter().any(|name| text.contains(name)) => refuse(
            2,
            "client-id-bar-missing",
            format!(
                "client id {} has no bars, expected two; {shape}",
                mask.show(text)
            ),
        ),
        None => refuse(
            2,
            "client-id-random",
            format!(
                "client id {} has no extension parameters, as one made up by a tool; {shape}",
                mask.show(text)
            ),
        ),
    }
}

fn check_params(params: &ExtParams, mask: &Mask<'_>) -> Result<(), Refusal> {
    let mut seen: Vec<&str> = Vec::new();
    for param in &params.0 {
        let name = param.name.trim();
        let Some(value) = &param.value else {
            // A comma too many leaves an empty piece, a bar too many may leave a piece of text.
            if name.is_empty() || name.contains('|') {
                continue;
            }
            return malformed(format!(
                "extension parameter {} is not name=value",
                mask.show(name)
            ));
        };
        if value.ends_with('\\') {
            return refuse(
                2,
                "client-id-escaped-comma",
                format!(
                    "extension parameter {} ends with a backslash: a comma escaped for an AT \
                     command went out as `\\,`; send a plain comma",
                    mask.show(name)
                ),
            );
        }
        if seen.contains(&name) {
            return malformed(format!(
                "extension parameter {} stands there twice",
                mask.show(name)
            ));
        }
        seen.push(name);
        if let Some(right) = SIGNING
            .iter()
            .find(|right| name != **right && name.eq_ignore_ascii_case(right))
        {
            return malformed(format!(
                "extension parameter {} is spelt `{right}`",
                mask.show(name)
            ));
        }
    }
    Ok(())
}

fn check_flow(params: &ExtParams, mask: &Mask<'_>) -> Result<(), Refusal> {
    let auth_type = params.get("authType").or_else(|| params.get("authtype"));
    match auth_type {
        // The others with a name were told apart before.
        Some(value @ "id2") => refuse(
            2,
            "other-service",
            format!(
                "authType={} is the login by ID² chip, which the practice broker does not play",
                mask.show(value)
            ),
        ),
        Some(_) | None => Ok(()),
    }
}

fn check_secure_mode(
    params: &ExtParams,
    mask: &Mask<'_>,
    notes: &mut Vec<Remark>,
) -> Result<(), Refusal> {
    match params.get("securemode") {
        None => notes.push(Remark {
            code: "secure-mode-missing",
            text: "securemode is missing, the platform may refuse that; send securemode=3 here"
                .into(),
        }),
        Some(value) => match SecureMode::from_wire(value) {
            Some(SecureMode::Plain) => {}
            Some(SecureMode::Tls) => notes.push(Remark {
                code: "secure-mode-transport",
                text: "securemode=2 means TLS or wss, this connection is plain; 3 fits here".into(),
            }),
            None => {
                return refuse(
                    2,
                    "secure-mode-flow",
                    format!(
                        "securemode={} is not one of a direct login, expected 2 (TLS, wss) or 3 \
                         (TCP, ws)",
                        mask.show(value)
                    ),
                );
            }
        },
    }
    Ok(())
}

fn check_sign_method(
    params: &ExtParams,
    mask: &Mask<'_>,
    notes: &mut Vec<Remark>,
) -> Result<SignMethod, Refusal> {
    let Some(value) = params.get("signmethod") else {
        return Ok(SignMethod::WHEN_ABSENT);
    };
    if let Some(method) = SignMethod::from_wire(value) {
        return Ok(method);
    }
    match SignMethod::from_wire(&value.to_ascii_lowercase()) {
        Some(method) => {
            notes.push(Remark {
                code: "sign-method-case",
                text: format!(
                    "signmethod={} is documented as `{method}`; the platform may refuse the other \
                     letter case",
                    mask.show(value)
                ),
            });
            Ok(method)
        }
        None => refuse(
            2,
            "sign-method-unknown",
            format!(
                "signmethod={} is unknown, expected hmacmd5, hmacsha1 or hmacsha256",
                mask.show(value)
            ),
        ),
    }
}
