//! Moments as text, without a clock.

/// Whole milliseconds; formatting a float would cost the page a tenth of its size.
pub fn whole_ms(ms: f64) -> u64 {
    // Clocks give small positive numbers; a cast of anything else ends at a bound.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = ms.round() as u64;
    whole
}

/// A moment as time of day with milliseconds and zone, such as `14:03:07.042 +08:00`.
///
/// `epoch_ms` are milliseconds since 1970, `zone_min` the minutes that local time is ahead of UTC.
pub fn time_of_day(epoch_ms: f64, zone_min: i32) -> String {
    const DAY_MS: f64 = 86_400_000.0;
    let local = epoch_ms.floor() + f64::from(zone_min) * 60_000.0;
    let ms = whole_ms(local.rem_euclid(DAY_MS));
    let (h, m, s) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    let sign = if zone_min < 0 { '-' } else { '+' };
    let zone = zone_min.unsigned_abs();
    format!(
        "{h:02}:{m:02}:{s:02}.{:03} {sign}{:02}:{:02}",
        ms % 1000,
        zone / 60,
        zone % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_times() {
        assert_eq!(time_of_day(0.0, 0), "00:00:00.000 +00:00");
        assert_eq!(time_of_day(1_657_367_540_773.9, 480), "19:52:20.773 +08:00");
        assert_eq!(time_of_day(0.0, -150), "21:30:00.000 -02:30");
    }
}
