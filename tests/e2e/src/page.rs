//! What a person does with a page and sees of it: opening, typing, pressing, reading, waiting.

use std::time::Duration;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::keys::{DELETE, TAB};
use crate::wait::{PATIENCE, within};

/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
const CONTROL: &str = "\u{e009}";
const RELEASE: &str = "\u{e000}";
/// More than a page has places for the focus.
const MOST_STOPS: usize = 200;

impl Browser {
    /// Opens a URL.
    #[track_caller]
    pub fn open(&self, url: &str) {
        self.command("POST", "url", Some(&json!({ "url": url })));
    }

    /// Loads the page anew.
    #[track_caller]
    pub fn reload(&self) {
        self.command("POST", "refresh", Some(&json!({})));
    }

    /// Runs a script with `arguments` and returns what it returns; a promise is waited for.
    #[track_caller]
    pub fn script(&self, source: &str, arguments: Value) -> Value {
        let body = json!({ "script": source, "args": arguments });
        self.command("POST", "execute/sync", Some(&body))
    }

    /// The result of an expression.
    #[track_caller]
    pub fn read(&self, expression: &str) -> Value {
        self.script(&format!("return ({expression});"), json!([]))
    }

    /// Lays a new tab over the page, which goes on unseen and is still the one that is asked.
    #[track_caller]
    pub fn cover(&self) {
        let tab = self.command("POST", "window/new", Some(&json!({ "type": "tab" })));
        let over = json!({ "targetId": tab["handle"] });
        self.devtools("Target.activateTarget", &over);
    }

    /// Waits for something to be seen; on failure says what is on the page instead.
    #[track_caller]
    pub fn wait<T>(&self, what: &str, look: impl FnMut() -> Option<T>) -> T {
        self.wait_for(PATIENCE, what, look)
    }

    /// The same, for what takes its time.
    #[track_caller]
    pub fn wait_for<T>(
        &self,
        patience: Duration,
        what: &str,
        look: impl FnMut() -> Option<T>,
    ) -> T {
        match within(patience, look) {
            Some(found) => found,
            None => panic!(
                "not within {} s: {what}\n{}",
                patience.as_secs(),
                self.situation()
            ),
        }
    }

    /// Waits until an element is on the page.
    #[track_caller]
    pub fn appears(&self, css: &str) {
        self.wait(css, || self.exists(css).then_some(()));
    }

    /// Waits until an element is no longer on the page.
    #[track_caller]
    pub fn disappears(&self, css: &str) {
        self.wait(&format!("no {css}"), || (!self.exists(css)).then_some(()));
    }

    /// Waits until an element's text is `expected`.
    #[track_caller]
    pub fn shows(&self, css: &str, expected: &str) {
        self.wait(&format!("{css} shows {expected:?}"), || {
            (self.text(css)? == expected).then_some(())
        });
    }

    /// Waits for the connection to be in a phase.
    #[track_caller]
    pub fn phase(&self, name: &str) {
        self.appears(&format!("#phase[data-phase='{name}']"));
    }

    /// Whether an element is on the page.
    #[track_caller]
    pub fn exists(&self, css: &str) -> bool {
        self.script(
            "return document.querySelector(arguments[0]) !== null;",
            json!([css]),
        ) == true
    }

    /// The text of an element, exactly; `None` without the element.
    #[track_caller]
    pub fn text(&self, css: &str) -> Option<String> {
        let source = "return document.querySelector(arguments[0])?.textContent ?? null;";
        self.script(source, json!([css]))
            .as_str()
            .map(str::to_owned)
    }

    /// The texts of all such elements.
    #[track_caller]
    pub fn texts(&self, css: &str) -> Vec<String> {
        let source = "return [...document.querySelectorAll(arguments[0])].map((found) => found.textContent);";
        let texts = self.script(source, json!([css]));
        let texts = texts.as_array().expect("a list").iter();
        texts
            .map(|text| text.as_str().expect("a text").to_owned())
            .collect()
    }

    /// An attribute of an element; `None` without either.
    #[track_caller]
    pub fn attribute(&self, css: &str, name: &str) -> Option<String> {
        let source =
            "return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? null;";
        self.script(source, json!([css, name]))
            .as_str()
            .map(str::to_owned)
    }

    /// What stands in a field.
    #[track_caller]
    pub fn value(&self, id: &str) -> String {
        let value = self.script(
            "return document.getElementById(arguments[0]).value;",
            json!([id]),
        );
        value.as_str().expect("a value").to_owned()
    }

    /// Presses an element as soon as that is possible.
    #[track_caller]
    pub fn click(&self, css: &str) {
        let mut last = String::new();
        let pressed = within(PATIENCE, || {
            let disabled = "return document.querySelector(arguments[0])?.disabled ?? false;";
            if self.script(disabled, json!([css])) == true {
                last = "it is disabled".into();
                return None;
            }
            let result = self.element(css).and_then(|element| {
                self.try_command(
                    "POST",
                    &format!("element/{element}/click"),
                    Some(&json!({})),
                )
            });
            result.map_err(|error| last = error).ok()
        });
        if pressed.is_none() {
            panic!("cannot press {css}: {last}\n{}", self.situation());
        }
    }

    /// Types into a field, in place of what stands there, as an input method does: all at once. Key
    /// by key takes a browser a hundred times as long.
    #[track_caller]
    pub fn type_into(&self, id: &str, text: &str) {
        self.type_at_end(id, &format!("{CONTROL}a{RELEASE}"));
        if text.is_empty() {
            self.press(DELETE);
        } else {
            self.devtools("Input.insertText", &json!({ "text": text }));
        }
    }

    /// Types into a field, key by key, after what stands there.
    #[track_caller]
    pub fn type_at_end(&self, id: &str, text: &str) {
        let css = format!("#{id}");
        self.appears(&css);
        let element = self.element(&css).unwrap_or_else(|error| panic!("{error}"));
        let body = json!({ "text": text });
        self.command("POST", &format!("element/{element}/value"), Some(&body));
    }

    /// Puts a text into a field at once, as a paste does: for what takes too long to type, and for
    /// what no keyboard types.
    #[track_caller]
    pub fn set(&self, id: &str, text: &str) {
        self.appears(&format!("#{id}"));
        self.script(SET, json!([id, text]));
    }

    /// Chooses an option by its value.
    #[track_caller]
    pub fn choose(&self, id: &str, value: &str) {
        self.click(&format!("#{id} option[value='{value}']"));
    }

    /// Presses the tabulator key wherever the focus is.
    #[track_caller]
    pub fn press_tab(&self) {
        self.press(TAB);
    }

    /// Presses a key wherever the focus is: a character, or WebDriver's name for another key.
    #[track_caller]
    pub fn press(&self, key: &str) {
        let body = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": [
            { "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }
        ] }] });
        self.command("POST", "actions", Some(&body));
    }

    /// Presses a key while Ctrl is held.
    #[track_caller]
    pub fn press_with_ctrl(&self, key: &str) {
        let body = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": [
            { "type": "keyDown", "value": CONTROL },
            { "type": "keyDown", "value": key }, { "type": "keyUp", "value": key },
            { "type": "keyUp", "value": CONTROL }
        ] }] });
        self.command("POST", "actions", Some(&body));
    }

    /// Types a text key by key wherever the focus is, in place of what stands there.
    #[track_caller]
    pub fn type_here(&self, text: &str) {
        self.press_with_ctrl("a");
        for key in text.chars() {
            self.press(&key.to_string());
        }
    }

    /// Goes by the tabulator key until an element has the focus, at most once round the page.
    #[track_caller]
    pub fn tab_to(&self, css: &str) {
        let has_focus = "return document.activeElement.matches(arguments[0]);";
        for _ in 0..MOST_STOPS {
            if self.script(has_focus, json!([css])) == true {
                return;
            }
            self.press_tab();
        }
        panic!(
            "the tabulator key does not reach {css}\n{}",
            self.situation()
        );
    }

    #[track_caller]
    fn element(&self, css: &str) -> Result<String, String> {
        let body = json!({ "using": "css selector", "value": css });
        let found = self.try_command("POST", "element", Some(&body))?;
        Ok(found[ELEMENT].as_str().expect("an element").to_owned())
    }

    /// Where the page stands, for the report of a failure.
    pub fn situation(&self) -> String {
        let source = "
            const text = (css) => document.querySelector(css)?.textContent;
            return [
                location.href,
                `phase: ${document.querySelector('#phase')?.dataset.phase}`,
                ...[...document.querySelectorAll('#timeline > li')].map((item) => item.textContent),
                `messages: ${document.querySelector('#messages')?.dataset.received}`,
                `notices: ${[...document.querySelectorAll('.notice')].map((notice) => notice.textContent).join(' / ')}`,
                `report: ${text('#report:not([hidden])')} ${text('#boot-failed:not([hidden])')}`,
            ].join('\\n');";
        let body = json!({ "script": source, "args": [] });
        let page = self.try_command("POST", "execute/sync", Some(&body));
        let page = match &page {
            Ok(page) => page.as_str().unwrap_or_default(),
            Err(error) => error,
        };
        let body = json!({ "type": "browser" });
        let console = self.try_command("POST", "se/log", Some(&body));
        format!("{page}\nconsole: {}", console.unwrap_or_default())
    }
}

/// Sets a field's value past the framework's own bookkeeping, then tells it.
const SET: &str = "
    const field = document.getElementById(arguments[0]);
    const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(field, arguments[1]);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));";
