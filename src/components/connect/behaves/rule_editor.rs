//! One rule, field by field, with what is wrong beside each.

use super::rules::act;
use crate::components::connect::View;
use crate::components::connect::entry::{Entry, choice};
use crate::hooks::{press, switched};
use crate::state::connect::{
    ActDraft, ActField, ActKind, Action, Intent, RuleDraft, RuleField, RuleWrong, RulesAction,
    WhenKind,
};
use crate::text::BehavesText;
use connack_behaviour::{PLACEHOLDERS, Place};
use yew::prelude::*;

fn set(field: RuleField, text: String) -> Action {
    act(RulesAction::Set(field, text))
}

/// The rule that is being edited.
pub(super) fn rule_editor(view: View<'_>, rule: &RuleDraft, wrong: &[RuleWrong]) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.behaves();
    let said = |place| said(text, wrong, place, None);
    let field = |id: &str, label, value, place, problems| {
        let entry = Entry::new(id.to_owned(), label, value, place, set);
        Entry { problems, ..entry }.show(view)
    };
    let whens: Vec<(&str, &str)> = names(WhenKind::ALL.map(WhenKind::name), text.when_kind);
    let onretained = switched(send, |on| act(RulesAction::Retained(on)));
    let value = match rule.when {
        WhenKind::Any => None,
        WhenKind::Contains => Some(text.contains),
        WhenKind::Field => Some(text.equals),
    };
    html! {
        <div class="rule-editor">
            { field("rule-name", text.name, &rule.name, RuleField::Name, Vec::new()) }
            { field("rule-filter", text.filter, &rule.filter, RuleField::Filter, said(Place::Filter)) }
            { choice(view, "rule-when".into(), text.when, rule.when.name(), &whens, (RuleField::When, set)) }
            if rule.when == WhenKind::Field {
                { field("rule-pointer", text.pointer, &rule.pointer, RuleField::Pointer, said(Place::Condition)) }
            }
            { for value.map(|label| field("rule-text", label, &rule.text, RuleField::Text, Vec::new())) }
            <label class="check">
                <input type="checkbox" id="rule-retained" checked={rule.retained}
                    onchange={onretained} autocomplete="off" />
                <span>{ text.retained }</span>
            </label>
            if rule.acts.is_empty() {
                { for said(Place::ActPayload(0)).into_iter().map(|said| html! {
                    <p class="problem" data-kind="bad">{ said }</p>
                }) }
            }
            { for rule.acts.iter().enumerate().map(|(at, of)| act_editor(view, at, of, wrong)) }
            <div class="actions tight">
                <button type="button" id="act-add" class="quiet"
                    onclick={press(send, Intent::Change(act(RulesAction::AddAct)))}>
                    { text.add_act }
                </button>
            </div>
            <details>
                <summary>{ text.placeholders }</summary>
                <dl class="placeholders">
                    { for PLACEHOLDERS.iter().map(|name| html! {
                        <>
                            <dt><code class="wire">{ format!("{{{name}}}") }</code></dt>
                            <dd>{ (text.placeholder)(name) }</dd>
                        </>
                    }) }
                </dl>
            </details>
        </div>
    }
}

fn act_editor(view: View<'_>, at: usize, of: &ActDraft, wrong: &[RuleWrong]) -> Html {
    let View { model, send, .. } = view;
    let (text, connect) = (model.language.behaves(), model.language.connect());
    let kinds = names(ActKind::ALL.map(ActKind::name), text.act_kind);
    let field = |name: &str, label, value, field, problems, (rows, hint)| {
        let place = RuleField::Act(at, field);
        let entry = Entry::new(format!("act-{at}-{name}"), label, value, place, set);
        Entry {
            problems,
            rows,
            hint,
            ..entry
        }
        .show(view)
    };
    let said = |place, number| said(text, wrong, place, number);
    let (publishes, logs) = (of.kind == ActKind::Publish, of.kind == ActKind::Log);
    let payload = if logs { text.log_text } else { text.payload };
    let hint = match of.kind {
        ActKind::Reply => text.reply_topic_hint,
        ActKind::Publish | ActKind::Log => "",
    };
    let digits = ["0", "1", "2"];
    let digit = digits[usize::from(of.qos.digit())];
    let time = |field| said(Place::ActTime(at), Some((at, field)));
    html! {
        <fieldset>
            <legend>
                { (text.act)(at + 1) }{ " " }
                <button type="button" class="copy" aria-label={(text.remove_act)(at + 1)}
                    onclick={press(send, Intent::Change(act(RulesAction::RemoveAct(at))))}>
                    { "✕" }
                </button>
            </legend>
            <div class="field-pair">
                { choice(view, format!("act-{at}-kind"), text.act_does, of.kind.name(), &kinds,
                    (RuleField::Act(at, ActField::Kind), set)) }
                if publishes {
                    { choice(view, format!("act-{at}-qos"), connect.qos, digit, &names(digits, digits),
                        (RuleField::Act(at, ActField::Qos), set)) }
                }
            </div>
            if !logs {
                { field("topic", text.topic, &of.topic, ActField::Topic, said(Place::ActTopic(at), None), (1, hint)) }
            }
            { field("payload", payload, &of.payload, ActField::Payload, said(Place::ActPayload(at), None), (2, "")) }
            if !logs {
                <div class="field-pair">
                    { field("after", text.after, &of.after_ms, ActField::After, time(ActField::After), (1, "")) }
                    if publishes {
                        { field("times", text.times, &of.times, ActField::Times,
                            said_number(text, wrong, (at, ActField::Times)), (1, "")) }
                        { field("every", text.every, &of.every_ms, ActField::Every,
                            said_number(text, wrong, (at, ActField::Every)), (1, "")) }
                    }
                </div>
            }
        </fieldset>
    }
}

fn names<const N: usize>(
    values: [&'static str; N],
    labels: [&'static str; N],
) -> Vec<(&'static str, &'static str)> {
    values.into_iter().zip(labels).collect()
}

/// What is wrong at a place, and with a number.
fn said(
    text: &BehavesText,
    wrong: &[RuleWrong],
    place: Place,
    number: Option<(usize, ActField)>,
) -> Vec<String> {
    let found = wrong.iter().filter_map(|wrong| match wrong {
        RuleWrong::Found(problem) if problem.place == place => {
            let at = problem.at.map(text.at_character).unwrap_or_default();
            Some(format!("{at}{}", (text.wrong)(&problem.what)))
        }
        RuleWrong::Number(..) | RuleWrong::Found(_) => None,
    });
    let mut said: Vec<String> = found.collect();
    if let Some(number) = number {
        said.extend(said_number(text, wrong, number));
    }
    said
}

fn said_number(
    text: &BehavesText,
    wrong: &[RuleWrong],
    (at, field): (usize, ActField),
) -> Vec<String> {
    let is_wrong = wrong.contains(&RuleWrong::Number(at, field));
    let said = is_wrong.then(|| text.number.to_owned());
    said.into_iter().collect()
}
