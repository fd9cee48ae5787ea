//! What the page gets for a look.

use connack_messages::Store;
use connack_protocol::{
    At, Capacity, ChartAsk, DetailSeen, Filter, FilterKind, FilterProblem, Look, Ways, decode,
    encode,
};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::given::{look, received, sent, store, work_off};

fn numbered(count: usize) -> Store {
    let mut store = Store::new(Capacity::default());
    for number in 1..=count {
        store.push(&received("t", number.to_string().as_bytes()));
    }
    store
}

/// The numbers of the window at `at`, 3 rows high, and the row of the first.
fn window(store: &mut Store, at: At) -> (u64, Vec<u64>) {
    store.look(Look { at, ..look(3) });
    let seen = store.see();
    (seen.first, seen.rows.iter().map(|row| row.number).collect())
}

#[test]
fn the_window_stands_where_it_is_asked_to_and_is_filled() {
    let mut store = numbered(10);
    assert_eq!(window(&mut store, At::End), (7, vec![8, 9, 10]));
    assert_eq!(window(&mut store, At::Row(0)), (0, vec![1, 2, 3]));
    assert_eq!(window(&mut store, At::Row(9)), (7, vec![8, 9, 10]));
    assert_eq!(window(&mut store, At::Row(u64::MAX)), (7, vec![8, 9, 10]));
    let message = |above| At::Message { number: 5, above };
    assert_eq!(window(&mut store, message(0)), (4, vec![5, 6, 7]));
    assert_eq!(window(&mut store, message(2)), (2, vec![3, 4, 5]));
    assert_eq!(window(&mut store, message(9)), (0, vec![1, 2, 3]));
    store.set_capacity(Capacity {
        messages: 4,
        ..Capacity::default()
    });
    assert_eq!(window(&mut store, message(2)), (0, vec![7, 8, 9]));
    store.clear();
    assert_eq!(window(&mut store, At::End), (0, vec![]));
}

#[test]
fn properties_stay_with_their_message_and_count() {
    let mut store = numbered(1);
    let before = store.counters().kept_bytes;
    store.push(&received("t", b"2"));
    store.add_properties("user=room=7".into());
    store.push(&received("t", b"3"));
    // 40 and a byte for each message.
    let beside = store.counters().kept_bytes - before - 82;
    assert_eq!(beside, 11 + 40);
    let mut properties = |number| {
        store.look(Look {
            selected: Some(number),
            ..look(3)
        });
        match store.see().detail {
            DetailSeen::Is(detail) => Some(detail.properties),
            DetailSeen::None | DetailSeen::AsTold | DetailSeen::Gone => None,
        }
    };
    let found = [1, 2, 3].map(&mut properties);
    assert_eq!(found, ["", "user=room=7", ""].map(|of| Some(of.to_owned())));
    store.set_capacity(Capacity {
        messages: 1,
        ..Capacity::default()
    });
    assert_eq!(store.counters().kept_bytes, before);
}

#[test]
fn a_row_is_what_came_with_its_head_and_mark() {
    let mut store = Store::new(Capacity::default());
    let payload: Vec<u8> = (0..=255).cycle().take(2_058).collect();
    store.push(&received("/设备/x", &payload));
    store.push(&sent("other", b""));
    store.look(Look {
        filter: Filter {
            direction: Ways::Both,
            ..Filter::default()
        },
        marks: vec!["a#".into(), "/nothing".into(), "/设备/+".into(), "#".into()],
        ..look(9)
    });
    let seen = store.see();
    let row = &seen.rows[0];
    assert_eq!((row.topic.as_str(), row.bytes), ("/设备/x", 2_058));
    assert_eq!(row.head, payload[..2_048]);
    let marks: Vec<_> = seen.rows.iter().map(|row| row.mark).collect();
    assert_eq!(marks, [Some(2), Some(3)]);
    assert_eq!(decode(&encode(&seen)), Ok(seen));
}

#[test]
fn the_selected_message_is_told_once_and_in_full() {
    let mut store = store(&[("t", b"1"), ("u", b"2"), ("t", b"\x80\xff\x00\x10")]);
    store.push(&sent("t", b"3"));
    let select = |number| Look {
        selected: Some(number),
        ..look(1)
    };
    store.look(select(3));
    let DetailSeen::Is(detail) = store.see().detail else {
        panic!("it is not told");
    };
    assert_eq!(detail.payload, b"\x80\xff\x00\x10");
    // `printf '\x80\xff\x00\x10' | sha256sum`
    let sha256: String = detail
        .sha256
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(
        sha256,
        "ed883c7ad86e8f9fd64feae439ad8eb00c56a21097c9526f52ceb11dbd099f6c"
    );
    let previous = detail.previous.unwrap();
    assert_eq!((previous.number, previous.payload), (1, b"1".to_vec()));

    store.look(select(3));
    assert_eq!(store.see().detail, DetailSeen::AsTold);
    store.look(select(4));
    assert!(matches!(store.see().detail, DetailSeen::Is(detail) if detail.previous.is_none()));
    store.look(select(3));
    assert!(matches!(store.see().detail, DetailSeen::Is(_)));
    store.clear();
    assert_eq!(store.see().detail, DetailSeen::Gone);
    store.look(select(5));
    assert_eq!(store.see().detail, DetailSeen::Gone);
    store.push(&received("t", b""));
    assert!(matches!(store.see().detail, DetailSeen::Is(_)));
}

#[test]
fn a_new_filter_is_right_at_the_end_first() {
    let mut store = numbered(100);
    store.look(Look {
        filter: Filter {
            text: "1".into(),
            ..Filter::default()
        },
        ..look(3)
    });
    assert!(!store.work(20));
    let seen = store.see();
    let numbers: Vec<u64> = seen.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [81, 91, 100]);
    assert_eq!((seen.counters.shown, seen.counters.unsearched), (3, 80));
    work_off(&mut store);
    let counters = store.see().counters;
    assert_eq!((counters.shown, counters.unsearched), (20, 0));
}

#[test]
fn a_filter_that_cannot_be_followed_leaves_the_last_one() {
    let mut store = store(&[("a", b"x"), ("b", b"y")]);
    let filtered = |text: &str, topic_filter: &str| Look {
        filter: Filter {
            text: text.into(),
            kind: FilterKind::Regex,
            topic_filter: topic_filter.into(),
            direction: Ways::Received,
        },
        ..look(9)
    };
    store.look(filtered("^x$", ""));
    work_off(&mut store);
    assert_eq!(store.see().rows.len(), 1);
    store.look(filtered("^x$(", ""));
    let seen = store.see();
    assert!(matches!(seen.filter_problem, Some(FilterProblem::Regex(_))));
    assert_eq!(seen.rows.len(), 1);
    store.look(filtered("", "a#"));
    assert_eq!(store.see().filter_problem, Some(FilterProblem::TopicFilter));
    store.look(filtered("", "+"));
    let seen = store.see();
    assert_eq!((seen.filter_problem, seen.rows.len()), (None, 2));
}

#[test]
fn tree_and_chart_come_only_if_asked_for() {
    let mut store = store(&[
        ("t/a", br#"{"v":1}"#),
        ("t/b", b"-"),
        ("t/a", br#"{"v":2}"#),
    ]);
    let seen = store.see();
    assert_eq!((seen.topics, seen.chart), (None, None));
    let asking = Look {
        topics: true,
        chart: Some(ChartAsk {
            topic: "t/a".into(),
            field: Some("/v".into()),
            points: 9,
        }),
        ..look(1)
    };
    store.look(asking.clone());
    work_off(&mut store);
    let seen = store.see();
    assert_eq!(seen.topics.unwrap().rows.len(), 3);
    let values = |chart: connack_protocol::ChartSeen| {
        let values = chart.points.iter().map(|point| point.value);
        values.collect::<Vec<_>>()
    };
    assert_eq!(values(seen.chart.unwrap()), [1.0, 2.0]);
    // Points outlive their messages and a look that asks the same, but not clearing.
    store.set_capacity(Capacity {
        messages: 1,
        ..Capacity::default()
    });
    store.look(asking);
    work_off(&mut store);
    assert_eq!(values(store.see().chart.unwrap()), [1.0, 2.0]);
    store.clear();
    work_off(&mut store);
    assert_eq!(values(store.see().chart.unwrap()), [] as [f64; 0]);
}

#[test]
fn news_are_what_would_be_answered_otherwise() {
    let mut store = numbered(3);
    assert!(store.has_news());
    store.see();
    assert!(!store.has_news());
    assert!(store.work(9));
    assert!(!store.has_news());
    store.push(&received("t", b""));
    assert!(store.has_news());
}

#[test]
fn the_newest_message_stays_whatever_the_capacity() {
    let mut store = Store::new(Capacity {
        messages: 0,
        bytes: 0,
    });
    store.push(&received("t", &[1; 5_000_000]));
    store.push(&received("t", &[2; 300_000]));
    let counters = store.counters();
    assert_eq!((counters.kept, counters.dropped, counters.shown), (1, 1, 1));
    assert_eq!(store.get(2).unwrap().delivery.payload, [2; 300_000]);
}
