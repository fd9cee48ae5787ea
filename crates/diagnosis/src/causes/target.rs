//! Where an attempt goes, as far as it decides what a failure means: read from the URL alone.
//! Which URLs a page may open is not its matter.

use crate::reading::{Named, read_host};
// An address as data: no socket.
use core::net::IpAddr;

/// The parts of a WebSocket URL that causes depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// `wss`.
    pub tls: bool,
    /// What kind of host it is.
    pub host: HostKind,
    /// The port, the scheme's own where none is written.
    pub port: u16,
    /// What kind of path it is.
    pub path: PathKind,
}

/// Kinds of hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostKind {
    /// The platform's old public instance: `{productKey}.iot-as-mqtt.{region}.aliyuncs.com`.
    Public,
    /// A new public or an enterprise instance: `{instance}.mqtt.iothub.aliyuncs.com`.
    Instance,
    /// Meant to be one of those two, and misspelt.
    Misspelt,
    /// Another of the vendor's services.
    OtherService,
    /// This computer.
    Loopback,
    /// A private address, or a name that only a local network knows.
    Local,
    /// Any other address in numbers.
    Address,
    /// A name under a domain that is reserved and never resolves (RFC 2606).
    Nowhere,
    /// Any other name.
    Name,
}

impl HostKind {
    /// A host of the platform's that devices log in at.
    pub fn is_platform(self) -> bool {
        matches!(self, Self::Public | Self::Instance)
    }

    /// Reached without leaving the building.
    pub(super) fn is_near(self) -> bool {
        matches!(self, Self::Loopback | Self::Local)
    }
}

/// Kinds of paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathKind {
    /// `/`, or none.
    Root,
    /// `/mqtt`.
    Mqtt,
    /// Any other.
    Other,
}

impl Target {
    /// Reads a URL; what is no WebSocket URL is read as far as it goes.
    pub fn read(url: &str) -> Self {
        let url = url.trim();
        let (scheme, rest) = url.split_once("://").unwrap_or(("ws", url));
        let tls = scheme.eq_ignore_ascii_case("wss");
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let authority = authority.rsplit('@').next().unwrap_or_default();
        let (host, port) = match authority.rsplit_once(':') {
            // The colons of `[::1]` are its own.
            Some((host, port)) if !port.contains(']') => (host, port.parse().ok()),
            Some(_) | None => (authority, None),
        };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        Self {
            tls,
            host: kind(host),
            port: port.unwrap_or(if tls { 443 } else { 80 }),
            path: match path {
                "" | "/" => PathKind::Root,
                "/mqtt" => PathKind::Mqtt,
                _ => PathKind::Other,
            },
        }
    }
}

fn kind(host: &str) -> HostKind {
    let bare = host.trim_matches(['[', ']']);
    if let Ok(address) = bare.parse::<IpAddr>() {
        return match address {
            _ if address.is_loopback() => HostKind::Loopback,
            IpAddr::V4(v4) if v4.is_private() || v4.is_link_local() => HostKind::Local,
            IpAddr::V6(v6) if v6.is_unique_local() || v6.is_unicast_link_local() => HostKind::Local,
            IpAddr::V4(_) | IpAddr::V6(_) => HostKind::Address,
        };
    }
    let lower = bare.trim_end_matches('.').to_ascii_lowercase();
    let last = lower.rsplit('.').next().unwrap_or_default();
    match last {
        "localhost" => return HostKind::Loopback,
        "invalid" | "test" | "example" => return HostKind::Nowhere,
        "local" | "lan" | "home" | "internal" | "arpa" => return HostKind::Local,
        _ if last.len() == lower.len() => return HostKind::Local,
        _ => {}
    }
    let reading = read_host(&lower);
    match reading.named {
        Named::Public { .. } | Named::Instance { .. } if reading.fault.is_some() => {
            HostKind::Misspelt
        }
        Named::Public { .. } => HostKind::Public,
        Named::Instance { .. } => HostKind::Instance,
        // Handed out by another flow, whose logins carry a token.
        Named::Shared { .. } | Named::Service(..) => HostKind::OtherService,
        Named::Own => HostKind::Name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, tls: bool, host: HostKind, port: u16, path: PathKind) {
        let expected = Target {
            tls,
            host,
            port,
            path,
        };
        assert_eq!(Target::read(url), expected, "{url}");
    }

    #[test]
    fn scheme_port_and_path() {
        let name = HostKind::Name;
        check("wss://b.example.com", true, name, 443, PathKind::Root);
        check("ws://b.example.com/", false, name, 80, PathKind::Root);
        check(
            "WSS://b.example.com:8084/mqtt?a#b",
            true,
            name,
            8084,
            PathKind::Mqtt,
        );
        check(
            "ws://u:p@b.example.com:9001/mqtt/",
            false,
            name,
            9001,
            PathKind::Other,
        );
        check("b.example.com:1", false, name, 1, PathKind::Root);
        check("", false, HostKind::Local, 80, PathKind::Root);
    }

    #[test]
    fn hosts() {
        for (host, kind) in [
            (
                "a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com",
                HostKind::Public,
            ),
            ("iot-06z00abc.mqtt.iothub.aliyuncs.com", HostKind::Instance),
            (
                "a1Practice0.iot-as-mqtt.cn-shanghia.aliyuncs.com",
                HostKind::Misspelt,
            ),
            (
                "mqtt.iot-as-mqtt.cn-shanghai.aliyuncs.com",
                HostKind::Misspelt,
            ),
            ("post-cn-abc.mqtt.aliyuncs.com", HostKind::OtherService),
            (
                "public.iot-as-mqtt.cn-shanghai.aliyuncs.com",
                HostKind::OtherService,
            ),
            ("localhost", HostKind::Loopback),
            ("b.localhost.", HostKind::Loopback),
            ("127.0.0.9", HostKind::Loopback),
            ("[::1]", HostKind::Loopback),
            ("192.168.1.5", HostKind::Local),
            ("169.254.1.5", HostKind::Local),
            ("[fd00::5]", HostKind::Local),
            ("raspberry.local", HostKind::Local),
            ("raspberry", HostKind::Local),
            ("8.8.8.8", HostKind::Address),
            ("[2001:4860::8]", HostKind::Address),
            ("does-not-exist.invalid", HostKind::Nowhere),
            ("127.0.0.1.b.net", HostKind::Name),
        ] {
            check(
                &format!("ws://{host}:443/mqtt"),
                false,
                kind,
                443,
                PathKind::Mqtt,
            );
        }
    }
}
