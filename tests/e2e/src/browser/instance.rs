//! A driver, the browser that it drives, and the browser's profile.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::Options;
use crate::child::Child;
use crate::folder::Folder;
use crate::http;
use crate::surroundings::{Needed, needed};

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

/// A running browser; ends when dropped.
#[derive(Debug)]
pub(super) struct Instance {
    driver: Child,
    port: u16,
    session: String,
    process: Option<u64>,
    profile: Folder,
}

impl Instance {
    pub(super) fn start(options: &Options) -> Self {
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
        Self {
            driver,
            port,
            session,
            process: answer["value"]["capabilities"]["goog:processID"].as_u64(),
            profile,
        }
    }

    /// The number of the browser's first process.
    pub(super) fn process(&self) -> u64 {
        self.process.expect("the driver told it")
    }

    /// The number of the driver's process.
    pub(super) fn driver(&self) -> u32 {
        self.driver.id()
    }

    pub(super) fn profile(&self) -> &Folder {
        &self.profile
    }

    /// A command of WebDriver.
    pub(super) fn command(
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

    /// Ends the browser in an orderly way; its profile is left.
    pub(super) fn end_and_keep_profile(mut self) -> Folder {
        self.end();
        std::mem::replace(&mut self.profile, Folder::new("profile"))
    }

    fn end(&mut self) {
        let Some(process) = self.process.take() else {
            return;
        };
        let path = format!("/session/{}", self.session);
        // A browser that does not obey is killed, by its number and no other.
        if http::request(self.port, "DELETE", &path, None).is_err() {
            let _ = Command::new("kill")
                .args(["-9", &process.to_string()])
                .stderr(Stdio::null())
                .status();
        }
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        self.end();
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
