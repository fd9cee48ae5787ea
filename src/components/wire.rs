//! Text as it goes on the wire, each piece in the hue and underline of the field it comes from.

use crate::state::{Part, PartKind};
use crate::text::Text;
use yew::prelude::*;

/// The mark of a field: the same shape and hue everywhere. `part` is `product-key`, `device-name`,
/// `device-secret`, `client-id`, `timestamp` or `param`.
pub fn mark(part: &'static str) -> Html {
    html! { <span class="mark" data-part={part} aria-hidden="true"></span> }
}

/// The name under which styles know a piece, and what a reader is told of it.
fn described(text: &Text, kind: PartKind) -> (Option<&'static str>, Option<&'static str>) {
    let compute = text.compute;
    match kind {
        PartKind::ProductKey => (Some("product-key"), Some(compute.product_key)),
        PartKind::DeviceName => (Some("device-name"), Some(compute.device_name)),
        PartKind::ClientId => (Some("client-id"), Some(compute.client_id)),
        PartKind::Timestamp => (Some("timestamp"), Some(compute.timestamp)),
        PartKind::Param => (Some("param"), Some(compute.no_sign)),
        PartKind::Name => (Some("name"), None),
        PartKind::Plain => (None, None),
    }
}

/// A wire text. The text of the element is exactly the value.
pub fn wire(text: &Text, id: Option<&'static str>, parts: &[Part]) -> Html {
    html! {
        <code class="wire" {id}>
            { for parts.iter().map(|part| {
                let (name, title) = described(text, part.kind);
                html! { <span data-part={name} {title}>{ &part.text }</span> }
            }) }
        </code>
    }
}
