//! What holds for any file: it says what the messages were.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use connack_messages::{Delivery, Store, parse_transcript};
use connack_protocol::{
    Capacity, Direction, ExportAsk, ExportFormat, Filter, Look, Qos, TimelineLine, Ways,
};
use proptest::prelude::*;

use crate::given::{file, written};
use crate::properties::direction;

/// A message: time, direction, topic, payload, QoS, retain, dup.
type Loose = (u32, Direction, String, Vec<u8>, u8, bool, bool);

fn loose() -> impl Strategy<Value = Loose> {
    let payload = prop_oneof![
        any::<Vec<u8>>(),
        any::<String>().prop_map(String::into_bytes),
        Just((0..=255).collect::<Vec<u8>>()),
        "[\\\\\"'= \u{0}-\u{20}温]{0,9}".prop_map(String::into_bytes),
    ];
    let topic = prop_oneof![any::<String>(), Just("/设备/温度 1\"\\".to_owned())];
    (
        0_u32..9_000,
        direction(),
        topic,
        payload,
        0_u8..3,
        any::<bool>(),
        any::<bool>(),
    )
}

fn loose_delivery((at_ms, direction, topic, payload, qos, retain, dup): &Loose) -> Delivery<'_> {
    Delivery {
        epoch_ms: 1_795_413_600_000.0 + f64::from(*at_ms),
        direction: *direction,
        topic,
        payload,
        qos: Qos::from_digit(*qos).unwrap(),
        retain: *retain,
        dup: *dup,
    }
}

/// A store that shows messages of both directions.
fn loose_store(messages: &[Loose]) -> Store {
    let mut store = Store::new(Capacity::default());
    store.look(Look {
        filter: Filter {
            direction: Ways::Both,
            ..Filter::default()
        },
        ..Look::default()
    });
    for message in messages {
        store.push(&loose_delivery(message));
    }
    store
}

proptest! {
    #[test]
    fn a_transcript_opens_as_it_was_written(
        messages in prop::collection::vec(loose(), 0..20),
        lines in prop::collection::vec((0_u32..9_000, "[^\r\n]{0,20}"), 0..9),
        zone_minutes in -1_439_i16..1_440,
    ) {
        let store = loose_store(&messages);
        let lines: Vec<TimelineLine> = lines
            .into_iter()
            .map(|(at_ms, line)| TimelineLine { at_ms: f64::from(at_ms), line })
            .collect();
        let ask = ExportAsk {
            format: ExportFormat::Transcript,
            zone_minutes,
            started_epoch_ms: 1_795_413_600_000.0,
            lines: lines.clone(),
            redacted: Vec::new(),
        };
        let file = written(&store, ask.clone());
        let opened = parse_transcript(&file).unwrap();
        prop_assert_eq!(opened.started.epoch_ms, ask.started_epoch_ms);
        prop_assert_eq!(opened.started.zone_minutes, zone_minutes);
        prop_assert_eq!(opened.lines, lines);
        prop_assert_eq!(opened.messages.len(), messages.len());
        for (opened, message) in opened.messages.iter().zip(&messages) {
            prop_assert_eq!(opened.delivery(), loose_delivery(message));
        }
    }

    #[test]
    fn any_bytes_are_a_transcript_or_refused(bytes: Vec<u8>, text in "[ <>PUBLISHtopic=qosretaindup0-9\"\\\\\n]{0,80}") {
        let _ = parse_transcript(&bytes);
        let header = b"# connack transcript 1 started=2026-11-23T14:00:00.000+08:00\n".to_vec();
        let _ = parse_transcript(&[header, text.into_bytes()].concat());
    }

    #[test]
    fn json_lines_and_csv_hold_every_message(messages in prop::collection::vec(loose(), 0..20)) {
        let store = loose_store(&messages);
        let json = String::from_utf8(file(&store, ExportFormat::Jsonl)).unwrap();
        prop_assert_eq!(json.lines().count(), messages.len());
        for (line, message) in json.lines().zip(&messages) {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            prop_assert_eq!(value["topic"].as_str(), Some(message.2.as_str()));
            let payload = match value["payload"].as_str() {
                Some(text) => text.as_bytes().to_vec(),
                None => STANDARD.decode(value["payload_base64"].as_str().unwrap()).unwrap(),
            };
            prop_assert_eq!(&payload, &message.3);
        }
        let csv = file(&store, ExportFormat::Csv);
        let mut reader = csv::Reader::from_reader(&csv[..]);
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(rows.len(), messages.len());
        for (row, message) in rows.iter().zip(&messages) {
            prop_assert_eq!(row.len(), 9);
            let topic = row[2].strip_prefix('\'').filter(|_| message.2 != row[2]);
            prop_assert_eq!(topic.unwrap_or(&row[2]), &message.2);
            let payload = if row[8].is_empty() {
                row[7].as_bytes().to_vec()
            } else {
                STANDARD.decode(&row[8]).unwrap()
            };
            prop_assert_eq!(&payload, &message.3);
        }
    }
}
