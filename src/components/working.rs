//! The computation, stage by stage.

use crate::components::{View, copy_button, wire};
use crate::state::{Part, PartKind, kind_of, parts_of_content};
use yew::prelude::*;

/// The computation, stage by stage; nothing signed yet: the steps stand empty.
pub fn working(view: View<'_>) -> Html {
    let (text, compute) = (view.text, view.text.compute);
    let signed = view.model.computed.signed();
    let checked = view.model.self_check;
    let part = |kind, text: &str| Part {
        kind,
        text: text.into(),
    };
    let content = signed.map(parts_of_content).unwrap_or_default();
    let content_text: String = content.iter().map(|part| part.text.as_str()).collect();
    let (mut mac, mut password, mut pair_lines) = (String::new(), String::new(), String::new());
    let form = &view.model.form.form;
    let (method, secret_bytes) = (form.sign_method, form.device_secret.expose().len());
    let mut pairs = Vec::new();
    if let Some(signed) = signed {
        password = signed.signing.password();
        mac = spaced(&password);
        pairs = signed.signing.content.pairs().to_vec();
        for pair in &pairs {
            pair_lines.extend([pair.name.wire(), " ", &*pair.value, "\n"]);
        }
    }
    let plain = |value: &str| {
        let parts = (!value.is_empty()).then(|| part(PartKind::Plain, value));
        wire(text, None, parts.as_slice())
    };
    let pairs = html! {
        <div class="pairs">
            if pairs.is_empty() { { plain("") } }
            { for pairs.iter().map(|pair| html! {
                <div>
                    { wire(text, None, &[part(PartKind::Name, pair.name.wire())]) }
                    { " " }
                    { wire(text, None, &[part(kind_of(pair.name), &pair.value)]) }
                </div>
            }) }
        </div>
    };
    let content = wire(text, Some("out-signing-content"), &content);
    let (mac_line, hex_line) = (plain(&mac), plain(&password));
    let why_mac = (compute.step_mac)(method.algorithm(), secret_bytes);
    let why_hex = (compute.step_hex)(method.mac_len() * 2);
    let step = |id: &'static str, why: &str, name: &str, value: String, body: Html| {
        html! {
            <li class="step">
                <p class="why">{ why }</p>
                <div class="step-line">
                    { body }
                    { copy_button(view, id, "copy", text.frame.copy, name, value) }
                </div>
            </li>
        }
    };
    html! {
        <section class="panel working" aria-labelledby="working-title">
            <h2 id="working-title">{ compute.working }</h2>
            <ol class="steps">
                { step("step-pairs", compute.step_pairs, "1", pair_lines, pairs) }
                { step("out-signing-content", compute.step_content, compute.signing_content,
                    content_text, content) }
                { step("step-mac", &why_mac, "3", mac, mac_line) }
                { step("step-hex", &why_hex, "4", password, hex_line) }
            </ol>
            <p id="self-check" class="self-check" data-ok={checked.to_string()}>
                { if checked { compute.self_check_ok } else { compute.self_check_failed } }
            </p>
        </section>
    }
}

/// Hex digits as bytes with a blank between them.
fn spaced(hex: &str) -> String {
    let mut spaced = String::with_capacity(hex.len() * 3 / 2);
    for (i, digit) in hex.chars().enumerate() {
        if i > 0 && i % 2 == 0 {
            spaced.push(' ');
        }
        spaced.push(digit);
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn bytes_stand_apart() {
        assert_eq!(spaced("fafd82"), "fa fd 82");
        assert_eq!(spaced(""), "");
    }
}
