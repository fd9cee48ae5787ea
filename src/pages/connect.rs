//! Connect: be the device, and see every packet.

mod panel;

use crate::components::{
    Messages, PublishForm, SubscribeForm, Timeline, publish_form, subscribe_form,
};
use crate::hooks::{SessionHandle, use_text};
use crate::state::{Computed, ConnectAction, ConnectForm, FormState, SessionAction, topics};
use connack_protocol::{Phase, ToSession};
use panel::{Panel, connection_panel};
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`Connect`].
#[derive(Clone, PartialEq, Properties)]
pub struct ConnectProps {
    /// The form of Compute.
    pub form: UseReducerHandle<FormState>,
    /// What follows from it.
    pub computed: Rc<Computed>,
    /// The fields of Connect.
    pub connect: UseReducerHandle<ConnectForm>,
    /// The session.
    pub session: SessionHandle,
    /// Called to try the practice device.
    pub onpractice: Callback<()>,
}

/// The page Connect.
#[component]
pub fn Connect(props: &ConnectProps) -> Html {
    let all = use_text();
    let text = all.connect;
    use_effect_with(props.session.load.clone(), |load| load.emit(()));

    let connect = &props.connect;
    let signed = props.computed.signed();
    let set = |make: fn(String) -> ConnectAction| {
        let dispatcher = connect.dispatcher();
        Callback::from(move |value: String| dispatcher.dispatch(make(value)))
    };
    let own = signed.map(topics);
    let (own_subscribe, own_publish) = own
        .map(|own| (own.subscribe, own.publish))
        .unwrap_or_default();
    let online = props.session.state.phase == Phase::Online;

    let subscribe_topic = connect.effective_subscribe_topic(signed);
    let onsubscribe = {
        let (topic, qos) = (subscribe_topic.clone(), connect.subscribe_qos);
        props
            .session
            .request
            .reform(move |()| ToSession::Subscribe {
                topic: topic.clone(),
                qos,
            })
    };
    let onunsubscribe = props
        .session
        .request
        .reform(|topic| ToSession::Unsubscribe { topic });
    let publish_topic = connect.effective_publish_topic(signed);
    let onpublish = {
        let (topic, qos) = (publish_topic.clone(), connect.publish_qos);
        let payload = connect.publish_payload.clone();
        props.session.request.reform(move |()| ToSession::Publish {
            topic: topic.clone(),
            payload: payload.clone().into_bytes(),
            qos,
            retain: false,
        })
    };
    let onown = {
        let dispatcher = connect.dispatcher();
        Callback::from(move |(topic, payload): (String, String)| {
            dispatcher.dispatch(ConnectAction::PublishTopic(topic));
            dispatcher.dispatch(ConnectAction::PublishPayload(payload));
        })
    };
    let dispatcher = connect.dispatcher();
    let onsubscribeqos = dispatcher.clone();
    let onpublishqos = dispatcher.clone();
    let session = props.session.state.clone();
    let clear = session.dispatcher();
    let panel = Panel {
        form: &props.form,
        computed: &props.computed,
        connect,
        session: &props.session,
        onpractice: &props.onpractice,
    };
    let subscribing = SubscribeForm {
        topic: subscribe_topic.into(),
        qos: connect.subscribe_qos,
        own: own_subscribe,
        subscriptions: session.subscriptions.clone(),
        online,
        ontopic: set(ConnectAction::SubscribeTopic),
        onqos: Callback::from(move |qos| {
            onsubscribeqos.dispatch(ConnectAction::SubscribeQos(qos));
        }),
        onsubscribe,
        onunsubscribe,
    };
    let publishing = PublishForm {
        topic: publish_topic.into(),
        payload: connect.publish_payload.clone().into(),
        qos: connect.publish_qos,
        own: own_publish,
        online,
        ontopic: set(ConnectAction::PublishTopic),
        onown,
        onpayload: set(ConnectAction::PublishPayload),
        onqos: Callback::from(move |qos| onpublishqos.dispatch(ConnectAction::PublishQos(qos))),
        onpublish,
    };
    let onview = Callback::from(move |view| dispatcher.dispatch(ConnectAction::View(view)));
    let onclear = Callback::from(move |()| clear.dispatch(SessionAction::ClearMessages));
    html! {
        <>
            <h1 class="off-view">{ text.title }</h1>
            <div class="connect">
                <div class="connect-side">
                    { connection_panel(all, &panel) }
                    { subscribe_form(all, &subscribing) }
                    { publish_form(all, &publishing) }
                </div>
                <div class="connect-main">
                    <Timeline items={session.timeline.clone()} dropped={session.timeline_dropped} />
                    <Messages session={session.clone()} view={connect.view} {onview} {onclear} />
                </div>
            </div>
        </>
    }
}
