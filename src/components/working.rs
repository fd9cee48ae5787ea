//! The computation, stage by stage.

use crate::components::{CopyButton, wire};
use crate::state::{Part, PartKind, Signed, kind_of, parts_of_content};
use crate::text::Text;
use yew::prelude::*;

/// The computation, stage by stage; nothing signed yet: the steps stand empty. `self_check` tells
/// whether the documented example came out right.
pub fn working(text: &Text, signed: Option<&Signed>, self_check: bool) -> Html {
    let compute = text.compute;
    let plain = |text: String| {
        vec![Part {
            kind: PartKind::Plain,
            text,
        }]
    };
    let content = signed.map(parts_of_content).unwrap_or_default();
    let content_text: String = content.iter().map(|part| part.text.as_str()).collect();
    let mac = signed.map(|signed| {
        let bytes = signed
            .signing
            .mac
            .as_bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"));
        bytes.collect::<Vec<_>>().join(" ")
    });
    let mac = mac.unwrap_or_default();
    let password = signed
        .map(|signed| signed.signing.password())
        .unwrap_or_default();
    let method = signed.map(|signed| signed.sign_method).unwrap_or_default();
    let secret_bytes = signed.map_or(0, |signed| signed.secret_bytes);
    let step = |why: AttrValue, what: AttrValue, value: String, body: Html| {
        html! {
            <li class="step">
                <p class="why">{ why }</p>
                <div class="step-line">
                    { body }
                    <CopyButton text={value} {what} />
                </div>
            </li>
        }
    };
    let pairs = signed
        .map(|signed| signed.signing.content.pairs().to_vec())
        .unwrap_or_default();
    let pair_lines: String = pairs
        .iter()
        .map(|pair| format!("{} {}\n", pair.name.wire(), pair.value))
        .collect();
    html! {
        <section class="panel working" aria-labelledby="working-title">
            <h2 id="working-title">{ compute.working }</h2>
            <ol class="steps">
                { step(compute.step_pairs.into(), "1".into(), pair_lines, html! {
                    <div class="pairs">
                        { for pairs.iter().map(|pair| {
                            let kind = kind_of(pair.name);
                            let part = |kind, text: &str| Part { kind, text: text.into() };
                            html! {
                                <div>
                                    { wire(text, None, &[part(PartKind::Name, pair.name.wire())]) }
                                    { " " }
                                    { wire(text, None, &[part(kind, &pair.value)]) }
                                </div>
                            }
                        }) }
                    </div>
                }) }
                { step(compute.step_content.into(), compute.signing_content.into(), content_text, html! {
                    { wire(text, Some("out-signing-content"), &content) }
                }) }
                { step((compute.step_mac)(method.algorithm(), secret_bytes).into(), "3".into(),
                    mac.clone(), wire(text, None, &plain(mac))) }
                { step((compute.step_hex)(method.mac_len() * 2).into(), "4".into(),
                    password.clone(), wire(text, None, &plain(password))) }
            </ol>
            <p id="self-check" class="self-check" data-ok={self_check.to_string()}>
                { if self_check { compute.self_check_ok } else { compute.self_check_failed } }
            </p>
        </section>
    }
}
