//! What happened on the connection, packet by packet, with the cause of a failure in words.

use crate::components::connect::View;
use crate::components::connect::causes::causes_of;
use crate::hooks::press;
use crate::route::Route;
use crate::state::connect::{Attempt, Intent, ItemBody, Note, TimelineItem};
use crate::state::whole_ms;
use crate::text::{Language, Text};
use connack_protocol::{Entry, Event, FromConnectPage, Observed};
use connack_signer::Answering;
use std::rc::Rc;
use yew::prelude::*;

/// The timeline; `scroll` is the element that scrolls.
pub fn timeline(view: View<'_>, scroll: NodeRef) -> Html {
    let View { text, model, send } = view;
    let connect = model.language.connect();
    let session = &model.connection().session;
    html! {
        <section class="panel timeline" aria-labelledby="timeline-title">
            <h2 id="timeline-title">{ connect.timeline }</h2>
            if session.timeline_dropped > 0 {
                <p class="hint">{ (connect.timeline_dropped)(session.timeline_dropped) }</p>
            }
            if session.timeline.is_empty() { <p class="hint">{ connect.timeline_empty }</p> }
            <div class="scroll" ref={scroll} role="log" tabindex="0" aria-label={connect.timeline}>
                <ol id="timeline">
                    { for session.timeline.iter().map(|item| html! {
                        <Item key={item.id} {text} item={item.clone()} send={send.clone()} />
                    }) }
                </ol>
            </div>
        </section>
    }
}

#[derive(Properties)]
struct ItemProps {
    text: &'static Text,
    item: Rc<TimelineItem>,
    /// Not compared: one is as good as another for a change of what the page knows.
    send: Callback<Intent>,
}

impl PartialEq for ItemProps {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && Rc::ptr_eq(&self.item, &other.item)
    }
}

#[component]
fn Item(props: &ItemProps) -> Html {
    let text = props.text;
    let connect = text.language.connect();
    let item = &*props.item;
    let (at_ms, event, line, sentence) = match &item.body {
        ItemBody::Entry(entry) => (
            entry.at_ms,
            entry.event.name(),
            AttrValue::from(entry.line.clone()),
            sentence(text.language, entry),
        ),
        ItemBody::Opened(opened) => (
            opened.at_ms,
            "opened",
            AttrValue::from(opened.line.clone()),
            None,
        ),
        ItemBody::Received { from_ms, run } => {
            let (from, to) = (whole_ms(*from_ms), whole_ms(run.to_ms));
            let mut line = format!(
                "< {}",
                (connect.received_run)(run.count, run.bytes, from, to)
            );
            if run.acks > 0 {
                line.push_str(&(connect.run_acks)(run.acks));
            }
            (*from_ms, "publish", AttrValue::from(line), None)
        }
    };
    html! {
        <li data-event={event} data-code={item.cause.map(|cause| cause.code)}
            data-note={item.note.map(Note::name)}>
            <span class="at">{ format!("{} ms", whole_ms(at_ms)) }</span>
            <div>
                <code class="wire">{ line }</code>
                if let Some(note) = item.note {
                    { registering(text.language, note) }
                } else if let Some(sentence) = sentence {
                    <p class="why">{ sentence }</p>
                }
                if let Some(cause) = item.cause {
                    <div class="cause" data-certainty={cause.certainty.name()}>
                        <p>
                            <strong>{ text.language.of(cause.problem) }</strong>
                            <span class="tag">{ match cause.certainty {
                                connack_diagnosis::Certainty::Proved => connect.proved,
                                connack_diagnosis::Certainty::Likely => connect.likely,
                                connack_diagnosis::Certainty::Note => connect.note,
                            } }</span>
                        </p>
                        <p>{ text.language.of(cause.remedy) }</p>
                        { for item.failure.iter().map(|failure| {
                            causes_of(text.language, item.id, failure, &props.send)
                        }) }
                        { for item.why.iter().map(|why| verify(props, why)) }
                    </div>
                } else {
                    // A registration's refusal is explained here, and more of it on Verify.
                    { for item.why.iter().map(|why| verify(props, why)) }
                }
            </div>
        </li>
    }
}

/// The way to Verify, with what was sent and seen.
fn verify(props: &ItemProps, (attempt, observed): &(Rc<Attempt>, Observed)) -> Html {
    let load = Intent::Page(FromConnectPage::Verify {
        claim: attempt.claim.clone(),
        secret: attempt.credentials.device_secret.clone(),
        observed: *observed,
    });
    html! {
        <a class="quiet" data-why="" href={Route::Verify.href()} onclick={press(&props.send, load)}>
            { props.text.verify.why }
        </a>
    }
}

/// What an event means to a registration.
fn registering(language: Language, note: Note) -> Html {
    let text = language.registering();
    match note {
        Note::RegisterAccepted => html! { <p class="why">{ text.accepted }</p> },
        Note::RegisterEnded => html! { <p class="why">{ text.ended }</p> },
        Note::RegisterRefused(code) => {
            let meaning = Answering::MqttRegister.meaning(i64::from(code));
            let meaning = meaning.map(|meaning| language.code_meaning(meaning));
            html! {
                <div class="cause">
                    <p><strong>{ (text.refused)(code, meaning.unwrap_or_default()) }</strong></p>
                    <p>{ (text.refused_remedy)(code) }</p>
                </div>
            }
        }
    }
}

/// What an event means, where the line itself does not say it.
fn sentence(language: Language, entry: &Entry) -> Option<AttrValue> {
    let connect = language.connect();
    match &entry.event {
        Event::Connack { return_code: 0, .. } => Some(connect.accepted.into()),
        Event::SocketOpen { subprotocol } if !subprotocol.is_empty() => {
            Some((connect.subprotocol)(subprotocol).into())
        }
        Event::Suback {
            granted: Some(qos), ..
        } => Some((connect.granted)(*qos).into()),
        Event::Suback { granted: None, .. } => Some(connect.suback_refused.into()),
        Event::NotSent(why) => Some((connect.not_sent)(*why).into()),
        Event::Violation(violation) => Some((connect.violation)(*violation).into()),
        Event::SocketRefused => Some(connect.socket_refused.into()),
        Event::SocketClosed { code, clean, .. } => Some((connect.close_code)(*code, *clean).into()),
        Event::Phase(_)
        | Event::SocketOpening { .. }
        | Event::SocketOpen { .. }
        | Event::ConnectSent
        | Event::Connack { .. }
        | Event::SubscribeSent { .. }
        | Event::UnsubscribeSent { .. }
        | Event::Unsuback { .. }
        | Event::PublishSent { .. }
        | Event::Acknowledged { .. }
        | Event::Received(_)
        | Event::Restored { .. }
        | Event::Queued { .. }
        | Event::Abandoned
        | Event::Unacknowledged { .. }
        | Event::Discarded { .. }
        | Event::DisconnectReceived { .. }
        | Event::Reconnecting { .. }
        | Event::ReconnectStopped(_)
        | Event::Evicted { .. }
        | Event::TooManyConnects { .. }
        | Event::CredentialsChanged
        | Event::Network { .. }
        | Event::PingSent
        | Event::PingReceived
        | Event::DisconnectSent
        | Event::TimedOut(_) => None,
    }
}
