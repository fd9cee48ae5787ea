//! The causes of a failure in order, and the further tries that would tell them apart.

use crate::hooks::press;
use crate::state::connect::{Failure, Intent};
use crate::text::Language;
use connack_diagnosis::{Cause, PROBES_SEND_NOTHING, causes, probes};
use yew::prelude::*;

/// The causes of the failure on the line `item`: the likeliest open, the others a press away.
pub(super) fn causes_of(
    language: Language,
    item: u64,
    failure: &Failure,
    send: &Callback<Intent>,
) -> Html {
    let text = language.connection();
    let ranked = causes(&failure.situation);
    let Some((first, others)) = ranked.split_first() else {
        return html! {};
    };
    let probes = probes(&failure.situation);
    html! {
        <>
            <ol class="causes">{ cause(language, first) }</ol>
            if !others.is_empty() {
                <details>
                    <summary>{ (text.other_causes)(others.len()) }</summary>
                    <ol class="causes" start="2">
                        { for others.iter().map(|other| cause(language, other)) }
                    </ol>
                </details>
            }
            if !probes.is_empty() {
                <div class="probes">
                    <div class="actions">
                        { for probes.iter().map(|probe| {
                            let intent = Intent::Probe { item, kind: probe.kind };
                            let under_way = failure.probing == Some(probe.kind);
                            html! {
                                <button type="button" class="quiet" data-probe={probe.kind.name()}
                                    title={language.of(probe.tells)} key={probe.kind.name()}
                                    disabled={failure.probing.is_some()}
                                    onclick={press(send, intent)}>
                                    { if under_way { text.probing } else { language.of(probe.label) } }
                                </button>
                            }
                        }) }
                    </div>
                    <span class="hint">{ language.of(PROBES_SEND_NOTHING) }</span>
                </div>
            }
        </>
    }
}

fn cause(language: Language, cause: &Cause) -> Html {
    html! {
        <li key={cause.id()} data-cause={cause.id()} data-rank={cause.rank.name()}>
            <p>
                <strong>{ language.of(cause.entry.problem) }</strong>
                <span class="tag">{ language.of(cause.rank.words()) }</span>
            </p>
            { for cause.why.map(|why| html! { <p class="why">{ language.of(why) }</p> }) }
            <p>{ language.of(cause.entry.remedy) }</p>
        </li>
    }
}
