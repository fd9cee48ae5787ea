//! Messages: a window of rows out of what the worker keeps; bytes kept, shown as text or hex.

use crate::components::connect::View;
use crate::components::{SelectField, select_field};
use crate::hooks::{local_time, press};
use crate::state::connect::{
    Action, FormAction, Intent, ListAction, PayloadView, SessionAction, payload_text,
};
use crate::text::Language;
use connack_protocol::{Direction, Row, ToSession};
use yew::prelude::*;

/// The elements of the list that its hook moves.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListNodes {
    /// What scrolls.
    pub scroll: NodeRef,
    /// As high as the rows above those in the document.
    pub above: NodeRef,
    /// As high as the rows below.
    pub below: NodeRef,
}

/// The list of messages with its counters.
pub fn messages(view: View<'_>, nodes: &ListNodes) -> Html {
    let View { model, send, .. } = view;
    let language = model.language;
    let connect = language.connect();
    let (form, list) = (&model.connection().form, &model.connection().session.list);
    let counters = list.seen.as_ref().map(|seen| seen.counters);
    let counters = counters.unwrap_or_default();
    let select = SelectField {
        id: "view",
        label: connect.view,
        mark: None,
        value: match form.view {
            PayloadView::Text => "text",
            PayloadView::Hex => "hex",
        },
        choices: &[("text", connect.view_text), ("hex", connect.view_hex)],
        hint: "",
        action: |value| {
            Action::Form(FormAction::View(match value.as_str() {
                "hex" => PayloadView::Hex,
                _ => PayloadView::Text,
            }))
        },
    };
    let clear = Intent::Session(ToSession::Clear);
    let follow = Action::Shown(SessionAction::List(ListAction::Follow));
    html! {
        <section class="panel messages" aria-labelledby="messages-title">
            <div class="messages-head">
                <h2 id="messages-title">{ connect.messages }</h2>
                <p class="hint">
                    { (connect.counters)(counters.received, counters.shown, counters.dropped) }
                </p>
                { select_field(view, select) }
                <button type="button" class="quiet" disabled={counters.kept == 0}
                    onclick={press(send, clear)}>
                    { connect.clear }
                </button>
            </div>
            if counters.kept == 0 { <p class="hint">{ connect.messages_empty }</p> }
            <div class="scroll" ref={nodes.scroll.clone()} tabindex="0" role="group"
                aria-label={connect.messages}>
                <div ref={nodes.above.clone()}></div>
                <ol id="messages" data-received={counters.received.to_string()}
                    data-shown={counters.shown.to_string()}
                    data-dropped={counters.dropped.to_string()}>
                    { for list.rows().iter().map(|row| html! {
                        <MessageRow key={row.number} {language} row={row.clone()} view={form.view}
                            selected={list.look.selected == Some(row.number)} send={send.clone()} />
                    }) }
                </ol>
                <div ref={nodes.below.clone()}></div>
            </div>
            if !list.follows {
                <button type="button" id="follow" class="quiet follow"
                    onclick={press(send, Intent::Change(follow))}>
                    { (connect.unread)(list.unread()) }
                </button>
            }
        </section>
    }
}

#[derive(Properties)]
struct RowProps {
    language: Language,
    row: Row,
    view: PayloadView,
    selected: bool,
    /// Not compared: one is as good as another for a change of what the page knows.
    send: Callback<Intent>,
}

impl PartialEq for RowProps {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
            && self.view == other.view
            && self.selected == other.selected
            // The rest of a message never changes, but for the mark of its subscription.
            && (self.row.number, self.row.mark) == (other.row.number, other.row.mark)
    }
}

#[component]
fn MessageRow(props: &RowProps) -> Html {
    let connect = props.language.connect();
    let row = &props.row;
    let payload = payload_text(&row.head, row.bytes as usize, props.view);
    html! {
        <li data-topic={row.topic.clone()} data-qos={row.qos.digit().to_string()}
            data-bytes={row.bytes.to_string()} data-number={row.number.to_string()}
            data-direction={match row.direction {
                Direction::Sent => "sent",
                Direction::Received => "received",
            }}
            data-mark={row.mark.map(|mark| (mark % 6).to_string())}>
            <div class="message-head">
                <time>{ local_time(row.epoch_ms) }</time>
                <code class="wire">{ &row.topic }</code>
                <span>{ connect.qos }{ " " }{ row.qos.digit() }</span>
                <span>{ (connect.bytes)(row.bytes as usize) }</span>
                if row.retain { <span class="tag">{ connect.retained }</span> }
                if payload.fell_back { <span class="tag">{ connect.not_utf8 }</span> }
            </div>
            <pre class="wire" data-payload={if payload.hex { "hex" } else { "text" }}>{ payload.text }</pre>
        </li>
    }
}
