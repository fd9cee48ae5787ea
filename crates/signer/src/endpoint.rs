//! Where a device connects: host, ports and WebSocket URL for each kind of server.

use crate::{ProductKey, SecureMode, Subject, WireError, refuse};
use core::net::Ipv6Addr;

/// Regions of the old public instance (vendor help topic 147356), then those that only enterprise
/// instances were seen in. The list may have grown: any other text is taken too.
pub const REGIONS: [&str; 8] = [
    "cn-shanghai",
    "ap-northeast-1",
    "ap-southeast-1",
    "eu-central-1",
    "us-east-1",
    "us-west-1",
    "cn-beijing",
    "cn-shenzhen",
];

pub(crate) const INSTANCE_DOMAIN: &str = ".mqtt.iothub.aliyuncs.com";
const MQTT_PORT: u16 = 1883;
const WEBSOCKET_PORT: u16 = 443;

/// The way from device to platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Transport {
    /// Plain TCP.
    Tcp,
    /// TLS.
    Tls,
    /// WebSocket without TLS.
    Ws,
    /// WebSocket with TLS.
    Wss,
}

impl Transport {
    /// The secure mode that the documentation pairs with this transport (help topic 63656).
    pub fn secure_mode(self) -> SecureMode {
        match self {
            Self::Tls | Self::Wss => SecureMode::Tls,
            Self::Tcp | Self::Ws => SecureMode::Plain,
        }
    }

    /// The port that the platform serves it on (help topics 63656 and 147356).
    pub fn port(self) -> u16 {
        match self {
            Self::Tcp | Self::Tls => MQTT_PORT,
            Self::Ws | Self::Wss => WEBSOCKET_PORT,
        }
    }

    /// The WebSocket transport of a secure mode.
    pub fn websocket(mode: SecureMode) -> Self {
        match mode {
            SecureMode::Tls => Self::Wss,
            SecureMode::Plain => Self::Ws,
        }
    }

    /// All of them.
    pub const ALL: [Self; 4] = [Self::Tcp, Self::Tls, Self::Ws, Self::Wss];

    /// The spelling in a JSON claim: `tcp`, `tls`, `ws`, `wss`.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Tls => "tls",
            Self::Ws => "ws",
            Self::Wss => "wss",
        }
    }

    /// The scheme of a URL: `mqtt`, `mqtts`, `ws`, `wss`.
    pub fn scheme(self) -> &'static str {
        match self {
            Self::Tcp => "mqtt",
            Self::Tls => "mqtts",
            Self::Ws => "ws",
            Self::Wss => "wss",
        }
    }
}

/// A kind of server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Server {
    /// The old public instance: `{productKey}.iot-as-mqtt.{region}.aliyuncs.com`.
    Region(String),
    /// A new public or an enterprise instance: `{instance}.mqtt.iothub.aliyuncs.com`.
    Instance(String),
    /// Any other host; ports are the platform's unless one is given.
    Host {
        /// Host name or address.
        host: String,
        /// Port, for every transport.
        port: Option<u16>,
    },
    /// A server known by its whole WebSocket URL.
    WebSocket {
        /// The URL, as given.
        url: String,
        /// The host in it.
        host: String,
    },
}

impl Default for Server {
    fn default() -> Self {
        Self::Region(REGIONS[0].into())
    }
}

impl Server {
    /// The old public instance of a region.
    ///
    /// # Errors
    /// A character that no region has.
    pub fn region(text: &str) -> Result<Self, WireError> {
        refuse(Subject::Host, text, &[])?;
        host_characters(text, |c| c.is_ascii_alphanumeric() || c == '-')?;
        Ok(Self::Region(some_host(text)?.into()))
    }

    /// What a person writes for a server that is not the old public instance: an instance id, a
    /// host, `host:port`, or a WebSocket URL. Blanks around it are dropped.
    ///
    /// # Errors
    /// Characters that cannot stand there, or a port that is none.
    pub fn parse(text: &str) -> Result<Self, WireError> {
        let text = text.trim();
        refuse(Subject::Host, text, &[])?;
        if let Some(rest) = text
            .strip_prefix("ws://")
            .or_else(|| text.strip_prefix("wss://"))
        {
            host_characters(text, |c| {
                c.is_ascii_graphic() && !"\"<>\\^`{|}@".contains(c)
            })?;
            let authority = rest.split(['/', '?']).next().unwrap_or_default();
            let (host, _) = split_port(authority)?;
            return Ok(Self::WebSocket {
                url: text.into(),
                host,
            });
        }
        host_characters(text, |c| c.is_ascii_alphanumeric() || ".-_:[]".contains(c))?;
        if let Some(instance) = text.strip_suffix(INSTANCE_DOMAIN) {
            return Ok(Self::Instance(some_host(instance)?.into()));
        }
        if text != "localhost" && !text.contains(['.', ':']) {
            return Ok(Self::Instance(some_host(text)?.into()));
        }
        let (host, port) = split_port(text)?;
        Ok(Self::Host { host, port })
    }

    /// The id of the instance, however its server was written.
    pub(crate) fn instance_id(&self) -> Option<&str> {
        match self {
            Self::Instance(id) => Some(id),
            Self::Host { host, .. } | Self::WebSocket { host, .. } => {
                host.strip_suffix(INSTANCE_DOMAIN)
            }
            Self::Region(_) => None,
        }
    }

    /// Where a device of `product_key` connects with `mode`.
    pub fn endpoint(&self, product_key: &ProductKey, mode: SecureMode) -> Endpoint {
        let scheme = Transport::websocket(mode).scheme();
        let url = |host: &str, port: u16, path: &str| match is_ipv6(host) {
            true => format!("{scheme}://[{host}]:{port}{path}"),
            false => format!("{scheme}://{host}:{port}{path}"),
        };
        match self {
            Self::Region(region) => {
                let host = format!("{product_key}.iot-as-mqtt.{region}.aliyuncs.com");
                let websocket_url = url(&host, WEBSOCKET_PORT, "/");
                Endpoint {
                    host,
                    port: MQTT_PORT,
                    websocket_url,
                }
            }
            Self::Instance(instance) => {
                let host = format!("{instance}{INSTANCE_DOMAIN}");
                let websocket_url = url(&host, WEBSOCKET_PORT, "/mqtt");
                Endpoint {
                    host,
                    port: MQTT_PORT,
                    websocket_url,
                }
            }
            Self::Host { host, port } => Endpoint {
                host: host.clone(),
                port: port.unwrap_or(MQTT_PORT),
                websocket_url: url(host, port.unwrap_or(WEBSOCKET_PORT), "/"),
            },
            Self::WebSocket { url, host } => Endpoint {
                host: host.clone(),
                port: MQTT_PORT,
                websocket_url: url.clone(),
            },
        }
    }
}

/// Host, port and URL of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The host for TCP and TLS.
    pub host: String,
    /// The port for TCP and TLS.
    pub port: u16,
    /// The URL for MQTT over WebSocket.
    pub websocket_url: String,
}

pub(crate) fn host_characters(text: &str, takes: impl Fn(char) -> bool) -> Result<(), WireError> {
    match text.chars().enumerate().find(|(_, found)| !takes(*found)) {
        Some((i, found)) => Err(WireError::Host { found, at: i + 1 }),
        None => Ok(()),
    }
}

pub(crate) fn some_host(text: &str) -> Result<&str, WireError> {
    if text.is_empty() {
        Err(WireError::NoHost)
    } else {
        Ok(text)
    }
}

/// An IPv6 address without brackets: every colon is its own.
fn is_ipv6(host: &str) -> bool {
    host.parse::<Ipv6Addr>().is_ok()
}

/// Parts `host:port`; an IPv6 address keeps its brackets, and has no port without them.
pub(crate) fn split_port(authority: &str) -> Result<(String, Option<u16>), WireError> {
    if is_ipv6(authority) {
        return Ok((authority.into(), None));
    }
    let bracket = authority.rfind(']').unwrap_or(0);
    match authority[bracket..].rsplit_once(':') {
        None => Ok((some_host(authority)?.into(), None)),
        Some((host, _)) if bracket == 0 && host.contains(':') => Err(WireError::Port),
        Some((_, port)) => match port.parse::<u16>() {
            Ok(number) if number > 0 => {
                let host = &authority[..authority.len() - port.len() - 1];
                Ok((some_host(host)?.into(), Some(number)))
            }
            Ok(_) | Err(_) => Err(WireError::Port),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(server: &Server, mode: SecureMode, host: &str, port: u16, url: &str) {
        let key = ProductKey::new("pk").unwrap();
        let expected = Endpoint {
            host: host.into(),
            port,
            websocket_url: url.into(),
        };
        assert_eq!(server.endpoint(&key, mode), expected);
    }

    #[test]
    fn hosts_of_the_platform() {
        let old = "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com";
        let server = Server::default();
        check(
            &server,
            SecureMode::Plain,
            old,
            1883,
            &format!("ws://{old}:443/"),
        );
        check(
            &server,
            SecureMode::Tls,
            old,
            1883,
            &format!("wss://{old}:443/"),
        );
        let new = "iot-06z00.mqtt.iothub.aliyuncs.com";
        for text in ["iot-06z00", new, " iot-06z00 "] {
            let server = Server::parse(text).unwrap();
            check(
                &server,
                SecureMode::Tls,
                new,
                1883,
                &format!("wss://{new}:443/mqtt"),
            );
        }
    }

    #[test]
    fn other_hosts() {
        let parse = |text| Server::parse(text).unwrap();
        check(
            &parse("b.local"),
            SecureMode::Tls,
            "b.local",
            1883,
            "wss://b.local:443/",
        );
        check(
            &parse("b.local:8083"),
            SecureMode::Plain,
            "b.local",
            8083,
            "ws://b.local:8083/",
        );
        check(
            &parse("localhost"),
            SecureMode::Plain,
            "localhost",
            1883,
            "ws://localhost:443/",
        );
        check(
            &parse("[::1]:8083"),
            SecureMode::Plain,
            "[::1]",
            8083,
            "ws://[::1]:8083/",
        );
        for (text, host) in [("::1", "::1"), ("[::1]", "[::1]")] {
            check(
                &parse(text),
                SecureMode::Plain,
                host,
                1883,
                "ws://[::1]:443/",
            );
        }
        let practice = "ws://127.0.0.1:8083/mqtt";
        check(
            &parse(practice),
            SecureMode::Tls,
            "127.0.0.1",
            1883,
            practice,
        );
    }

    #[test]
    fn what_is_no_host() {
        assert_eq!(
            Server::parse("a b"),
            Err(WireError::Host { found: ' ', at: 2 })
        );
        assert_eq!(
            Server::parse("https://a.b"),
            Err(WireError::Host { found: '/', at: 7 })
        );
        for text in [
            "",
            "ws://",
            "wss:///mqtt",
            ":1883",
            "ws://:80/",
            ".mqtt.iothub.aliyuncs.com",
        ] {
            assert_eq!(Server::parse(text), Err(WireError::NoHost), "{text}");
        }
        assert_eq!(Server::region(""), Err(WireError::NoHost));
        // A password has no place in an address.
        assert_eq!(
            Server::parse("ws://u:p@a.b/"),
            Err(WireError::Host { found: '@', at: 9 })
        );
        assert_eq!(Server::parse("a.b:0"), Err(WireError::Port));
        assert_eq!(Server::parse("a.b:99999"), Err(WireError::Port));
        assert_eq!(Server::parse("a.b:1:2"), Err(WireError::Port));
        assert_eq!(
            Server::region("cn shanghai"),
            Err(WireError::Host { found: ' ', at: 3 })
        );
    }
}
