//! Messages: a window of rows out of what the worker keeps; bytes kept, shown as text or hex.

use crate::components::connect::View;
use crate::components::connect::chart::chart;
use crate::components::connect::detail::detail;
use crate::components::connect::files::files;
use crate::components::connect::filter_bar::filter_bar;
use crate::components::connect::topic_tree::topic_tree;
use crate::components::{SelectField, select_field};
use crate::hooks::connect::{dragged_over, list_keys, open_dropped};
use crate::hooks::{local_time, press};
use crate::state::connect::{
    Action, FormAction, Intent, ListAction, PayloadView, SessionAction, is_secret_row, payload_text,
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
    let words = language.messages();
    let clear = Intent::Session(ToSession::Clear);
    let change = |action| Intent::Change(Action::Shown(SessionAction::List(action)));
    let follow = Intent::All(vec![change(ListAction::Follow), Intent::Focus("messages")]);
    let said = (words.counters)(&counters);
    let said = match counters.unsearched {
        0 => said,
        count => format!("{said} · {}", (words.unsearched)(count)),
    };
    let topics = list.look.topics;
    let active = list.selected_row().map(|row| format!("message-{row}"));
    html! {
        <>
        <section class="panel messages" aria-labelledby="messages-title" ondragover={dragged_over()}
            ondrop={open_dropped(send, model.connection())}>
            <div class="messages-head">
                <h2 id="messages-title">{ connect.messages }</h2>
                <p class="hint" id="counters">{ said }</p>
                { select_field(view, select) }
                <button type="button" id="topics-toggle" class="quiet" aria-pressed={topics.to_string()}
                    onclick={press(send, change(ListAction::Topics(!topics)))}>
                    { words.topics }
                </button>
                <button type="button" id="clear" class="quiet" disabled={counters.kept == 0}
                    onclick={press(send, clear)}>
                    { connect.clear }
                </button>
            </div>
            { filter_bar(view) }
            if counters.kept == 0 {
                <p class="hint">{ connect.messages_empty }</p>
            } else if counters.shown == 0 && counters.unsearched == 0 {
                <p class="hint">{ words.none_passes }</p>
            }
            <div class={if topics { "with-topics" } else { "without-topics" }}>
                { topic_tree(view) }
                <div class="list">
                    <div class="scroll" ref={nodes.scroll.clone()}>
                        <div ref={nodes.above.clone()}></div>
                        <ol id="messages" role="listbox" tabindex="0" aria-label={connect.messages}
                            aria-activedescendant={active} onkeydown={list_keys(send)}
                            data-received={counters.received.to_string()}
                            data-shown={counters.shown.to_string()}
                            data-dropped={counters.dropped.to_string()}>
                            { for list.rows().iter().zip(&list.elements).enumerate().map(|(at, (row, element))| html! {
                                <MessageRow key={*element} {language} {at} row={row.clone()}
                                    view={form.view} selected={list.look.selected == Some(row.number)}
                                    send={send.clone()} />
                            }) }
                        </ol>
                        <div ref={nodes.below.clone()}></div>
                    </div>
                    // Its place is kept free: what comes up under a press would take the press.
                    <div class="follow">
                        if !list.follows {
                            <button type="button" id="follow" class="quiet"
                                onclick={press(send, follow)}>
                                { (connect.unread)(list.unread()) }
                            </button>
                        }
                    </div>
                </div>
            </div>
            { files(view) }
        </section>
        { detail(view) }
        { chart(view) }
        </>
    }
}

#[derive(Properties)]
struct RowProps {
    language: Language,
    /// Its place in the document.
    at: usize,
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
            && (self.selected, self.at) == (other.selected, other.at)
            // The rest of a message never changes, but for the mark of its subscription.
            && (self.row.number, self.row.mark) == (other.row.number, other.row.mark)
            // Those of a file are numbered from 1 again.
            && self.row.epoch_ms == other.row.epoch_ms
    }
}

#[component]
fn MessageRow(props: &RowProps) -> Html {
    let (connect, words) = (props.language.connect(), props.language.messages());
    let row = &props.row;
    let payload = payload_text(&row.head, row.bytes as usize, props.view);
    let hidden = is_secret_row(row);
    let select = ListAction::Select(Some(row.number));
    let select = Intent::Change(Action::Shown(SessionAction::List(select)));
    html! {
        <li id={format!("message-{}", props.at)} role="option"
            aria-selected={props.selected.to_string()} onclick={press(&props.send, select)}
            data-topic={row.topic.clone()} data-qos={row.qos.digit().to_string()}
            data-bytes={row.bytes.to_string()} data-number={row.number.to_string()}
            data-direction={match row.direction {
                Direction::Sent => "sent",
                Direction::Received => "received",
            }}
            data-mark={row.mark.map(|mark| (mark % 6).to_string())}>
            <div class="message-head">
                { for row.mark.map(|mark| subscription_mark(props.language, usize::from(mark))) }
                <time>{ local_time(row.epoch_ms) }</time>
                if row.direction == Direction::Sent {
                    <span class="tag">{ (words.direction)(row.direction) }</span>
                }
                <code class="wire">{ &row.topic }</code>
                <span>{ connect.qos }{ " " }{ row.qos.digit() }</span>
                <span>{ (connect.bytes)(row.bytes as usize) }</span>
                if row.retain { <span class="tag">{ connect.retained }</span> }
                if payload.fell_back && !hidden { <span class="tag">{ connect.not_utf8 }</span> }
            </div>
            if hidden {
                <p class="hint" data-payload="hidden">{ props.language.registering().hidden_row }</p>
            } else {
                <pre class="wire" data-payload={if payload.hex { "hex" } else { "text" }}>{ payload.text }</pre>
            }
        </li>
    }
}

/// The mark of a subscription: a letter and a colour, the same beside it and beside its messages.
pub(super) fn subscription_mark(language: Language, index: usize) -> Html {
    const COLOURS: usize = 6;
    let letter = (b'A'..=b'Z').map(char::from).cycle().nth(index);
    let letter = letter.unwrap_or('?');
    let said = (language.messages().subscription_mark)(letter);
    html! {
        <span class="subscription-mark" data-mark={(index % COLOURS).to_string()} role="img"
            aria-label={said}>{ letter }</span>
    }
}
