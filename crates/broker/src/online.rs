//! Which connection holds which device: one per identity, the newer evicts the older. And which
//! devices have used MQTT 5.0: the platform lets none of them go back (vendor help, "MQTT 5.0
//! overview").

use crate::packet::V5;
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// The places, by device number.
#[derive(Default)]
pub(crate) struct Online(Mutex<State>);

#[derive(Default)]
struct State {
    seats: HashMap<usize, Seat>,
    used_5: HashSet<usize>,
}

struct Seat {
    connection: u64,
    level: u8,
    evict: oneshot::Sender<u64>,
}

impl Online {
    /// Takes the device's place, with the protocol level of its CONNECT. The receiver yields the
    /// number of the connection that takes it over later.
    pub(crate) fn take(&self, device: usize, connection: u64, level: u8) -> oneshot::Receiver<u64> {
        let (evict, evicted) = oneshot::channel();
        let seat = Seat {
            connection,
            level,
            evict,
        };
        let mut state = self.state();
        if level == V5 {
            state.used_5.insert(device);
        }
        let older = state.seats.insert(device, seat);
        if let Some(older) = older {
            // An older connection that is ending by itself no longer listens.
            let _ = older.evict.send(connection);
        }
        evicted
    }

    /// Ends the device's connection, if there is one, for connection `by`.
    pub(crate) fn evict(&self, device: usize, by: u64) {
        if let Some(seat) = self.state().seats.remove(&device) {
            // One that is ending by itself no longer listens.
            let _ = seat.evict.send(by);
        }
    }

    /// Gives the place up, if it is still this connection's.
    pub(crate) fn leave(&self, device: usize, connection: u64) {
        let seats = &mut self.state().seats;
        if seats
            .get(&device)
            .is_some_and(|seat| seat.connection == connection)
        {
            seats.remove(&device);
        }
    }

    /// The connection that holds the device; 0 for none.
    pub(crate) fn connection_of(&self, device: usize) -> u64 {
        let state = self.state();
        let seat = state.seats.get(&device);
        seat.map(|seat| seat.connection).unwrap_or_default()
    }

    /// Whether the device is connected with MQTT 5.0.
    pub(crate) fn speaks_5(&self, device: usize) -> bool {
        let state = self.state();
        state
            .seats
            .get(&device)
            .is_some_and(|seat| seat.level == V5)
    }

    /// Whether the device ever connected with MQTT 5.0.
    pub(crate) fn used_5(&self, device: usize) -> bool {
        self.state().used_5.contains(&device)
    }

    fn state(&self) -> MutexGuard<'_, State> {
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
        let mut first = online.take(0, 1, 4);
        let mut other = online.take(1, 2, 4);
        let mut second = online.take(0, 3, 4);
        assert_eq!(first.try_recv(), Ok(3));
        assert!(second.try_recv().is_err() && other.try_recv().is_err());
        online.leave(0, 1);
        assert_eq!(online.connection_of(0), 3);
        online.leave(0, 3);
        assert_eq!(online.connection_of(0), 0);
    }

    #[test]
    fn who_uses_5_0() {
        let online = Online::default();
        let _first = online.take(0, 1, V5);
        assert!(online.speaks_5(0) && online.used_5(0) && !online.used_5(1));
        let _second = online.take(0, 2, 4);
        assert!(!online.speaks_5(0) && online.used_5(0));
    }
}
