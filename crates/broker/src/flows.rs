//! The ways in beside the login by device secret, as the broker's side of them.
//!
//! HTTPS authorisation and registration come by HTTP on the WebSocket port; registration and
//! logins with what was issued come by CONNECT; sub-devices by messages of their gateway. Every
//! signature is computed again by `connack_signer`. What the documentation leaves open is said
//! where it is decided.

pub(crate) mod form;
pub(crate) mod https;
pub(crate) mod mqtt_register;
pub(crate) mod sub_devices;

use crate::connect::Connect;
use crate::login::PLATFORM;
use crate::registry::Known;
use connack_signer::{MqttClientId, Registration};

/// How a CONNECT wants in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// As the cloud itself.
    Platform,
    /// By device secret.
    Direct,
    /// With the iotId and iotToken of an HTTPS authorisation.
    Granted,
    /// With the token of a registration.
    Token,
    /// Not in, only to register.
    Register(Registration),
}

/// Tells it by the strings, right or wrong.
pub(crate) fn way(connect: &Connect, known: &Known) -> Way {
    let username = connect.username.as_deref().unwrap_or_default();
    if username == PLATFORM {
        return Way::Platform;
    }
    let id = MqttClientId::parse(&connect.client_id);
    match id.param("authType").or_else(|| id.param("authtype")) {
        Some("register") => return Way::Register(Registration::Known),
        Some("connwl") => return Way::Token,
        // The same word registers, and in the documentation's prose logs in with the token too.
        Some("regnwl")
            if id
                .param("random")
                .or_else(|| id.param("signmethod"))
                .is_some() =>
        {
            return Way::Register(Registration::New);
        }
        Some("regnwl") => return Way::Token,
        Some(_) | None => {}
    }
    let after_https = matches!(id.param("securemode"), Some("-1" | "0"));
    if !username.contains('&') && (after_https || is_iot_id(username, known)) {
        return Way::Granted;
    }
    Way::Direct
}

/// Whether a user name was issued, or looks as if: the platform's are of letters and digits.
fn is_iot_id(username: &str, known: &Known) -> bool {
    known.has_iot_id(username)
        || (16..=64).contains(&username.len())
            && username.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && !known.devices.is_part_of(username)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connect::tests::connect;
    use crate::devices::Devices;

    #[test]
    fn the_strings_tell_the_way() {
        let known = Known::new(Devices::practice());
        let check = |client_id: &str, username: &str, expected: Way| {
            let connect = Connect {
                client_id: client_id.into(),
                username: Some(username.into()),
                ..connect()
            };
            assert_eq!(way(&connect, &known), expected, "{client_id} {username}");
        };
        let name = "practice&a1Practice0";
        check("", "platform", Way::Platform);
        check("a|securemode=3,signmethod=hmacsha1|", name, Way::Direct);
        check("a|securemode=8,authType=id2|", name, Way::Direct);
        for mode in ["2", "-2"] {
            check(
                &format!("a|securemode={mode},authType=register,random=1,signmethod=hmacmd5|"),
                name,
                Way::Register(Registration::Known),
            );
            check(
                &format!("a|securemode={mode},authType=regnwl,random=1,signmethod=hmacmd5|"),
                name,
                Way::Register(Registration::New),
            );
        }
        check("a|securemode=-2,authType=connwl|", name, Way::Token);
        check("a|securemode=-2,authType=regnwl|", name, Way::Token);
        check("anything", "h2cTNCoJqRPzGzTmV5ec0010", Way::Granted);
        check("a|securemode=-1,gw=0|", "h2c", Way::Granted);
        check("a|securemode=-1|", name, Way::Direct);
        // A separator forgotten, and names that are too short.
        check("a|securemode=3|", "practicea1Practice0", Way::Direct);
        check("a|securemode=3|", "practice", Way::Direct);
        check("", "", Way::Direct);
    }
}
