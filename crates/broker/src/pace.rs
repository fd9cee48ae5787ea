//! What the two ways of one connection know of each other: when the client was last heard, and
//! whether it reads what it is sent.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::Instant;

/// Bytes that a client may send while it takes none. A client that subscribes to what it
/// publishes and does not read would otherwise fill the memory of the broker behind.
const SLACK: usize = 16 * 1024 * 1024;

/// Shared by both ways.
pub(crate) struct Pace {
    start: Instant,
    last_ms: AtomicU64,
    sent: AtomicUsize,
    writing: Mutex<()>,
    cut: AtomicBool,
}

impl Pace {
    pub(crate) fn new() -> Self {
        Self {
            start: Instant::now(),
            last_ms: AtomicU64::new(0),
            sent: AtomicUsize::new(0),
            writing: Mutex::new(()),
            cut: AtomicBool::new(false),
        }
    }

    /// The client sent whole packets of so many bytes. Waits for it to read, if it is time to.
    pub(crate) async fn heard(&self, bytes: usize) {
        self.last_ms.store(self.now_ms(), Ordering::Relaxed);
        let sent = self.sent.fetch_add(bytes, Ordering::Relaxed);
        if sent.saturating_add(bytes) > SLACK {
            drop(self.writing.lock().await);
            self.sent.store(0, Ordering::Relaxed);
        }
    }

    /// Held while bytes go to the client.
    pub(crate) async fn write(&self) -> MutexGuard<'_, ()> {
        let writing = self.writing.lock().await;
        self.cut.store(true, Ordering::Relaxed);
        writing
    }

    /// Whether bytes went to the client of which nobody knows how many it took: a packet more
    /// would begin in the middle of another.
    pub(crate) fn is_cut(&self) -> bool {
        self.cut.load(Ordering::Relaxed)
    }

    /// The client took what it was sent.
    pub(crate) fn taken(&self) {
        self.cut.store(false, Ordering::Relaxed);
        self.sent.store(0, Ordering::Relaxed);
    }

    /// Milliseconds since the client was last heard.
    pub(crate) fn quiet_ms(&self) -> u64 {
        self.now_ms()
            .saturating_sub(self.last_ms.load(Ordering::Relaxed))
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    #[tokio::test]
    async fn a_write_that_is_given_up_leaves_a_cut() {
        let pace = Pace::new();
        assert!(!pace.is_cut());
        drop(pace.write().await);
        assert!(pace.is_cut());
        drop(pace.write().await);
        pace.taken();
        assert!(!pace.is_cut());
    }

    #[test]
    fn a_client_that_does_not_read_is_not_read() {
        let mut context = Context::from_waker(Waker::noop());
        let pace = Pace::new();
        let mut poll = |bytes| pin!(pace.heard(bytes)).poll(&mut context);
        // Nothing to read for it: no matter how much it sends.
        for _ in 0..3 {
            assert_eq!(poll(SLACK), Poll::Ready(()));
        }
        pace.taken();
        let writing = pace.writing.try_lock().unwrap();
        assert_eq!(poll(SLACK), Poll::Ready(()));
        assert_eq!(poll(1), Poll::Pending);
        drop(writing);
        assert_eq!(poll(1), Poll::Ready(()));
        let _writing = pace.writing.try_lock().unwrap();
        assert_eq!(poll(SLACK), Poll::Ready(()));
        pace.taken();
        assert_eq!(poll(SLACK), Poll::Ready(()));
    }
}
