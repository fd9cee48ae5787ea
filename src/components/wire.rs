//! Text as it goes on the wire, each piece in the hue and underline of the field it comes from.

use crate::hooks::use_text;
use crate::state::{Part, PartKind};
use crate::text::Text;
use yew::prelude::*;

/// Props of [`Mark`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct MarkProps {
    /// `product-key`, `device-name`, `device-secret`, `client-id`, `timestamp`, `param`.
    pub part: AttrValue,
}

/// The mark of a field: the same shape and hue everywhere.
#[component]
pub fn Mark(props: &MarkProps) -> Html {
    html! { <span class="mark" data-part={props.part.clone()} aria-hidden="true"></span> }
}

/// The name under which styles know a piece.
fn mark_of(kind: PartKind) -> Option<&'static str> {
    match kind {
        PartKind::ProductKey => Some("product-key"),
        PartKind::DeviceName => Some("device-name"),
        PartKind::ClientId => Some("client-id"),
        PartKind::Timestamp => Some("timestamp"),
        PartKind::Param => Some("param"),
        PartKind::Name => Some("name"),
        PartKind::Plain => None,
    }
}

fn label(text: &Text, kind: PartKind) -> Option<&'static str> {
    match kind {
        PartKind::ProductKey => Some(text.compute.product_key),
        PartKind::DeviceName => Some(text.compute.device_name),
        PartKind::ClientId => Some(text.compute.client_id),
        PartKind::Timestamp => Some(text.compute.timestamp),
        PartKind::Param => Some(text.compute.no_sign),
        PartKind::Name | PartKind::Plain => None,
    }
}

/// Props of [`Wire`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct WireProps {
    /// The element's id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// The pieces; their texts together are exactly the value.
    pub parts: Vec<Part>,
}

/// A wire text. The text of the element is exactly the value.
#[component]
pub fn Wire(props: &WireProps) -> Html {
    let text = use_text();
    html! {
        <code class="wire" id={props.id.clone()}>
            { for props.parts.iter().map(|part| html! {
                <span data-part={mark_of(part.kind)} title={label(text, part.kind)}>
                    { &part.text }
                </span>
            }) }
        </code>
    }
}
