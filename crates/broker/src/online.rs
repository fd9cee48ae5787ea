//! Which connection holds which device: one per identity, the newer evicts the older.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// The places, by device number.
#[derive(Default)]
pub(crate) struct Online(Mutex<HashMap<usize, Seat>>);

struct Seat {
    connection: u64,
    evict: oneshot::Sender<u64>,
}

impl Online {
    /// Takes the device's place. The receiver yields the number of the connection that takes it
    /// over later.
    pub(crate) fn take(&self, device: usize, connection: u64) -> oneshot::Receiver<u64> {
        let (evict, evicted) = oneshot::channel();
        let older = self.seats().insert(device, Seat { connection, evict });
        if let Some(older) = older {
            // An older connection that is ending by itself no longer listens.
            let _ = older.evict.send(connection);
        }
        evicted
    }

    /// Gives the place up, if it is still this connection's.
    pub(crate) fn leave(&self, device: usize, connection: u64) {
        let mut seats = self.seats();
        if seats
            .get(&device)
            .is_some_and(|seat| seat.connection == connection)
        {
            seats.remove(&device);
        }
    }

    /// The connection that holds the device; 0 for none.
    pub(crate) fn connection_of(&self, device: usize) -> u64 {
        self.seats()
            .get(&device)
            .map(|seat| seat.connection)
            .unwrap_or_default()
    }

    fn seats(&self) -> MutexGuard<'_, HashMap<usize, Seat>> {
        // Nothing can be half done while the lock is held.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newer_evicts_the_older() {
        let online = Online::default();
        let mut first = online.take(0, 1);
        let mut other = online.take(1, 2);
        let mut second = online.take(0, 3);
        assert_eq!(first.try_recv(), Ok(3));
        assert!(second.try_recv().is_err() && other.try_recv().is_err());
        online.leave(0, 1);
        assert_eq!(online.connection_of(0), 3);
        online.leave(0, 3);
        assert_eq!(online.connection_of(0), 0);
    }
}
