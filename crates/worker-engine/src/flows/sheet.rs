//! What every way in is laid out as: a word on it, what one has, the working, what comes of it.

use crate::answer::pick;
use crate::layout::{button, group, node, with, words};
use connack_protocol::{Act, Attr, Copies, Hidden, Lang, Node, Tag};

/// A way in, ready to be laid out.
#[derive(Default)]
pub(super) struct Sheet {
    /// What it is and what is not certain about it; code between backticks.
    pub(super) about: Vec<String>,
    /// The fields, and what fills them.
    pub(super) have: Vec<Node>,
    /// The stages of the computation; none: there is none.
    pub(super) steps: Vec<Node>,
    /// What the results are.
    pub(super) title: String,
    /// The results.
    pub(super) results: Vec<Node>,
}

impl Sheet {
    pub(super) fn laid_out(self, lang: Lang) -> Node {
        let about = self.about.iter().map(|text| said(text)).collect();
        let about = with(group(Tag::Div, "flow-about", about), Attr::Id, "flow-about");
        let mut panels = vec![panel(
            "identity",
            &pick(lang, "What you have", "已有信息"),
            self.have,
        )];
        if !self.steps.is_empty() {
            let steps = vec![group(Tag::Ol, "steps", self.steps)];
            panels.push(panel(
                "working",
                &pick(lang, "The working", "计算过程"),
                steps,
            ));
        }
        panels.push(panel("must-send", &self.title, self.results));
        group(
            Tag::Div,
            "flow-shown",
            vec![about, group(Tag::Div, "compute", panels)],
        )
    }
}

fn panel(name: &str, title: &str, mut inside: Vec<Node>) -> Node {
    let id = format!("{name}-title");
    inside.insert(0, with(node(Tag::H2, title), Attr::Id, &*id));
    with(
        group(Tag::Section, &format!("panel {name}"), inside),
        Attr::LabelledBy,
        id,
    )
}

/// A paragraph; code between backticks.
pub(super) fn said(text: &str) -> Node {
    Node {
        inside: words(text),
        ..with(node(Tag::P, ""), Attr::Class, "hint")
    }
}

/// A notice: how grave (`info`, `warn`, `bad`), its id, what it says, and what one can do.
pub(super) fn notice(kind: &str, id: &str, text: &str, mut actions: Vec<Node>) -> Node {
    let said = Node {
        inside: words(text),
        ..node(Tag::P, "")
    };
    actions.insert(0, said);
    let notice = with(group(Tag::Div, "notice", actions), Attr::Kind, kind);
    let role = if kind == "bad" { "alert" } else { "status" };
    with(with(notice, Attr::Role, role), Attr::Id, id)
}

/// Text on the wire, in the hue of the value that it comes from; no part: plain.
pub(super) fn piece(part: &str, text: &str) -> Node {
    with(node(Tag::Span, text), Attr::Part, part)
}

/// A plain value; none: nothing to show.
pub(super) fn plain(text: &str) -> Vec<Node> {
    if text.is_empty() {
        return Vec::new();
    }
    vec![piece("", text)]
}

/// The text of pieces.
pub(super) fn joined(pieces: &[Node]) -> String {
    pieces.iter().map(|piece| &*piece.text).collect()
}

/// A value as it goes on the wire, under its id.
pub(super) fn wire(id: &str, pieces: Vec<Node>) -> Node {
    with(group(Tag::Code, "wire", pieces), Attr::Id, id)
}

/// A small button that copies a value.
pub(super) fn copier(of: Copies, name: &str, value: &str, lang: Lang) -> Node {
    let label = pick(lang, "Copy", "复制");
    let named = format!("{label} {name}");
    let button = button("copy", label, Act::Copy(of, Hidden(value.into())));
    let button = with(button, Attr::Label, named);
    disabled(button, value.is_empty())
}

/// A button that cannot be pressed at present.
pub(super) fn disabled(button: Node, disabled: bool) -> Node {
    with(
        button,
        Attr::Disabled,
        if disabled { "disabled" } else { "" },
    )
}

/// A value with what it is and a word on it, to be copied; its element has the name of what is copied
/// as id.
pub(super) fn output(of: Copies, label: &str, why: &str, value: Vec<Node>, lang: Lang) -> Node {
    let text = joined(&value);
    let mut named = node(Tag::Dt, label);
    named.inside = vec![with(node(Tag::Span, why), Attr::Class, "why")];
    let value = group(Tag::Dd, "", vec![wire(of.name(), value)]);
    let copy = group(Tag::Dd, "", vec![copier(of, label, &text, lang)]);
    group(Tag::Div, "output", vec![named, value, copy])
}

/// A secret that was issued: dots until secrets are shown. What is copied is the secret.
pub(super) fn hidden_output(
    of: Copies,
    label: &str,
    why: &str,
    secret: &str,
    (revealed, lang): (bool, Lang),
) -> Node {
    let mut output = output(of, label, why, plain(secret), lang);
    if secret.is_empty() {
        return output;
    }
    if !revealed {
        let dots = group(Tag::Span, "hint", vec![node(Tag::Span, "••••••••")]);
        output.inside[1].inside = vec![with(dots, Attr::Hidden, "true")];
    }
    let turn = reveal(label, of.name(), revealed, lang);
    output.inside[2].inside.insert(0, turn);
    output
}

/// A button that shows secrets, or hides them.
pub(super) fn reveal(name: &str, id: &str, revealed: bool, lang: Lang) -> Node {
    let label = if revealed {
        pick(lang, "Hide", "隐藏")
    } else {
        pick(lang, "Show", "显示")
    };
    let named = format!("{label} {name}");
    let button = button("copy", label, Act::Reveal);
    let button = with(button, Attr::Pressed, revealed.to_string());
    // What is hidden is not there to be named.
    let id = if revealed { id } else { "" };
    with(with(button, Attr::Label, named), Attr::Controls, id)
}

/// Outputs, one under the other.
pub(super) fn outputs(outputs: Vec<Node>) -> Node {
    group(Tag::Dl, "outputs", outputs)
}

/// Buttons in a row.
pub(super) fn actions(buttons: Vec<Node>) -> Node {
    group(Tag::Div, "actions", buttons)
}

/// What closes and opens.
pub(super) fn details(title: &str, mut inside: Vec<Node>) -> Node {
    inside.insert(0, node(Tag::Summary, title));
    group(Tag::Details, "", inside)
}

/// What stands in place of results while there are none.
pub(super) fn nothing_yet(broken: bool, lang: Lang) -> Node {
    if broken {
        let text = pick(
            lang,
            "Nothing is computed: a value cannot stand on the wire; see the field in red.",
            "未计算：有的值无法发送，请看标红的输入框。",
        );
        return notice("bad", "broken", &text, Vec::new());
    }
    let text = pick(
        lang,
        "Fill in what you have; the results appear at once.",
        "请填写已有信息，结果会立即显示。",
    );
    with(said(&text), Attr::Id, "empty")
}
