//! The theme: the system's, or one that was chosen and is remembered.

use crate::browser::{document, storage};
use yew::prelude::*;

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

    fn from_name(name: &str) -> Self {
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

/// The theme with its switch.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeHandle {
    /// The theme.
    pub theme: Theme,
    /// Chooses one.
    pub choose: Callback<Theme>,
}

/// The theme of the page.
#[hook]
pub fn use_theme() -> ThemeHandle {
    let theme = use_state_eq(|| storage::theme().map_or(Theme::Auto, |n| Theme::from_name(&n)));
    use_effect_with(*theme, |theme| document::set_theme(theme.name()));
    let choose = {
        let theme = theme.clone();
        Callback::from(move |chosen: Theme| {
            storage::set_theme(chosen.name());
            theme.set(chosen);
        })
    };
    ThemeHandle {
        theme: *theme,
        choose,
    }
}
