//! Timestamps that a device may have signed in place of the one it sent.

/// Constants of SDKs and of the documentation, copied along with the code.
pub(crate) const CONSTANTS: [&str; 10] = [
    "2524608000000",
    "789",
    "132323232",
    "1524448722000",
    "1655717123000",
    "123",
    "1234567890",
    "1501668289957",
    "1",
    "0",
];

/// Salts of a registration (`random`) in the documentation and in samples.
pub(crate) const RANDOMS: [&str; 8] = [
    "567345", "123", "123456", "1234567", "12345678", "1", "0", "random",
];

/// Beside another deviation, as many units to either side.
pub(crate) const NEAR: i64 = 8;

/// Alone: 5 s to either side of a time in ms, or 15 min of one in s.
const FAR_UNITS: i64 = 5_000;
const FAR_SECONDS: i64 = 900;

/// A timestamp as a number of units; `None` for what is no plain decimal number.
pub(crate) fn number(text: &str) -> Option<i64> {
    let plain = !text.is_empty() && text.len() <= 17 && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// The distant values of a numeric timestamp, nearest first, without the near ones.
pub(crate) fn nearby(sent: i64) -> Vec<i64> {
    let mut deltas: Vec<i64> = (NEAR + 1..=FAR_UNITS).collect();
    if sent >= 100_000_000_000 {
        // Whole seconds of a time in ms: a clock that ticks once a second.
        deltas.extend((FAR_UNITS / 1000 + 1..=FAR_SECONDS).map(|seconds| seconds * 1000));
    }
    let both = deltas.into_iter().flat_map(|delta| [delta, -delta]);
    both.filter(|delta| sent + delta >= 0).collect()
}

/// Appends `sent`, shifted, as text.
pub(crate) fn push_shifted(sent: i64, delta: i64, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    // None of `nearby` is below zero.
    let mut rest = (sent + delta).unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}
