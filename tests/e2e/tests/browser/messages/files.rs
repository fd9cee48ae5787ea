//! Messages as files, and a transcript opened again.

use std::fs;

use connack_e2e::{Browser, Folder, Site, flow};
use serde_json::Value;

use super::{Bench, downloaded, downloads};

#[test]
fn saved_and_opened_again() {
    let mut bench = Bench::start("en");
    flow::subscribe(&bench.browser, "#", "1");
    bench.send(&[
        ("a,b", b"line 1\nline 2"),
        ("温", &[0xff, 0x00]),
        ("c", b"=1+1"),
    ]);
    let browser = &bench.browser;
    let folder = downloads(browser);
    browser.click("#files summary");
    let save = |button: &str, ending: &str| {
        browser.click(button);
        browser.appears("#file-state[data-state=done]");
        let file = downloaded(browser, folder.path(), ending);
        fs::read_to_string(file).unwrap()
    };
    let jsonl = save("#export-jsonl", ".jsonl");
    let lines: Vec<Value> = jsonl
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["payload"], "line 1\nline 2");
    assert_eq!(lines[1]["payload_base64"], "/wA=");
    let csv = save("#export-csv", ".csv");
    assert!(csv.contains(",\"a,b\",1,0,0,13,"), "{csv}");
    let transcript = save("#export-transcript", ".txt");
    for part in [
        "# connack transcript 1 started=",
        "> CONNECT ",
        "password=[redacted]",
        "base64=/wA=",
    ] {
        assert!(transcript.contains(part), "{part} in {transcript}");
    }
    assert!(!transcript.contains("the-secret-of-it"));

    // Not into a connection that is open.
    let file = folder.write("again.txt", &transcript);
    browser.type_at_end("open-file", file.to_str().unwrap());
    browser.appears("#file-state[data-state=failed]");
    browser.click("#disconnect");
    browser.phase("closed");
    browser.type_at_end("open-file", file.to_str().unwrap());
    browser.shows("#opened-file", "Opened from file again.txt.");
    browser.appears("#file-state[data-state=none]");
    browser.wait("the three messages", || {
        (bench.received() == 3).then_some(())
    });
    browser.appears("#timeline > li[data-event=opened]");
    let folder = downloads(browser);
    browser.click("#export-jsonl");
    browser.appears("#file-state[data-state=done]");
    let again = fs::read_to_string(downloaded(browser, folder.path(), ".jsonl")).unwrap();
    let payloads = |text: &str| -> Vec<Value> {
        let lines = text
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines
            .map(|mut line| {
                // A transcript's times are whole ms.
                line["time"].take();
                line
            })
            .collect()
    };
    assert_eq!(payloads(&again), payloads(&jsonl));

    let broken = transcript.replace("qos=1 retain", "qos=7 retain");
    let file = folder.write("broken.txt", &broken);
    browser.type_at_end("open-file", file.to_str().unwrap());
    browser.appears("#file-state[data-state=failed]");
    let said = browser.text("#file-state").unwrap();
    assert!(said.contains("qos"), "{said}");
}

/// What was opened gives way to a connection, which counts from zero.
#[test]
fn a_connection_begins_with_nothing_of_a_file() {
    let mut bench = Bench::start("en");
    flow::subscribe(&bench.browser, "#", "1");
    bench.send(&[("t", b"1")]);
    let browser = &bench.browser;
    browser.click("#disconnect");
    browser.phase("closed");
    let folder = Folder::new("transcript");
    let mut text = "# connack transcript 1 started=2026-11-23T14:00:00.000+08:00\n".to_owned();
    text.push_str("    0 > CONNECT client_id=x\n");
    for number in 1..=7 {
        text.push_str(&format!(
            "{number:>5} < PUBLISH topic=/old qos=0 retain=0 dup=0 bytes=1 text={number}\n"
        ));
    }
    let file = folder.write("old.txt", &text);
    browser.click("#files summary");
    browser.type_at_end("open-file", file.to_str().unwrap());
    browser.appears("#messages[data-received='7'][data-shown='7']");
    browser.appears("#timeline > li[data-event=opened]");
    browser.click("#connect");
    browser.phase("online");
    browser.appears("#messages[data-received='0'][data-shown='0'][data-dropped='0']");
    browser.disappears("#opened-file");
    browser.disappears("#timeline > li[data-event=opened]");
    flow::subscribe(browser, "#", "1");
    bench.send(&[("t", b"2")]);
    bench.shows_rows(&["2"]);
    // What a connection showed stays when it is made again.
    let browser = &bench.browser;
    browser.click("#disconnect");
    browser.phase("closed");
    browser.click("#connect");
    browser.phase("online");
    bench.shows_rows(&["2"]);
}

/// Pieces of two files would be taken for one.
#[test]
fn a_file_is_not_opened_while_another_is_read() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "connect");
    browser.appears("#phase");
    // The second is dropped after the page has drawn what it knows of the first.
    let drop_two = r"(() => {
        const header = '# connack transcript 1 started=2026-11-23T14:00:00.000+08:00\n';
        const line = '0 < PUBLISH topic=/t qos=0 retain=0 dup=0 bytes=1 text=1\n';
        const drop = (name, lines) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([header + line.repeat(lines)], name));
            const options = { dataTransfer, bubbles: true, cancelable: true };
            document.querySelector('#messages').dispatchEvent(new DragEvent('drop', options));
        };
        new MutationObserver((_, observer) => {
            if (document.querySelector('#opened-file')) {
                observer.disconnect();
                drop('second.txt', 1);
            }
        }).observe(document.body, { childList: true, subtree: true });
        drop('first.txt', 300000);
    })()";
    browser.read(drop_two);
    browser.appears("#file-in-the-way");
    browser.appears("#file-state[data-state=none]");
    browser.shows("#opened-file", "Opened from file first.txt.");
    browser.disappears("#file-in-the-way");
    browser.appears("#messages[data-received='300000'][data-shown='50000']");
}

#[test]
fn a_large_transcript_opens() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "zh", "connect");
    browser.appears("#phase");
    let folder = Folder::new("transcript");
    let mut text = "# connack transcript 1 started=2026-11-23T14:00:00.000+08:00\n".to_owned();
    text.push_str("    0 > CONNECT client_id=x\n");
    for number in 0..50_000 {
        text.push_str(&format!(
            "{number:>5} < PUBLISH topic=/a/b/{} qos=0 retain=0 dup=0 bytes=5 text={number:05}\n",
            number % 40
        ));
    }
    let file = folder.write("large.txt", &text);
    browser.click("#files summary");
    browser.type_at_end("open-file", file.to_str().unwrap());
    browser.appears("#messages[data-received='50000'][data-shown='50000']");
    browser.appears("#file-state[data-state=none]");
    browser.shows("#messages > li:last-child pre", "49999");
}
