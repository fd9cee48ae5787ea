//! The topics of the messages kept, as a tree with counts and last values.

use crate::components::connect::View;
use crate::hooks::connect::tree_keys;
use crate::hooks::press;
use crate::state::connect::{
    Action, FilterChange, FormAction, Intent, ListAction, PayloadView, SessionAction, Tools,
    ToolsAction, is_secret, payload_text,
};
use connack_protocol::{Direction, TopicRow, Topics};
use yew::prelude::*;

/// Nodes in the document at once; the rest comes into view by folding.
const SHOWN: usize = 300;

fn list(action: ListAction) -> Action {
    Action::Shown(SessionAction::List(action))
}

/// The nodes with no folded branch above them.
fn unfolded<'a>(topics: &'a Topics, tools: &Tools) -> Vec<&'a TopicRow> {
    let mut below = None;
    let rows = topics.rows.iter().filter(|row| {
        if below.is_some_and(|level| row.level > level) {
            return false;
        }
        below = tools.folded.contains(&row.path).then_some(row.level);
        true
    });
    rows.take(SHOWN + 1).collect()
}

/// Shows the messages of a node and below.
fn choose(row: &TopicRow) -> Intent {
    let filter = match row.children {
        0 => row.path.clone(),
        _ => format!("{}/#", row.path),
    };
    Intent::Changes(vec![
        list(ListAction::Tools(ToolsAction::Topic(Some(
            row.path.clone(),
        )))),
        list(ListAction::Filtered(FilterChange::Topic(filter))),
    ])
}

fn at(row: Option<&&TopicRow>) -> Option<Intent> {
    let path = row?.path.clone();
    let action = ListAction::Tools(ToolsAction::Topic(Some(path)));
    Some(Intent::Change(list(action)))
}

fn fold(row: &TopicRow) -> Intent {
    let action = ListAction::Tools(ToolsAction::Fold(row.path.clone()));
    Intent::Change(list(action))
}

/// The topic tree, if it is shown.
pub(super) fn topic_tree(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let of = &model.connection().session.list;
    if !of.look.topics {
        return html! {};
    }
    let text = model.language.messages();
    let none = Topics::default();
    let topics = of.seen.as_ref().and_then(|seen| seen.topics.as_ref());
    let topics = topics.unwrap_or(&none);
    let rows = unfolded(topics, &of.tools);
    let more = topics.more || rows.len() > SHOWN;
    let rows = &rows[..rows.len().min(SHOWN)];
    let here = of.tools.topic.as_ref();
    let here = here.and_then(|path| rows.iter().position(|row| row.path == *path));
    let current = here.and_then(|here| rows.get(here));
    let keys = tree_keys(send, steps(rows, here, &of.tools));
    let active = here.map(|here| format!("topic-{here}"));
    let publish = current
        .filter(|row| row.last.is_some())
        .map(|row| Intent::Change(Action::Form(FormAction::PublishTopic(row.path.clone()))));
    let all = vec![
        list(ListAction::Tools(ToolsAction::Topic(None))),
        list(ListAction::Filtered(FilterChange::Topic(String::new()))),
    ];
    html! {
        <div class="topics">
            <div class="actions">
                <button type="button" id="all-topics" class="quiet"
                    disabled={of.look.filter.topic_filter.is_empty()}
                    onclick={press(send, Intent::Changes(all))}>
                    { text.all_topics }
                </button>
                <button type="button" id="publish-there" class="quiet" disabled={publish.is_none()}
                    onclick={press(send, publish.unwrap_or(Intent::Changes(Vec::new())))}>
                    { text.publish_there }
                </button>
            </div>
            if rows.is_empty() { <p class="hint">{ text.topics_empty }</p> }
            <ul id="topics" class="scroll" role="tree" tabindex="0" aria-label={text.topics}
                aria-activedescendant={active} onkeydown={keys}>
                { for rows.iter().enumerate().map(|(at, row)| node(view, at, row, here == Some(at))) }
            </ul>
            if more { <p class="hint">{ text.topics_more }</p> }
        </div>
    }
}

/// What the keys of the tree do from here.
fn steps(rows: &[&TopicRow], here: Option<usize>, tools: &Tools) -> [Option<Intent>; 7] {
    let (first, last) = (at(rows.first()), at(rows.last()));
    let Some((here, row)) = here.and_then(|here| Some((here, rows.get(here)?))) else {
        return [first.clone(), first.clone(), None, None, first, last, None];
    };
    let branch = row.children > 0;
    let folded = tools.folded.contains(&row.path);
    let above = rows[..here].iter().rev().find(|of| of.level < row.level);
    [
        at(here.checked_sub(1).and_then(|above| rows.get(above))),
        at(rows.get(here + 1)),
        if branch && !folded {
            Some(fold(row))
        } else {
            at(above)
        },
        if branch && folded {
            Some(fold(row))
        } else {
            at(rows.get(here + 1))
        },
        first,
        last,
        Some(choose(row)),
    ]
}

fn node(view: View<'_>, at: usize, row: &TopicRow, current: bool) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.messages();
    let tools = &model.connection().session.list.tools;
    let branch = row.children > 0;
    let open = branch.then(|| !tools.folded.contains(&row.path));
    let last = row
        .last
        .as_ref()
        .filter(|_| !is_secret(&row.path, Direction::Received))
        .map(|last| payload_text(&last.head, last.bytes as usize, PayloadView::Text).text);
    let name = if row.name.is_empty() {
        "/"
    } else {
        row.name.as_str()
    };
    html! {
        <li key={row.path.clone()} id={format!("topic-{at}")} role="treeitem"
            aria-level={(row.level + 1).to_string()} data-level={row.level.min(9).to_string()}
            aria-expanded={open.map(|open| open.to_string())}
            aria-selected={current.to_string()} data-topic={row.path.clone()}
            data-messages={row.messages.to_string()}>
            if let Some(open) = open {
                <span class="fold" aria-hidden="true" onclick={press(send, fold(row))}>
                    { if open { "▾" } else { "▸" } }
                </span>
            } else {
                <span class="fold" aria-hidden="true"></span>
            }
            <span class="topic-node" onclick={press(send, choose(row))}>
                <code class="wire">{ name }</code>
                <span class="hint" title={(text.topic_messages)(row.messages)}>
                    { row.messages }
                </span>
                if let Some(last) = last { <code class="last">{ last }</code> }
            </span>
        </li>
    }
}
