//! The rules: ready-made ones, the list, and their file.

use super::rule_editor::rule_editor;
use crate::components::connect::View;
use crate::components::connect::entry::Entry;
use crate::components::copy_button;
use crate::hooks::{press, switched_at};
use crate::state::connect::{Action, BehavesAction, Intent, RuleDraft, RulesAction};
use connack_behaviour::{ReadyMade, is_filter, ready_made};
use connack_protocol::{Credentials, Phase, Qos, ToSession, filter_matches};
use yew::prelude::*;

pub(super) fn act(action: RulesAction) -> Action {
    Action::Behaves(BehavesAction::Rules(action))
}

/// The rules.
pub(super) fn rules(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.behaves();
    let rules = &model.connection().behaves.rules;
    let followed = rules.followed.iter().filter(|rule| rule.enabled).count();
    html! {
        <details id="rules">
            <summary>{ text.rules }{ format!(" ({followed}/{})", rules.list.len()) }</summary>
            <p class="hint">{ text.rules_hint }</p>
            <div class="own-topics" role="group" aria-label={text.ready_made}>
                <span class="hint">{ text.ready_made }</span>
                { for ready_made().into_iter().map(|set| ready_made_chip(view, set)) }
            </div>
            <ol class="rules" id="rule-list">
                { for rules.list.iter().enumerate().map(|(at, rule)| {
                    row(view, at, rule, rules.editing == Some(at))
                }) }
            </ol>
            <div class="actions tight">
                <button type="button" id="rule-add" class="quiet"
                    onclick={press(send, Intent::Change(act(RulesAction::Add)))}>
                    { text.add_rule }
                </button>
            </div>
            { file(view) }
        </details>
    }
}

fn row(view: View<'_>, at: usize, rule: &RuleDraft, editing: bool) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.behaves();
    let wrong = rule.wrong();
    let state = match (rule.enabled, wrong.is_empty()) {
        (_, false) => "wrong",
        (true, true) => "on",
        (false, true) => "off",
    };
    let enable = switched_at(send, at, |at, on| act(RulesAction::Enable(at, on)));
    let edit = RulesAction::Edit(Some(at).filter(|_| !editing));
    html! {
        <li data-state={state}>
            <div class="rule-head">
                <input type="checkbox" checked={rule.enabled} onchange={enable}
                    aria-label={(text.follow)(&rule.name)} autocomplete="off" />
                <strong>{ &rule.name }</strong>
                <code class="wire">{ &rule.filter }</code>
                <button type="button" class="copy" aria-expanded={editing.to_string()}
                    onclick={press(send, Intent::Change(act(edit)))}>
                    { if editing { text.done } else { text.edit_short } }
                    <span class="off-view">{ " " }{ &rule.name }</span>
                </button>
                <button type="button" class="copy" aria-label={(text.remove)(&rule.name)}
                    onclick={press(send, Intent::Change(act(RulesAction::Remove(at))))}>
                    { "✕" }
                </button>
            </div>
            if !wrong.is_empty() {
                <p class="problem" data-kind="warn">{ text.not_followed }</p>
            }
            { subscribe(view, rule) }
            if editing { { rule_editor(view, rule, &wrong) } }
        </li>
    }
}

/// Adds a set. Where there is a connection, it is subscribed to what the set waits for, and then
/// asks for what the set answers.
fn ready_made_chip(view: View<'_>, set: ReadyMade) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.behaves();
    let mut intents = vec![Intent::Change(act(RulesAction::AddSet(set.id.into())))];
    if model.connection().session.phase == Phase::Online {
        let filters = set
            .rules
            .iter()
            .filter_map(|rule| missing(view, &rule.filter));
        intents.extend(filters.map(subscribe_to));
        intents.extend(set.repeat.map(|repeat| Intent::Repeat(Box::new(repeat))));
    }
    html! {
        <button type="button" class="chip" data-set={set.id}
            onclick={press(send, Intent::All(intents))}>
            { "+ " }{ (text.set_name)(set.id) }
        </button>
    }
}

fn subscribe_to(topic: String) -> Intent {
    let qos = Qos::AtLeastOnce;
    Intent::Session(ToSession::Subscribe { topic, qos })
}

/// The way to subscribe to what a rule waits for, unless that is done.
fn subscribe(view: View<'_>, rule: &RuleDraft) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.behaves();
    let online = model.connection().session.phase == Phase::Online;
    let missing = missing(view, &rule.filter).filter(|_| online && rule.enabled);
    html! {
        { for missing.map(|topic| html! {
            <p class="hint">
                { text.not_subscribed }{ " " }
                <button type="button" class="copy" data-subscribe={topic.clone()}
                    onclick={press(send, subscribe_to(topic))}>
                    { text.subscribe }
                </button>
            </p>
        }) }
    }
}

/// The filter of a rule with the device's names in it, unless the connection has asked for what it
/// takes in.
fn missing(view: View<'_>, filter: &str) -> Option<String> {
    let filter = filled(filter, view.model.in_use());
    let subscriptions = &view.model.connection().session.subscriptions;
    let taken_in = subscriptions.iter().any(|of| {
        // A level `+` of one filter is a level like any other for what takes in more.
        let covers = of.topic == filter || filter_matches(&of.topic, &filter);
        covers && of.granted != Some(Err(()))
    });
    (is_filter(&filter) && !taken_in).then_some(filter)
}

fn filled(filter: &str, credentials: Option<&Credentials>) -> String {
    let (pk, dn) = credentials.map_or(("", ""), |of| (&of.product_key, &of.device_name));
    filter
        .trim()
        .replace("{productKey}", pk)
        .replace("{deviceName}", dn)
}

fn file(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.publish();
    let rules = &model.connection().behaves.rules;
    let error = rules.error.as_ref().map(text.import_error);
    let field = Entry {
        rows: 4,
        ..Entry::new(
            "rules-file".into(),
            text.file,
            &rules.file,
            (),
            |(), text| act(RulesAction::File(text)),
        )
    };
    html! {
        <details>
            <summary>{ text.file }</summary>
            { field.wrong(error.as_deref()).show(view) }
            <div class="actions tight">
                <button type="button" id="rules-export" class="quiet"
                    onclick={press(send, Intent::Change(act(RulesAction::Export)))}>
                    { text.export }
                </button>
                <button type="button" id="rules-import" class="quiet"
                    disabled={rules.file.is_empty()}
                    onclick={press(send, Intent::Change(act(RulesAction::Import)))}>
                    { text.import }
                </button>
                { copy_button(view, "rules-file", "quiet", view.text.frame.copy, text.file, rules.file.clone()) }
            </div>
        </details>
    }
}
