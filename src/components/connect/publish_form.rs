//! Publishing by hand: topic, payload in its form, limits, what was sent, what is kept.

use crate::components::connect::View;
use crate::components::connect::limits::limits;
use crate::components::connect::snippets::snippets;
use crate::components::connect::subscribe_form::{qos_of, qos_select, suggestions};
use crate::components::{SelectField, TextField, select_field, text_field};
use crate::hooks::{press, switched};
use crate::state::connect::{Action, FormAction, Intent, PublishAction, Step};
use connack_behaviour::{Ids, LimitProblem, templates};
use connack_protocol::{Direction, PayloadForm, Phase, Qos, Version};
use yew::prelude::*;

const FORMS: [(PayloadForm, &str); 4] = [
    (PayloadForm::Text, "text"),
    (PayloadForm::Json, "json"),
    (PayloadForm::Hex, "hex"),
    (PayloadForm::Base64, "base64"),
];

/// Publishing.
pub fn publish_form(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let (connect, text) = (model.language.connect(), model.language.publish());
    let connection = model.connection();
    let (form, composing) = (&connection.form, &connection.composing);
    let credentials = model.in_use();
    let topic = form.effective_publish_topic(credentials);
    let error = connection.payload_error();
    let mut problems = connection.limits(credentials, None);
    problems.extend(composing.held.iter().cloned());
    let agreed = problems.iter().any(|LimitProblem { binds, .. }| *binds);
    let publish = Intent::Publish { agreed };
    let typed = |text| Action::Form(FormAction::PublishTopic(text));
    let topic_field = TextField {
        list: Some("publish-topics"),
        ..TextField::new("publish-topic", connect.topic, &topic, typed)
    };
    let typed = |text| Action::Form(FormAction::PublishPayload(text));
    let said = error.as_ref().map(text.error);
    let payload_field = TextField {
        multiline: true,
        submit: Some(publish.clone()).filter(|_| connection.session.phase == Phase::Online),
        wrong: said.as_deref(),
        hint: match form.publish_qos {
            Qos::ExactlyOnce => connect.qos2_note,
            Qos::AtMostOnce | Qos::AtLeastOnce => connect.publish_hint,
        },
        ..TextField::new(
            "publish-payload",
            connect.payload,
            &form.publish_payload,
            typed,
        )
    };
    let typed = |text| Action::Publish(PublishAction::Properties(text));
    let properties_field = TextField {
        multiline: true,
        hint: text.properties_hint,
        ..TextField::new(
            "publish-properties",
            text.properties,
            &composing.properties,
            typed,
        )
    };
    let onretain = switched(send, |retain| {
        Action::Publish(PublishAction::Retain(retain))
    });
    html! {
        <section class="panel" aria-labelledby="publish-title">
            <h2 id="publish-title">{ connect.publish_to }</h2>
            { template_row(view) }
            <div class="topic-row">
                { text_field(view, topic_field) }
                { qos_select(view, "publish-qos", form.publish_qos, |value| {
                    Action::Form(FormAction::PublishQos(qos_of(&value)))
                }) }
                <button type="button" id="publish" class="primary"
                    disabled={connection.session.phase != Phase::Online || error.is_some()}
                    data-agreed={agreed.to_string()} onclick={press(send, publish)}>
                    { if agreed { text.all_the_same } else { connect.publish } }
                </button>
            </div>
            { suggestions(view, "publish-topics", Direction::Sent) }
            { limits(view, "publish-limits", &problems) }
            { text_field(view, payload_field) }
            if connection.version_in_use() == Version::V5_0 {
                { text_field(view, properties_field) }
            }
            <div class="publish-row">
                { form_select(view) }
                <label class="check">
                    <input type="checkbox" id="publish-retain" checked={composing.retain}
                        onchange={onretain} autocomplete="off" />
                    <span>{ text.retain }</span>
                </label>
                { history(view) }
            </div>
            { snippets(view) }
        </section>
    }
}

fn form_select(view: View<'_>) -> Html {
    let text = view.model.language.publish();
    let chosen = view.model.connection().composing.form;
    let choices = FORMS.map(|(form, value)| (value, (text.form_name)(form)));
    let value = FORMS.iter().find(|(form, _)| *form == chosen);
    select_field(
        view,
        SelectField {
            id: "publish-form",
            label: text.form,
            mark: None,
            value: value.map_or("text", |(_, value)| value),
            choices: &choices,
            hint: "",
            action: |value| {
                let form = FORMS.iter().find(|(_, name)| *name == value);
                let form = form.map_or(PayloadForm::Text, |(form, _)| *form);
                Action::Publish(PublishAction::Form(form))
            },
        },
    )
}

/// A template is chosen, then filled in: passing over a choice by keyboard changes nothing typed.
fn template_row(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.publish();
    let Some(of) = model.in_use() else {
        return html! {};
    };
    let made = templates(&of.product_key, &of.device_name, &mut Ids::default(), 0.0);
    let mut choices = vec![("", text.template_none)];
    choices.extend(
        made.iter()
            .map(|made| (made.id, (text.template_name)(made.id))),
    );
    let chosen = model.connection().composing.template.as_str();
    let field = SelectField {
        id: "publish-template",
        label: text.template,
        mark: None,
        value: chosen,
        choices: &choices,
        hint: "",
        action: |id| Action::Publish(PublishAction::Template(id)),
    };
    html! {
        <div class="template-row">
            { select_field(view, field) }
            <button type="button" id="publish-fill" class="quiet" disabled={chosen.is_empty()}
                onclick={press(send, Intent::FillTemplate)}>
                { text.fill }
            </button>
        </div>
    }
}

/// The stepper through what was sent.
fn history(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.publish();
    let composing = &model.connection().composing;
    let count = composing.sent.len();
    let step = |step| {
        press(
            send,
            Intent::Change(Action::Publish(PublishAction::Step(step))),
        )
    };
    let place = match composing.at {
        Some(at) => format!("{} / {count}", at + 1),
        None => (text.writing)(count),
    };
    html! {
        <div class="history" role="group" aria-label={text.history}>
            <span class="hint">{ text.history }</span>
            <button type="button" class="copy" id="publish-back" aria-label={text.back}
                disabled={count == 0 || composing.at == Some(0)} onclick={step(Step::Back)}>
                { "‹" }
            </button>
            <span id="publish-place" aria-live="polite">{ place }</span>
            <button type="button" class="copy" id="publish-forth" aria-label={text.forth}
                disabled={composing.at.is_none()} onclick={step(Step::Forth)}>
                { "›" }
            </button>
        </div>
    }
}
