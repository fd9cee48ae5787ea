//! Where a session is.

/// Where a session is. What else is true in a phase (its deadline, its link) the session holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nothing asked yet.
    Idle,
    /// The socket is opening.
    Connecting,
    /// CONNECT is sent.
    AwaitingConnack,
    /// CONNACK 0 came.
    Online,
    /// Waiting for the next try.
    Reconnecting,
    /// CONNACK other than 0 came.
    Refused,
    /// Over, for another reason.
    Closed,
}

impl Phase {
    /// The spelling in a transcript.
    pub fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Connecting => "connecting",
            Self::AwaitingConnack => "awaiting-connack",
            Self::Online => "online",
            Self::Reconnecting => "reconnecting",
            Self::Refused => "refused",
            Self::Closed => "closed",
        }
    }

    /// Whether a connection is held, being made or waited for.
    pub fn is_active(self) -> bool {
        match self {
            Self::Connecting | Self::AwaitingConnack | Self::Online | Self::Reconnecting => true,
            Self::Idle | Self::Refused | Self::Closed => false,
        }
    }
}
