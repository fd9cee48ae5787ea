//! Received messages: bytes kept, shown as text or hex.

use crate::components::connect::View;
use crate::components::{SelectField, select_field};
use crate::hooks::{local_time, press};
use crate::state::connect::{
    Action, FormAction, Intent, MessageRow, PayloadView, SessionAction, payload_text,
};
use crate::text::Language;
use std::rc::Rc;
use yew::prelude::*;

/// The list of received messages with its counters; `scroll` is the element that scrolls.
pub fn messages(view: View<'_>, scroll: NodeRef) -> Html {
    let View { model, send, .. } = view;
    let language = model.language;
    let connect = language.connect();
    let (form, session) = (&model.connection().form, &model.connection().session);
    let shown = session.shown_count();
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
    let clear = Intent::Change(Action::Shown(SessionAction::ClearMessages));
    html! {
        <section class="panel messages" aria-labelledby="messages-title">
            <div class="messages-head">
                <h2 id="messages-title">{ connect.messages }</h2>
                <p class="hint">{ (connect.counters)(session.received, shown, session.dropped) }</p>
                { select_field(view, select) }
                <button type="button" class="quiet" disabled={session.messages.is_empty()}
                    onclick={press(send, clear)}>
                    { connect.clear }
                </button>
            </div>
            if session.messages.is_empty() { <p class="hint">{ connect.messages_empty }</p> }
            <div class="scroll" ref={scroll} tabindex="0" role="group" aria-label={connect.messages}>
                <ol id="messages" data-received={session.received.to_string()}
                    data-shown={shown.to_string()} data-dropped={session.dropped.to_string()}>
                    { for session.shown().map(|row| html! {
                        <Row key={row.number} {language} row={row.clone()} view={form.view} />
                    }) }
                </ol>
            </div>
        </section>
    }
}

#[derive(Properties)]
struct RowProps {
    language: Language,
    row: Rc<MessageRow>,
    view: PayloadView,
}

impl PartialEq for RowProps {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
            && self.view == other.view
            && Rc::ptr_eq(&self.row, &other.row)
    }
}

#[component]
fn Row(props: &RowProps) -> Html {
    let connect = props.language.connect();
    let message = &props.row.message;
    let payload = payload_text(&message.payload, props.view);
    html! {
        <li data-topic={message.topic.clone()} data-qos={message.qos.digit().to_string()}
            data-bytes={message.payload.len().to_string()}>
            <div class="message-head">
                <time>{ local_time(props.row.epoch_ms) }</time>
                <code class="wire">{ &message.topic }</code>
                <span>{ connect.qos }{ " " }{ message.qos.digit() }</span>
                <span>{ (connect.bytes)(message.payload.len()) }</span>
                if message.retain { <span class="tag">{ connect.retained }</span> }
                if payload.fell_back { <span class="tag">{ connect.not_utf8 }</span> }
            </div>
            <pre class="wire" data-payload={if payload.hex { "hex" } else { "text" }}>{ payload.text }</pre>
        </li>
    }
}
