//! A browser session over W3C WebDriver: a driver, a browser and a profile of its own.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::child::Child;
use crate::folder::Folder;
use crate::http;
use crate::surroundings::{Needed, needed};

/// How a browser is started.
#[derive(Debug, Clone)]
pub struct Options {
    /// Width and height of the page, in CSS pixels.
    pub size: (u32, u32),
    /// Write down everything that touches the network.
    pub net_log: bool,
    /// Take a certificate for which nobody vouches.
    pub any_certificate: bool,
    /// Slow a hidden page down as it is for readers; the driver has that switched off.
    pub slow_when_hidden: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            size: (1440, 900),
            net_log: false,
            any_certificate: false,
            slow_when_hidden: false,
        }
    }
}

/// ChromeDriver and its port.
fn start_driver() -> (Child, u16) {
    loop {
        let driver = Child::start(Command::new(needed(Needed::Chromedriver)).arg("--port=0"));
        let port = driver.line("its port", |line| {
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                return Some(port.trim_end_matches('.').parse().ok());
            }
            // It takes a free IPv6 port, and gives up when that is not free for IPv4 too.
            line.contains("IPv4 port not available").then_some(None)
        });
        if let Some(port) = port {
            return (driver, port);
        }
    }
}

/// A browser; ends when dropped.
#[derive(Debug)]
pub struct Browser {
    _driver: Child,
    port: u16,
    session: String,
    process: Option<u64>,
    profile: Folder,
}

impl Browser {
    /// Starts one as most tests want it.
    pub fn start() -> Self {
        Self::start_with(&Options::default())
    }

    /// Starts one.
    pub fn start_with(options: &Options) -> Self {
        let (driver, port) = start_driver();
        let profile = Folder::new("profile");
        let answer = http::request(
            port,
            "POST",
            "/session",
            Some(&capabilities(options, &profile)),
        )
        .unwrap_or_else(|error| panic!("{error}\n{}", driver.output().join("\n")));
        let session = answer["value"]["sessionId"].as_str();
        let session = session
            .unwrap_or_else(|| panic!("no browser: {answer}"))
            .to_owned();
        let browser = Self {
            _driver: driver,
            port,
            session,
            process: answer["value"]["capabilities"]["goog:processID"].as_u64(),
            profile,
        };
        browser.resize(options.size);
        browser
    }

    /// Makes the page this large, whatever the window's own frame takes; a narrow one is a
    /// telephone's, whose scroll bars take no room.
    pub fn resize(&self, (width, height): (u32, u32)) {
        let telephone = width < 500;
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            &json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": telephone }),
        );
    }

    /// The whole page as PNG, beyond the window too.
    pub fn picture(&self) -> Vec<u8> {
        let answer = self.devtools(
            "Page.captureScreenshot",
            &json!({ "format": "png", "captureBeyondViewport": true }),
        );
        STANDARD
            .decode(answer["data"].as_str().expect("a picture"))
            .expect("base64")
    }

    /// A command of the browser's own protocol, for what WebDriver has no word for.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.command("POST", "goog/cdp/execute", Some(&body))
    }

    /// The number of the browser's first process.
    pub(crate) fn process(&self) -> u64 {
        self.process.expect("the driver told it")
    }

    /// A command of WebDriver; panics with the driver's words when it fails.
    #[track_caller]
    pub(crate) fn command(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        match self.try_command(method, path, body) {
            Ok(value) => value,
            Err(error) => panic!("{error}"),
        }
    }

    /// The same, for what may fail while the page is changing.
    pub(crate) fn try_command(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, String> {
        let path = format!("/session/{}/{path}", self.session);
        let mut answer = http::request(self.port, method, &path, body)?;
        let value = answer["value"].take();
        match value["error"].as_str() {
            Some(error) => Err(format!(
                "{method} {path}: {error}: {}",
                value["message"].as_str().unwrap_or_default()
            )),
            None => Ok(value),
        }
    }

    /// What the console holds that was not asked for yet, each entry as text.
    pub fn console(&self) -> Vec<String> {
        let entries = self.command("POST", "se/log", Some(&json!({ "type": "browser" })));
        let entries = entries.as_array().expect("a list");
        entries.iter().map(Value::to_string).collect()
    }

    /// The same without what readers see only when they ask for it: Chromium recommends a form
    /// round every password field, for the password managers that this page keeps away.
    pub fn console_of_readers(&self) -> Vec<String> {
        let mut entries = self.console();
        entries
            .retain(|entry| !(entry.contains("\"DEBUG\"") && entry.contains("\"recommendation\"")));
        entries
    }

    /// Ends the browser in an orderly way; its profile is what it leaves on the disk, with
    /// `net-log.json` in it when that was asked for.
    pub fn end_and_keep_profile(mut self) -> Folder {
        self.end();
        std::mem::replace(&mut self.profile, Folder::new("profile"))
    }

    fn end(&mut self) {
        let path = format!("/session/{}", self.session);
        let ended = http::request(self.port, "DELETE", &path, None);
        // A browser that does not obey is killed, by its number and no other.
        if let (Err(_), Some(process)) = (ended, self.process.take()) {
            let _ = Command::new("kill")
                .args(["-9", &process.to_string()])
                .stderr(Stdio::null())
                .status();
        }
        self.process = None;
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if self.process.is_some() {
            self.end();
        }
    }
}

fn net_log(profile: &Folder) -> PathBuf {
    profile.path().join("net-log.json")
}

fn capabilities(options: &Options, profile: &Folder) -> Value {
    let (width, height) = options.size;
    let mut arguments = vec![
        "--headless=new".to_owned(),
        "--no-sandbox".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--no-first-run".to_owned(),
        format!("--user-data-dir={}", profile.path().display()),
        format!("--window-size={width},{height}"),
    ];
    if options.net_log {
        arguments.push(format!("--log-net-log={}", net_log(profile).display()));
        // Chromium asks a service of its own how to fill in any page with fields; no page can say
        // no, and it would be told apart from the page's own requests by its address alone.
        arguments.push("--disable-features=AutofillServerCommunication".to_owned());
    }
    let excluded: &[&str] = if options.slow_when_hidden {
        &[
            "disable-background-timer-throttling",
            "disable-backgrounding-occluded-windows",
            "disable-renderer-backgrounding",
        ]
    } else {
        &[]
    };
    json!({ "capabilities": { "alwaysMatch": {
        "acceptInsecureCerts": options.any_certificate,
        "goog:chromeOptions": { "binary": needed(Needed::Chromium), "args": arguments, "excludeSwitches": excluded },
        "goog:loggingPrefs": { "browser": "ALL" },
        "timeouts": { "script": 60_000, "pageLoad": 60_000 }
    } } })
}
