//! A panic, told to the boot script, which shows it without this module: after a panic no more of
//! it may run.

use crate::browser::document;
use crate::text::Language;
use std::fmt::Write as _;
use std::panic::PanicHookInfo;
use web_sys::{CustomEvent, CustomEventInit, window};

/// Reports panics as an event of the window in place of the console: a panic message may hold
/// what was typed.
pub fn install() {
    std::panic::set_hook(Box::new(|info| report(&text(info))));
}

fn text(info: &PanicHookInfo<'_>) -> [String; 4] {
    let language = document::language().and_then(|tag| Language::from_tag(&tag));
    let frame = language.unwrap_or_default().text().frame;
    // A literal message is part of the program; a formatted one may quote data.
    let message = info.payload().downcast_ref::<&'static str>();
    let mut report = String::new();
    let _ = writeln!(
        report,
        "connack {}",
        document::meta("connack-build").unwrap_or_default()
    );
    if let Some(place) = info.location() {
        let _ = writeln!(
            report,
            "{}:{}:{}",
            place.file(),
            place.line(),
            place.column()
        );
    }
    let _ = writeln!(report, "{}", message.unwrap_or(&frame.panic_withheld));
    let _ = writeln!(report, "{}", document::user_agent());
    [frame.panic_title, frame.panic_body, &report, frame.copy].map(String::from)
}

/// Hands title, explanation, report and the copy button's label over.
pub fn report(parts: &[String; 4]) {
    let detail: js_sys::Array = parts.iter().map(wasm_bindgen::JsValue::from).collect();
    let init = CustomEventInit::new();
    init.set_detail(&detail);
    let event = CustomEvent::new_with_event_init_dict("connack-panic", &init);
    if let (Some(window), Ok(event)) = (window(), event) {
        let _ = window.dispatch_event(&event);
    }
}
