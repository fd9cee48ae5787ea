//! Files of messages: written as the worker sends them, read piece by piece into the worker.

use crate::browser::clock;
use crate::browser::file::{Chosen, Parts, download};
use crate::hooks::connect::intents::{Workers, ask};
use crate::hooks::copy;
use crate::state::connect::{
    Action, Connection, FileProblem, Intent, ListAction, MessagesIntent, Model, SessionAction,
    ToolsAction, copied,
};
use connack_protocol::{ExportAsk, ExportFormat, FromSession, ToSession};
use connack_signer::REGISTER_TOPICS;
use std::cell::RefCell;
use std::collections::BTreeMap;
use yew::platform::spawn_local;
use yew::{Callback, DragEvent, Event, UseReducerHandle};

/// A piece for the worker: a millisecond of its time or two.
const PIECE: f64 = 256.0 * 1024.0;

thread_local! {
    /// Files being written, with their names, by the connection that each is of.
    static WRITTEN: RefCell<BTreeMap<u32, (String, Parts)>> = RefCell::default();
}

/// Keeps what a message has of a file.
pub(super) fn keep_piece(id: u32, message: &FromSession) {
    let FromSession::File { piece, done } = message else {
        return;
    };
    WRITTEN.with_borrow_mut(|written| {
        if let Some((_, parts)) = written.get(&id) {
            parts.push(piece);
        }
        if done.is_some()
            && let Some((name, parts)) = written.remove(&id)
        {
            parts.save(&name);
        }
    });
}

fn tools(id: u32, action: ToolsAction) -> Action {
    Action::Session(id, SessionAction::List(ListAction::Tools(action)))
}

/// Carries out what a person wants of the messages.
pub(super) fn carry_out(
    intent: MessagesIntent,
    model: &UseReducerHandle<Model>,
    workers: &Workers,
) {
    let connection = model.connection();
    let list = &connection.session.list;
    match intent {
        MessagesIntent::Export(format) => {
            let (started_epoch_ms, lines) = match format {
                ExportFormat::Transcript => connection.session.timeline_lines(),
                ExportFormat::Jsonl | ExportFormat::Csv | ExportFormat::Text => (0.0, Vec::new()),
            };
            let now = clock::now_ms();
            let export = ExportAsk {
                format,
                zone_minutes: clock::zone_min(now) as i16,
                started_epoch_ms,
                lines,
                redacted: match list.tools.with_secrets {
                    true => Vec::new(),
                    false => REGISTER_TOPICS.map(str::to_owned).to_vec(),
                },
            };
            let name = file_name(format, &clock::file_stamp(now));
            WRITTEN.with_borrow_mut(|written| {
                written.insert(connection.id, (name, Parts::default()));
            });
            model.dispatch(tools(connection.id, ToolsAction::Write));
            ask(workers, connection.id, &ToSession::Export(Box::new(export)));
        }
        MessagesIntent::CancelExport => {
            WRITTEN.with_borrow_mut(|written| written.remove(&connection.id));
            model.dispatch(tools(connection.id, ToolsAction::Cancel));
        }
        MessagesIntent::CopyPayload => {
            let Some(detail) = &list.detail else { return };
            let text = copied(&detail.payload, list.tools.view);
            let dispatcher = model.dispatcher();
            copy(MessagesIntent::PAYLOAD, text, move |state| {
                dispatcher.dispatch(Action::Copied(state));
            });
        }
        MessagesIntent::SavePayload => {
            if let Some(detail) = &list.detail {
                download(
                    &format!("payload-{}.bin", detail.row.number),
                    &detail.payload,
                );
            }
        }
        MessagesIntent::Open { id, piece } => ask(workers, id, &piece),
    }
}

fn file_name(format: ExportFormat, stamp: &str) -> String {
    match format {
        ExportFormat::Jsonl => format!("messages-{stamp}.jsonl"),
        ExportFormat::Csv => format!("messages-{stamp}.csv"),
        ExportFormat::Text => format!("messages-{stamp}.txt"),
        ExportFormat::Transcript => format!("transcript-{stamp}.txt"),
    }
}

/// A file was chosen to be opened in a connection.
pub fn open_chosen(send: &Callback<Intent>, of: &Connection) -> Callback<Event> {
    let open = opens(send, of);
    Callback::from(move |event: Event| {
        if let Some(chosen) = Chosen::by(&event) {
            open.emit(chosen);
        }
    })
}

/// The same, dropped.
pub fn open_dropped(send: &Callback<Intent>, of: &Connection) -> Callback<DragEvent> {
    let open = opens(send, of);
    Callback::from(move |event: DragEvent| {
        event.prevent_default();
        if let Some(dropped) = Chosen::dropped(&event) {
            open.emit(dropped);
        }
    })
}

/// Lets something be dropped here.
pub fn dragged_over() -> Callback<DragEvent> {
    Callback::from(|event: DragEvent| event.prevent_default())
}

/// Opens a file, unless its messages would be mixed with others.
fn opens(send: &Callback<Intent>, of: &Connection) -> Callback<Chosen> {
    let (send, id) = (send.clone(), of.id);
    let refused = if of.session.list.tools.is_busy() {
        Some(ToolsAction::InTheWay)
    } else if of.session.phase.is_active() {
        Some(ToolsAction::Failed(FileProblem::Connected))
    } else {
        None
    };
    Callback::from(move |file| match &refused {
        Some(refused) => send.emit(Intent::Change(tools(id, refused.clone()))),
        None => spawn_local(read(file, send.clone(), id)),
    })
}

async fn read(file: Chosen, send: Callback<Intent>, id: u32) {
    let size = file.size();
    let of = size as u64;
    let name = file.name();
    let opening = SessionAction::Opening { name, size: of };
    send.emit(Intent::Change(Action::Session(id, opening)));
    let mut from = 0.0;
    loop {
        let to = size.min(from + PIECE);
        let Some(piece) = file.piece(from, to).await else {
            let failed = ToolsAction::Failed(FileProblem::Unreadable);
            return send.emit(Intent::Change(tools(id, failed)));
        };
        let last = to >= size;
        // Before the piece: the worker's word on the last one ends the reading.
        let bytes = to as u64;
        send.emit(Intent::Change(tools(id, ToolsAction::Read { bytes, of })));
        let piece = ToSession::Open {
            piece,
            first: from == 0.0,
            last,
        };
        send.emit(Intent::Messages(MessagesIntent::Open {
            id,
            piece: Box::new(piece),
        }));
        if last {
            return;
        }
        from = to;
    }
}
