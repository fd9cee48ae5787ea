//! The filters that this client wants, so that a lost session can be made again.

use std::collections::{BTreeMap, BTreeSet};

use crate::event::Qos;

/// What is subscribed, and what is asked for without an answer yet.
#[derive(Default)]
pub(crate) struct Subscriptions {
    /// In the order of asking.
    wanted: Vec<(String, Qos)>,
    asked: BTreeMap<u16, Asked>,
    /// Filters of requests that a network connection took with it.
    unanswered: BTreeSet<String>,
}

/// A SUBSCRIBE, or an UNSUBSCRIBE without a quality of service.
pub(crate) struct Asked {
    pub(crate) filter: String,
    pub(crate) qos: Option<Qos>,
}

impl Subscriptions {
    /// A request was sent.
    pub(crate) fn ask(&mut self, packet_id: u16, filter: &str, qos: Option<Qos>) {
        let filter = filter.to_owned();
        let known = self.wanted.iter().position(|(known, _)| *known == filter);
        match (qos, known) {
            (Some(qos), Some(place)) => {
                if let Some(wanted) = self.wanted.get_mut(place) {
                    wanted.1 = qos;
                }
            }
            (Some(qos), None) => self.wanted.push((filter.clone(), qos)),
            (None, Some(place)) => drop(self.wanted.remove(place)),
            (None, None) => {}
        }
        self.asked.insert(packet_id, Asked { filter, qos });
    }

    /// The filter that SUBACK answers; `None`: it answers nothing.
    pub(crate) fn take_suback(&mut self, packet_id: u16, granted: bool) -> Option<String> {
        self.asked.get(&packet_id)?.qos?;
        let Asked { filter, .. } = self.asked.remove(&packet_id)?;
        if !granted {
            self.wanted.retain(|(wanted, _)| *wanted != filter);
        }
        Some(filter)
    }

    /// The filter that UNSUBACK answers; `None`: it answers nothing.
    pub(crate) fn take_unsuback(&mut self, packet_id: u16) -> Option<String> {
        if self.asked.get(&packet_id)?.qos.is_some() {
            return None;
        }
        self.asked.remove(&packet_id).map(|asked| asked.filter)
    }

    /// The network connection is gone. Returns the identifiers that come free.
    pub(crate) fn lose(&mut self) -> Vec<u16> {
        let asked = std::mem::take(&mut self.asked);
        let ids = asked.keys().copied().collect();
        self.unanswered
            .extend(asked.into_values().map(|asked| asked.filter));
        ids
    }

    /// What to ask for on a new network connection: what got no answer, or with a session that is
    /// lost everything that is wanted.
    pub(crate) fn again(&mut self, session_present: bool) -> Vec<Asked> {
        let unanswered = std::mem::take(&mut self.unanswered);
        let again = |filter: &String| !session_present || unanswered.contains(filter);
        let wanted = self.wanted.iter().filter(|(filter, _)| again(filter));
        let mut asked: Vec<_> = wanted
            .map(|(filter, qos)| Asked {
                filter: filter.clone(),
                qos: Some(*qos),
            })
            .collect();
        if session_present {
            let known = |filter: &String| self.wanted.iter().any(|(wanted, _)| wanted == filter);
            let unwanted = unanswered.iter().filter(|filter| !known(filter));
            asked.extend(unwanted.map(|filter| Asked {
                filter: filter.clone(),
                qos: None,
            }));
        }
        asked
    }
}
