//! Times as RFC 3339 writes them, with milliseconds and the zone: both ways. There is no clock and
//! no table of zones here: the offset is given.

use std::fmt::Write;

const DAY_MS: i64 = 86_400_000;
const MINUTE_MS: i64 = 60_000;
/// 0000-01-01 and the last ms of 9999, in UTC with a day to spare for any zone.
const RANGE: (i64, i64) = (-62_167_132_800_000, 253_402_214_399_999);
/// The largest offset that can be written.
const ZONE_MAX: i16 = 24 * 60 - 1;

/// The nearest whole ms; 0 for what is no number.
pub(crate) fn whole_ms(ms: f64) -> i64 {
    // The cast saturates, and takes NaN to 0.
    ms.round() as i64
}

/// Writes `2026-11-23T14:00:00.000+08:00`. Times outside the years 0 to 9999 are written as the
/// first or last that can be.
pub(crate) fn push_rfc3339(out: &mut String, epoch_ms: f64, zone_minutes: i16) {
    let zone = zone_minutes.clamp(-ZONE_MAX, ZONE_MAX);
    let utc_ms = whole_ms(epoch_ms).clamp(RANGE.0, RANGE.1);
    let local_ms = utc_ms + i64::from(zone) * MINUTE_MS;
    let (year, month, day) = civil(local_ms.div_euclid(DAY_MS));
    let ms = local_ms.rem_euclid(DAY_MS);
    let (seconds, ms) = (ms / 1000, ms % 1000);
    let (minutes, second) = (seconds / 60, seconds % 60);
    let (hour, minute) = (minutes / 60, minutes % 60);
    let sign = if zone < 0 { '-' } else { '+' };
    let (zone_hour, zone_minute) = (zone.abs() / 60, zone.abs() % 60);
    // Writing into a String cannot fail.
    let _ = write!(
        out,
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}{sign}{zone_hour:02}:{zone_minute:02}"
    );
}

/// Reads what [`push_rfc3339`] writes: ms since 1970, minutes east of UTC.
pub(crate) fn parse_rfc3339(text: &str) -> Option<(f64, i16)> {
    let shape = "0000-00-00T00:00:00.000+00:00";
    let fits = text.len() == shape.len()
        && text
            .bytes()
            .zip(shape.bytes())
            .all(|(found, wanted)| match wanted {
                b'0' => found.is_ascii_digit(),
                b'+' => found == b'+' || found == b'-',
                other => found == other,
            });
    if !fits {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute) = (number(11, 13)?, number(14, 16)?);
    let (second, ms) = (number(17, 19)?, number(20, 23)?);
    let (zone_hour, zone_minute) = (number(24, 26)?, number(27, 29)?);
    let days = days_from_civil(year, month, day);
    if civil(days) != (year, month, day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    if zone_hour > 23 || zone_minute > 59 {
        return None;
    }
    let zone = zone_hour * 60 + zone_minute;
    let zone = if text.get(23..24) == Some("-") {
        -zone
    } else {
        zone
    };
    let local_ms = days * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
    Some(((local_ms - zone * MINUTE_MS) as f64, zone as i16))
}

/// Year, month and day of a day since 1970-01-01, in the Gregorian calendar. Years begin in March
/// within, so that a leap day is a year's last.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let march_month = (month + 9) % 12;
    let day_of_year = (153 * march_month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(epoch_ms: f64, zone: i16, text: &str) {
        let mut out = String::new();
        push_rfc3339(&mut out, epoch_ms, zone);
        assert_eq!(out, text);
        assert_eq!(parse_rfc3339(text), Some((epoch_ms.round(), zone)));
    }

    // Compared with `date -u -d @…`.
    #[test]
    fn times_are_written_with_ms_and_zone_and_read_again() {
        check(0.0, 0, "1970-01-01T00:00:00.000+00:00");
        check(1_795_413_600_000.0, 480, "2026-11-23T14:00:00.000+08:00");
        check(1_795_413_600_000.4, -210, "2026-11-23T02:30:00.000-03:30");
        check(951_782_400_001.0, 0, "2000-02-29T00:00:00.001+00:00");
        check(-1.0, 0, "1969-12-31T23:59:59.999+00:00");
        check(4_107_542_400_000.0, 0, "2100-03-01T00:00:00.000+00:00");
    }

    #[test]
    fn no_time_breaks_the_shape() {
        for epoch_ms in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300] {
            for zone in [i16::MIN, 0, i16::MAX] {
                let mut out = String::new();
                push_rfc3339(&mut out, epoch_ms, zone);
                assert!(parse_rfc3339(&out).is_some(), "{out}");
            }
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "2026-11-23T14:00:00.000Z",
            "2026-11-23 14:00:00.000+08:00",
            "2026-02-29T14:00:00.000+08:00",
            "2026-13-01T14:00:00.000+08:00",
            "2026-11-23T24:00:00.000+08:00",
            "2026-11-23T14:00:00.000+08:60",
            "2026-11-23T14:00:00.000+08:00x",
            "２-11-23T14:00:00.000+08:00",
        ] {
            assert_eq!(parse_rfc3339(text), None, "{text}");
        }
    }
}
