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
