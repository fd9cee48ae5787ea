//! Subscribing, and the subscriptions of the connection.

use crate::components::connect::View;
use crate::components::connect::limits::limits;
use crate::components::connect::messages::subscription_mark;
use crate::components::{SelectField, TextField, select_field, text_field};
use crate::hooks::press;
use crate::state::connect::{Action, FormAction, Intent, host_of, topics};
use connack_behaviour::{LimitProblem, check_subscribe, own_topics as topics_of};
use connack_protocol::{Direction, Phase, Qos, ToSession};
use yew::prelude::*;

/// The quality of service of a choice.
pub(super) fn qos_of(value: &str) -> Qos {
    value
        .parse()
        .ok()
        .and_then(Qos::from_digit)
        .unwrap_or(Qos::AtMostOnce)
}

/// A choice of quality of service.
pub(super) fn qos_select(
    view: View<'_>,
    id: &'static str,
    qos: Qos,
    action: fn(String) -> Action,
) -> Html {
    let digits = ["0", "1", "2"];
    let choices = digits.map(|digit| (digit, digit));
    let value = digits[usize::from(qos.digit())];
    let label = view.model.language.connect().qos;
    let choices = &choices;
    select_field(
        view,
        SelectField {
            id,
            label,
            mark: None,
            value,
            choices,
            hint: "",
            action,
        },
    )
}

/// The device's own topics of one direction, as suggestions while typing.
pub(super) fn suggestions(view: View<'_>, id: &'static str, direction: Direction) -> Html {
    let own = view.model.in_use();
    let own = own.map(|of| (&*of.product_key, &*of.device_name));
    let subs = view.model.connection().sub_devices.online();
    let own = own.into_iter().chain(subs);
    let own = own.flat_map(|(key, name)| topics_of(key, name));
    html! {
        <datalist {id}>
            { for own.filter(|own| own.direction == direction).map(|own| html! {
                <option value={own.topic} />
            }) }
        </datalist>
    }
}

/// Subscribing.
pub fn subscribe_form(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let connect = model.language.connect();
    let (form, session) = (&model.connection().form, &model.connection().session);
    let credentials = model.in_use();
    let topic = form.effective_subscribe_topic(credentials);
    let qos = form.subscribe_qos;
    let subscribe = Intent::Session(ToSession::Subscribe {
        topic: topic.clone(),
        qos,
    });
    let typed = |text| Action::Form(FormAction::SubscribeTopic(text));
    let field = TextField {
        list: Some("subscribe-topics"),
        submit: Some(subscribe.clone()),
        ..TextField::new("subscribe-topic", connect.topic, &topic, typed)
    };
    let own = credentials.map(|of| topics(of).subscribe);
    let subs = model.connection().sub_devices.online();
    let subs = subs.map(|(key, name)| format!("/{key}/{name}/user/get"));
    let own = own.into_iter().flatten().chain(subs).map(|topic| {
        let choose = Action::Form(FormAction::SubscribeTopic(topic.clone()));
        (topic, vec![choose])
    });
    let url = model.connection().url_in_use(credentials);
    let (pk, dn) = credentials.map_or(("", ""), |of| (&of.product_key, &of.device_name));
    let others = session.subscriptions.iter().filter(|of| of.topic != topic);
    let asked = [(topic.as_str(), qos)];
    let problems = check_subscribe(host_of(url.trim()), &asked, others.count(), pk, dn);
    let problems: Vec<LimitProblem> = problems
        .into_iter()
        .filter(|problem| !model.connection().is_of_sub(problem))
        .collect();
    let agreed = problems.iter().any(|problem| problem.binds);
    html! {
        <section class="panel" aria-labelledby="subscribe-title">
            <h2 id="subscribe-title">{ connect.subscribe_to }</h2>
            <div class="topic-row">
                { text_field(view, field) }
                { qos_select(view, "subscribe-qos", qos, |value| {
                    Action::Form(FormAction::SubscribeQos(qos_of(&value)))
                }) }
                <button type="button" id="subscribe" class="primary"
                    disabled={session.phase != Phase::Online}
                    onclick={press(send, subscribe)}>
                    { if agreed {
                        model.language.publish().subscribe_all_the_same
                    } else {
                        connect.subscribe
                    } }
                </button>
            </div>
            { suggestions(view, "subscribe-topics", Direction::Received) }
            { limits(view, "subscribe-limits", &problems) }
            { own_topics(view, own.collect()) }
            if !session.subscriptions.is_empty() {
                <h3>{ connect.subscriptions }</h3>
                <ul class="subscriptions" id="subscriptions">
                    { for session.subscriptions.iter().enumerate().map(|(at, subscription)| {
                        let topic = subscription.topic.clone();
                        let (state, said) = match subscription.granted {
                            None => ("pending", connect.pending.to_owned()),
                            Some(Ok(qos)) => ("granted", (connect.granted)(qos)),
                            Some(Err(())) => ("refused", connect.not_granted.to_owned()),
                        };
                        let label = (connect.unsubscribe)(&topic);
                        let onclick = press(send, Intent::Session(ToSession::Unsubscribe { topic }));
                        html! {
                            <li data-state={state}>
                                { subscription_mark(model.language, at) }
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

/// A device's own topics, one press each, with what the press changes.
fn own_topics(view: View<'_>, own: Vec<(String, Vec<Action>)>) -> Html {
    let connect = view.model.language.connect();
    if own.is_empty() {
        return html! {};
    }
    html! {
        <div class="own-topics" role="group" aria-label={connect.own_topics}>
            <span class="hint">{ connect.own_topics }</span>
            { for own.into_iter().map(|(topic, actions)| {
                let onclick = press(view.send, Intent::Changes(actions));
                html! { <button type="button" class="chip wire" {onclick}>{ topic }</button> }
            }) }
        </div>
    }
}
