//! The list of messages in its scrolling element: what is not in the document is as high as if it
//! were, the newest stays in view, or what the reader looks at stays where it is.

use crate::browser::{document, input};
use crate::components::connect::ListNodes;
use crate::state::connect::{Action, Intent, ListAction, Model, SessionAction, moved};
use yew::prelude::*;

/// Height of a row in CSS pixels; `static/css/components/messages.css` says the same.
const ROW_PX: f64 = 52.0;

/// The nodes of the list, kept in step with what the worker showed.
#[hook]
pub fn use_message_list(model: &Model, send: &Callback<Intent>) -> ListNodes {
    let nodes = use_memo((), |()| ListNodes::default());
    let list = &model.connection().session.list;
    let shown = model.shown;
    {
        let (scroll, send) = (nodes.scroll.clone(), send.clone());
        use_effect_with(shown, move |_| {
            let act = move |action| {
                send.emit(Intent::Change(Action::Shown(SessionAction::List(action))));
            };
            let hold = act.clone();
            let listeners = (
                document::on_scroll_at(&scroll, move |top, at_end| {
                    let row = top / ROW_PX;
                    act(ListAction::Scrolled { row, at_end });
                }),
                document::on_select(&scroll, move || hold(ListAction::Hold)),
            );
            move || drop(listeners)
        });
    }
    let last = use_mut_ref(|| (None, None));
    let (id, seen, follows) = (model.connection().id, list.seen.clone(), list.follows);
    let size = seen
        .as_ref()
        .map(|seen| (seen.counters, seen.first, seen.rows.len()));
    let watched = (id, size, follows, shown);
    let (placed, top) = ((*nodes).clone(), list.top);
    use_effect_with((watched, list.look.number), move |_| {
        let Some(seen) = seen else {
            // What another connection has is not this one's.
            document::set_height(&placed.above, 0.0);
            document::set_height(&placed.below, 0.0);
            return;
        };
        let rows = seen.rows.len() as u64;
        let below = seen.counters.shown.saturating_sub(seen.first + rows);
        document::set_height(&placed.above, seen.first as f64 * ROW_PX);
        document::set_height(&placed.below, below as f64 * ROW_PX);
        // Another connection's list was in view, or none.
        let place = shown.then_some(id);
        let before = last.replace((place, Some(seen.clone())));
        if follows {
            document::scroll_to_end(&placed.scroll);
        } else if before.0 != place {
            document::scroll_to(&placed.scroll, top * ROW_PX);
        } else if let (_, Some(before)) = before {
            let by = moved(&before, &seen);
            if by != 0 {
                document::scroll_by(&placed.scroll, by as f64 * ROW_PX);
            }
        }
    });
    let selected = list.look.selected.zip(list.selected_row());
    let row = list.seen.as_ref().map(|seen| seen.first).zip(selected);
    let scroll = nodes.scroll.clone();
    let revealed = use_mut_ref(|| id);
    use_effect_with((id, list.look.selected), move |_| {
        // One that was selected before has its place already.
        let other = revealed.replace(id) != id;
        if let Some((first, (_, row))) = row.filter(|_| !other) {
            let top = (first + row as u64) as f64 * ROW_PX;
            document::reveal(&scroll, top, ROW_PX);
        }
    });
    let revealed = use_mut_ref(|| id);
    use_effect_with((id, list.tools.topic.clone()), move |_| {
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
