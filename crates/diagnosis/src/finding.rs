//! What a finding is made of: a code that never changes, words for people, and the facts of a case.

use crate::fact_words::fact_in;
use connack_signer::ClaimField;

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Recomputed and equal in every byte, or it stands in the strings and the rule is certain.
    Proved,
    /// It fits what was seen; other causes fit too.
    Likely,
    /// Worth knowing; it would not cause a refusal.
    Note,
}

impl Certainty {
    /// The spelling of `data-certainty` and of JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::Likely => "likely",
            Self::Note => "note",
        }
    }
}

/// The languages of every text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// 简体中文.
    Zh,
}

/// A text in both languages. `{name}` stands for the fact of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// English.
    pub en: &'static str,
    /// 简体中文.
    pub zh: &'static str,
}

impl Words {
    /// The text in a language, its facts not filled in.
    pub fn in_lang(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }
}

/// One kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The code; a contract.
    pub code: &'static str,
    /// How sure it is, unless a case says otherwise.
    pub certainty: Certainty,
    /// The part of the claim it is about, unless a case says otherwise.
    pub field: ClaimField,
    /// What is wrong.
    pub problem: Words,
    /// Why it happens: where such a mistake comes from, and why it matters.
    pub why: Words,
    /// What to do.
    pub remedy: Words,
}

/// A fact of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A text; never a secret. Out of a closed set, it is English: a sentence in another language
    /// has its own word for it.
    Text(String),
    /// A number.
    Number(i64),
    /// Codes of other findings.
    Codes(Vec<&'static str>),
}

/// One explanation in one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its kind.
    pub entry: &'static Entry,
    /// How sure it is in this case.
    pub certainty: Certainty,
    /// The part of the claim it is about.
    pub field: ClaimField,
    /// Named facts, each name once. `found` and `expected` are what is shown side by side.
    pub facts: Vec<(&'static str, Fact)>,
}

impl Finding {
    /// A finding of a kind, with what its entry says.
    pub fn new(entry: &'static Entry) -> Self {
        Self {
            entry,
            certainty: entry.certainty,
            field: entry.field,
            facts: Vec::new(),
        }
    }

    /// With a text as fact.
    #[must_use]
    pub fn with(self, name: &'static str, text: impl Into<String>) -> Self {
        self.with_fact(name, Fact::Text(text.into()))
    }

    /// With a number as fact.
    #[must_use]
    pub fn with_number(self, name: &'static str, number: i64) -> Self {
        self.with_fact(name, Fact::Number(number))
    }

    /// With any fact; one of the same name is replaced.
    #[must_use]
    pub fn with_fact(mut self, name: &'static str, fact: Fact) -> Self {
        self.facts.retain(|(other, _)| *other != name);
        self.facts.push((name, fact));
        self
    }

    /// With another certainty than the entry's.
    #[must_use]
    pub fn certain(self, certainty: Certainty) -> Self {
        Self { certainty, ..self }
    }

    /// About another field than the entry's.
    #[must_use]
    pub fn about(self, field: ClaimField) -> Self {
        Self { field, ..self }
    }

    /// The code.
    pub fn code(&self) -> &'static str {
        self.entry.code
    }

    /// A fact that is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.facts.iter().find(|(other, _)| *other == name)? {
            (_, Fact::Text(text)) => Some(text),
            (_, Fact::Number(_) | Fact::Codes(_)) => None,
        }
    }

    /// What is wrong, in words.
    pub fn problem(&self, lang: Lang) -> String {
        self.filled(self.entry.problem, lang)
    }

    /// Why it happens, in words.
    pub fn why(&self, lang: Lang) -> String {
        self.filled(self.entry.why, lang)
    }

    /// What to do, in words.
    pub fn remedy(&self, lang: Lang) -> String {
        self.filled(self.entry.remedy, lang)
    }

    /// A template with its facts. A brace that names no fact stays as it is: `${…}` is quoted.
    fn filled(&self, words: Words, lang: Lang) -> String {
        let template = words.in_lang(lang);
        let mut text = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let named = after.split_once('}').and_then(|(name, tail)| {
                let fact = self.facts.iter().find(|(other, _)| *other == name)?;
                Some((fact, tail))
            });
            let Some(((name, fact), tail)) = named else {
                text.push('{');
                rest = after;
                continue;
            };
            match fact {
                Fact::Text(value) => text.push_str(&fact_in(lang, self.code(), name, value)),
                Fact::Number(number) => text.push_str(&number.to_string()),
                Fact::Codes(codes) => text.push_str(&codes.join(", ")),
            }
            rest = tail;
        }
        text.push_str(rest);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_filled_in_and_other_braces_stay() {
        const ENTRY: Entry = Entry {
            code: "made-up",
            certainty: Certainty::Likely,
            field: ClaimField::Username,
            problem: Words {
                en: "`{found}` has ${x} and {nothing} {digits}",
                zh: "",
            },
            why: Words { en: "", zh: "" },
            remedy: Words { en: "{", zh: "" },
        };
        let finding = Finding::new(&ENTRY)
            .with("found", "a{b}")
            .with_number("digits", 39);
        assert_eq!(
            finding.problem(Lang::En),
            "`a{b}` has ${x} and {nothing} 39"
        );
        assert_eq!(finding.remedy(Lang::En), "{");
    }
}
