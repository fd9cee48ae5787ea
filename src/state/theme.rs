//! The theme.

/// A theme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The spelling of `data-theme` and of what is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme with this name; the system's for any other.
    pub fn from_name(name: &str) -> Self {
        let all = [Self::Auto, Self::Light, Self::Dark];
        all.into_iter()
            .find(|theme| theme.name() == name)
            .unwrap_or_default()
    }

    /// The next one in turn.
    pub fn next(self) -> Self {
        match self {
            Self::Auto => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Auto,
        }
    }
}
