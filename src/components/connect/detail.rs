//! The selected message in full: its facts, its payload in four views, and what differs from the
//! message before it on the same topic.

use crate::components::connect::View;
use crate::components::{NoticeKind, notice};
use crate::hooks::connect::escape;
use crate::hooks::{local_time, press};
use crate::state::connect::{
    Action, Body, DetailView, Difference, FellBack, Intent, Json, Line, ListAction, MAX_COPIED,
    MessagesIntent, SessionAction, Shown, ToolsAction, difference, hex, is_secret_row, shown,
};
use crate::text::{Language, Text};
use connack_protocol::{ChartAsk, Detail};
use std::rc::Rc;
use yew::prelude::*;

/// Points of a chart: more than a screen has columns for.
const POINTS: u32 = 600;

fn list(action: ListAction) -> Intent {
    Intent::Change(Action::Shown(SessionAction::List(action)))
}

/// The selected message, if one is.
pub(super) fn detail(view: View<'_>) -> Html {
    let View { text, model, send } = view;
    let words = model.language.messages();
    let of = &model.connection().session.list;
    let Some(number) = of.look.selected else {
        return html! {};
    };
    let close = Intent::All(vec![
        list(ListAction::Select(None)),
        Intent::Focus("messages"),
    ]);
    let copied = model
        .copied
        .filter(|(what, _)| *what == MessagesIntent::PAYLOAD);
    html! {
        <section class="panel detail" id="detail" aria-labelledby="detail-title"
            data-number={number.to_string()}
            onkeydown={escape(send, close.clone())}>
            <div class="messages-head">
                <h2 id="detail-title">{ (words.message)(number) }</h2>
                <button type="button" id="detail-close" class="quiet"
                    onclick={press(send, close)}>
                    { words.close }
                </button>
            </div>
            { match &of.detail {
                None => html! {
                    <p class="hint" role="status" id="detail-status">
                        { if of.gone { words.not_kept } else { words.loading } }
                    </p>
                },
                Some(detail) => html! {
                    <Whole {text} detail={detail.clone()} shown_as={of.tools.view}
                        hidden={is_secret_row(&detail.row) && of.tools.revealed != Some(number)}
                        page={of.tools.page} copied={copied.map(|(_, done)| done)}
                        send={send.clone()} />
                },
            } }
        </section>
    }
}

#[derive(Properties)]
struct WholeProps {
    text: &'static Text,
    detail: Rc<Detail>,
    shown_as: DetailView,
    /// The payload holds a secret that nobody asked to see.
    hidden: bool,
    page: usize,
    copied: Option<bool>,
    /// Not compared: one is as good as another for a change of what the page knows.
    send: Callback<Intent>,
}

impl PartialEq for WholeProps {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
            && Rc::ptr_eq(&self.detail, &other.detail)
            && (self.shown_as, self.hidden) == (other.shown_as, other.hidden)
            && (self.page, self.copied) == (other.page, other.copied)
    }
}

/// A component, so that a payload of megabytes is not read again for every message that comes.
#[component]
fn Whole(props: &WholeProps) -> Html {
    let language = props.text.language;
    let (words, connect) = (language.messages(), language.connect());
    let detail = &*props.detail;
    let row = &detail.row;
    let chart = ListAction::Chart(Some(ChartAsk {
        topic: row.topic.clone(),
        field: None,
        points: POINTS,
    }));
    html! {
        <>
            <dl class="facts">
                <dt>{ connect.topic }</dt>
                <dd><code class="wire" id="detail-topic">{ &row.topic }</code></dd>
                <dt>{ words.time }</dt>
                <dd>
                    <time>{ local_time(row.epoch_ms) }</time>
                    { " · " }{ (words.direction)(row.direction) }
                    { " · " }{ connect.qos }{ " " }{ row.qos.digit() }
                    if row.retain { { " · " }{ connect.retained } }
                    if row.dup { { " · " }{ words.duplicate } }
                    { " · " }<span id="detail-size" data-bytes={row.bytes.to_string()}>
                        { (connect.bytes)(row.bytes as usize) }
                    </span>
                </dd>
                if !detail.properties.is_empty() {
                    <dt>{ words.properties }</dt>
                    <dd><code class="wire" id="detail-properties">{ &detail.properties }</code></dd>
                }
                <dt>{ "SHA-256" }</dt>
                <dd><code class="wire" id="detail-sha256">{ hex(&detail.sha256) }</code></dd>
            </dl>
            if props.hidden {
                { gate(props) }
            } else {
                { payload(props, chart) }
            }
        </>
    }
}

/// A secret's payload, until it is asked for.
fn gate(props: &WholeProps) -> Html {
    let text = props.text.language.registering();
    let show = ToolsAction::Reveal(props.detail.row.number);
    let show = list(ListAction::Tools(show));
    notice(
        NoticeKind::Info,
        "detail-hidden",
        text.hidden,
        html! {
            <div class="actions">
                <button type="button" class="quiet" id="detail-reveal"
                    onclick={press(&props.send, show)}>{ text.show }</button>
            </div>
        },
    )
}

/// The payload in its view, and what can be done with it.
fn payload(props: &WholeProps, chart: ListAction) -> Html {
    let language = props.text.language;
    let (words, detail, send) = (language.messages(), &*props.detail, &props.send);
    let shown = shown(&detail.payload, props.shown_as, props.page);
    html! {
        <>
            { views(props, language) }
            { said(&shown, language) }
            { body(&shown, detail.payload.is_empty(), language) }
            { pages(props, &shown, language) }
            <div class="actions">
                { copy(props) }
                <button type="button" id="detail-download" class="quiet"
                    onclick={press(send, Intent::Messages(MessagesIntent::SavePayload))}>
                    { words.download }
                </button>
                <button type="button" id="chart-topic" class="quiet" onclick={press(send, list(chart))}>
                    { words.chart_this }
                </button>
            </div>
            if detail.payload.len() > MAX_COPIED { <p class="hint">{ words.copy_too_large }</p> }
            <h3>{ words.difference }</h3>
            { differs(detail, language) }
        </>
    }
}

fn views(props: &WholeProps, language: Language) -> Html {
    let words = language.messages();
    html! {
        <div class="segments" role="group" aria-label={words.shown_as}>
            { for DetailView::ALL.into_iter().map(|view| {
                let label = match view {
                    DetailView::Text => words.view_text,
                    DetailView::Json => words.view_json,
                    DetailView::Hex => words.view_hex,
                    DetailView::Base64 => words.view_base64,
                };
                let choose = list(ListAction::Tools(ToolsAction::View(view)));
                html! {
                    <button type="button" class="quiet" id={format!("detail-{}", view.name())}
                        aria-pressed={(view == props.shown_as).to_string()}
                        onclick={press(&props.send, choose)}>
                        { label }
                    </button>
                }
            }) }
        </div>
    }
}

fn said(shown: &Shown<'_>, language: Language) -> Html {
    let words = language.messages();
    let said = match shown.fell_back {
        None => return html! {},
        Some(FellBack::NotUtf8(at)) => (words.not_utf8)(at),
        Some(FellBack::NotJson) => words.not_json.to_owned(),
        Some(FellBack::TooLarge) => words.json_too_large.to_owned(),
    };
    html! { <p class="problem" data-kind="warn" id="detail-fell-back">{ said }</p> }
}

fn body(shown: &Shown<'_>, empty: bool, language: Language) -> Html {
    let words = language.messages();
    if empty {
        return html! { <p class="hint" id={MessagesIntent::PAYLOAD}>{ words.empty_payload }</p> };
    }
    let view = shown.view.name();
    match &shown.body {
        Body::Text(text) => html! {
            <pre class="wire payload" id={MessagesIntent::PAYLOAD} data-view={view} tabindex="0"
                role="group" aria-label={words.shown_as}>{ text }</pre>
        },
        Body::Json(json) => html! {
            <div class="wire payload" id={MessagesIntent::PAYLOAD} data-view={view} tabindex="0"
                role="group" aria-label={words.shown_as}>{ folded(None, json, 0, language) }</div>
        },
    }
}

/// A value with what is inside it, open down to the third level.
fn folded(key: Option<&str>, json: &Json<'_>, depth: usize, language: Language) -> Html {
    let name = html! {
        if let Some(key) = key { <span class="key">{ key }</span>{ ": " } }
    };
    let (brackets, count) = match json {
        Json::Scalar(text) => {
            let kind = match text.as_bytes().first() {
                Some(b'"') => "string",
                Some(b'-' | b'0'..=b'9') => "number",
                _ => "word",
            };
            return html! { <div>{ name }<span data-kind={kind}>{ *text }</span></div> };
        }
        Json::Object(members) => ("{}", members.len()),
        Json::List(items) => ("[]", items.len()),
    };
    if count == 0 {
        return html! { <div>{ name }{ brackets }</div> };
    }
    let inside = |key: Option<&str>, json: &Json<'_>| folded(key, json, depth + 1, language);
    let members = (language.messages().members)(count);
    html! {
        <details open={depth < 3}>
            <summary>{ name }{ brackets }<span class="hint">{ " " }{ members }</span></summary>
            { match json {
                Json::Scalar(_) => html! {},
                Json::Object(members) => html! {
                    { for members.iter().map(|(key, value)| inside(Some(key), value)) }
                },
                Json::List(items) => html! {
                    { for items.iter().map(|value| inside(None, value)) }
                },
            } }
        </details>
    }
}

fn pages(props: &WholeProps, shown: &Shown<'_>, language: Language) -> Html {
    let words = language.messages();
    if shown.pages < 2 {
        return html! {};
    }
    let page = props.page.min(shown.pages - 1);
    let go = |to: usize| press(&props.send, list(ListAction::Tools(ToolsAction::Page(to))));
    html! {
        <div class="actions pages">
            <button type="button" class="quiet" id="page-earlier" disabled={page == 0}
                onclick={go(page.saturating_sub(1))}>{ words.previous_page }</button>
            <span class="hint" role="status">
                { (words.page)(shown.from, shown.to, props.detail.payload.len()) }
            </span>
            <button type="button" class="quiet" id="page-later" disabled={page + 1 == shown.pages}
                onclick={go(page + 1)}>{ words.next_page }</button>
        </div>
    }
}

/// The text is made when the button is pressed: it may be long.
fn copy(props: &WholeProps) -> Html {
    let (frame, words) = (props.text.frame, props.text.language.messages());
    let (label, state) = match props.copied {
        None => (words.copy_payload, "idle"),
        Some(true) => (frame.copied, "copied"),
        Some(false) => (frame.copy_failed, "failed"),
    };
    html! {
        <button type="button" class="quiet" data-copies={MessagesIntent::PAYLOAD} data-state={state}
            disabled={props.detail.payload.len() > MAX_COPIED}
            onclick={press(&props.send, Intent::Messages(MessagesIntent::CopyPayload))}>
            <span aria-live="polite">{ label }</span>
        </button>
    }
}

fn differs(detail: &Detail, language: Language) -> Html {
    let words = language.messages();
    let Some(previous) = &detail.previous else {
        return html! { <p class="hint" id="difference">{ words.no_previous }</p> };
    };
    let number = previous.number;
    let lines = match difference(&previous.payload, &detail.payload) {
        Difference::None => {
            return html! { <p class="hint" id="difference">{ (words.same)(number) }</p> };
        }
        Difference::From(at) => {
            let (old, new) = (previous.payload.len(), detail.payload.len());
            let said = (words.differs_from)(number, at, old, new);
            return html! { <p class="hint" id="difference">{ said }</p> };
        }
        Difference::Lines(lines) => lines,
    };
    html! {
        <>
            <p class="hint">{ (words.differs)(number) }</p>
            <div class="wire payload difference" id="difference" tabindex="0" role="group"
                aria-label={words.difference}>
                { for lines.iter().map(|line| match line {
                    Line::Same(text) => html! { <div>{ "  " }{ text }</div> },
                    Line::Removed(text) => html! {
                        <div><del><span class="off-view">{ words.removed }</span>{ "− " }{ text }</del></div>
                    },
                    Line::Added(text) => html! {
                        <div><ins><span class="off-view">{ words.added }</span>{ "+ " }{ text }</ins></div>
                    },
                    Line::Skipped(count) => html! {
                        <div class="hint">{ "⋯ " }{ (words.skipped)(*count) }</div>
                    },
                }) }
            </div>
        </>
    }
}
