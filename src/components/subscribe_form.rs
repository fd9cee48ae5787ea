//! Subscribing, and the subscriptions of the connection.

use crate::components::{Choice, SelectField, TextField};
use crate::hooks::{on_submit_key, use_text};
use crate::state::Subscription;
use connack_protocol::Qos;
use yew::prelude::*;

/// Props of [`SubscribeForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct SubscribeFormProps {
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

/// The three qualities of service as choices.
pub(super) fn qos_choices() -> Vec<Choice> {
    ["0", "1", "2"].map(Choice::plain).to_vec()
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
#[component]
pub fn SubscribeForm(props: &SubscribeFormProps) -> Html {
    let connect = use_text().connect;
    let onkeydown = on_submit_key(props.onsubscribe.clone());
    html! {
        <section class="panel" aria-labelledby="subscribe-title">
            <h2 id="subscribe-title">{ connect.subscribe_to }</h2>
            <div class="topic-row">
                <TextField id="subscribe-topic" label={connect.topic} value={props.topic.clone()}
                    onchange={props.ontopic.clone()} {onkeydown} />
                <SelectField id="subscribe-qos" label={connect.qos}
                    value={props.qos.digit().to_string()} choices={qos_choices()}
                    onchange={props.onqos.reform(|value: String| qos_of(&value))} />
                <button type="button" id="subscribe" class="primary" disabled={!props.online}
                    onclick={props.onsubscribe.reform(|_: MouseEvent| ())}>
                    { connect.subscribe }
                </button>
            </div>
            <OwnTopics topics={props.own.clone()} onchoose={props.ontopic.clone()} />
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

/// Props of [`OwnTopics`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct OwnTopicsProps {
    /// The topics.
    pub topics: Vec<String>,
    /// One was chosen.
    pub onchoose: Callback<String>,
}

/// A device's own topics, one press each.
#[component]
pub(super) fn OwnTopics(props: &OwnTopicsProps) -> Html {
    let connect = use_text().connect;
    html! {
        if !props.topics.is_empty() {
            <div class="own-topics" role="group" aria-label={connect.own_topics}>
                <span class="hint">{ connect.own_topics }</span>
                { for props.topics.iter().map(|topic| {
                    let chosen = topic.clone();
                    let onclick = props.onchoose.reform(move |_: MouseEvent| chosen.clone());
                    html! { <button type="button" class="chip wire" {onclick}>{ topic }</button> }
                }) }
            </div>
        }
    }
}
