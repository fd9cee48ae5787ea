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

/// A local moment to the minute with its zone, such as `2026-11-30 14:03 +08:00`.
pub fn local_minute(epoch_ms: f64) -> String {
    let zone = zone_min(epoch_ms);
    let ahead = js_sys::Date::new(&(epoch_ms + f64::from(zone) * 60_000.0).into());
    let iso = String::from(ahead.to_iso_string());
    let sign = if zone < 0 { '-' } else { '+' };
    let zone = zone.unsigned_abs();
    let (date, time) = (iso.get(..10), iso.get(11..16));
    let (date, time) = (date.unwrap_or_default(), time.unwrap_or_default());
    format!("{date} {time} {sign}{:02}:{:02}", zone / 60, zone % 60)
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
