//! Sixteen connections at once against the practice broker: nothing is lost, nothing freezes.
//!
//! Each is a session worker as the page starts one, in one page; what the workers say goes through
//! the page's main thread and is read here, since the page itself has room for one connection.

use std::thread;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use connack_e2e::{
    Browser, Folder, PATIENCE, Practice, Publisher, Site, flow, full, python, within,
};
use connack_protocol::{
    Connect, Event, FromSession, Look, Password, Phase, Qos, Retry, ToSession, Version, decode,
    encode,
};
use serde_json::json;

use crate::alone;

const CONNECTIONS: usize = 16;
const PER_SECOND: u64 = 50;
const PRODUCT_KEY: &str = "a1Sixteen00";
/// How often the workers' words are fetched.
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

/// The first byte of a [`FromSession::Seen`]: the number of the variant.
const SEEN: u8 = 2;

/// Starts the workers as the page does. What they say is kept as Base64: everything but what they
/// show, of which the newest counts; its kind is the first byte.
const START: &str = "
    const [count, seenKind] = arguments;
    const meta = document.querySelector('meta[name=connack-worker-session]');
    const source = `import start from '${new URL(meta.content, document.baseURI)}'; await start();`;
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const text = (bytes) => btoa(String.fromCharCode(...bytes));
    window.workers = Array.from({ length: count }, () => {
        const one = { worker: new Worker(url, { type: 'module' }), said: [], seen: null };
        one.worker.onmessage = ({ data }) => {
            const bytes = new Uint8Array(data);
            if (bytes[0] === seenKind) one.seen = bytes; else one.said.push(text(bytes));
        };
        return one;
    });
    window.ask = (number, request) => {
        const bytes = Uint8Array.from(atob(request), (digit) => digit.charCodeAt(0));
        workers[number].worker.postMessage(bytes.buffer, [bytes.buffer]);
    };
    window.hear = () => workers.map((one) => [
        ...one.said.splice(0), ...(one.seen ? [text(one.seen)] : [])
    ]);";

/// What is known of one connection.
#[derive(Debug, Clone, Default)]
struct Known {
    ready: bool,
    online: bool,
    granted: bool,
    received: u64,
    /// Received as the timeline counts it, which is another way to the page.
    in_timeline: u64,
    /// Anything that does not happen to a healthy connection.
    odd: Vec<String>,
}

#[test]
fn sixteen_connections_lose_nothing_and_freeze_nothing() {
    let _alone = alone();
    let seconds = if full() { 600 } else { 5 };
    let folder = Folder::new("devices");
    let devices: Vec<_> = (0..CONNECTIONS)
        .map(|number| {
            json!({
                "product_key": PRODUCT_KEY, "device_name": name(number), "device_secret": name(number)
            })
        })
        .collect();
    let devices = folder.write("devices.json", &json!(devices).to_string());
    let practice = Practice::start_with(&["--devices", devices.to_str().unwrap()]);
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "about");
    browser.script(START, json!([CONNECTIONS, SEEN]));
    let mut known = vec![Known::default(); CONNECTIONS];
    all(&browser, &mut known, "ready", |one| one.ready);
    for number in 0..CONNECTIONS {
        ask(
            &browser,
            number,
            &ToSession::Connect(Box::new(connect(number, &practice))),
        );
        let look = Look {
            rows: 80,
            ..Look::default()
        };
        ask(&browser, number, &ToSession::Look(Box::new(look)));
    }
    all(&browser, &mut known, "online", |one| one.online);
    for number in 0..CONNECTIONS {
        let (topic, qos) = (topic(number), Qos::AtMostOnce);
        ask(&browser, number, &ToSession::Subscribe { topic, qos });
    }
    all(&browser, &mut known, "granted", |one| one.granted);
    browser.watch_long_tasks();

    let port = practice.mqtt_port;
    let publisher = thread::spawn(move || publish(port, seconds));
    let mut long_tasks = Vec::new();
    let start = Instant::now();
    let expected = seconds * PER_SECOND;
    while !publisher.is_finished() {
        hear(&browser, &mut known);
        long_tasks.extend(browser.long_tasks());
        thread::sleep(BETWEEN_LOOKS);
    }
    publisher.join().unwrap();
    all(&browser, &mut known, "everything", |one| {
        one.received >= expected && one.in_timeline >= expected
    });
    long_tasks.extend(browser.long_tasks());
    println!(
        "{CONNECTIONS} connections, {expected} messages each in {:.0} s; tasks over 50 ms: {long_tasks:?}",
        start.elapsed().as_secs_f64()
    );
    for one in &known {
        assert_eq!((one.received, one.in_timeline), (expected, expected));
        assert!(one.odd.is_empty(), "{:?}", one.odd);
    }
    assert!(long_tasks.is_empty(), "{long_tasks:?}");
}

/// As the cloud: to every device so many messages a second.
fn publish(port: u16, seconds: u64) {
    let mut publisher = Publisher::log_in(port, "cloud", "platform", Practice::PLATFORM_PASSWORD);
    let start = Instant::now();
    for number in 0..seconds * PER_SECOND {
        let due = start + Duration::from_millis(number * 1_000 / PER_SECOND);
        thread::sleep(due.saturating_duration_since(Instant::now()));
        for device in 0..CONNECTIONS {
            let payload = format!("{{\"number\":{number:.<180}}}");
            publisher.at_once(&topic(device), [payload.into_bytes()]);
        }
    }
}

/// Waits until this is so of all connections.
#[track_caller]
fn all(browser: &Browser, known: &mut [Known], what: &str, so: impl Fn(&Known) -> bool) {
    let mut last = String::new();
    let found = within(PATIENCE, || {
        hear(browser, known);
        last = format!("{known:?}");
        known.iter().all(&so).then_some(())
    });
    assert!(found.is_some(), "not {what}: {last}");
}

fn ask(browser: &Browser, number: usize, request: &ToSession) {
    let request = STANDARD.encode(encode(request));
    browser.script("ask(...arguments);", json!([number, request]));
}

/// Takes in what the workers have said.
fn hear(browser: &Browser, known: &mut [Known]) {
    let said = browser.read("hear()");
    for (one, said) in known.iter_mut().zip(said.as_array().unwrap()) {
        for said in said.as_array().unwrap() {
            let bytes = STANDARD.decode(said.as_str().unwrap()).unwrap();
            match decode(&bytes).unwrap() {
                FromSession::Ready => one.ready = true,
                FromSession::Seen(seen) => one.received = seen.counters.received,
                FromSession::Entries(entries) => {
                    entries.into_iter().for_each(|entry| one.take(entry.event));
                }
                // The clocks of a machine that is busy may part; nothing here goes by them.
                FromSession::Zero { .. } => {}
                odd @ (FromSession::Told(_)
                | FromSession::Heard(_)
                | FromSession::File { .. }
                | FromSession::Opened(_)
                | FromSession::Probed { .. }
                | FromSession::Panicked { .. }) => one.odd.push(format!("{odd:?}")),
            }
        }
    }
}

impl Known {
    fn take(&mut self, event: Event) {
        if let Event::Received(run) = event {
            self.in_timeline += run.count;
        }
        self.online |= event == Event::Phase(Phase::Online);
        self.granted |= matches!(event, Event::Suback { .. });
        if matches!(event, Event::SocketClosed { .. }) {
            self.odd.push(format!("{event:?}"));
        }
    }
}

fn connect(number: usize, practice: &Practice) -> Connect {
    let name = name(number);
    let client_id = format!("{PRODUCT_KEY}.{name}");
    let pairs = [
        ("clientId", &*client_id),
        ("deviceName", &*name),
        ("productKey", PRODUCT_KEY),
    ];
    Connect {
        url: practice.websocket_url.clone(),
        version: Version::V3_1_1,
        mqtt_client_id: format!("{client_id}|securemode=3,signmethod=hmacsha256|"),
        username: format!("{name}&{PRODUCT_KEY}"),
        password: Password(python::password("hmacsha256", &name, &pairs)),
        keep_alive_s: 60,
        clean_session: true,
        will: None,
        connack_timeout_ms: 10_000,
        retry: Retry::Never,
        max_per_minute: None,
    }
}

fn name(number: usize) -> String {
    format!("device_{number:02}")
}

fn topic(number: usize) -> String {
    format!("/{PRODUCT_KEY}/{}/user/get", name(number))
}
