//! Rules for logins with what was issued: iotId and iotToken, or the token of a registration.

use super::{Refusal, check_keep_alive, refuse, username, well_formed};
use crate::connect::Connect;
use crate::log::Mask;
use crate::registry::Known;
use connack_signer::MqttClientId;

/// The device of an iotId; any client id will do. Return code 3 for a bad one is documented.
pub(super) fn judge_granted(
    connect: &Connect,
    known: &Known,
    now_ms: u64,
) -> Result<usize, Refusal> {
    check_keep_alive(connect)?;
    let iot_id = connect.username.as_deref().unwrap_or_default();
    let password = connect.password.as_deref().unwrap_or_default();
    // What is not text is no token either.
    let iot_token = str::from_utf8(password).unwrap_or_default();
    known.granted(iot_id, iot_token, now_ms).or_else(|why| {
        let text = format!("the iotId in the user name {why}; ask for a new one over HTTPS");
        refuse(3, "secret-or-identity-wrong", text)
    })
}

/// The device of a token: the password as it was issued, with the client id that came with it. The
/// return codes of the platform for it are undocumented; here they are those of a direct login.
pub(super) fn judge_token(
    connect: &Connect,
    known: &Known,
    mask: &Mask<'_>,
) -> Result<usize, Refusal> {
    let id = MqttClientId::parse(&connect.client_id);
    let params = well_formed(&id, &connect.client_id, mask)?;
    if params.get("securemode") != Some("-2") {
        let text = "securemode is not that of a login with a token, expected -2";
        return refuse(2, "secure-mode-flow", text.into());
    }
    check_keep_alive(connect)?;
    let number = username::check(connect.username.as_deref(), &known.devices, mask)?;
    let token = connect.password.as_deref().unwrap_or_default();
    match known.check_token(number, &id.client_id, token) {
        Ok(()) => Ok(number),
        Err(why) => {
            let text = format!("{why}; register again with authType=regnwl");
            refuse(5, "secret-or-identity-wrong", text)
        }
    }
}
