//! Every text of the page, in English and 简体中文, side by side. Data only.
//!
//! A text that is missing in one language does not compile. What the diagnosis says comes in both
//! languages from its own entries.

mod about;
mod behaves;
mod code_meaning;
mod compute;
pub mod connect;
pub mod connect_profiles;
pub mod connection;
mod field;
mod frame;
pub mod messages;
mod publish;
mod registering;
mod share;
mod shortcuts;
mod sub_devices;
mod verify;

pub use about::AboutText;
pub use behaves::BehavesText;
pub use compute::ComputeText;
pub use field::FieldText;
pub use frame::FrameText;
pub use publish::PublishText;
pub use registering::RegisteringText;
pub use share::ShareText;
pub use shortcuts::ShortcutsText;
pub use sub_devices::SubDevicesText;
pub use verify::VerifyText;

use connack_diagnosis::Words;

/// A language of the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// 简体中文.
    Zh,
}

impl Language {
    /// The value of `?lang=`.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The value of the `lang` attribute.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        }
    }

    /// The language of a tag such as `zh-Hans-CN` or `en-GB`; Chinese of any region is `Zh`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split('-').next()?.to_ascii_lowercase().as_str() {
            "en" => Some(Self::En),
            "zh" => Some(Self::Zh),
            _ => None,
        }
    }

    /// The other language.
    pub fn other(self) -> Self {
        match self {
            Self::En => Self::Zh,
            Self::Zh => Self::En,
        }
    }

    /// A text of the diagnosis in this language.
    pub fn of(self, words: Words) -> &'static str {
        match self {
            Self::En => words.en,
            Self::Zh => words.zh,
        }
    }

    /// All texts of this language.
    pub fn text(self) -> &'static Text {
        match self {
            Self::En => &EN,
            Self::Zh => &ZH,
        }
    }
}

/// All texts of one language.
#[derive(Debug)]
pub struct Text {
    /// The language itself.
    pub language: Language,
    /// Header, notices, panic report.
    pub frame: &'static FrameText,
    /// The list of keys.
    pub shortcuts: &'static ShortcutsText,
    /// Compute.
    pub compute: &'static ComputeText,
    /// What is said beside fields.
    pub field: &'static FieldText,
    /// Verify.
    pub verify: &'static VerifyText,
    /// "To a colleague".
    pub share: &'static ShareText,
    /// About.
    pub about: &'static AboutText,
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

const EN: Text = Text {
    language: Language::En,
    frame: &frame::EN,
    shortcuts: &shortcuts::EN,
    compute: &compute::EN,
    field: &field::EN,
    verify: &verify::EN,
    share: &share::EN,
    about: &about::EN,
};

const ZH: Text = Text {
    language: Language::Zh,
    frame: &frame::ZH,
    shortcuts: &shortcuts::ZH,
    compute: &compute::ZH,
    field: &field::ZH,
    verify: &verify::ZH,
    share: &share::ZH,
    about: &about::ZH,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        assert_eq!(Language::from_tag("zh-Hans-CN"), Some(Language::Zh));
        assert_eq!(Language::from_tag("zh"), Some(Language::Zh));
        assert_eq!(Language::from_tag("EN-gb"), Some(Language::En));
        assert_eq!(Language::from_tag("de"), None);
    }
}
