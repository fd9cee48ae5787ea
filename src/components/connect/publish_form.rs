//! Publishing.

use crate::components::connect::View;
use crate::components::connect::subscribe_form::{own_topics, qos_of, qos_select};
use crate::components::{TextField, text_field};
use crate::hooks::press;
use crate::state::connect::{Action, FormAction, Intent, topics};
use connack_protocol::{Phase, Publish, Qos, ToSession};
use yew::prelude::*;

/// Publishing.
pub fn publish_form(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let connect = model.language.connect();
    let (form, session) = (&model.connection().form, &model.connection().session);
    let credentials = model.credentials();
    let topic = form.effective_publish_topic(credentials);
    let payload = form.publish_payload.as_str();
    let qos = form.publish_qos;
    let publish = Intent::Session(ToSession::Publish(Box::new(Publish {
        topic: topic.clone(),
        payload: payload.as_bytes().to_vec(),
        qos,
        ..Publish::default()
    })));
    let typed = |text| Action::Form(FormAction::PublishTopic(text));
    let topic_field = TextField::new("publish-topic", connect.topic, &topic, typed);
    let typed = |text| Action::Form(FormAction::PublishPayload(text));
    let payload_field = TextField {
        multiline: true,
        submit: Some(publish.clone()),
        hint: match qos {
            Qos::ExactlyOnce => connect.qos2_note,
            Qos::AtMostOnce | Qos::AtLeastOnce => connect.publish_hint,
        },
        ..TextField::new("publish-payload", connect.payload, payload, typed)
    };
    let own = credentials.map(|of| topics(of).publish).unwrap_or_default();
    let own = own.into_iter().map(|(topic, payload)| {
        let choose = FormAction::PublishTopic(topic.clone());
        let example = FormAction::PublishPayload(payload.into());
        (topic, vec![Action::Form(choose), Action::Form(example)])
    });
    html! {
        <section class="panel" aria-labelledby="publish-title">
            <h2 id="publish-title">{ connect.publish_to }</h2>
            <div class="topic-row">
                { text_field(view, topic_field) }
                { qos_select(view, "publish-qos", qos, |value| {
                    Action::Form(FormAction::PublishQos(qos_of(&value)))
                }) }
                <button type="button" id="publish" class="primary"
                    disabled={session.phase != Phase::Online}
                    onclick={press(send, publish)}>
                    { connect.publish }
                </button>
            </div>
            { own_topics(view, own.collect()) }
            { text_field(view, payload_field) }
        </section>
    }
}
