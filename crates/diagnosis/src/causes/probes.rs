//! Further tries that tell causes apart, made only when the person agrees: each opens a WebSocket
//! that differs from the failed attempt in one thing, sends nothing, and closes it.

use super::{HostKind, PathKind, Situation, words};
use crate::{Observation, Waited, Words};

/// What came of the probes: whether the socket opened; `None` for one that was not made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Probed {
    /// Without asking for the subprotocol `mqtt`.
    pub without_subprotocol: Option<bool>,
    /// With `/mqtt` in place of the path, or `/` in place of `/mqtt`.
    pub other_path: Option<bool>,
    /// With `wss` in place of `ws`.
    pub over_tls: Option<bool>,
    /// On another port.
    pub other_port: Option<bool>,
}

impl Probed {
    /// With the outcome of one more.
    #[must_use]
    pub fn with(mut self, kind: ProbeKind, opened: bool) -> Self {
        let outcome = match kind {
            ProbeKind::WithoutSubprotocol => &mut self.without_subprotocol,
            ProbeKind::OtherPath => &mut self.other_path,
            ProbeKind::OverTls => &mut self.over_tls,
            ProbeKind::OtherPort(_) => &mut self.other_port,
        };
        *outcome = Some(opened);
        self
    }

    pub(super) fn any_opened(self) -> bool {
        [
            self.without_subprotocol,
            self.other_path,
            self.over_tls,
            self.other_port,
        ]
        .contains(&Some(true))
    }

    fn has(self, kind: ProbeKind) -> bool {
        match kind {
            ProbeKind::WithoutSubprotocol => self.without_subprotocol,
            ProbeKind::OtherPath => self.other_path,
            ProbeKind::OverTls => self.over_tls,
            ProbeKind::OtherPort(_) => self.other_port,
        }
        .is_some()
    }
}

/// In what a probe differs from the failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProbeKind {
    /// It asks for no subprotocol.
    WithoutSubprotocol,
    /// `/mqtt` in place of the path, or `/` in place of `/mqtt`.
    OtherPath,
    /// `wss` in place of `ws`.
    OverTls,
    /// This port.
    OtherPort(u16),
}

impl ProbeKind {
    /// Its name: `data-probe`.
    pub fn name(self) -> &'static str {
        match self {
            Self::WithoutSubprotocol => "without-subprotocol",
            Self::OtherPath => "other-path",
            Self::OverTls => "over-tls",
            Self::OtherPort(_) => "other-port",
        }
    }

    /// The URL to open in place of `url`, the one that failed.
    pub fn url(self, url: &str) -> String {
        let url = url.trim();
        let (scheme, rest) = url.split_once("://").unwrap_or(("ws", url));
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        match self {
            Self::WithoutSubprotocol => url.to_owned(),
            Self::OtherPath if path.split(['?', '#']).next() == Some("/mqtt") => {
                format!("{scheme}://{authority}/")
            }
            Self::OtherPath => format!("{scheme}://{authority}/mqtt"),
            Self::OverTls => format!("wss://{authority}{path}"),
            Self::OtherPort(port) => {
                let host = match authority.rsplit_once(':') {
                    // The colons of `[::1]` are its own.
                    Some((host, after)) if !after.contains(']') => host,
                    Some(_) | None => authority,
                };
                format!("{scheme}://{host}:{port}{path}")
            }
        }
    }
}

/// A probe that would tell causes of this situation apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Probe {
    /// In what it differs.
    pub kind: ProbeKind,
    /// What is tried, for the button.
    pub label: Words,
    /// What it tells when it opens, and when it does not.
    pub tells: Words,
}

/// Said beside the probes, before a person agrees to one.
pub const PROBES_SEND_NOTHING: Words = words(
    "opens a WebSocket to the same host and closes it: no CONNECT, no credentials are sent",
    "只向同一主机建立 WebSocket 后立即关闭：不发送 CONNECT 和任何凭据",
);

/// The probes worth making; those already made are left out, and all once one has opened.
pub fn probes(situation: &Situation) -> Vec<Probe> {
    let s = situation;
    let silent = s.seen == Observation::TimedOut(Waited::SocketOpen);
    let blocked = s.page_https && !s.target.tls && s.target.host != HostKind::Loopback;
    if !s.online || blocked || s.probed.any_opened() {
        return Vec::new();
    }
    if s.seen != Observation::NotOpened && !silent {
        return Vec::new();
    }
    let mut all = Vec::new();
    if !silent {
        all.push(WITHOUT_SUBPROTOCOL);
        all.push(match s.target.path {
            PathKind::Mqtt => ROOT_PATH,
            PathKind::Root | PathKind::Other => MQTT_PATH,
        });
    }
    if !s.target.tls {
        all.push(OVER_TLS);
    }
    let port = match s.target.host {
        HostKind::Public | HostKind::Instance => Some(443),
        // The ports of a broker of one's own are its owner's choice.
        HostKind::Loopback | HostKind::Nowhere | HostKind::Misspelt => None,
        HostKind::OtherService | HostKind::Local | HostKind::Address | HostKind::Name => {
            Some(if s.target.tls { 443 } else { 80 })
        }
    };
    match port.filter(|port| *port != s.target.port) {
        Some(443) => all.push(PORT_443),
        Some(_) => all.push(PORT_80),
        None => {}
    }
    all.retain(|probe| !s.probed.has(probe.kind));
    all
}

const WITHOUT_SUBPROTOCOL: Probe = Probe {
    kind: ProbeKind::WithoutSubprotocol,
    label: words("Try without subprotocol", "不带子协议再试"),
    tells: words(
        "if it opens, the server does not agree to `mqtt`; if not, the subprotocol is not the cause",
        "若能建立，说明服务器不确认 `mqtt`；若不能，则与子协议无关",
    ),
};
const MQTT_PATH: Probe = Probe {
    kind: ProbeKind::OtherPath,
    label: words("Try the path /mqtt", "用路径 /mqtt 再试"),
    tells: OTHER_PATH,
};
const ROOT_PATH: Probe = Probe {
    kind: ProbeKind::OtherPath,
    label: words("Try the path /", "用路径 / 再试"),
    tells: OTHER_PATH,
};
const OTHER_PATH: Words = words(
    "if it opens, the path was wrong; if not, that is less likely",
    "若能建立，说明路径有误；若不能，则路径有误的可能性较小",
);
const OVER_TLS: Probe = Probe {
    kind: ProbeKind::OverTls,
    label: words("Try wss://", "用 wss:// 再试"),
    tells: words(
        "if it opens, the port expects TLS",
        "若能建立，说明该端口要求 TLS",
    ),
};
const PORT_443: Probe = Probe {
    kind: ProbeKind::OtherPort(443),
    label: words("Try port 443", "用端口 443 再试"),
    tells: OTHER_PORT,
};
const PORT_80: Probe = Probe {
    kind: ProbeKind::OtherPort(80),
    label: words("Try port 80", "用端口 80 再试"),
    tells: OTHER_PORT,
};
const OTHER_PORT: Words = words(
    "if it opens, the port was wrong or is blocked on the way",
    "若能建立，说明端口有误，或途中被封锁",
);
