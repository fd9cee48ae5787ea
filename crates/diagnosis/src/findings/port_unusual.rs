//! `port-unusual`: a port that the platform does not serve this way.

use crate::reading::{Named, Reading};
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField, Transport};

pub(crate) const ENTRY: Entry = Entry {
    code: "port-unusual",
    certainty: Certainty::Likely,
    field: ClaimField::Port,
    problem: Words {
        en: "port {found} is unusual for {transport}; documented is {expected}",
        zh: "端口 {found} 对 {transport} 来说不常见；文档规定为 {expected}",
    },
    why: Words {
        en: "the platform serves MQTT on 1883, with and without TLS (443 was seen too), and WebSocket on 443 only, for ws as for wss; an exclusive instance may have a port of its own",
        zh: "平台的 MQTT 端口是 1883，加不加 TLS 都一样（也见过 443）；WebSocket 只用 443，ws 与 wss 相同；尊享型实例可能有自己的端口",
    },
    remedy: Words {
        en: "use port {expected}",
        zh: "改用端口 {expected}",
    },
};

pub(crate) fn rule(claim: &Claim, reading: &Reading) -> Option<Finding> {
    let port = claim.port?;
    let own = reading
        .host
        .as_ref()
        .is_some_and(|host| matches!(host.named, Named::Own));
    let usual: &[u16] = match claim.transport {
        Some(Transport::Tcp) => &[1883, 443],
        // The Python SDK has 8883 in its code.
        Some(Transport::Tls) | None => &[1883, 443, 8883],
        Some(Transport::Ws | Transport::Wss) => &[443],
    };
    if own || usual.contains(&port) {
        return None;
    }
    let transport = claim.transport.unwrap_or(Transport::Tcp);
    let name = claim.transport.map_or("mqtt", Transport::wire);
    Some(
        Finding::new(&ENTRY)
            .with_number("found", port.into())
            .with_number("expected", transport.port().into())
            .with("transport", name),
    )
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    use connack_signer::Transport;

    #[test]
    fn others() {
        for (transport, port) in [
            (Transport::Tls, 1884),
            (Transport::Wss, 8084),
            (Transport::Wss, 1883),
        ] {
            check(
                |claim| {
                    claim.transport = Some(transport);
                    claim.port = Some(port);
                },
                &["port-unusual"],
            );
        }
    }

    #[test]
    fn served_or_ones_own() {
        for port in [1883, 443, 8883] {
            check(|claim| claim.port = Some(port), &[]);
        }
        check(
            |claim| {
                claim.host = Some("localhost".into());
                claim.port = Some(18830);
            },
            &[],
        );
    }
}
