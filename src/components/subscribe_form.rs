//! Subscribing, and the subscriptions of the connection.

use crate::components::{Choice, SelectField, TextField, select_field};
use crate::hooks::on_submit_key;
use crate::state::Subscription;
use crate::text::Text;
use connack_protocol::Qos;
use yew::prelude::*;

/// What is subscribed, what is to be, and what happens then.
pub struct SubscribeForm {
    /// The topic filter.
    pub topic: AttrValue,
    /// The quality of service asked for.
    pub qos: Qos,
    /// The device's own topics.
    pub own: Vec<String>,
    /// What is subscribed.
    pub subscriptions: Vec<Subscription>,
    /// Whether requests can be sent.
    pub online: bool,
    /// The topic was typed or chosen.
    pub ontopic: Callback<String>,
    /// The quality of service was chosen.
    pub onqos: Callback<Qos>,
    /// Subscribe.
    pub onsubscribe: Callback<()>,
    /// Unsubscribe from a filter.
    pub onunsubscribe: Callback<String>,
}

/// A choice of quality of service.
pub(super) fn qos_select(id: &'static str, label: &'static str, qos: Qos) -> SelectField {
    let choices = ["0", "1", "2"].map(Choice::plain).to_vec();
    let value = qos.digit().to_string().into();
    SelectField {
        id,
        label,
        mark: None,
        value,
        choices,
        hint: "",
    }
}

/// The quality of service that a choice means.
pub(super) fn qos_of(value: &str) -> Qos {
    value
        .parse()
        .ok()
        .and_then(Qos::from_digit)
        .unwrap_or(Qos::AtMostOnce)
}

/// Subscribing.
pub fn subscribe_form(text: &Text, props: &SubscribeForm) -> Html {
    let connect = text.connect;
    let onkeydown = on_submit_key(props.onsubscribe.clone());
    html! {
        <section class="panel" aria-labelledby="subscribe-title">
            <h2 id="subscribe-title">{ connect.subscribe_to }</h2>
            <div class="topic-row">
                <TextField id="subscribe-topic" label={connect.topic} value={props.topic.clone()}
                    onchange={props.ontopic.clone()} {onkeydown} />
                { select_field(qos_select("subscribe-qos", connect.qos, props.qos),
                    props.onqos.reform(|value: String| qos_of(&value))) }
                <button type="button" id="subscribe" class="primary" disabled={!props.online}
                    onclick={props.onsubscribe.reform(|_: MouseEvent| ())}>
                    { connect.subscribe }
                </button>
            </div>
            { own_topics(text, &props.own, &props.ontopic) }
            if !props.subscriptions.is_empty() {
                <h3>{ connect.subscriptions }</h3>
                <ul class="subscriptions" id="subscriptions">
                    { for props.subscriptions.iter().map(|subscription| {
                        let topic = subscription.topic.clone();
                        let label = (connect.unsubscribe)(&topic);
                        let (state, said): (_, AttrValue) = match subscription.granted {
                            None => ("pending", connect.pending.into()),
                            Some(Ok(qos)) => ("granted", (connect.granted)(qos).into()),
                            Some(Err(())) => ("refused", connect.not_granted.into()),
                        };
                        let onclick = props.onunsubscribe.reform(move |_: MouseEvent| topic.clone());
                        html! {
                            <li data-state={state}>
                                <code class="wire">{ &subscription.topic }</code>
                                <span>{ said }</span>
                                <button type="button" class="copy" aria-label={label} {onclick}>
                                    { "✕" }
                                </button>
                            </li>
                        }
                    }) }
                </ul>
            }
        </section>
    }
}

/// A device's own topics, one press each.
pub(super) fn own_topics(text: &Text, topics: &[String], onchoose: &Callback<String>) -> Html {
    let connect = text.connect;
    html! {
        if !topics.is_empty() {
            <div class="own-topics" role="group" aria-label={connect.own_topics}>
                <span class="hint">{ connect.own_topics }</span>
                { for topics.iter().map(|topic| {
                    let chosen = topic.clone();
                    let onclick = onchoose.reform(move |_: MouseEvent| chosen.clone());
                    html! { <button type="button" class="chip wire" {onclick}>{ topic }</button> }
                }) }
            </div>
        }
    }
}
