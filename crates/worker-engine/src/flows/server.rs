//! Where requests and connections go: what Compute's region and instance mean here, and the practice
//! endpoint, which answers on the page's own origin.

use connack_protocol::{AskFlow, Identity};
use connack_signer::{AuthServer, Server, WireError};

/// Where CONNECT goes.
pub(super) fn server(of: &Identity) -> Result<Server, WireError> {
    if of.instance.trim().is_empty() {
        return Server::region(&of.region);
    }
    // The same field may have the URL of a server of authentication.
    match of.instance.split_once("://") {
        Some(("http" | "https", rest)) => Server::parse(rest.trim_end_matches('/')),
        Some(_) | None => Server::parse(&of.instance),
    }
}

/// Where the HTTPS requests go.
pub(super) fn auth_server(ask: &AskFlow, server: &Server) -> Result<AuthServer, WireError> {
    if is_practice(ask) {
        return AuthServer::parse(&ask.origin);
    }
    let instance = &ask.identity.instance;
    match server {
        Server::Region(region) => AuthServer::region(region),
        Server::WebSocket { host, .. } => AuthServer::parse(host),
        Server::Instance(_) | Server::Host { .. } => AuthServer::parse(instance),
    }
}

/// Whether this is the practice broker: a WebSocket on this machine, told of by a page that comes
/// from this machine too.
pub(super) fn is_practice(ask: &AskFlow) -> bool {
    let (instance, origin) = (ask.identity.instance.trim(), &*ask.origin);
    on_this_machine(instance, "ws://") && on_this_machine(origin, "http://")
}

/// Whether practice requests have where to go: the page comes from this machine.
pub(super) fn can_practise(ask: &AskFlow) -> bool {
    !ask.practice.is_empty() && on_this_machine(&ask.origin, "http://")
}

fn on_this_machine(url: &str, scheme: &str) -> bool {
    let rest = url.strip_prefix(scheme);
    rest.is_some_and(|rest| {
        ["127.0.0.1", "localhost", "[::1]"]
            .iter()
            .filter_map(|host| rest.strip_prefix(host))
            .any(|after| after.is_empty() || after.starts_with([':', '/']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(instance: &str, origin: &str, practice: bool) {
        let ask = AskFlow {
            identity: Identity {
                instance: instance.into(),
                ..Identity::default()
            },
            origin: origin.into(),
            ..AskFlow::default()
        };
        assert_eq!(is_practice(&ask), practice, "{instance} {origin}");
    }

    #[test]
    fn practice_stays_on_this_machine() {
        check("ws://127.0.0.1:8083/mqtt", "http://127.0.0.1:8080", true);
        check("ws://localhost:1/", "http://localhost:8080", true);
        check("ws://127.0.0.1:8083/mqtt", "https://example.org", false);
        check("ws://127.0.0.1.example.org/", "http://127.0.0.1", false);
        check("wss://127.0.0.1:8083/", "http://127.0.0.1:8080", false);
        check("iot-06z00", "http://127.0.0.1:8080", false);
    }
}
