//! Files for other programs and for people.

use connack_messages::Store;
use connack_protocol::{Capacity, ExportFormat, Filter, Look};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::given::{file, look, received, store};

#[track_caller]
fn check(format: ExportFormat, messages: &[(&str, &[u8])], expected: &str) {
    let found = String::from_utf8(file(&store(messages), format)).unwrap();
    assert_eq!(found, expected);
}

#[test]
fn json_lines_hold_text_as_text_and_other_bytes_as_base64() {
    check(
        ExportFormat::Jsonl,
        &[
            ("/设备", "温\n\"".as_bytes()),
            ("b", b"\x80\xff\x00\x10"),
            ("c", b""),
        ],
        concat!(
            r#"{"time":"1970-01-01T08:00:01.000+08:00","direction":"received","topic":"/设备","qos":0,"retain":false,"dup":false,"bytes":5,"payload":"温\n\""}"#,
            "\n",
            r#"{"time":"1970-01-01T08:00:01.000+08:00","direction":"received","topic":"b","qos":0,"retain":false,"dup":false,"bytes":4,"payload_base64":"gP8AEA=="}"#,
            "\n",
            r#"{"time":"1970-01-01T08:00:01.000+08:00","direction":"received","topic":"c","qos":0,"retain":false,"dup":false,"bytes":0,"payload":""}"#,
            "\n",
        ),
    );
}

#[test]
fn csv_is_quoted_and_no_spreadsheet_carries_it_out() {
    let start = "1970-01-01T08:00:01.000+08:00,received";
    check(
        ExportFormat::Csv,
        &[
            ("a,b", b"say \"1\"\r\n"),
            ("c", b"-12.5"),
            ("=d", b"=1+1"),
            ("e", b"\xff"),
            ("f", b" x"),
        ],
        &[
            "time,direction,topic,qos,retain,dup,bytes,payload,payload_base64".to_owned(),
            format!("{start},\"a,b\",0,0,0,9,\"say \"\"1\"\"\r\n\","),
            format!("{start},c,0,0,0,5,-12.5,"),
            format!("{start},'=d,0,0,0,4,'=1+1,PTErMQ=="),
            format!("{start},e,0,0,0,1,,/w=="),
            format!("{start},f,0,0,0,2,\" x\","),
            String::new(),
        ]
        .join("\r\n"),
    );
}

#[test]
fn text_is_for_reading() {
    check(
        ExportFormat::Text,
        &[
            ("/设备 1", "{\n  \"温\": 1\u{7}\n}".as_bytes()),
            ("b", &[0xff; 17]),
            ("c", b""),
        ],
        "1970-01-01T08:00:01.000+08:00 < PUBLISH topic=\"/设备 1\" qos=0 retain=0 dup=0 bytes=15\n    {\n      \"温\": 1\\u{7}\n    }\n1970-01-01T08:00:01.000+08:00 < PUBLISH topic=b qos=0 retain=0 dup=0 bytes=17\n    ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff\n    ff\n1970-01-01T08:00:01.000+08:00 < PUBLISH topic=c qos=0 retain=0 dup=0 bytes=0\n",
    );
}

#[test]
fn only_what_is_shown_is_written_and_only_when_all_is_searched() {
    let mut store = store(&[("a", b"yes"), ("a", b"no"), ("a", b"yes")]);
    store.look(Look {
        filter: Filter {
            text: "yes".into(),
            ..Filter::default()
        },
        ..look(0)
    });
    let ask = connack_protocol::ExportAsk {
        format: ExportFormat::Jsonl,
        zone_minutes: 0,
        started_epoch_ms: 0.0,
        lines: Vec::new(),
        redacted: Vec::new(),
    };
    assert!(store.export(ask.clone()).is_none());
    assert!(store.work(9));
    let file = crate::given::written(&store, ask);
    assert_eq!(file.iter().filter(|byte| **byte == b'\n').count(), 2);
}

#[test]
fn a_long_file_comes_in_pieces_and_says_what_it_missed() {
    let mut store = Store::new(Capacity {
        messages: 10_000,
        ..Capacity::default()
    });
    for _ in 0..10_000 {
        store.push(&received("t", &[b'x'; 100]));
    }
    let ask = connack_protocol::ExportAsk {
        format: ExportFormat::Text,
        zone_minutes: 0,
        started_epoch_ms: 0.0,
        lines: Vec::new(),
        redacted: Vec::new(),
    };
    let mut export = store.export(ask).unwrap();
    let first = export.next_chunk(&store).unwrap();
    assert!(first.len() < 300_000);
    store.clear();
    assert_eq!(export.next_chunk(&store), None);
    let written = first.iter().filter(|byte| **byte == b'\n').count() / 2;
    assert_eq!(export.missed(), 10_000 - written as u64);
}

#[test]
fn a_secret_that_was_received_is_in_no_file() {
    let store = store(&[("/ext/register", b"secret"), ("/ext/registers", b"plain")]);
    for format in [
        ExportFormat::Jsonl,
        ExportFormat::Csv,
        ExportFormat::Text,
        ExportFormat::Transcript,
    ] {
        let ask = |redacted| connack_protocol::ExportAsk {
            format,
            zone_minutes: 0,
            started_epoch_ms: 0.0,
            lines: Vec::new(),
            redacted,
        };
        let file = |redacted| {
            let file = crate::given::written(&store, ask(redacted));
            String::from_utf8(file).unwrap()
        };
        let redacted = file(vec!["/ext/register".into()]);
        assert!(!redacted.contains("secret"), "{format:?}");
        assert!(redacted.contains("[redacted]"), "{format:?}");
        assert!(redacted.contains("plain"), "{format:?}");
        assert!(file(Vec::new()).contains("secret"), "{format:?}");
    }
}
