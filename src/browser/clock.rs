//! The clock of this machine.

/// Milliseconds since 1970.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// How far local time is ahead of UTC at a moment, in minutes.
pub fn zone_min(epoch_ms: f64) -> i32 {
    // JavaScript counts the other way round. Whole minutes fit easily.
    #[allow(clippy::cast_possible_truncation)]
    let behind = js_sys::Date::new(&epoch_ms.into()).get_timezone_offset() as i32;
    -behind
}

/// A local moment for the name of a file, such as `2026-11-23-140307`.
pub fn file_stamp(epoch_ms: f64) -> String {
    let date = js_sys::Date::new(&epoch_ms.into());
    format!(
        "{}-{:02}-{:02}-{:02}{:02}{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes(),
        date.get_seconds()
    )
}

/// A number as the browser spells it, the shortest that is read as the same: a writer of our own
/// would cost the module ten kilobytes.
pub fn number_text(value: f64) -> String {
    let text = js_sys::Number::from(value).to_string_with_radix(10);
    text.map(String::from).unwrap_or_default()
}
