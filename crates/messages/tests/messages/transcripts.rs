//! Transcripts, written and opened again.

use connack_messages::{Fault, Item, TranscriptReader, parse_transcript};
use connack_protocol::{Capacity, ExportAsk, ExportFormat, TimelineLine};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::given::{file, received, written};

const HEADER: &str = "# connack transcript 1 started=2026-11-23T14:00:00.000+08:00\n";

fn line(at_ms: f64, line: &str) -> TimelineLine {
    TimelineLine {
        at_ms,
        line: line.to_owned(),
    }
}

#[test]
fn messages_and_timeline_are_merged_by_time() {
    let mut store = connack_messages::Store::new(Capacity::default());
    for (at_ms, payload) in [(15.0, &b"hello"[..]), (16.4, b"\x80\xff"), (900.0, b"")] {
        store.push(&connack_messages::Delivery {
            epoch_ms: 1_795_413_600_000.0 + at_ms,
            ..received("/a b", payload)
        });
    }
    let file = written(
        &store,
        ExportAsk {
            format: ExportFormat::Transcript,
            zone_minutes: 480,
            started_epoch_ms: 1_795_413_600_000.0,
            redacted: Vec::new(),
            lines: vec![
                line(5.0, "> CONNECT client_id=12345|…|"),
                line(15.0, "< CONNACK return_code=0"),
                line(10005.0, "x close"),
            ],
        },
    );
    let expected = "    5 > CONNECT client_id=12345|…|
   15 < CONNACK return_code=0
   15 < PUBLISH topic=\"/a b\" qos=0 retain=0 dup=0 bytes=5 text=hello
   16 < PUBLISH topic=\"/a b\" qos=0 retain=0 dup=0 bytes=2 base64=gP8=
  900 < PUBLISH topic=\"/a b\" qos=0 retain=0 dup=0 bytes=0 text=\"\"
10005 x close
";
    assert_eq!(
        String::from_utf8(file).unwrap(),
        format!("{HEADER}{expected}")
    );
}

#[test]
fn a_line_without_a_payload_is_one_of_the_timeline() {
    let lines = [
        "> PUBLISH packet_id=1 topic=a qos=1 bytes=5",
        "> PUBLISH topic=a qos=0 bytes=5",
        "< PUBLISH topic=a qos=0 retain=0 dup=0 bytes=5",
        "< PUBLISH 20 of 4000 bytes",
        "",
    ];
    let file: String = lines
        .iter()
        .map(|line| format!("    7 {line}\r\n"))
        .collect();
    let opened = parse_transcript(format!("\u{feff}{HEADER}\n{file}\n").as_bytes()).unwrap();
    assert_eq!(opened.lines, lines.map(|text| line(7.0, text)));
    assert_eq!(opened.messages, []);
    assert_eq!(opened.started.epoch_ms, 1_795_413_600_000.0);
    assert_eq!(opened.started.zone_minutes, 480);
}

/// The fault of a text that follows the header, and the line that it names.
#[track_caller]
fn check(text: &[u8], line: u64, fault: Fault) {
    let file = [HEADER.as_bytes(), text].concat();
    let error = parse_transcript(&file).unwrap_err();
    assert_eq!((error.line, error.fault), (line, fault));
}

#[test]
fn a_broken_line_is_named() {
    check(b"    1 ! phase\nhello\n", 3, Fault::Time);
    check(b"1\xff ! x", 2, Fault::NotUtf8);
    let message = |rest: &str| format!("1 < PUBLISH topic=a qos=0 retain=0 dup=0 {rest}\n");
    let length = Fault::Length { said: 3, found: 2 };
    check(message("bytes=3 text=ab").as_bytes(), 2, length);
    check(
        message("bytes=2 base64=g").as_bytes(),
        2,
        Fault::Field("base64"),
    );
    check(message("bytes=2 text=ab x").as_bytes(), 2, Fault::Trailing);
    check(
        message("bytes=2 text=\"ab").as_bytes(),
        2,
        Fault::Field("text"),
    );
    check(
        message(r#"bytes=2 text="\q""#).as_bytes(),
        2,
        Fault::Field("text"),
    );
    check(
        message(r#"bytes=2 text="\u{d800}""#).as_bytes(),
        2,
        Fault::Field("text"),
    );
    check(
        message("bytes=x text=ab").as_bytes(),
        2,
        Fault::Field("bytes"),
    );
    check(
        b"1 < PUBLISH topic=a qos=3 retain=0 dup=0 bytes=0 text=\"\"",
        2,
        Fault::Field("qos"),
    );
    check(
        b"1 < PUBLISH topic=a qos=0 retain=2 dup=0 bytes=0 text=\"\"",
        2,
        Fault::Field("retain"),
    );
}

#[test]
fn what_is_no_transcript_is_refused() {
    let fault = |file: &str| parse_transcript(file.as_bytes()).unwrap_err().fault;
    assert_eq!(fault(""), Fault::Header);
    assert_eq!(fault("    5 > CONNECT\n"), Fault::Header);
    assert_eq!(
        fault("# connack transcript 2 started=x\n"),
        Fault::Version("2".into())
    );
    assert_eq!(fault("# connack transcript 1\n"), Fault::Started);
    let error = parse_transcript(b"PNG").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1 of the transcript is no header, expected `# connack transcript 1 started=…`"
    );
}

#[test]
fn pieces_may_end_anywhere() {
    let file = format!(
        "{HEADER}    5 ! phase to=\"温 度\"\r\n    6 < PUBLISH topic=温 qos=1 retain=1 dup=1 bytes=3 text=度"
    );
    let whole = parse_transcript(file.as_bytes()).unwrap();
    assert_eq!(whole.messages[0].payload, "度".as_bytes());
    for cut in 0..=file.len() {
        let (first, second) = file.as_bytes().split_at(cut);
        let mut reader = TranscriptReader::default();
        let mut items = reader.feed(first).unwrap();
        items.extend(reader.feed(second).unwrap());
        let (started, last) = reader.finish().unwrap();
        items.extend(last);
        assert_eq!((started, items.len()), (whole.started, 2), "cut at {cut}");
    }
}

#[test]
fn any_payload_comes_back_unharmed() {
    let all: Vec<u8> = (0..=255).collect();
    let payloads = [
        Vec::new(),
        all.clone(),
        "温度 é\u{0}\u{301}\\\"'\r\n".as_bytes().to_vec(),
        b"\x80\xff\x00\x10".to_vec(),
        all.repeat(1_024),
        vec![b'"'; 256 << 10],
        all.iter()
            .rev()
            .copied()
            .collect::<Vec<u8>>()
            .repeat(20_000),
    ];
    let mut store = connack_messages::Store::new(Capacity::default());
    for payload in &payloads {
        store.push(&received("/sys/设备/温度", payload));
    }
    for (number, payload) in (1..).zip(&payloads) {
        assert!(store.get(number).unwrap().delivery.payload == payload);
    }
    let opened = parse_transcript(&file(&store, ExportFormat::Transcript)).unwrap();
    assert_eq!(opened.messages.len(), payloads.len());
    for (message, payload) in opened.messages.iter().zip(&payloads) {
        assert_eq!(message.topic, "/sys/设备/温度");
        assert!(message.payload == *payload);
    }
}

#[test]
fn fifty_thousand_messages_are_written_and_opened_in_slices() {
    let mut store = connack_messages::Store::new(Capacity::default());
    let payload = |number: u32| [&number.to_le_bytes()[..], &[b'x'; 196]].concat();
    for number in 0..50_000 {
        store.push(&connack_messages::Delivery {
            epoch_ms: f64::from(number),
            ..received("/a/b", &payload(number))
        });
    }
    let file = file(&store, ExportFormat::Transcript);
    let mut reader = TranscriptReader::default();
    let mut opened = connack_messages::Store::new(Capacity::default());
    let mut take = |item| match item {
        Item::Message(message) => opened.push(&message.delivery()),
        Item::Line(line) => panic!("{line:?}"),
    };
    for piece in file.chunks(64 << 10) {
        for item in reader.feed(piece).unwrap() {
            take(item);
        }
    }
    let (_, last) = reader.finish().unwrap();
    assert_eq!(last, None);
    assert_eq!(opened.counters(), store.counters());
    for number in 1..=50_000 {
        assert_eq!(opened.get(number), store.get(number));
    }
}
