//! Transcripts, written and opened again.

use connack_messages::{Fault, TranscriptReader, parse_transcript};
use connack_protocol::{Capacity, ExportAsk, ExportFormat, TimelineLine};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::given::{received, written};

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
    assert_eq!(whole.messages[0].message.payload, "度".as_bytes());
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
