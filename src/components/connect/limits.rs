//! Limits of the platform that something would pass: where they bind, and what they rest on.

use crate::components::connect::View;
use crate::text::Language;
use connack_behaviour::LimitProblem;
use connack_protocol::Lang;
use yew::prelude::*;

/// The limits, each with its fact and source.
pub(super) fn limits(view: View<'_>, id: &'static str, problems: &[LimitProblem]) -> Html {
    let text = view.model.language.publish();
    let lang = match view.model.language {
        Language::En => Lang::En,
        Language::Zh => Lang::Zh,
    };
    html! {
        <ul class="limits" {id} aria-live="polite">
            { for problems.iter().map(|LimitProblem { limit, binds }| {
                let (kind, word) = match binds {
                    true => ("warn", text.limit_binds),
                    false => ("note", text.limit_note),
                };
                html! {
                    <li class="problem" data-kind={kind} data-limit={limit.name()}>
                        { word }{ ": " }{ limit.fact(lang) }
                        if *binds {
                            <span class="hint">{ " " }{ text.source }{ ": " }{ limit.source() }</span>
                        }
                    </li>
                }
            }) }
        </ul>
    }
}
