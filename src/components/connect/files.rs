//! The list as a file, a transcript opened again, and how much is kept.

use crate::components::connect::View;
use crate::hooks::connect::{number_text, open_chosen};
use crate::hooks::{chosen, press, switched, typed};
use crate::state::connect::{
    Action, CapacityField, FileProblem, FileState, Intent, ListAction, MessagesIntent,
    SessionAction, ToolsAction,
};
use connack_protocol::ExportFormat;
use yew::prelude::*;

fn tools(action: ToolsAction) -> Action {
    Action::Shown(SessionAction::List(ListAction::Tools(action)))
}

/// A size in words, such as `1.5 MB`.
fn size(bytes: u64) -> String {
    let rounded = |unit: u64| number_text((bytes as f64 / unit as f64 * 10.0).round() / 10.0);
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", rounded(1 << 10)),
        1_048_576.. => format!("{} MB", rounded(1 << 20)),
    }
}

/// Files and capacity, folded until they are asked for; what happens to a file stands outside.
pub(super) fn files(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.messages();
    let connection = model.connection();
    let of = &connection.session.list;
    let formats = [
        ("export-jsonl", "JSONL", ExportFormat::Jsonl),
        ("export-csv", "CSV", ExportFormat::Csv),
        ("export-text", text.as_text, ExportFormat::Text),
        (
            "export-transcript",
            text.as_transcript,
            ExportFormat::Transcript,
        ),
    ];
    let busy = of.tools.is_busy();
    html! {
        <>
            <details class="more" id="files">
                <summary>{ text.files }{ " · " }{ text.keeping }</summary>
                <p class="hint">{ text.export }</p>
                <div class="actions">
                    { for formats.into_iter().map(|(id, label, format)| html! {
                        <button type="button" {id} class="quiet" disabled={busy}
                            onclick={press(send, Intent::Messages(MessagesIntent::Export(format)))}>
                            { label }
                        </button>
                    }) }
                </div>
                <p class="hint">{ text.export_hint }</p>
                if connection.arrived.is_some() {
                    <label class="check">
                        <input type="checkbox" id="export-secrets" checked={of.tools.with_secrets}
                            onchange={switched(send, |with| tools(ToolsAction::WithSecrets(with)))}
                            autocomplete="off" />
                        <span>{ model.language.registering().with_secrets }</span>
                    </label>
                }
                <div class="field">
                    <label for="open-file">{ text.open }</label>
                    <input id="open-file" type="file" disabled={busy} aria-describedby="open-file-said"
                        onchange={open_chosen(send, connection)} />
                    <div id="open-file-said" class="field-said"><p class="hint">{ text.open_hint }</p></div>
                </div>
                { capacity(view) }
            </details>
            { state(view) }
        </>
    }
}

fn state(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.messages();
    let of = &model.connection().session.list.tools;
    let (kind, said) = match &of.file {
        FileState::None => ("none", String::new()),
        FileState::Writing {
            cancelled: true, ..
        } => ("busy", text.cancelling.to_owned()),
        FileState::Writing { bytes, .. } => ("busy", (text.writing)(&size(*bytes))),
        FileState::Written { bytes, missed: 0 } => ("done", (text.written)(&size(*bytes))),
        FileState::Written { bytes, missed } => {
            let said = [(text.written)(&size(*bytes)), (text.missed)(*missed)];
            ("done", said.join(" "))
        }
        FileState::Reading { bytes, of } => ("busy", (text.reading)(&size(*bytes), &size(*of))),
        FileState::Failed(problem) => (
            "failed",
            match problem {
                FileProblem::Connected => text.open_connected.to_owned(),
                FileProblem::Unreadable => text.open_unreadable.to_owned(),
                FileProblem::Line { line, what } => (text.open_line)(*line, what),
            },
        ),
    };
    let cancellable = matches!(
        of.file,
        FileState::Writing {
            cancelled: false,
            ..
        }
    );
    html! {
        <div class="file-state" id="file-state" data-state={kind} aria-live="polite">
            if let Some(name) = &of.opened { <p id="opened-file">{ (text.opened)(name) }</p> }
            if kind == "failed" {
                <p class="problem" data-kind="bad">{ said }</p>
            } else if !said.is_empty() {
                <p>{ said }</p>
            }
            if of.in_the_way {
                <p class="problem" data-kind="warn" id="file-in-the-way">{ text.open_in_the_way }</p>
            }
            if cancellable {
                <button type="button" id="cancel-export" class="quiet"
                    onclick={press(send, Intent::Messages(MessagesIntent::CancelExport))}>
                    { text.cancel }
                </button>
            }
        </div>
    }
}

fn capacity(view: View<'_>) -> Html {
    let text = view.model.language.messages();
    let of = &view.model.connection().session.list;
    let counters = of
        .seen
        .as_ref()
        .map(|seen| seen.counters)
        .unwrap_or_default();
    let capacity = of.tools.capacity;
    let fields = [
        number(
            view,
            "capacity-messages",
            text.capacity_messages,
            (capacity.messages, CapacityField::MAX_MESSAGES),
            CapacityField::Messages,
            |typed| tools(ToolsAction::CapacityTyped(CapacityField::Messages, typed)),
            |typed| tools(ToolsAction::Capacity(CapacityField::Messages, typed)),
        ),
        number(
            view,
            "capacity-mb",
            text.capacity_mb,
            (capacity.bytes >> 20, CapacityField::MAX_MB),
            CapacityField::Megabytes,
            |typed| tools(ToolsAction::CapacityTyped(CapacityField::Megabytes, typed)),
            |typed| tools(ToolsAction::Capacity(CapacityField::Megabytes, typed)),
        ),
    ];
    html! {
        <>
            <div class="field-pair">{ for fields }</div>
            <p class="hint" id="capacity-kept">
                { (text.kept)(counters.kept, &size(counters.kept_bytes)) }{ " " }
                { text.capacity_hint }
            </p>
        </>
    }
}

/// A number that counts when it is finished: half of one would drop what is kept.
fn number(
    view: View<'_>,
    id: &'static str,
    label: &'static str,
    (value, max): (u32, u32),
    field: CapacityField,
    on_typed: fn(String) -> Action,
    on_finished: fn(String) -> Action,
) -> Html {
    let text = view.model.language.messages();
    let tools = &view.model.connection().session.list.tools;
    let wrong = tools.capacity_wrong == Some(field);
    let value = match &tools.capacity_typed {
        Some((of, typed)) if *of == field => typed.clone(),
        Some(_) | None => value.to_string(),
    };
    let said = format!("{id}-said");
    html! {
        <div class="field">
            <label for={id}>{ label }</label>
            <input {id} type="text" inputmode="numeric" {value}
                oninput={typed(view.send, on_typed)} onchange={chosen(view.send, on_finished)} aria-describedby={said.clone()}
                aria-invalid={if wrong { "true" } else { "false" }} autocomplete="off"
                spellcheck="false" autocapitalize="off" />
            <div id={said} class="field-said" aria-live="polite">
                if wrong { <p class="problem" data-kind="bad">{ (text.capacity_wrong)(max) }</p> }
            </div>
        </div>
    }
}
