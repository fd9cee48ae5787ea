//! Repeated sending of what the publish form says.

use crate::components::connect::View;
use crate::components::connect::entry::Entry;
use crate::components::connect::limits::limits;
use crate::hooks::press;
use crate::state::connect::{Action, BehavesAction, Intent, RepeatField, host_of};
use connack_behaviour::{Limit, LimitProblem, MAX_RATES, check_repeat, is_platform_host};
use connack_protocol::{Phase, Repeat, RepeatState, ToSession};
use yew::prelude::*;

/// The fields, the button, and what runs.
pub(super) fn repeat(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let (text, publish) = (model.language.behaves(), model.language.publish());
    let connection = model.connection();
    let draft = &connection.behaves.repeat;
    let credentials = model.in_use();
    let made = draft.repeat(connection.written(credentials));
    let topic = connection.form.effective_publish_topic(credentials);
    let problems = made.as_ref().map(check_repeat).unwrap_or_default();
    let url = connection.url_in_use(credentials);
    let over: Vec<LimitProblem> = made.as_ref().and_then(rate).into_iter().collect();
    let over = over.into_iter().map(|limit| LimitProblem {
        binds: is_platform_host(host_of(url.trim())),
        ..limit
    });
    let over: Vec<LimitProblem> = over.collect();
    let agreed = over.iter().any(|limit| limit.binds);
    let field = |id: &str, label, value, place, hint| {
        let wrong = match place {
            RepeatField::Count | RepeatField::Interval | RepeatField::ToInterval => text.positive,
            RepeatField::Over => text.number,
        };
        let wrong = Some(wrong).filter(|_| draft.is_wrong(place));
        let entry = Entry::new(id.to_owned(), label, value, place, |place, text| {
            Action::Behaves(BehavesAction::Repeat(place, text))
        });
        Entry { hint, ..entry }.wrong(wrong).show(view)
    };
    let online = connection.session.phase == Phase::Online;
    let ready = made.filter(|_| problems.is_empty() && connection.payload_error().is_none());
    html! {
        <details id="repeat">
            <summary>{ text.repeat }</summary>
            <p class="hint">{ text.repeat_hint }</p>
            <div class="field-pair">
                { field("repeat-count", text.count, &draft.count, RepeatField::Count, text.count_hint) }
                { field("repeat-interval", text.interval, &draft.interval_ms, RepeatField::Interval, "") }
                { field("repeat-to", text.to_interval, &draft.to_interval_ms, RepeatField::ToInterval, text.to_interval_hint) }
                { field("repeat-over", text.over, &draft.over_s, RepeatField::Over, "") }
            </div>
            <div aria-live="polite">
                // An empty form is not wrong yet.
                { for problems.iter().filter(|_| !topic.is_empty()).map(|problem| html! {
                    <p class="problem" data-kind="bad">
                        { for problem.at.map(text.at_character) }{ (text.wrong)(&problem.what) }
                    </p>
                }) }
            </div>
            { limits(view, "repeat-limits", &over) }
            <div class="actions tight">
                <button type="button" id="repeat-start" class="quiet"
                    disabled={!online || ready.is_none()}
                    onclick={ready.map(|ready| press(send, Intent::Repeat(Box::new(ready))))}>
                    { if agreed { publish.all_the_same } else { text.start } }
                </button>
            </div>
            { runs(view) }
        </details>
    }
}

/// The rate of the platform, if the shortest interval passes it.
fn rate(repeat: &Repeat) -> Option<LimitProblem> {
    let shortest = repeat.ramp.map_or(u32::MAX, |ramp| ramp.to_interval_ms);
    let shortest = shortest.min(repeat.interval_ms).max(1);
    let many = repeat
        .count
        .unwrap_or(u32::MAX)
        .min(1_000_u32.div_ceil(shortest)) as usize;
    let most = MAX_RATES.get(usize::from(repeat.publish.qos.digit()))?;
    (many > *most).then_some(LimitProblem {
        limit: Limit::Rate(repeat.publish.qos, many),
        binds: false,
    })
}

fn runs(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.behaves();
    let runs = &model.connection().behaves.repeats;
    let over = runs.iter().any(|run| run.state != RepeatState::Running);
    html! {
        <>
            <ul class="kept" id="repeats">
                { for runs.iter().map(|run| {
                    let state = match run.state {
                        RepeatState::Running => "running",
                        RepeatState::Done => "done",
                        RepeatState::Stopped => "stopped",
                        RepeatState::Refused => "refused",
                    };
                    let stop = Intent::Session(ToSession::StopRepeat { id: run.id });
                    html! {
                        <li key={run.id} data-state={state} data-sent={run.sent.to_string()}>
                            <code class="wire">{ &run.topic }</code>
                            <span>
                                { (text.progress)(run.sent, run.of) }{ " · " }
                                { (text.repeat_state)(run.state) }
                            </span>
                            if run.state == RepeatState::Running {
                                <button type="button" class="copy" onclick={press(send, stop)}>
                                    { text.stop }
                                </button>
                            }
                        </li>
                    }
                }) }
            </ul>
            if over {
                <button type="button" class="copy" id="repeats-drop"
                    onclick={press(send, Intent::Change(Action::Behaves(BehavesAction::DropRepeats)))}>
                    { text.drop_over }
                </button>
            }
        </>
    }
}
