//! The list of messages in its scrolling element: what is not in the document is as high as if it
//! were, the newest stays in view, or what the reader looks at stays where it is.

use crate::browser::{document, input};
use crate::components::connect::ListNodes;
use crate::state::connect::{Action, Intent, ListAction, Model, SessionAction};
use std::cell::Cell;
use yew::prelude::*;

/// Height of a row in CSS pixels; `static/css/components/messages.css` says the same.
const ROW_PX: f64 = 52.0;

/// Whether the heights in the document are those of its rows. Between the two the browser may tell
/// of a scroll, which then says nothing of where the reader is.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    With,
    Behind,
    /// Behind, and there was a scroll.
    Missed,
}

fn list(action: ListAction) -> Intent {
    Intent::Change(Action::Shown(SessionAction::List(action)))
}

/// Tells where the reader is, in a document that has `moved` so far.
fn tell_place(scroll: &NodeRef, moved: i64, send: &Callback<Intent>) {
    if let Some((top, at_end)) = document::scrolled(scroll) {
        let row = top / ROW_PX;
        send.emit(list(ListAction::Scrolled { row, at_end, moved }));
    }
}

/// The nodes of the list, kept in step with what the worker showed.
#[hook]
pub fn use_message_list(model: &Model, send: &Callback<Intent>) -> ListNodes {
    let nodes = use_memo((), |()| ListNodes::default());
    let step = use_memo((), |()| Cell::new(Step::With));
    if step.get() == Step::With {
        step.set(Step::Behind);
    }
    // What is in the document may be behind the model for a while: the page yields between the two.
    let drawn = use_memo((), |()| Cell::new(0));
    let of = &model.connection().session.list;
    let shown = model.shown;
    {
        let (scroll, send, step) = (nodes.scroll.clone(), send.clone(), step.clone());
        let drawn = drawn.clone();
        use_effect_with(shown, move |_| {
            let (scrolls, hold) = (scroll.clone(), send.clone());
            let listeners = (
                document::on_scroll_of(&scroll, move || match step.get() {
                    Step::With => tell_place(&scrolls, drawn.get(), &send),
                    Step::Behind | Step::Missed => step.set(Step::Missed),
                }),
                document::on_select(&scroll, move || hold.emit(list(ListAction::Hold))),
            );
            move || drop(listeners)
        });
    }
    let last = use_mut_ref(|| (None, 0, Default::default()));
    let (id, seen, follows) = (model.connection().id, of.seen.clone(), of.follows);
    let size = seen
        .as_ref()
        .map(|seen| (seen.counters, seen.first, seen.rows.len()));
    let watched = (id, size, follows, shown);
    let (placed, top, moved) = ((*nodes).clone(), of.top, of.moved);
    let in_document = drawn.clone();
    use_effect_with((watched, of.look.number, moved), move |_| {
        let Some(seen) = seen else {
            // What another connection has is not this one's.
            document::set_height(&placed.above, 0.0);
            document::set_height(&placed.below, 0.0);
            return;
        };
        let rows = seen.rows.len() as u64;
        let below = seen.counters.shown.saturating_sub(seen.first + rows);
        // Another connection's list was in view, or none.
        let place = shown.then_some(id);
        let heights = (seen.first, rows, below, follows);
        let before = last.replace((place, moved, heights));
        in_document.set(moved);
        if follows && before.0 == place && before.2 == heights {
            // Once no more are kept, nothing moves: to ask the browser would be a layout each time.
            return;
        }
        document::set_height(&placed.above, seen.first as f64 * ROW_PX);
        document::set_height(&placed.below, below as f64 * ROW_PX);
        if follows {
            document::scroll_to_end(&placed.scroll);
        } else if before.0 != place {
            document::scroll_to(&placed.scroll, top * ROW_PX);
        } else if moved != before.1 {
            document::scroll_by(&placed.scroll, (moved - before.1) as f64 * ROW_PX);
        }
    });
    let (scroll, tell) = (nodes.scroll.clone(), send.clone());
    use_effect(move || {
        if step.replace(Step::With) == Step::Missed {
            tell_place(&scroll, drawn.get(), &tell);
        }
    });
    let selected = of.look.selected.zip(of.selected_row());
    let row = of.seen.as_ref().map(|seen| seen.first).zip(selected);
    let scroll = nodes.scroll.clone();
    let revealed = use_mut_ref(|| id);
    use_effect_with((id, of.look.selected), move |_| {
        // One that was selected before has its place already.
        let other = revealed.replace(id) != id;
        if let Some((first, (_, row))) = row.filter(|_| !other) {
            let top = (first + row as u64) as f64 * ROW_PX;
            document::reveal(&scroll, top, ROW_PX);
        }
    });
    let revealed = use_mut_ref(|| id);
    use_effect_with((id, of.tools.topic.clone()), move |_| {
        if revealed.replace(id) == id {
            document::bring_into_view("#topics > [aria-selected=true]");
        }
    });
    use_effect_with(shown, move |shown| {
        let listener = shown.then(|| {
            input::on_key(|key| {
                let filters = key == "/";
                if filters {
                    document::focus("filter-text");
                }
                filters
            })
        });
        move || drop(listener)
    });
    (*nodes).clone()
}
