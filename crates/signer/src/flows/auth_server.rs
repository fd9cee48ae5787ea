//! Where the HTTPS requests of a device go: authorisation and registration.

use crate::endpoint::{self, host_characters, some_host, split_port};
use crate::{Subject, WireError, refuse};

const INSTANCE_DOMAIN: &str = ".auth.iothub.aliyuncs.com";

/// A server for `/auth/devicename` and `/auth/register/device`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthServer {
    /// Scheme and host, without a path.
    base: String,
}

impl Default for AuthServer {
    /// Shanghai: the only region whose registration the documentation names.
    fn default() -> Self {
        Self::https("iot-auth.cn-shanghai.aliyuncs.com")
    }
}

impl AuthServer {
    /// The public one of a region: `iot-auth.{region}.aliyuncs.com`. For registration the
    /// documentation names cn-shanghai alone.
    ///
    /// # Errors
    /// A character that no region has.
    pub fn region(text: &str) -> Result<Self, WireError> {
        refuse(Subject::Host, text, &[])?;
        host_characters(text, |c| c.is_ascii_alphanumeric() || c == '-')?;
        let region = some_host(text)?;
        Ok(Self::https(&format!("iot-auth.{region}.aliyuncs.com")))
    }

    /// What a person writes for another one: an instance id (`{id}.auth.iothub.aliyuncs.com`, as
    /// vendor help topic 147356 has it), a host, `host:port`, or a base URL. Blanks around it and
    /// a slash behind it are dropped. The MQTT host of an instance or region, as the console shows
    /// it, stands for its server of authentication.
    ///
    /// # Errors
    /// Characters that cannot stand there, or a port that is none.
    pub fn parse(text: &str) -> Result<Self, WireError> {
        let text = text.trim();
        refuse(Subject::Host, text, &[])?;
        if let Some(instance) = text.strip_suffix(endpoint::INSTANCE_DOMAIN) {
            return Self::parse(instance);
        }
        if let Some((_, rest)) = text.split_once(".iot-as-mqtt.")
            && let Some(region) = rest.strip_suffix(".aliyuncs.com")
        {
            return Self::region(region);
        }
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme @ ("http" | "https"), rest)) => (scheme, rest),
            Some(_) | None => ("https", text),
        };
        let host = rest.strip_suffix('/').unwrap_or(rest);
        let skipped = text.chars().count() - rest.chars().count();
        host_characters(host, |c| c.is_ascii_alphanumeric() || ".-_:[]".contains(c)).map_err(
            |error| match error {
                WireError::Host { found, at } => WireError::Host {
                    found,
                    at: at + skipped,
                },
                other @ (WireError::Nul { .. }
                | WireError::Separator { .. }
                | WireError::TooLong { .. }
                | WireError::NotNameValue { .. }
                | WireError::Reserved { .. }
                | WireError::NoHost
                | WireError::Port) => other,
            },
        )?;
        split_port(host)?;
        let instance = !text.contains("://") && host != "localhost" && !host.contains(['.', ':']);
        let domain = if instance { INSTANCE_DOMAIN } else { "" };
        Ok(Self {
            base: format!("{scheme}://{host}{domain}"),
        })
    }

    /// The URL of a path, which begins with a slash.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn https(host: &str) -> Self {
        Self {
            base: format!("https://{host}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, url: &str) {
        assert_eq!(AuthServer::parse(text).unwrap().url("/x"), url);
    }

    #[test]
    fn servers() {
        assert_eq!(
            AuthServer::region("us-west-1").unwrap().url("/x"),
            "https://iot-auth.us-west-1.aliyuncs.com/x"
        );
        check("iot-06z00", "https://iot-06z00.auth.iothub.aliyuncs.com/x");
        check(
            "iot-06z00.mqtt.iothub.aliyuncs.com",
            "https://iot-06z00.auth.iothub.aliyuncs.com/x",
        );
        check(
            "pk.iot-as-mqtt.us-west-1.aliyuncs.com",
            "https://iot-auth.us-west-1.aliyuncs.com/x",
        );
        check("auth.local", "https://auth.local/x");
        check(" auth.local:8443 ", "https://auth.local:8443/x");
        check("http://127.0.0.1:8080/", "http://127.0.0.1:8080/x");
        check("https://[::1]:8080", "https://[::1]:8080/x");
        check("localhost", "https://localhost/x");
    }

    #[test]
    fn what_is_no_server() {
        let host = |found, at| Err(WireError::Host { found, at });
        assert_eq!(AuthServer::region("cn shanghai"), host(' ', 3));
        assert_eq!(AuthServer::region(""), Err(WireError::NoHost));
        assert_eq!(AuthServer::parse(""), Err(WireError::NoHost));
        assert_eq!(AuthServer::parse("https://"), Err(WireError::NoHost));
        assert_eq!(AuthServer::parse("http://a.b/c"), host('/', 11));
        assert_eq!(AuthServer::parse("ws://a.b"), host('/', 4));
        // Neither a password nor a quote gets into the curl command.
        assert_eq!(AuthServer::parse("https://u:p@a.b"), host('@', 12));
        assert_eq!(AuthServer::parse("a\"b.c"), host('"', 2));
        assert_eq!(AuthServer::parse("a.b:0"), Err(WireError::Port));
    }
}
