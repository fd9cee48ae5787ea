//! Received messages: bytes kept, shown as text or hex.

use crate::components::{Choice, SelectField, select_field};
use crate::hooks::{local_time, use_end_in_view, use_text};
use crate::state::{MessageRow, SessionState, View, payload_text};
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`Messages`].
#[derive(Clone, PartialEq, Properties)]
pub struct MessagesProps {
    /// The session.
    pub session: UseReducerHandle<SessionState>,
    /// How payloads are shown.
    pub view: View,
    /// Called with another view.
    pub onview: Callback<View>,
    /// Called to empty the list.
    pub onclear: Callback<()>,
}

/// The list of received messages with its counters.
#[component]
pub fn Messages(props: &MessagesProps) -> Html {
    let connect = use_text().connect;
    let session = &props.session;
    let shown = session.shown_count();
    let scroll = use_end_in_view(session.messages.back().map(|row| row.number));
    let onview = props.onview.reform(|value: String| match value.as_str() {
        "hex" => View::Hex,
        _ => View::Text,
    });
    let view = match props.view {
        View::Text => "text",
        View::Hex => "hex",
    };
    let choices = vec![
        Choice {
            value: "text".into(),
            label: connect.view_text.into(),
        },
        Choice {
            value: "hex".into(),
            label: connect.view_hex.into(),
        },
    ];
    let select = SelectField {
        id: "view",
        label: connect.view,
        mark: None,
        value: view.into(),
        choices,
        hint: "",
    };
    html! {
        <section class="panel messages" aria-labelledby="messages-title">
            <div class="messages-head">
                <h2 id="messages-title">{ connect.messages }</h2>
                <p class="hint">{ (connect.counters)(session.received, shown, session.dropped) }</p>
                { select_field(select, onview) }
                <button type="button" class="quiet" disabled={session.messages.is_empty()}
                    onclick={props.onclear.reform(|_: MouseEvent| ())}>
                    { connect.clear }
                </button>
            </div>
            if session.messages.is_empty() { <p class="hint">{ connect.messages_empty }</p> }
            <div class="scroll" ref={scroll} tabindex="0" role="region" aria-label={connect.messages}>
                <ol id="messages" data-received={session.received.to_string()}
                    data-shown={shown.to_string()} data-dropped={session.dropped.to_string()}>
                    { for session.shown().map(|row| html! {
                        <Row key={row.number} row={row.clone()} view={props.view} />
                    }) }
                </ol>
            </div>
        </section>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct RowProps {
    row: Rc<MessageRow>,
    view: View,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let connect = use_text().connect;
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
