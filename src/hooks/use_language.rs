//! The language: from `?lang=`, else from the browser, else by choice.

use crate::browser::{address, document};
use crate::text::{Language, Text};
use yew::prelude::*;

/// The language with its switch.
#[derive(Debug, Clone, PartialEq)]
pub struct LanguageHandle {
    /// The language.
    pub language: Language,
    /// Chooses one; the address says so from then on.
    pub choose: Callback<Language>,
}

/// The language of the page; sets `lang` and the title.
#[hook]
pub fn use_language() -> LanguageHandle {
    let language = use_state_eq(|| {
        let tag = address::lang().or_else(document::preferred_language);
        tag.and_then(|tag| Language::from_tag(&tag))
            .unwrap_or_default()
    });
    use_effect_with(*language, |language| {
        document::set_language(language.tag(), language.text().frame.title);
    });
    let choose = {
        let language = language.clone();
        Callback::from(move |chosen: Language| {
            address::set_lang(chosen.code());
            language.set(chosen);
        })
    };
    LanguageHandle {
        language: *language,
        choose,
    }
}

/// The texts of the page's language.
#[hook]
pub fn use_text() -> &'static Text {
    use_context::<Language>().unwrap_or_default().text()
}
