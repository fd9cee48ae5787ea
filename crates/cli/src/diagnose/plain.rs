//! The answer for people at a terminal: the verdict first, as a sentence to read out, then the
//! findings, then the right values. Plain text without colours or cursor codes.

use super::place::{columns, first_difference};
use super::{Answered, words};
use crate::streams::Shown;
use connack_diagnosis::{Diagnosis, Expected, Fact, Finding, Lang, Verdict, Words, field_words};
use std::fmt::Write as _;

/// Everything about all devices of a text.
pub(super) fn page(answered: &[Answered], not_understood: &str, lang: Lang) -> String {
    let mut page = Page {
        text: String::new(),
        lang,
    };
    for (i, one) in answered.iter().enumerate() {
        if answered.len() > 1 {
            page.heading(i + 1, answered.len(), one);
        }
        page.device(one);
    }
    if !not_understood.is_empty() {
        page.line(&format!(
            "{}{not_understood}{}",
            words::NOT_UNDERSTOOD.in_lang(lang),
            words::NOT_UNDERSTOOD_END.in_lang(lang)
        ));
    }
    page.text
}

struct Page {
    text: String,
    lang: Lang,
}

impl Page {
    fn line(&mut self, line: &str) {
        // Writing into a string cannot fail.
        let _ = writeln!(self.text, "{}", Shown(line));
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn word(&self, words: Words) -> &'static str {
        words.in_lang(self.lang)
    }

    fn heading(&mut self, n: usize, all: usize, one: &Answered) {
        if n > 1 {
            self.blank();
        }
        let mut heading = self
            .word(words::DEVICE)
            .replace("{n}", &n.to_string())
            .replace("{all}", &all.to_string());
        let claim = &one.given.case.claim;
        let name = [&claim.username, &claim.device_name, &claim.mqtt_client_id]
            .into_iter()
            .flatten()
            .next();
        if let Some(name) = name {
            let colon = match self.lang {
                Lang::En => ": ",
                Lang::Zh => "：",
            };
            let _ = write!(heading, "{colon}{name}");
        }
        let width = columns(&heading);
        self.line(&heading);
        self.line(&"=".repeat(width));
    }

    fn device(&mut self, one: &Answered) {
        let diagnosis = &one.diagnosis;
        self.line(&diagnosis.sentence(self.lang));
        for (i, finding) in diagnosis.findings.iter().enumerate() {
            self.blank();
            self.finding(i + 1, finding);
        }
        if let Some(expected) = &diagnosis.expected {
            self.blank();
            self.right_values(expected);
        }
        self.blank();
        self.looked(diagnosis);
        self.read(one);
        // The blank line of a part that had nothing to say.
        if self.text.ends_with("\n\n") {
            self.text.pop();
        }
    }

    fn finding(&mut self, n: usize, finding: &Finding) {
        self.line(&format!(
            "{n}. {} [{} · {}]",
            finding.code(),
            self.word(words::certainty(finding.certainty)),
            self.word(field_words(finding.field)),
        ));
        self.line(&format!("   {}", finding.problem(self.lang)));
        for (head, text) in [
            (words::WHY, finding.why(self.lang)),
            (words::REMEDY, finding.remedy(self.lang)),
        ] {
            if !text.is_empty() {
                self.line(&format!("   {}{text}", self.word(head)));
            }
        }
        self.two_sides(finding);
        let alternatives = finding.facts.iter().find_map(|(_, fact)| match fact {
            Fact::Codes(codes) if !codes.is_empty() => Some(codes.join(", ")),
            Fact::Codes(_) | Fact::Text(_) | Fact::Number(_) => None,
        });
        if let Some(codes) = alternatives {
            self.line(&format!("   {}{codes}", self.word(words::OR)));
        }
    }

    /// Found and expected, one above the other, with a caret below the first difference.
    fn two_sides(&mut self, finding: &Finding) {
        let (found, expected) = (finding.text("found"), finding.text("expected"));
        let heads = [self.word(words::FOUND), self.word(words::EXPECTED)];
        let width = heads.map(columns).into_iter().max().unwrap_or(0);
        for (head, text) in heads.into_iter().zip([found, expected]) {
            let Some(text) = text else { continue };
            let pad = " ".repeat(width - columns(head));
            self.line(&format!("   {head}{pad}  {text}"));
        }
        let (Some(found), Some(expected)) = (found, expected) else {
            return;
        };
        if let Some(same) = first_difference(found, expected) {
            let before: String = expected.chars().take(same).collect();
            let pad = " ".repeat(3 + width + 2 + columns(&before));
            let place = self
                .word(words::DIFFERS_AT)
                .replace("{at}", &(same + 1).to_string());
            self.line(&format!("{pad}^ {place}"));
        }
    }

    /// Names as in JSON and as `connack sign` prints them.
    fn right_values(&mut self, expected: &Expected) {
        let signing = &expected.signing;
        let port = expected.port.to_string();
        let (content, password) = (signing.content.to_string(), signing.password());
        let mqtt_client_id = signing.mqtt_client_id.to_string();
        let values = [
            ("signing_content", Some(&*content)),
            ("password", Some(&*password)),
            ("username", Some(&*signing.username)),
            ("mqtt_client_id", Some(&*mqtt_client_id)),
            ("host", expected.host.as_deref()),
            ("port", Some(&*port)),
            ("websocket_url", expected.websocket_url.as_deref()),
        ];
        self.line(self.word(words::RIGHT_VALUES));
        for (name, value) in values {
            if let Some(value) = value {
                self.line(&format!("   {:16} {value}", format!("{name}:")));
            }
        }
    }

    fn looked(&mut self, diagnosis: &Diagnosis) {
        let looked = diagnosis.looked;
        // What was found needs no word about what was not.
        if diagnosis.verdict != Verdict::Unexplained && !looked.cut {
            return;
        }
        let text = self
            .word(words::LOOKED)
            .replace("{n}", &looked.deviations.to_string())
            .replace("{recipes}", &looked.recipes.to_string());
        let cut = if looked.cut {
            self.word(words::CUT)
        } else {
            ""
        };
        self.line(&format!("{text}{cut}"));
    }

    fn read(&mut self, one: &Answered) {
        let fields = &one.given.fields;
        if fields.is_empty() {
            return;
        }
        let and = match self.lang {
            Lang::En => ", ",
            Lang::Zh => "、",
        };
        let names: Vec<String> = fields
            .iter()
            .map(|(field, line)| {
                self.word(words::READ_AT)
                    .replace("{name}", self.word(field_words(*field)))
                    .replace("{line}", &line.to_string())
            })
            .collect();
        self.line(&format!("{}{}", self.word(words::READ), names.join(and)));
    }
}
