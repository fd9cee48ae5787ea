//! Publishing.

use crate::components::subscribe_form::{own_topics, qos_of, qos_select};
use crate::components::{TextField, View, text_field};
use crate::hooks::press;
use crate::state::{Action, ConnectAction, Intent, topics};
use connack_protocol::{Phase, Qos, ToSession};
use yew::prelude::*;

/// Publishing.
pub fn publish_form(view: View<'_>) -> Html {
    let View { text, model, send } = view;
    let connect = text.connect;
    let signed = model.computed.signed();
    let topic = model.connect.effective_publish_topic(signed);
    let payload = model.connect.publish_payload.as_str();
    let qos = model.connect.publish_qos;
    let publish = Intent::Session(ToSession::Publish {
        topic: topic.clone(),
        payload: payload.as_bytes().to_vec(),
        qos,
        retain: false,
    });
    let typed = |text| Action::Connect(ConnectAction::PublishTopic(text));
    let topic_field = TextField::new("publish-topic", connect.topic, &topic, typed);
    let typed = |text| Action::Connect(ConnectAction::PublishPayload(text));
    let payload_field = TextField {
        multiline: true,
        submit: Some(publish.clone()),
        hint: match qos {
            Qos::ExactlyOnce => connect.qos2_note,
            Qos::AtMostOnce | Qos::AtLeastOnce => connect.publish_hint,
        },
        ..TextField::new("publish-payload", connect.payload, payload, typed)
    };
    let own = signed
        .map(|signed| topics(signed).publish)
        .unwrap_or_default();
    let own = own.into_iter().map(|(topic, payload)| {
        let choose = ConnectAction::PublishTopic(topic.clone());
        let example = ConnectAction::PublishPayload(payload.into());
        (
            topic,
            vec![Action::Connect(choose), Action::Connect(example)],
        )
    });
    html! {
        <section class="panel" aria-labelledby="publish-title">
            <h2 id="publish-title">{ connect.publish_to }</h2>
            <div class="topic-row">
                { text_field(view, topic_field) }
                { qos_select(view, "publish-qos", qos, |value| {
                    Action::Connect(ConnectAction::PublishQos(qos_of(&value)))
                }) }
                <button type="button" id="publish" class="primary"
                    disabled={model.session.phase != Phase::Online}
                    onclick={press(send, publish)}>
                    { connect.publish }
                </button>
            </div>
            { own_topics(view, own.collect()) }
            { text_field(view, payload_field) }
        </section>
    }
}
