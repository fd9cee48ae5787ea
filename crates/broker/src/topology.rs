//! Which sub-device is behind which gateway, and which of them is logged in through it.
//!
//! By device numbers. A sub-device has one gateway, the one that added it last, and one session;
//! sessions end with the connection of their gateway. Deliberately without the platform's limits
//! for how many there may be and how often they log in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The state of all.
#[derive(Default)]
pub(crate) struct Topology(Mutex<State>);

#[derive(Default)]
struct State {
    /// Gateway by sub-device.
    gateways: BTreeMap<usize, usize>,
    /// Session by sub-device.
    sessions: BTreeMap<usize, Session>,
    /// Gateway and sub-device, for every session there ever was: subscriptions may outlive it.
    ever: BTreeSet<(usize, usize)>,
}

#[derive(Clone, Copy)]
struct Session {
    gateway: usize,
    /// The gateway's connection.
    connection: u64,
}

impl Topology {
    /// Puts a sub-device behind a gateway. The other gateway through which it was logged in until
    /// now, if any.
    pub(crate) fn add(&self, gateway: usize, sub: usize) -> Option<usize> {
        let mut state = self.state();
        state.gateways.insert(sub, gateway);
        let other = state.sessions.get(&sub).map(|session| session.gateway);
        let other = other.filter(|other| *other != gateway)?;
        state.sessions.remove(&sub);
        Some(other)
    }

    /// Takes it away again. Whether it was there, and logged in.
    pub(crate) fn remove(&self, gateway: usize, sub: usize) -> (bool, bool) {
        let mut state = self.state();
        if state.gateways.get(&sub) != Some(&gateway) {
            return (false, false);
        }
        state.gateways.remove(&sub);
        (true, state.sessions.remove(&sub).is_some())
    }

    /// The sub-devices behind a gateway.
    pub(crate) fn behind(&self, gateway: usize) -> Vec<usize> {
        let state = self.state();
        let behind = state.gateways.iter().filter(|(_, of)| **of == gateway);
        behind.map(|(sub, _)| *sub).collect()
    }

    /// Logs a sub-device in through this connection of its gateway; `false` if it is not behind it.
    pub(crate) fn log_in(&self, sub: usize, gateway: usize, connection: u64) -> bool {
        let mut state = self.state();
        if state.gateways.get(&sub) != Some(&gateway) {
            return false;
        }
        let session = Session {
            gateway,
            connection,
        };
        state.sessions.insert(sub, session);
        state.ever.insert((gateway, sub));
        true
    }

    /// Whether a sub-device is logged in through this gateway.
    pub(crate) fn is_online(&self, sub: usize, gateway: usize) -> bool {
        let state = self.state();
        let session = state.sessions.get(&sub);
        session.is_some_and(|session| session.gateway == gateway)
    }

    /// Ends the session of a device, if it has one; its gateway.
    pub(crate) fn log_out(&self, sub: usize) -> Option<usize> {
        let session = self.state().sessions.remove(&sub)?;
        Some(session.gateway)
    }

    /// Ends all sessions of a gateway's connection.
    pub(crate) fn leave(&self, gateway: usize, connection: u64) {
        self.state()
            .sessions
            .retain(|_, session| (session.gateway, session.connection) != (gateway, connection));
    }

    /// The sub-devices that are logged in through a gateway now, and those that only were.
    pub(crate) fn sessions(&self, gateway: usize) -> (Vec<usize>, Vec<usize>) {
        let state = self.state();
        let of_gateway = state.ever.range((gateway, 0)..=(gateway, usize::MAX));
        of_gateway.map(|(_, sub)| *sub).partition(|sub| {
            let session = state.sessions.get(sub);
            session.is_some_and(|session| session.gateway == gateway)
        })
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
    fn a_session_needs_a_place_and_ends_with_the_connection() {
        let topology = Topology::default();
        assert!(!topology.log_in(2, 0, 7));
        assert_eq!(topology.add(0, 2), None);
        assert!(topology.log_in(2, 0, 7) && topology.is_online(2, 0));
        assert_eq!(topology.sessions(0), (vec![2], vec![]));
        topology.leave(0, 6);
        assert!(topology.is_online(2, 0));
        topology.leave(0, 7);
        assert_eq!(topology.sessions(0), (vec![], vec![2]));
        assert_eq!(topology.log_out(2), None);
        assert_eq!(topology.behind(0), [2]);
        assert_eq!(topology.remove(1, 2), (false, false));
        assert_eq!(topology.remove(0, 2), (true, false));
        assert!(!topology.log_in(2, 0, 7));
    }

    #[test]
    fn a_sub_device_has_one_gateway() {
        let topology = Topology::default();
        topology.add(0, 2);
        topology.log_in(2, 0, 7);
        assert_eq!(topology.add(0, 2), None);
        assert_eq!(topology.add(1, 2), Some(0));
        assert!(!topology.is_online(2, 0) && !topology.log_in(2, 0, 7));
        assert!(topology.log_in(2, 1, 8));
        assert_eq!(topology.sessions(0), (vec![], vec![2]));
        assert_eq!(topology.log_out(2), Some(1));
        topology.log_in(2, 1, 8);
        assert_eq!(topology.remove(1, 2), (true, true));
    }
}
