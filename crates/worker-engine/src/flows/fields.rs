//! Fields of the further ways in: each with its label, its hint and what is to be said against its
//! value.

use super::sheet::reveal;
use crate::layout::{group, hint, node, with};
use connack_diagnosis::{odd_words, wire_words};
use connack_protocol::{Act, AskFlow, Attr, Lang, Node, Tag};
use connack_signer::{Oddity, Subject, WireError};

/// A field to be laid out.
pub(super) struct Field<'a> {
    /// The name under which the page has its value.
    pub(super) name: &'a str,
    /// The stable id.
    pub(super) id: &'a str,
    /// The visible label.
    pub(super) label: &'a str,
    /// The mark of the value, as on Compute; empty: none.
    pub(super) mark: &'a str,
    /// A word on what belongs here; may be empty.
    pub(super) hint: &'a str,
    /// What is to be said against the value.
    pub(super) said: Vec<Said>,
    /// What it looks like.
    pub(super) kind: Kind,
    /// Buttons beside it.
    pub(super) beside: Vec<Node>,
}

/// What a field looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One line.
    Line,
    /// One line, hidden until secrets are shown.
    Secret,
    /// Several lines.
    Area,
}

/// Something against a value.
pub(super) struct Said {
    /// The value cannot stand; else it is only unusual.
    pub(super) broken: bool,
    /// The rule, what was found, what to do.
    pub(super) text: String,
}

impl<'a> Field<'a> {
    /// A line whose name on the page is its id.
    pub(super) fn new(id: &'a str, label: &'a str) -> Self {
        Self {
            name: id,
            id,
            label,
            mark: "",
            hint: "",
            said: Vec::new(),
            kind: Kind::Line,
            beside: Vec::new(),
        }
    }

    /// The field as an element.
    pub(super) fn laid_out(self, ask: &AskFlow) -> Node {
        let about = format!("{}-said", self.id);
        let broken = self.said.iter().any(|said| said.broken);
        let mut input = node(
            match self.kind {
                Kind::Line | Kind::Secret => Tag::Input,
                Kind::Area => Tag::TextArea,
            },
            "",
        );
        input.act = Act::Field(self.name.into());
        input = with(input, Attr::Id, self.id);
        match self.kind {
            Kind::Line => input = with(input, Attr::Type, "text"),
            Kind::Secret => {
                let shown = if ask.revealed { "text" } else { "password" };
                // The page's other secrets say why they are called so.
                input = with(with(input, Attr::Type, shown), Attr::Name, "otp");
            }
            Kind::Area => input = with(input, Attr::Rows, "5"),
        }
        input = with(input, Attr::DescribedBy, &*about);
        input = with(input, Attr::Invalid, broken.to_string());
        input = with(input, Attr::AutoComplete, "off");
        input = with(input, Attr::SpellCheck, "false");
        input = with(input, Attr::AutoCapitalize, "off");
        let mut row = vec![input];
        if self.kind == Kind::Secret {
            row.push(reveal(self.label, self.id, ask.revealed, ask.lang));
        }
        row.extend(self.beside);
        let said = self.said.into_iter().map(|said| {
            let kind = if said.broken { "bad" } else { "warn" };
            let said = with(node(Tag::P, said.text), Attr::Class, "problem");
            with(said, Attr::Kind, kind)
        });
        let said = with(group(Tag::Div, "", said.collect()), Attr::Live, "polite");
        let mut below = vec![said];
        if !self.hint.is_empty() {
            below.push(hint(self.hint));
        }
        let below = with(group(Tag::Div, "field-said", below), Attr::Id, about);
        let label = labelled(self.id, self.label, self.mark);
        let row = group(Tag::Div, "field-row", row);
        group(Tag::Div, "field", vec![label, row, below])
    }
}

fn labelled(id: &str, text: &str, mark: &str) -> Node {
    let mut label = with(node(Tag::Label, ""), Attr::For, id);
    if !mark.is_empty() {
        let mark = with(group(Tag::Span, "mark", Vec::new()), Attr::Part, mark);
        label.inside.push(with(mark, Attr::Hidden, "true"));
    }
    label.inside.push(node(Tag::Span, text));
    label
}

/// A choice among wire spellings: each with what a person reads.
pub(super) fn choice(
    name: &str,
    label: &str,
    mark: &str,
    value: &str,
    choices: &[(&str, String)],
    word: &str,
) -> Node {
    let options = choices.iter().map(|(choice, text)| {
        let option = with(node(Tag::Option, &**text), Attr::Value, *choice);
        let selected = if *choice == value { "selected" } else { "" };
        with(option, Attr::Selected, selected)
    });
    let about = format!("{name}-said");
    let mut select = group(Tag::Select, "", options.collect());
    select.act = Act::Field(name.into());
    let select = with(with(select, Attr::Id, name), Attr::Value, value);
    let select = with(select, Attr::DescribedBy, &*about);
    let select = with(select, Attr::AutoComplete, "off");
    let mut below = group(Tag::Div, "field-said", Vec::new());
    if !word.is_empty() {
        below.inside.push(hint(word));
    }
    let label = labelled(name, label, mark);
    let below = with(below, Attr::Id, about);
    group(Tag::Div, "field", vec![label, select, below])
}

/// Two fields side by side.
pub(super) fn pair(one: Node, other: Node) -> Node {
    group(Tag::Div, "field-pair", vec![one, other])
}

/// A further field's value.
pub(super) fn value<'a>(ask: &'a AskFlow, name: &str) -> &'a str {
    let found = ask.fields.iter().find(|(of, _)| of == name);
    found.map_or("", |(_, value)| &value.0)
}

/// A further field's choice, or the first one.
pub(super) fn chosen<'a>(ask: &'a AskFlow, name: &str, first: &'a str) -> &'a str {
    match value(ask, name) {
        "" => first,
        chosen => chosen,
    }
}

/// Whether nothing of an identity is typed yet.
pub(super) fn untouched(ask: &AskFlow) -> bool {
    ask.identity.product_key.is_empty() && ask.identity.device_name.is_empty()
}

/// What is to be said of a value, and the value unless it cannot stand. An empty one is silent while
/// nothing else is typed.
pub(super) fn judged<T>(
    subject: Subject,
    text: &str,
    parsed: Result<T, WireError>,
    silent: bool,
    lang: Lang,
) -> (Option<T>, Vec<Said>) {
    let in_lang = crate::words::lang(lang);
    match parsed {
        Err(error) => {
            let text = wire_words(error, in_lang);
            (None, vec![Said { broken: true, text }])
        }
        Ok(value) => {
            let odd = subject.oddities(text).into_iter();
            let odd = odd.filter(|oddity| !(silent && *oddity == Oddity::Empty));
            let odd = odd.map(|oddity| Said {
                broken: false,
                text: odd_words(subject, oddity, in_lang),
            });
            (Some(value), odd.collect())
        }
    }
}
