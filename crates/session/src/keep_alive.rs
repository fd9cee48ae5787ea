//! When PINGREQ is due, and when its answer is overdue.
//!
//! How late a timer may be: PINGREQ is due 0.9 keep-alives after the last packet that was sent,
//! and a broker cuts after 1.5 (MQTT 3.1.1, 3.1.2.10). So a timer may ring 0.6 keep-alives late: 36 s
//! with 60 s, 18 s with the platform's least of 30 s. Browsers delay the timers of a hidden page by
//! up to a second, after five minutes by up to a minute, which is too late for any keep-alive under
//! 100 s; those of a worker they do not delay. So a session belongs into a worker.

/// A timer later than this has stood still with everything else (a busy or suspended machine):
/// what came in the meantime has not been read yet and is given a moment.
const LATE_MS: f64 = 1_000.0;

/// The timers of one network connection.
pub(crate) struct KeepAlive {
    every_ms: Option<f64>,
    ping_at: Option<f64>,
    timeout_ms: f64,
    pingresp_by: Option<f64>,
}

/// What the time asks for.
pub(crate) enum Due {
    Nothing,
    Ping,
    Lost,
}

impl KeepAlive {
    pub(crate) fn new(pingresp_timeout_ms: u32) -> Self {
        Self {
            every_ms: None,
            ping_at: None,
            timeout_ms: pingresp_timeout_ms.into(),
            pingresp_by: None,
        }
    }

    /// CONNACK came. 0 seconds: no keep-alive.
    pub(crate) fn start(&mut self, now_ms: f64, keep_alive_s: u16) {
        // A tenth early: a timer is never on time, and the broker counts from its last packet.
        self.every_ms = (keep_alive_s > 0).then_some(f64::from(keep_alive_s) * 900.0);
        self.sent(now_ms);
    }

    /// A packet was sent, of whatever kind.
    pub(crate) fn sent(&mut self, now_ms: f64) {
        self.ping_at = self.every_ms.map(|every| now_ms + every);
    }

    /// Bytes went either way: PINGREQ or its answer may be stuck behind them, so the wait for it
    /// begins anew.
    pub(crate) fn moved(&mut self, now_ms: f64) {
        if let Some(by) = &mut self.pingresp_by {
            *by = by.max(now_ms + self.timeout_ms);
        }
    }

    pub(crate) fn pingresp(&mut self) {
        self.pingresp_by = None;
    }

    pub(crate) fn deadline(&self) -> Option<f64> {
        match (self.ping_at, self.pingresp_by) {
            (Some(ping), Some(pong)) => Some(ping.min(pong)),
            (ping, pong) => ping.or(pong),
        }
    }

    /// What is due. The first PINGREQ without an answer counts: with a keep-alive shorter than the
    /// time-out, each further one would put the end off for ever.
    pub(crate) fn due(&mut self, now_ms: f64) -> Due {
        if let Some(by) = self.pingresp_by.filter(|by| *by <= now_ms) {
            if now_ms - by <= LATE_MS {
                return Due::Lost;
            }
            self.pingresp_by = Some(now_ms + LATE_MS);
        }
        if self.ping_at.is_some_and(|at| at <= now_ms) {
            self.sent(now_ms);
            self.pingresp_by.get_or_insert(now_ms + self.timeout_ms);
            return Due::Ping;
        }
        Due::Nothing
    }
}
