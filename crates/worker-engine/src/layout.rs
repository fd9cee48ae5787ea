//! Answers laid out as nodes.

use connack_protocol::{Act, Attr, Copies, Hidden, Node, Tag};

/// An element with a text.
pub(crate) fn node(tag: Tag, text: impl Into<String>) -> Node {
    Node {
        tag,
        text: text.into(),
        ..Node::default()
    }
}

/// An element of a class with others in it.
pub(crate) fn group(tag: Tag, class: &str, inside: Vec<Node>) -> Node {
    Node {
        inside,
        ..with(node(tag, ""), Attr::Class, class)
    }
}

/// An element with one more attribute, unless that is empty.
pub(crate) fn with(mut node: Node, attr: Attr, value: impl Into<String>) -> Node {
    let value = value.into();
    if !value.is_empty() {
        node.attrs.push((attr, value));
    }
    node
}

/// A button.
pub(crate) fn button(class: &str, text: impl Into<String>, act: Act) -> Node {
    Node {
        act,
        ..with(node(Tag::Button, text), Attr::Class, class)
    }
}

/// A button that copies.
pub(crate) fn copy(class: &str, what: Copies, name: &str, text: &str) -> Node {
    button(class, name, Act::Copy(what, Hidden(text.into())))
}

/// A text as an address, for a link that downloads it.
pub(crate) fn data_url(kind: &str, text: &str) -> String {
    let mut url = format!("data:{kind};charset=utf-8,");
    for found in text.chars() {
        match found {
            // Browsers write other characters out themselves, but drop these, or end there.
            '%' | '#' | ' ' => url.push_str(&format!("%{:02X}", u32::from(found))),
            control if u32::from(control) < 0x20 => {
                url.push_str(&format!("%{:02X}", u32::from(control)));
            }
            other => url.push(other),
        }
    }
    url
}

/// A hint.
pub(crate) fn hint(text: impl Into<String>) -> Node {
    with(node(Tag::P, text), Attr::Class, "hint")
}

/// Words with code between backticks.
pub(crate) fn words(text: &str) -> Vec<Node> {
    let parts = text.split('`').enumerate();
    let parts = parts.filter(|(_, part)| !part.is_empty());
    parts
        .map(|(i, part)| node([Tag::Span, Tag::Code][i % 2], part))
        .collect()
}

/// A text with its first difference: what comes before, what differs, what comes after.
pub(crate) fn parted(text: [&str; 3]) -> Vec<Node> {
    let tags = [Tag::Span, Tag::Mark, Tag::Span].into_iter().zip(text);
    let tags = tags.filter(|(_, text)| !text.is_empty());
    tags.map(|(tag, text)| node(tag, text)).collect()
}

/// All the text of nodes, as a reader gets it.
#[cfg(test)]
pub(crate) fn text(nodes: &[Node]) -> String {
    nodes
        .iter()
        .map(|node| format!("{}{}", node.text, text(&node.inside)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_every_character() {
        assert_eq!(
            data_url("text/plain", "a b\r\n\t#%温"),
            "data:text/plain;charset=utf-8,a%20b%0D%0A%09%23%25温"
        );
    }

    #[test]
    fn code_stands_between_backticks() {
        let nodes = words("`a` is `b`, not c");
        let tags: Vec<Tag> = nodes.iter().map(|node| node.tag).collect();
        assert_eq!(tags, [Tag::Code, Tag::Span, Tag::Code, Tag::Span]);
        assert_eq!(text(&nodes), "a is b, not c");
    }
}
