//! The topic tree of the messages kept, flattened depth first.
//!
//! It is made anew when it is looked at: topics are few, messages are many. Its size is bounded,
//! whatever a broker sends; counts of what has no node of its own are in the nodes above.

use std::cmp::Ordering;

use connack_protocol::{LastValue, TopicRow, Topics};

use crate::ring::Ring;
use crate::topics::LiveTopic;

const ROWS_MAX: usize = 2_000;
/// One node of many (ids in a topic) must not take the place of all others.
const CHILDREN_MAX: u32 = 200;
const LEVELS_MAX: usize = 64;
/// Bytes of all paths.
const PATHS_MAX: usize = 1 << 20;
const PREVIEW_BYTES: usize = 64;

/// A level of the topic looked at last.
struct Level<'a> {
    name: &'a str,
    /// Its row, if it got one.
    row: Option<usize>,
    /// Rows just below.
    shown: u32,
}

pub(crate) fn flattened(ring: &Ring) -> Topics {
    let mut topics: Vec<LiveTopic<'_>> = ring.topics.live().collect();
    topics.sort_unstable_by(|a, b| by_levels(a.name, b.name));
    let mut tree = Topics::default();
    let mut open: Vec<Level<'_>> = Vec::new();
    let mut path_bytes = 0;
    for topic in &topics {
        add(ring, topic, &mut tree, &mut open, &mut path_bytes);
    }
    tree
}

/// Order of bytes, level by level: what lies below a node follows it at once.
fn by_levels(a: &str, b: &str) -> Ordering {
    let key = |byte: u8| if byte == b'/' { 0 } else { byte };
    a.bytes().map(key).cmp(b.bytes().map(key))
}

fn add<'a>(
    ring: &Ring,
    topic: &LiveTopic<'a>,
    tree: &mut Topics,
    open: &mut Vec<Level<'a>>,
    path_bytes: &mut usize,
) {
    let last = ring.get(topic.last).map(|kept| kept.delivery);
    let epoch_ms = last.map_or(0.0, |delivery| delivery.epoch_ms);
    let mut end = 0;
    let mut same = true;
    for (depth, name) in topic.name.split('/').enumerate() {
        if depth == LEVELS_MAX {
            tree.more = true;
            open.truncate(depth);
            return;
        }
        end += name.len() + usize::from(depth > 0);
        let path = topic.name.get(..end).unwrap_or_default();
        same &= open.get(depth).is_some_and(|level| level.name == name);
        if !same {
            open.truncate(depth);
            let above = open.last_mut();
            let fits = tree.rows.len() < ROWS_MAX
                && *path_bytes + path.len() <= PATHS_MAX
                && above
                    .as_ref()
                    .is_none_or(|level| level.row.is_some() && level.shown < CHILDREN_MAX);
            if let Some(level) = above {
                level.shown += 1;
                if let Some(row) = level.row.and_then(|row| tree.rows.get_mut(row)) {
                    row.children += 1;
                }
            }
            tree.more |= !fits;
            let row = fits.then_some(tree.rows.len());
            open.push(Level {
                name,
                row,
                shown: 0,
            });
            if fits {
                *path_bytes += path.len();
                tree.rows.push(empty_row(path, depth, name));
            }
        }
        let row = open.get(depth).and_then(|level| level.row);
        if let Some(row) = row.and_then(|row| tree.rows.get_mut(row)) {
            row.messages += u64::from(topic.kept);
            row.last_epoch_ms = row.last_epoch_ms.max(epoch_ms);
            if end == topic.name.len() {
                row.last = last.map(|delivery| LastValue {
                    number: topic.last,
                    bytes: delivery.payload.len() as u32,
                    head: head(delivery.payload).to_vec(),
                });
            }
        }
    }
}

fn empty_row(path: &str, depth: usize, name: &str) -> TopicRow {
    TopicRow {
        path: path.to_owned(),
        level: depth as u16,
        name: name.to_owned(),
        messages: 0,
        children: 0,
        last_epoch_ms: 0.0,
        last: None,
    }
}

fn head(payload: &[u8]) -> &[u8] {
    payload.get(..PREVIEW_BYTES).unwrap_or(payload)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ring::Delivery;
    use connack_protocol::{Direction, Qos};

    fn tree(topics: &[&str]) -> Topics {
        let mut ring = Ring::new();
        for (at, topic) in topics.iter().enumerate() {
            ring.push(&Delivery {
                epoch_ms: at as f64,
                direction: Direction::Received,
                topic,
                payload: topic.as_bytes(),
                qos: Qos::AtMostOnce,
                retain: false,
                dup: false,
            });
        }
        flattened(&ring)
    }

    /// Level, name, messages, children, time, number of the last message.
    type Shape<'a> = (u16, &'a str, u64, u32, f64, Option<u64>);

    #[track_caller]
    fn check(topics: &[&str], expected: &[Shape<'_>]) {
        let found = tree(topics);
        let shape = |row: &TopicRow| {
            let last = row.last.as_ref().map(|last| last.number);
            (
                row.level,
                row.name.clone(),
                row.messages,
                row.children,
                row.last_epoch_ms,
                last,
            )
        };
        let expected = expected
            .iter()
            .map(|row| (row.0, row.1.to_owned(), row.2, row.3, row.4, row.5));
        assert_eq!(
            found.rows.iter().map(shape).collect::<Vec<_>>(),
            expected.collect::<Vec<_>>()
        );
        assert!(!found.more);
    }

    #[test]
    fn nodes_stand_below_their_own_and_count_what_is_below() {
        check(&[], &[]);
        // `-` sorts before `/`, and must not part `a` from `a/b`.
        check(
            &["a/b", "a-b", "a", "a/b"],
            &[
                (0, "a", 3, 1, 3.0, Some(3)),
                (1, "b", 2, 0, 3.0, Some(4)),
                (0, "a-b", 1, 0, 1.0, Some(2)),
            ],
        );
        check(
            &["/sys/设备/x", "/sys/设备/y", "/ext"],
            &[
                (0, "", 3, 2, 2.0, None),
                (1, "ext", 1, 0, 2.0, Some(3)),
                (1, "sys", 2, 1, 1.0, None),
                (2, "设备", 2, 2, 1.0, None),
                (3, "x", 1, 0, 0.0, Some(1)),
                (3, "y", 1, 0, 1.0, Some(2)),
            ],
        );
        check(
            &["a/", "a"],
            &[(0, "a", 2, 1, 1.0, Some(2)), (1, "", 1, 0, 0.0, Some(1))],
        );
    }

    #[test]
    fn a_path_is_the_topic_down_to_the_node() {
        let paths: Vec<String> = tree(&["/a//b"])
            .rows
            .into_iter()
            .map(|row| row.path)
            .collect();
        assert_eq!(paths, ["", "/a", "/a/", "/a//b"]);
    }

    #[test]
    fn many_ids_below_one_node_leave_room_for_the_others() {
        let ids: Vec<String> = (0..5_000)
            .map(|id| format!("/sys/rrpc/{id:04}/x"))
            .collect();
        let mut topics: Vec<&str> = ids.iter().map(String::as_str).collect();
        topics.push("/sys/thing");
        let found = tree(&topics);
        assert!(found.more);
        let rrpc = &found.rows[2];
        assert_eq!((rrpc.children, rrpc.messages), (5_000, 5_000));
        assert_eq!(found.rows.len(), 3 + 2 * CHILDREN_MAX as usize + 1);
        assert_eq!(found.rows.last().unwrap().path, "/sys/thing");
    }

    #[test]
    fn a_hostile_topic_makes_no_large_tree() {
        let found = tree(&[&"/".repeat(65_535), &"a/".repeat(30_000)]);
        assert!(found.more);
        assert!(found.rows.len() <= 2 * LEVELS_MAX);
    }
}
