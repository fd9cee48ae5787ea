//! What the broker tells people: one entry per event, handed to a sink that the caller chose.
//!
//! Values from the wire go through [`Mask::show`], which takes secrets out and makes control
//! characters visible. Deliberately without levels and filters: a practice broker says little,
//! and all of it matters.

use connack_signer::Secret;
use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// A login was accepted.
    Connected,
    /// A login was refused with a CONNACK, or a request over HTTP with a code.
    Refused,
    /// A device got an iotId and an iotToken over HTTP.
    Granted,
    /// A device registered and got its secret or token.
    Registered,
    /// Worth knowing, stops nothing.
    Note,
    /// A sub-device came to its gateway, or went.
    SubDevice,
    /// A gateway's request for a sub-device was refused with a code.
    SubDeviceRefused,
    /// A topic filter got SUBACK 0x80, in MQTT 5.0 0x87.
    SubscribeRefused,
    /// A message on a topic of somebody else was dropped.
    PublishRefused,
    /// A message over the platform's limits was dropped.
    PublishDropped,
    /// A newer login of the same identity took the place.
    Evicted,
    /// An accepted connection ended.
    Disconnected,
    /// A connection ended before its login was decided.
    Closed,
}

impl Event {
    /// The word in the log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::Refused => "refused",
            Self::Granted => "granted",
            Self::Registered => "registered",
            Self::Note => "note",
            Self::SubDevice => "sub-device",
            Self::SubDeviceRefused => "sub-device-refused",
            Self::SubscribeRefused => "subscribe-refused",
            Self::PublishRefused => "publish-refused",
            Self::PublishDropped => "publish-dropped",
            Self::Evicted => "evicted",
            Self::Disconnected => "disconnected",
            Self::Closed => "closed",
        }
    }
}

/// One line of the log.
#[derive(Debug, Clone)]
pub struct Entry {
    /// When.
    pub at: SystemTime,
    /// Which connection, counted from 1; 0 for the broker itself.
    pub connection: u64,
    /// What happened.
    pub event: Event,
    /// The finding code, where a cause is named.
    pub code: Option<&'static str>,
    /// Further finding codes.
    pub more_codes: Vec<&'static str>,
    /// One plain sentence.
    pub text: String,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} #{} {}",
            utc(self.at),
            self.connection,
            self.event.word()
        )?;
        if let Some(code) = self.code {
            write!(f, " code={code}")?;
        }
        for code in &self.more_codes {
            write!(f, ",{code}")?;
        }
        write!(f, ": {}", self.text)
    }
}

/// Where entries go. Called in order, from any thread; must not block for long.
pub type Sink = Arc<dyn Fn(&Entry) + Send + Sync>;

/// The sink, with a shorter way to it.
#[derive(Clone)]
pub(crate) struct Log(Sink);

impl Log {
    pub(crate) fn new(sink: Sink) -> Self {
        Self(sink)
    }

    pub(crate) fn tell(&self, connection: u64, event: Event, text: String) {
        self.tell_code(connection, event, None, text);
    }

    pub(crate) fn tell_code(
        &self,
        connection: u64,
        event: Event,
        code: Option<&'static str>,
        text: String,
    ) {
        self.tell_codes(connection, event, code.as_slice(), text);
    }

    pub(crate) fn tell_codes(
        &self,
        connection: u64,
        event: Event,
        codes: &[&'static str],
        text: String,
    ) {
        (self.0)(&Entry {
            at: SystemTime::now(),
            connection,
            event,
            code: codes.first().copied(),
            more_codes: codes.iter().skip(1).copied().collect(),
            text,
        });
    }
}

/// Makes values from the wire fit for the log.
pub(crate) struct Mask<'a> {
    /// Never shown, wherever they turn up: a device that sends its secret as its client id must
    /// not write it into a log that is then shown around.
    secrets: Vec<&'a str>,
}

impl<'a> Mask<'a> {
    /// Shorter secrets cannot be told from ordinary text.
    const MIN_LEN: usize = 4;
    /// Characters of a value that are shown.
    const MAX_CHARS: usize = 200;

    pub(crate) fn new(secrets: impl IntoIterator<Item = &'a Secret>) -> Self {
        Self {
            secrets: secrets.into_iter().map(Secret::expose).collect(),
        }
        .sorted()
    }

    /// The same, and one more.
    pub(crate) fn with(&self, secret: &'a str) -> Self {
        let mut secrets = self.secrets.clone();
        secrets.push(secret);
        Self { secrets }.sorted()
    }

    /// The longest first: a secret that contains another one is taken out whole.
    fn sorted(mut self) -> Self {
        self.secrets.retain(|secret| secret.len() >= Self::MIN_LEN);
        self.secrets
            .sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        self
    }

    /// The value in backquotes, without secrets, control characters escaped, cut when long.
    pub(crate) fn show(&self, value: &str) -> String {
        format!("`{}`", self.within(value))
    }

    /// The same without backquotes: for a sentence that has values in it.
    pub(crate) fn within(&self, value: &str) -> String {
        let mut text = value.to_owned();
        for secret in &self.secrets {
            if text.contains(secret) {
                text = text.replace(secret, "[redacted]");
            }
        }
        let mut shown = String::new();
        for (i, c) in text.chars().enumerate() {
            if i == Self::MAX_CHARS {
                shown.push('…');
                break;
            }
            match c {
                '"' | '\'' => shown.push(c),
                _ => shown.extend(c.escape_debug()),
            }
        }
        shown
    }
}

/// `2026-11-23T08:00:00.123Z`.
fn utc(at: SystemTime) -> String {
    let since = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    let (days, second) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    let (year, month, day) = civil(days);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:03}Z",
        second / 3600,
        second / 60 % 60,
        second % 60,
        since.subsec_millis()
    )
}

/// Days since 1970-01-01 as year, month and day. Years are counted from March, so that the leap
/// day is a year's last one.
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468; // since 0000-03-01
    let (era, in_era) = (days / 146_097, days % 146_097);
    let year = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * in_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let day = in_year - (153 * shifted + 2) / 5 + 1;
    (era * 400 + year + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn times_are_utc() {
        let check = |millis: u64, expected: &str| {
            assert_eq!(utc(UNIX_EPOCH + Duration::from_millis(millis)), expected);
        };
        check(0, "1970-01-01T00:00:00.000Z");
        check(951_782_399_999, "2000-02-28T23:59:59.999Z");
        check(951_782_400_000, "2000-02-29T00:00:00.000Z");
        check(1_795_420_800_123, "2026-11-23T08:00:00.123Z");
        check(4_107_542_400_000, "2100-03-01T00:00:00.000Z");
    }

    #[test]
    fn values_are_made_safe() {
        let secrets = [Secret::new("hush-hush"), Secret::new("x")];
        let mask = Mask::new(&secrets);
        assert_eq!(
            mask.show("a|b\n\u{1b}[31m中文'"),
            "`a|b\\n\\u{1b}[31m中文'`"
        );
        assert_eq!(mask.show("is hush-hush x"), "`is [redacted] x`");
        assert_eq!(
            mask.with("hush").show("hush-hush hush"),
            "`[redacted] [redacted]`"
        );
        assert_eq!(mask.show(&"é".repeat(300)).chars().count(), 203);
    }
}
