//! What events mean to a registration.

/// What an event means to a registration, and to nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// It was accepted: the result comes by itself.
    RegisterAccepted,
    /// It was refused with this return code.
    RegisterRefused(u8),
    /// The server ended the connection, as it does with each registration.
    RegisterEnded,
}

impl Note {
    /// The value of the attribute.
    pub fn name(self) -> &'static str {
        match self {
            Self::RegisterAccepted => "register-accepted",
            Self::RegisterRefused(_) => "register-refused",
            Self::RegisterEnded => "register-ended",
        }
    }
}
