//! `cargo xtask serve` as a person meets it whose ports are taken: it says which it uses instead,
//! and the page knows its practice broker. A program of its own, run after the others: it builds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "everything here is a test, its own parts included"
)]

use std::env;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::time::Duration;

use connack_e2e::{Browser, Child, Folder, Needed, eventually, flow, needed};

/// It builds the site and the broker when they are not built yet.
const TO_BUILD: Duration = Duration::from_secs(20 * 60);

#[test]
fn ports_that_are_taken_are_replaced() {
    let taken = [(); 3].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    let [page, mqtt, ws] = taken
        .each_ref()
        .map(|listener| listener.local_addr().unwrap().port().to_string());
    let folder = Folder::new("serve");
    let mut serve = Command::new(needed(Needed::Xtask));
    serve
        .args(["serve", "--yes", "--no-open", "--port", &page])
        .args(["--mqtt-port", &mqtt, "--ws-port", &ws, "--out"])
        .arg(folder.path().join("site"));
    // A person's terminal has none of what cargo tells a test, and cargo builds anew for it.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text == "LD_LIBRARY_PATH"
            || text.starts_with("CARGO_PKG_")
            || text.starts_with("CARGO_MANIFEST_")
        {
            serve.env_remove(&name);
        }
    }
    let serving = Child::start(&mut serve);
    let url = serving.line_within(TO_BUILD, "`serving http://…/`", |line| {
        Some(line.strip_prefix("serving ")?.to_owned())
    });
    for port in [&page, &mqtt, &ws] {
        serving.line("which port is not free", |line| {
            line.starts_with(&format!("port {port} is not free"))
                .then_some(())
        });
    }

    let browser = Browser::start();
    browser.open(&format!("{url}?lang=en#/compute"));
    browser.click("#try-it");
    flow::go(&browser, "connect");
    let broker = browser.value("broker-url");
    let authority = broker.trim_start_matches("ws://").trim_end_matches("/mqtt");
    assert!(!authority.ends_with(&format!(":{ws}")), "{broker}");
    browser.click("#connect");
    browser.phase("online");
    let topic = "/a1Practice0/practice/user/get";
    flow::subscribe(&browser, topic, "1");
    flow::publish(&browser, topic, "1", "served");
    flow::receives(&browser, topic, "served");
    assert_eq!(browser.console_of_readers(), Vec::<String>::new());

    // HTTPS authorisation through the page's own host; the signature by Python's hmac.
    let host = url.trim_start_matches("http://").trim_end_matches('/');
    let answer = post(
        host,
        "productKey=a1Practice0&deviceName=practice&clientId=12345&timestamp=789\
         &signmethod=hmacsha1&sign=fc9bbbc628ced9f9e1f5c8587308bca4fca510a1",
    );
    assert!(answer.contains("\"iotToken\":"), "{answer}");

    // Its broker ends with it.
    assert!(TcpStream::connect(authority).is_ok());
    drop(serving);
    eventually("the broker's port is free again", || {
        TcpStream::connect(authority).is_err().then_some(())
    });
}

/// The answer to a form for HTTPS authorisation.
fn post(host: &str, form: &str) -> String {
    let mut stream = TcpStream::connect(host).unwrap();
    let request = format!(
        "POST /auth/devicename HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
