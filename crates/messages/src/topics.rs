//! The topic names of the messages kept, each once.

use std::collections::HashMap;
use std::rc::Rc;

/// A topic of a message that is kept; given anew once none is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TopicId(u32);

impl TopicId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a topic counts for beside its name: its places in the two collections.
pub(crate) const TOPIC_BYTES: usize = 80;

#[derive(Debug)]
struct Entry {
    name: Rc<str>,
    kept: u32,
    last: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Topics {
    entries: Vec<Entry>,
    free: Vec<TopicId>,
    by_name: HashMap<Rc<str>, TopicId>,
    /// The topic used last: mostly the next one too.
    recent: Option<TopicId>,
    bytes: usize,
}

/// A topic with messages that are kept.
pub(crate) struct LiveTopic<'a> {
    pub(crate) name: &'a str,
    /// Messages kept.
    pub(crate) kept: u32,
    /// Number of the newest.
    pub(crate) last: u64,
}

impl Topics {
    /// Counts message `number` for the topic; whether the id is new.
    pub(crate) fn add(&mut self, name: &str, number: u64) -> (TopicId, bool) {
        let recent = self.recent.filter(|id| {
            let entry = self.entries.get(id.index());
            entry.is_some_and(|entry| entry.kept > 0 && *entry.name == *name)
        });
        let known = recent.or_else(|| self.by_name.get(name).copied());
        if let Some(id) = known
            && let Some(entry) = self.entries.get_mut(id.index())
        {
            entry.kept += 1;
            entry.last = number;
            self.recent = Some(id);
            return (id, false);
        }
        let entry = Entry {
            name: name.into(),
            kept: 1,
            last: number,
        };
        self.bytes += name.len() + TOPIC_BYTES;
        let key = Rc::clone(&entry.name);
        let id = match self.free.pop() {
            Some(id) => {
                if let Some(place) = self.entries.get_mut(id.index()) {
                    *place = entry;
                }
                id
            }
            None => {
                self.entries.push(entry);
                TopicId(self.entries.len() as u32 - 1)
            }
        };
        self.by_name.insert(key, id);
        self.recent = Some(id);
        (id, true)
    }

    /// Counts one message less.
    pub(crate) fn remove(&mut self, id: TopicId) {
        let Some(entry) = self.entries.get_mut(id.index()) else {
            return;
        };
        entry.kept -= 1;
        if entry.kept == 0 {
            self.bytes -= entry.name.len() + TOPIC_BYTES;
            self.by_name.remove(&entry.name);
            entry.name = "".into();
            self.free.push(id);
        }
    }

    pub(crate) fn name(&self, id: TopicId) -> &str {
        self.entries.get(id.index()).map_or("", |entry| &entry.name)
    }

    pub(crate) fn find(&self, name: &str) -> Option<TopicId> {
        self.by_name.get(name).copied()
    }

    /// What the topics count for.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// The topics with messages, in no order.
    pub(crate) fn live(&self) -> impl Iterator<Item = LiveTopic<'_>> {
        let live = self.entries.iter().filter(|entry| entry.kept > 0);
        live.map(|entry| LiveTopic {
            name: &entry.name,
            kept: entry.kept,
            last: entry.last,
        })
    }

    /// The ids in use with their names, in no order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = (TopicId, &str)> {
        self.by_name.iter().map(|(name, id)| (*id, &**name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_lives_as_long_as_a_message_of_its_topic() {
        let mut topics = Topics::default();
        let (a, new) = topics.add("a", 1);
        assert!(new);
        assert_eq!(topics.add("a", 2), (a, false));
        let (b, _) = topics.add("b", 3);
        assert_ne!(a, b);
        assert_eq!(topics.bytes(), 2 * (1 + TOPIC_BYTES));
        topics.remove(a);
        assert_eq!(topics.find("a"), Some(a));
        topics.remove(a);
        assert_eq!(topics.find("a"), None);
        // The recent topic may be the one that is gone.
        topics.remove(b);
        assert_eq!(topics.bytes(), 0);
        let (again, new) = topics.add("b", 4);
        assert!(new);
        assert_eq!(topics.name(again), "b");
        assert_eq!(topics.live().count(), 1);
        assert_eq!(topics.entries.len(), 2);
    }
}
