//! Runs of received messages: one line of the timeline in place of thousands.

use crate::event::{Ack, Direction, Event};
use serde::{Deserialize, Serialize};

/// PUBLISH packets that came one after the other, with the packets that acknowledged them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// How many PUBLISH packets.
    pub count: u64,
    /// How many packets of their acknowledgement: one each with QoS 1, three each with QoS 2.
    pub acks: u64,
    /// The payloads together, in bytes.
    pub bytes: u64,
    /// When the last packet came or went, ms on the clock of `at_ms`.
    pub to_ms: f64,
}

impl Run {
    /// With what comes next.
    pub fn add(&mut self, next: Self) {
        self.count += next.count;
        self.acks += next.acks;
        self.bytes += next.bytes;
        self.to_ms = next.to_ms;
    }
}

impl Event {
    /// What it adds, at `at_ms`, to a run that it follows. `None`: it is no part of one, and the run
    /// ends there. What has a reason code says more than a count can.
    pub fn adds_to_run(&self, at_ms: f64) -> Option<Run> {
        if let Self::Received(run) = self {
            return Some(*run);
        }
        let Self::Acknowledged {
            ack,
            direction,
            reason_code: None,
            ..
        } = self
        else {
            return None;
        };
        let of_received = match (ack, direction) {
            (Ack::Puback | Ack::Pubrec | Ack::Pubcomp, Direction::Sent)
            | (Ack::Pubrel, Direction::Received) => true,
            (Ack::Puback | Ack::Pubrec | Ack::Pubcomp, Direction::Received)
            | (Ack::Pubrel, Direction::Sent) => false,
        };
        of_received.then_some(Run {
            acks: 1,
            to_ms: at_ms,
            ..Run::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ack(ack: Ack, direction: Direction, reason_code: Option<u8>) -> Event {
        Event::Acknowledged {
            ack,
            packet_id: 7,
            direction,
            reason_code,
        }
    }

    #[test]
    fn what_acknowledges_a_received_message_is_of_its_run() {
        use Direction::{Received, Sent};
        for (of, way, counts) in [
            (Ack::Puback, Sent, true),
            (Ack::Pubrec, Sent, true),
            (Ack::Pubrel, Received, true),
            (Ack::Pubcomp, Sent, true),
            (Ack::Puback, Received, false),
            (Ack::Pubrec, Received, false),
            (Ack::Pubrel, Sent, false),
            (Ack::Pubcomp, Received, false),
        ] {
            let event = ack(of, way, None);
            assert_eq!(event.adds_to_run(1.0).is_some(), counts, "{event:?}");
        }
        assert_eq!(
            ack(Ack::Pubrel, Received, Some(0x92)).adds_to_run(1.0),
            None
        );
        assert_eq!(Event::PingSent.adds_to_run(1.0), None);
    }

    #[test]
    fn a_run_grows_by_messages_and_their_acknowledgements() {
        let first = Run {
            count: 1,
            acks: 0,
            bytes: 5,
            to_ms: 1.0,
        };
        let mut run = first;
        let next = [
            (2.0, ack(Ack::Puback, Direction::Sent, None)),
            (
                3.0,
                Event::Received(Run {
                    to_ms: 3.0,
                    ..first
                }),
            ),
        ];
        for (at_ms, event) in next {
            run.add(event.adds_to_run(at_ms).unwrap());
        }
        let expected = Run {
            count: 2,
            acks: 1,
            bytes: 10,
            to_ms: 3.0,
        };
        assert_eq!(run, expected);
    }
}
