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

/// The date of a moment, such as `2026-11-30`; arguments as for [`time_of_day`].
pub fn date(epoch_ms: f64, zone_min: i32) -> String {
    let minutes = whole_ms((epoch_ms / 60_000.0).floor() + f64::from(zone_min));
    // Days since 1970 as a date, in years that begin in March (H. Hinnant, chrono-compatible
    // low-level date algorithms); 719,468 days lie between 0000-03-01 and 1970-01-01.
    let days = minutes / 1440 + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        const DAY: f64 = 86_400_000.0;
        assert_eq!(date(0.0, 0), "1970-01-01");
        assert_eq!(date(1_709_164_800_000.0, 0), "2024-02-29");
        assert_eq!(date(1_709_164_800_000.0 + DAY, 0), "2024-03-01");
        assert_eq!(date(4_107_542_400_000.0, 0), "2100-03-01");
        assert_eq!(date(4_107_542_399_999.0, 0), "2100-02-28");
        assert_eq!(date(1_767_225_599_999.0, 0), "2025-12-31");
        assert_eq!(date(1_767_225_599_999.0, 480), "2026-01-01");
        assert_eq!(date(1_767_225_600_000.0, -1), "2025-12-31");
    }

    #[test]
    fn local_times() {
        assert_eq!(time_of_day(0.0, 0), "00:00:00.000 +00:00");
        assert_eq!(time_of_day(1_657_367_540_773.9, 480), "19:52:20.773 +08:00");
        assert_eq!(time_of_day(0.0, -150), "21:30:00.000 -02:30");
    }
}
