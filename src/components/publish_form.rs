//! Publishing.

use crate::components::subscribe_form::{own_topics, qos_of, qos_select};
use crate::components::{TextField, select_field};
use crate::hooks::on_submit_key;
use crate::text::Text;
use connack_protocol::Qos;
use yew::prelude::*;

/// What is to be published, and what happens then.
pub struct PublishForm {
    /// The topic.
    pub topic: AttrValue,
    /// The payload as text.
    pub payload: AttrValue,
    /// Quality of service.
    pub qos: Qos,
    /// The device's own topics, with an example payload each.
    pub own: Vec<(String, &'static str)>,
    /// Whether requests can be sent.
    pub online: bool,
    /// The topic was typed.
    pub ontopic: Callback<String>,
    /// One of the own topics was chosen, with its example payload.
    pub onown: Callback<(String, String)>,
    /// The payload was typed.
    pub onpayload: Callback<String>,
    /// The quality of service was chosen.
    pub onqos: Callback<Qos>,
    /// Publish.
    pub onpublish: Callback<()>,
}

/// Publishing.
pub fn publish_form(text: &Text, props: &PublishForm) -> Html {
    let connect = text.connect;
    let own = props.own.clone();
    let topics = own
        .iter()
        .map(|(topic, _)| topic.clone())
        .collect::<Vec<_>>();
    let onchoose = props.onown.reform(move |topic: String| {
        let example = own.iter().find(|(of, _)| *of == topic);
        let payload = example.map_or("", |(_, payload)| *payload).to_owned();
        (topic, payload)
    });
    let hint = match props.qos {
        Qos::ExactlyOnce => connect.qos2_note,
        Qos::AtMostOnce | Qos::AtLeastOnce => connect.publish_hint,
    };
    html! {
        <section class="panel" aria-labelledby="publish-title">
            <h2 id="publish-title">{ connect.publish_to }</h2>
            <div class="topic-row">
                <TextField id="publish-topic" label={connect.topic} value={props.topic.clone()}
                    onchange={props.ontopic.clone()} />
                { select_field(qos_select("publish-qos", connect.qos, props.qos),
                    props.onqos.reform(|value: String| qos_of(&value))) }
                <button type="button" id="publish" class="primary" disabled={!props.online}
                    onclick={props.onpublish.reform(|_: MouseEvent| ())}>
                    { connect.publish }
                </button>
            </div>
            { own_topics(text, &topics, &onchoose) }
            <TextField id="publish-payload" label={connect.payload} value={props.payload.clone()}
                onchange={props.onpayload.clone()} multiline=true {hint}
                onkeydown={on_submit_key(props.onpublish.clone())} />
        </section>
    }
}
