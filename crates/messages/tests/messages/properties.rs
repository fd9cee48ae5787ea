//! What holds after anything at all: the store beside a plain list that is filtered anew each time.

use connack_messages::{Delivery, Store};
use connack_protocol::{At, Capacity, DetailSeen, Direction, Filter, FilterKind, Look, Qos, Ways};
use proptest::prelude::*;

use crate::given::work_off;

const TOPICS: [&str; 6] = ["a", "a/b", "/sys/温度/x", "$SYS/up", "TEMP/é", ""];
const TOPIC_FILTERS: [&str; 6] = ["", "#", "a/#", "+/+", "/sys/+/x", "$SYS/#"];
const TEXTS: [&str; 7] = ["", "temp", "É", "度", "0x80FF", "1", "p 1"];
const REGEXES: [&str; 4] = ["^a", r"\d+$", "(?i)temp", "\u{fffd}"];

#[derive(Debug, Clone)]
struct Given {
    direction: Direction,
    topic: &'static str,
    payload: Vec<u8>,
}

impl Given {
    fn delivery(&self) -> Delivery<'_> {
        Delivery {
            epoch_ms: 1.0,
            direction: self.direction,
            topic: self.topic,
            payload: &self.payload,
            qos: Qos::AtLeastOnce,
            retain: false,
            dup: false,
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Push(Given),
    Clear,
    Resize(Capacity),
    Filter(Filter),
    Work(usize),
    Window(At, u32),
    Select(u64),
}

pub(crate) fn direction() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::Received), Just(Direction::Sent)]
}

fn given() -> impl Strategy<Value = Given> {
    let payload = prop_oneof![
        4 => prop::sample::select(vec![
            &b""[..], b"Temp 12", b"\xfftemp 1", b"\x00\x80\xff", "温度 é".as_bytes(), "É1x".as_bytes(),
        ]).prop_map(<[u8]>::to_vec),
        1 => (1_usize..3_000).prop_map(|length| vec![b'x'; length]),
        1 => any::<Vec<u8>>(),
    ];
    (direction(), prop::sample::select(&TOPICS[..]), payload).prop_map(
        |(direction, topic, payload)| Given {
            direction,
            topic,
            payload,
        },
    )
}

fn filter() -> impl Strategy<Value = Filter> {
    let plain = prop::sample::select(&TEXTS[..]).prop_map(|text| (text, FilterKind::Plain));
    let regex = prop::sample::select(&REGEXES[..]).prop_map(|text| (text, FilterKind::Regex));
    let ways = prop_oneof![Just(Ways::Received), Just(Ways::Sent), Just(Ways::Both)];
    let topic_filter = prop::sample::select(&TOPIC_FILTERS[..]);
    (prop_oneof![plain, regex], ways, topic_filter).prop_map(
        |((text, kind), direction, topic_filter)| Filter {
            text: text.to_owned(),
            kind,
            topic_filter: topic_filter.to_owned(),
            direction,
        },
    )
}

fn step() -> impl Strategy<Value = Step> {
    let at = prop_oneof![
        Just(At::End),
        (0_u64..40).prop_map(At::Row),
        (0_u64..100, 0_u32..12).prop_map(|(number, above)| At::Message { number, above }),
    ];
    let capacity =
        (1_u32..40, 200_u32..8_000).prop_map(|(messages, bytes)| Capacity { messages, bytes });
    prop_oneof![
        20 => given().prop_map(Step::Push),
        1 => Just(Step::Clear),
        1 => capacity.prop_map(Step::Resize),
        3 => filter().prop_map(Step::Filter),
        4 => (0_usize..8).prop_map(Step::Work),
        2 => (at, 0_u32..12).prop_map(|(at, rows)| Step::Window(at, rows)),
        2 => (0_u64..80).prop_map(Step::Select),
    ]
}

/// The store as it would be without an index, a ring or slices.
struct Model {
    capacity: Capacity,
    filter: Filter,
    kept: Vec<(u64, Given)>,
    last: u64,
    received: u64,
    sent: u64,
    dropped: u64,
    dropped_sent: u64,
}

impl Model {
    fn weight(&self) -> usize {
        let mut topics: Vec<&str> = self.kept.iter().map(|(_, given)| given.topic).collect();
        topics.sort_unstable();
        topics.dedup();
        let topics: usize = topics.iter().map(|topic| topic.len() + 80).sum();
        let messages = self.kept.iter().map(|(_, given)| given.payload.len() + 40);
        topics + messages.sum::<usize>()
    }

    fn drop_oldest(&mut self) {
        match self.kept.remove(0).1.direction {
            Direction::Received => self.dropped += 1,
            Direction::Sent => self.dropped_sent += 1,
        }
    }

    fn drop_surplus(&mut self) {
        while self.kept.len() > 1
            && (self.kept.len() > self.capacity.messages as usize
                || self.weight() > self.capacity.bytes as usize)
        {
            self.drop_oldest();
        }
    }

    fn shown(&self) -> Vec<u64> {
        let shown = self
            .kept
            .iter()
            .filter(|(_, given)| passes(&self.filter, given));
        shown.map(|(number, _)| *number).collect()
    }
}

/// The filter in as many words as it takes.
fn passes(filter: &Filter, given: &Given) -> bool {
    let whose = match filter.direction {
        Ways::Both => true,
        Ways::Received => given.direction == Direction::Received,
        Ways::Sent => given.direction == Direction::Sent,
    };
    let wanted: Vec<&str> = filter.topic_filter.split('/').collect();
    let levels: Vec<&str> = given.topic.split('/').collect();
    let system = given.topic.starts_with('$') && !filter.topic_filter.starts_with('$');
    let topic_fits = filter.topic_filter.is_empty() || (!system && levels_match(&wanted, &levels));
    let text = String::from_utf8_lossy(&given.payload);
    let found = match filter.kind {
        FilterKind::Plain => {
            let wanted = filter.text.to_lowercase();
            given.topic.to_lowercase().contains(&wanted)
                || text.to_lowercase().contains(&wanted)
                || (wanted == "0x80ff"
                    && given.payload.windows(2).any(|bytes| bytes == [0x80, 0xff]))
        }
        FilterKind::Regex => {
            let regex = regex_lite::Regex::new(&filter.text).unwrap();
            regex.is_match(given.topic) || regex.is_match(&text)
        }
    };
    whose && topic_fits && found
}

fn levels_match(wanted: &[&str], levels: &[&str]) -> bool {
    match (wanted, levels) {
        (["#"], _) | ([], []) => true,
        (["+", wanted @ ..], [_, levels @ ..]) => levels_match(wanted, levels),
        ([first, wanted @ ..], [level, levels @ ..]) => {
            first == level && levels_match(wanted, levels)
        }
        ([], _) | (_, []) => false,
    }
}

fn base_look(model: &Model) -> Look {
    Look {
        filter: model.filter.clone(),
        rows: 1_000,
        at: At::Row(0),
        ..Look::default()
    }
}

/// Holds the store against the model.
fn compare(store: &mut Store, model: &Model) -> Result<(), TestCaseError> {
    store.look(base_look(model));
    let seen = store.see();
    let counters = seen.counters;
    prop_assert_eq!(counters.received, model.received);
    prop_assert_eq!(counters.sent, model.sent);
    prop_assert_eq!(counters.dropped, model.dropped);
    prop_assert_eq!(counters.dropped_sent, model.dropped_sent);
    prop_assert_eq!(counters.kept, model.kept.len() as u64);
    prop_assert_eq!(counters.kept_bytes, model.weight() as u64);
    prop_assert_eq!(
        counters.kept,
        (counters.received - counters.dropped) + (counters.sent - counters.dropped_sent)
    );
    let shown: Vec<u64> = seen.rows.iter().map(|row| row.number).collect();
    let expected = model.shown();
    prop_assert_eq!(counters.shown, shown.len() as u64);
    if counters.unsearched == 0 {
        prop_assert_eq!(&shown, &expected);
    } else {
        prop_assert!(shown.is_sorted());
        prop_assert!(shown.iter().all(|number| expected.contains(number)));
        let most = counters.shown + counters.unsearched;
        prop_assert!(most >= expected.len() as u64);
        prop_assert!(counters.unsearched <= counters.kept);
    }
    for (number, given) in &model.kept {
        let kept = store.get(*number);
        prop_assert_eq!(kept.map(|kept| kept.delivery), Some(given.delivery()));
    }
    Ok(())
}

fn take(store: &mut Store, model: &mut Model, step: Step) -> Result<(), TestCaseError> {
    match step {
        Step::Push(given) => {
            model.last += 1;
            match given.direction {
                Direction::Received => model.received += 1,
                Direction::Sent => model.sent += 1,
            }
            prop_assert_eq!(store.push(&given.delivery()), model.last);
            model.kept.push((model.last, given));
            model.drop_surplus();
        }
        Step::Clear => {
            store.clear();
            while !model.kept.is_empty() {
                model.drop_oldest();
            }
        }
        Step::Resize(capacity) => {
            store.set_capacity(capacity);
            model.capacity = capacity;
            model.drop_surplus();
        }
        Step::Filter(filter) => model.filter = filter,
        Step::Work(messages) => {
            let done = store.work(messages);
            prop_assert_eq!(done, store.counters().unsearched == 0);
        }
        Step::Window(at, rows) => {
            work_off(store);
            let look = base_look(model);
            store.look(Look { at, rows, ..look });
            let seen = store.see();
            let expected = model.shown();
            let last = expected.len().saturating_sub(rows as usize);
            let first = match at {
                At::End => last,
                At::Row(row) => last.min(row as usize),
                At::Message { number, above } => {
                    let before = expected.iter().filter(|shown| **shown < number).count();
                    last.min(before.saturating_sub(above as usize))
                }
            };
            prop_assert_eq!(seen.first, first as u64);
            let window: Vec<u64> = seen.rows.iter().map(|row| row.number).collect();
            let end = expected.len().min(first + rows as usize);
            prop_assert_eq!(&window[..], &expected[first..end]);
        }
        Step::Select(number) => {
            store.look(Look {
                selected: Some(number),
                ..base_look(model)
            });
            let at = model.kept.iter().position(|(kept, _)| *kept == number);
            match (store.see().detail, at) {
                (DetailSeen::Gone, None) => {}
                (DetailSeen::Is(detail), Some(at)) => {
                    let given = &model.kept[at].1;
                    prop_assert_eq!(&detail.payload, &given.payload);
                    let before = model.kept[..at].iter().rev().find(|(_, before)| {
                        (before.topic, before.direction) == (given.topic, given.direction)
                    });
                    prop_assert_eq!(
                        detail
                            .previous
                            .map(|previous| (previous.number, previous.payload)),
                        before.map(|(number, before)| (*number, before.payload.clone()))
                    );
                }
                (detail, at) => prop_assert!(false, "{:?} at {:?}", detail, at),
            }
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn the_store_is_what_a_plain_list_would_be(
        steps in prop::collection::vec(step(), 1..120),
    ) {
        let capacity = Capacity { messages: 30, bytes: 6_000 };
        let mut store = Store::new(capacity);
        let mut model = Model {
            capacity,
            filter: Filter::default(),
            kept: Vec::new(),
            last: 0,
            received: 0,
            sent: 0,
            dropped: 0,
            dropped_sent: 0,
        };
        for step in steps {
            take(&mut store, &mut model, step)?;
            compare(&mut store, &model)?;
        }
        work_off(&mut store);
        prop_assert_eq!(store.counters().unsearched, 0);
        compare(&mut store, &model)?;
    }
}
