//! The client id of CONNECT: the device's own part, then extension parameters between bars.
//!
//! Parsing never fails and loses nothing: official SDKs send stray bars, blanks and commas that
//! the platform accepts. What is wrong with a client id is for the diagnosis to say.

use crate::{Subject, WireError, refuse};
use std::fmt;

/// The part before the first bar (`clientId`), the device's own choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientId(String);

impl ClientId {
    /// Most characters, extension parameters not counted (vendor help topic 73742).
    pub const MAX_CHARS: usize = 64;

    /// Takes a client id; empty means that the platform assigns one.
    ///
    /// # Errors
    /// `|`, which ends it on the wire, and U+0000.
    pub fn new(text: impl Into<String>) -> Result<Self, WireError> {
        let text = text.into();
        refuse(Subject::ClientId, &text, &['|'])?;
        Ok(Self(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One extension parameter, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtParam {
    /// Before the first `=`, blanks included.
    pub name: String,
    /// After the first `=`; `None` without one.
    pub value: Option<String>,
}

impl fmt::Display for ExtParam {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Some(value) => write!(f, "{}={value}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// Extension parameters, in their order. None of them is signed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExtParams(pub Vec<ExtParam>);

impl ExtParams {
    /// The parameters in the text between the bars. Never fails; odd pieces stay as they are.
    pub fn parse(text: &str) -> Self {
        if text.is_empty() {
            return Self::default();
        }
        Self(
            text.split(',')
                .map(|piece| match piece.split_once('=') {
                    Some((name, value)) => ExtParam {
                        name: name.into(),
                        value: Some(value.into()),
                    },
                    None => ExtParam {
                        name: piece.into(),
                        value: None,
                    },
                })
                .collect(),
        )
    }

    /// Extra parameters typed by a person, to be sent beside the three that have their own field.
    ///
    /// # Errors
    /// U+0000, a bar, a piece that is not `name=value`, or a name with its own field.
    pub fn parse_extra(text: &str) -> Result<Self, WireError> {
        refuse(Subject::ExtParams, text, &['|'])?;
        let params = Self::parse(text);
        for (i, param) in params.0.iter().enumerate() {
            let at = i + 1;
            if param.value.is_none() || param.name.trim().is_empty() {
                return Err(WireError::NotNameValue { at });
            }
            let own = ["securemode", "signmethod", "timestamp"];
            if let Some(name) = own.into_iter().find(|own| *own == param.name.trim()) {
                return Err(WireError::Reserved { at, name });
            }
        }
        Ok(params)
    }

    /// The value of the first parameter of this name; blanks around name and value do not count.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|param| param.name.trim() == name)
            .and_then(|param| param.value.as_deref())
            .map(str::trim)
    }
}

impl fmt::Display for ExtParams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, param) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(",")?;
            }
            param.fmt(f)?;
        }
        Ok(())
    }
}

/// The client id as sent in CONNECT (`mqttClientId`). `Display` gives back what was parsed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MqttClientId {
    /// Before the first bar.
    pub client_id: String,
    /// Between the first and the last bar; `None` without any bar.
    pub params: Option<ExtParams>,
    /// Whether a second bar closes the parameters.
    pub closed: bool,
    /// After the last bar.
    pub tail: String,
}

impl MqttClientId {
    /// The parts of a client id as sent. Never fails.
    pub fn parse(text: &str) -> Self {
        let Some((client_id, rest)) = text.split_once('|') else {
            return Self {
                client_id: text.into(),
                ..Self::default()
            };
        };
        let (params, closed, tail) = match rest.rsplit_once('|') {
            Some((params, tail)) => (params, true, tail),
            None => (rest, false, ""),
        };
        Self {
            client_id: client_id.into(),
            params: Some(ExtParams::parse(params)),
            closed,
            tail: tail.into(),
        }
    }

    /// A well-formed one.
    pub fn new(client_id: &ClientId, params: ExtParams) -> Self {
        Self {
            client_id: client_id.as_str().into(),
            params: Some(params),
            closed: true,
            tail: String::new(),
        }
    }

    /// The value of an extension parameter.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.as_ref().and_then(|params| params.get(name))
    }
}

impl fmt::Display for MqttClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.client_id)?;
        if let Some(params) = &self.params {
            write!(f, "|{params}")?;
        }
        if self.closed {
            f.write_str("|")?;
        }
        f.write_str(&self.tail)
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, client_id: &str, securemode: Option<&str>, closed: bool, tail: &str) {
        let parsed = MqttClientId::parse(text);
        assert_eq!(parsed.to_string(), text);
        assert_eq!(parsed.client_id, client_id);
        assert_eq!(parsed.param("securemode"), securemode);
        assert_eq!(parsed.closed, closed);
        assert_eq!(parsed.tail, tail);
    }

    #[test]
    fn client_ids_are_parsed_and_printed_loss_free() {
        check(
            "12345|securemode=3,timestamp=789|",
            "12345",
            Some("3"),
            true,
            "",
        );
        check("plain", "plain", None, false, "");
        check("", "", None, false, "");
        check("a||", "a", None, true, "");
        check("a|securemode=2", "a", Some("2"), false, "");
        check("a|securemode=2|,ext=1", "a", Some("2"), true, ",ext=1");
    }

    #[test]
    fn what_official_sdks_send() {
        // C Link SDK 4, JS in a browser, older JS, Rust port: `aliyun.md` 1.6.
        check(
            "a|timestamp=1,securemode=2,ext=3,|",
            "a",
            Some("2"),
            true,
            "",
        );
        check(
            "a|securemode=2,lan=JS|Broswer ,_v=1.2.8|",
            "a",
            Some("2"),
            true,
            "",
        );
        check(
            "a|securemode=2,\n   signmethod=hmacsha1|",
            "a",
            Some("2"),
            true,
            "",
        );
        check("|securemode=2|", "", Some("2"), true, "");
        let odd = MqttClientId::parse("a|securemode=2,\n   signmethod=hmacsha1 |");
        assert_eq!(odd.param("signmethod"), Some("hmacsha1"));
    }

    #[test]
    fn extra_parameters_are_checked() {
        assert!(ExtParams::parse_extra("").is_ok());
        assert!(ExtParams::parse_extra("lan=C,_v=3").is_ok());
        assert_eq!(
            ExtParams::parse_extra("a=1,b"),
            Err(WireError::NotNameValue { at: 2 })
        );
        assert_eq!(
            ExtParams::parse_extra("securemode=2"),
            Err(WireError::Reserved {
                at: 1,
                name: "securemode"
            })
        );
    }
}
