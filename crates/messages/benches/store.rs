//! How fast messages are taken, searched, written and opened: `cargo bench -p connack-messages`.
//!
//! 50,000 messages of 200 B in 20 topics, a full ring, one core; the best of several runs each.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_types,
    reason = "a native program for people, which measures time"
)]

use std::hint::black_box;
use std::time::Instant;

use connack_messages::{Delivery, Store, parse_transcript};
use connack_protocol::{
    Capacity, ChartAsk, Direction, ExportAsk, ExportFormat, Filter, FilterKind, Look, Qos,
};

const MESSAGES: usize = 50_000;

fn main() {
    let topics: Vec<String> = (0..20)
        .map(|device| format!("/sys/a1Practice0/device{device}/thing/event/property/post"))
        .collect();
    let payloads: Vec<Vec<u8>> = (0..1_000).map(payload).collect();
    let message = |number: usize| Delivery {
        epoch_ms: 1_795_413_600_000.0 + number as f64,
        direction: Direction::Received,
        topic: &topics[number * 7 % topics.len()],
        payload: &payloads[number % payloads.len()],
        qos: Qos::AtMostOnce,
        retain: false,
        dup: false,
    };
    let mut store = Store::new(Capacity::default());
    let fill = |store: &mut Store| {
        (0..MESSAGES).for_each(|number| {
            store.push(&message(number));
        })
    };
    fill(&mut store);

    each("push", best(|| fill(&mut store)));
    store.look(filtered("no such text", FilterKind::Plain));
    each(
        "push, with a text filter waiting",
        best(|| fill(&mut store)),
    );
    each(
        "push and search",
        best(|| {
            for number in 0..MESSAGES {
                store.push(&message(number));
                if number % 500 == 0 {
                    store.work(1_000);
                }
            }
        }),
    );
    store.look(filtered("", FilterKind::Plain));
    let ids: Vec<String> = (0..2 * MESSAGES)
        .map(|id| format!("/sys/rrpc/request/{id}"))
        .collect();
    let mut id = 0;
    each(
        "push, each its own topic",
        best(|| {
            for _ in 0..MESSAGES {
                let topic = &ids[id % ids.len()];
                store.push(&Delivery {
                    topic,
                    ..message(id)
                });
                id += 1;
            }
        }),
    );
    let tree = Look {
        topics: true,
        ..Look::default()
    };
    store.look(tree.clone());
    once(
        "see the tree of 50,000 topics",
        best(|| drop(black_box(store.see()))),
    );
    fill(&mut store);
    store.look(Look { rows: 100, ..tree });
    once(
        "see 100 rows and the tree of 20 topics",
        best(|| drop(black_box(store.see()))),
    );

    for (name, text, kind) in [
        (
            "search all, plain text that is not there",
            "no such text",
            FilterKind::Plain,
        ),
        (
            "search all, plain text that is everywhere",
            "VALUE",
            FilterKind::Plain,
        ),
        (
            "search all, plain text with letters beyond ASCII",
            "é",
            FilterKind::Plain,
        ),
        (
            "search all, regex of a number",
            r#""value":9\d\.\d"#,
            FilterKind::Regex,
        ),
        (
            "search all, regex with a gap",
            "value.*time.*end",
            FilterKind::Regex,
        ),
        (
            "search all, regex in either case",
            "(?i)no such text",
            FilterKind::Regex,
        ),
    ] {
        let mut longest = 0.0;
        let seconds = best(|| {
            store.look(filtered("", FilterKind::Plain));
            store.look(filtered(text, kind));
            loop {
                let start = Instant::now();
                let done = store.work(500);
                longest = f64::max(longest, start.elapsed().as_secs_f64());
                if done {
                    break;
                }
            }
        });
        once(name, seconds);
        println!(
            "    longest slice of 500: {:.2} ms, found {}",
            longest * 1e3,
            store.counters().shown
        );
    }

    store.look(filtered("", FilterKind::Plain));
    let chart = Look {
        chart: Some(ChartAsk {
            topic: topics[0].clone(),
            field: Some("/params/value".into()),
            points: 1_000,
        }),
        ..Look::default()
    };
    once(
        "chart of 1,000 points",
        best(|| {
            store.look(Look::default());
            store.look(chart.clone());
            while !store.work(500) {}
        }),
    );
    store.look(Look::default());

    for format in [
        ExportFormat::Jsonl,
        ExportFormat::Csv,
        ExportFormat::Text,
        ExportFormat::Transcript,
    ] {
        let mut bytes = 0;
        once(
            &format!("write all as {format:?}"),
            best(|| bytes = written(&store, format).len()),
        );
        println!("    {bytes} bytes");
    }
    let file = written(&store, ExportFormat::Transcript);
    once(
        "open the transcript",
        best(|| {
            assert_eq!(parse_transcript(&file).unwrap().messages.len(), MESSAGES);
        }),
    );
}

fn payload(number: usize) -> Vec<u8> {
    let start = format!(
        r#"{{"id":"{number}","version":"1.0","params":{{"value":{}.5,"time":1524448722000,"on":true,"text":""#,
        number % 100
    );
    format!("{start:.<194}end\"}}}}").into_bytes()
}

fn filtered(text: &str, kind: FilterKind) -> Look {
    Look {
        filter: Filter {
            text: text.into(),
            kind,
            ..Filter::default()
        },
        ..Look::default()
    }
}

fn written(store: &Store, format: ExportFormat) -> Vec<u8> {
    let mut export = store
        .export(ExportAsk {
            format,
            zone_minutes: 480,
            started_epoch_ms: 1_795_413_600_000.0,
            lines: Vec::new(),
            redacted: Vec::new(),
        })
        .unwrap();
    let mut file = Vec::new();
    while let Some(chunk) = export.next_chunk(store) {
        file.extend(chunk);
    }
    file
}

/// Seconds of the fastest of ten runs.
fn best(mut run: impl FnMut()) -> f64 {
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    (0..10).map(time).fold(f64::INFINITY, f64::min)
}

fn each(name: &str, seconds: f64) {
    println!(
        "{name}: {:.0} ns a message",
        seconds / MESSAGES as f64 * 1e9
    );
}

fn once(name: &str, seconds: f64) {
    println!("{name}: {:.2} ms", seconds * 1e3);
}
