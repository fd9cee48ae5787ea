//! A browser over W3C WebDriver, with a profile of its own.

use std::thread;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

mod instance;
mod spare;

use crate::folder::Folder;
use instance::Instance;

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

/// A browser; when dropped it ends, or waits for another test.
#[derive(Debug)]
pub struct Browser {
    /// There until it is dropped.
    instance: Option<Instance>,
    /// Whether another test may have it.
    shared: bool,
}

impl Browser {
    /// One as most tests want it. It may have served another test, of which nothing is left.
    pub fn start() -> Self {
        let spare = spare::take();
        let instance = spare.unwrap_or_else(|| Instance::start(&Options::default()));
        Self::with(instance, true, &Options::default())
    }

    /// Starts one for this test alone.
    pub fn start_with(options: &Options) -> Self {
        Self::with(Instance::start(options), false, options)
    }

    fn with(instance: Instance, shared: bool, options: &Options) -> Self {
        let browser = Self {
            instance: Some(instance),
            shared,
        };
        browser.resize(options.size);
        browser
    }

    fn instance(&self) -> &Instance {
        self.instance.as_ref().expect("not dropped")
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
        self.instance().process()
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
        self.instance().command(method, path, body)
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
        let instance = self.instance.take().expect("not dropped");
        instance.end_and_keep_profile()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // What a failed test leaves behind is nothing to go on with.
        if let Some(instance) = self.instance.take()
            && self.shared
            && !thread::panicking()
        {
            spare::keep(instance);
        }
    }
}
