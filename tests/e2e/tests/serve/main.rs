//! `cargo xtask serve` as a person meets it whose ports are taken: it says which it uses instead,
//! and the page knows its practice broker. A program of its own, run after the others: it builds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "everything here is a test, its own parts included"
)]

use std::env;
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

    // Its broker ends with it.
    assert!(TcpStream::connect(authority).is_ok());
    drop(serving);
    eventually("the broker's port is free again", || {
        TcpStream::connect(authority).is_err().then_some(())
    });
}
