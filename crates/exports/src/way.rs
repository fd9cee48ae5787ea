//! The way that a text takes: the asked one, or its neighbour without WebSocket.

use crate::Given;
use connack_signer::Transport;

/// A transport with its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) transport: Transport,
    pub(crate) host: String,
    pub(crate) port: u16,
    /// The path of a WebSocket URL, with its slash; empty for the others.
    pub(crate) path: String,
    websocket_url: String,
}

impl Way {
    /// The way asked for, if the library has WebSocket or it is not needed.
    pub(crate) fn of(given: &Given, has_websocket: bool) -> Self {
        let transport = match given.transport {
            Transport::Ws if !has_websocket => Transport::Tcp,
            Transport::Wss if !has_websocket => Transport::Tls,
            same @ (Transport::Tcp | Transport::Tls | Transport::Ws | Transport::Wss) => same,
        };
        let (host, port, path) = match transport {
            Transport::Tcp | Transport::Tls => (given.host.clone(), given.port, String::new()),
            Transport::Ws | Transport::Wss => take_apart(&given.websocket_url, transport),
        };
        Self {
            transport,
            host,
            port,
            path,
            websocket_url: given.websocket_url.clone(),
        }
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        match self.transport {
            Transport::Tls | Transport::Wss => true,
            Transport::Tcp | Transport::Ws => false,
        }
    }

    pub(crate) fn is_websocket(&self) -> bool {
        match self.transport {
            Transport::Ws | Transport::Wss => true,
            Transport::Tcp | Transport::Tls => false,
        }
    }

    /// The whole address; `plain` and `encrypted` are the library's schemes without WebSocket.
    pub(crate) fn url(&self, plain: &str, encrypted: &str) -> String {
        let scheme = match self.transport {
            Transport::Tcp => plain,
            Transport::Tls => encrypted,
            Transport::Ws | Transport::Wss => return self.websocket_url.clone(),
        };
        format!("{scheme}://{}:{}", self.host, self.port)
    }
}

/// Host, port and path of a WebSocket URL (RFC 6455, 3).
fn take_apart(url: &str, transport: Transport) -> (String, u16, String) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let default = if transport == Transport::Wss { 443 } else { 80 };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port.parse().unwrap_or(default)),
        Some(_) | None => (authority, default),
    };
    let path = if path.starts_with('/') {
        path.into()
    } else {
        format!("/{path}")
    };
    (host.into(), port, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_url() {
        let check = |url, transport, host: &str, port, path: &str| {
            assert_eq!(
                take_apart(url, transport),
                (host.to_owned(), port, path.to_owned())
            );
        };
        check("wss://a.b:443/mqtt", Transport::Wss, "a.b", 443, "/mqtt");
        check("wss://a.b", Transport::Wss, "a.b", 443, "/");
        check("ws://a.b?x=1", Transport::Ws, "a.b", 80, "/?x=1");
        check("ws://[::1]:8083/", Transport::Ws, "[::1]", 8083, "/");
        check("ws://[::1]", Transport::Ws, "[::1]", 80, "/");
    }
}
