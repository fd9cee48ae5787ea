//! Which messages are shown: text, topic filter, direction; each change counts at once.

use crate::components::connect::View;
use crate::components::{SelectField, select_field};
use crate::hooks::connect::escape;
use crate::hooks::typed;
use crate::state::connect::{Action, FilterChange, Intent, ListAction, SessionAction};
use connack_protocol::{FilterKind, FilterProblem, Ways};
use yew::prelude::*;

fn change(change: FilterChange) -> Action {
    Action::Shown(SessionAction::List(ListAction::Filtered(change)))
}

/// The filter of the list.
pub(super) fn filter_bar(view: View<'_>) -> Html {
    let text = view.model.language.messages();
    let list = &view.model.connection().session.list;
    let filter = &list.look.filter;
    let problem = list
        .seen
        .as_ref()
        .and_then(|seen| seen.filter_problem.as_ref());
    let said = problem.map(text.filter_problem);
    let (regex, topic) = match problem {
        None => (None, None),
        Some(FilterProblem::Regex(_)) => (said.as_deref(), None),
        Some(FilterProblem::TopicFilter) => (None, said.as_deref()),
    };
    let kinds = [("plain", text.filter_plain), ("regex", text.filter_regex)];
    let kind = SelectField {
        id: "filter-kind",
        label: text.filter_kind,
        mark: None,
        value: match filter.kind {
            FilterKind::Plain => "plain",
            FilterKind::Regex => "regex",
        },
        choices: &kinds,
        hint: "",
        action: |value| {
            change(FilterChange::Kind(match value.as_str() {
                "regex" => FilterKind::Regex,
                _ => FilterKind::Plain,
            }))
        },
    };
    let ways = [
        ("received", text.received),
        ("sent", text.sent),
        ("both", text.both),
    ];
    let direction = SelectField {
        id: "filter-direction",
        label: text.filter_direction,
        mark: None,
        value: match filter.direction {
            Ways::Received => "received",
            Ways::Sent => "sent",
            Ways::Both => "both",
        },
        choices: &ways,
        hint: "",
        action: |value| {
            change(FilterChange::Direction(match value.as_str() {
                "sent" => Ways::Sent,
                "both" => Ways::Both,
                _ => Ways::Received,
            }))
        },
    };
    let by_text = |text| change(FilterChange::Text(text));
    let by_topic = |text| change(FilterChange::Topic(text));
    html! {
        <div class="filter-bar" role="search" aria-label={text.filter}>
            { field(view, "filter-text", text.filter_text, &filter.text, regex, by_text) }
            { select_field(view, kind) }
            { field(view, "filter-topic", text.filter_topic, &filter.topic_filter, topic, by_topic) }
            { select_field(view, direction) }
        </div>
    }
}

/// A field that Escape empties.
fn field(
    view: View<'_>,
    id: &'static str,
    label: &'static str,
    value: &str,
    problem: Option<&str>,
    action: fn(String) -> Action,
) -> Html {
    let said = format!("{id}-said");
    let empty = Intent::Change(action(String::new()));
    html! {
        <div class="field">
            <label for={id}>{ label }</label>
            <input {id} type="text" value={value.to_owned()} oninput={typed(view.send, action)}
                onkeydown={escape(view.send, empty)} aria-describedby={said.clone()}
                aria-invalid={if problem.is_some() { "true" } else { "false" }}
                aria-keyshortcuts={(id == "filter-text").then_some("/")}
                autocomplete="off" spellcheck="false" autocapitalize="off" />
            <div id={said} class="field-said" aria-live="polite">
                if let Some(problem) = problem {
                    <p class="problem" data-kind="bad">{ problem }</p>
                }
            </div>
        </div>
    }
}
