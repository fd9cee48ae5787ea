//! What was published one way, what arrived, and what to say of the difference.

use std::fmt;

use connack_session::{Message, Qos};

use crate::{TOPICS, qos_of};

pub(crate) struct Tally {
    way: &'static str,
    /// Messages published, by topic.
    published: Vec<usize>,
    /// Numbers that arrived, by topic, as they came.
    arrived: Vec<Vec<usize>>,
    /// How many different messages arrived.
    different: usize,
    seen: Vec<Vec<bool>>,
}

#[derive(Default)]
pub(crate) struct Verdict {
    published: usize,
    arrived: usize,
    repeated_qos_1: usize,
    /// Taken by the broker and never sent on, as the wire shows.
    lost_by_broker: usize,
    pub(crate) lost_by_us: usize,
    pub(crate) doubled_qos_2: usize,
    pub(crate) out_of_order: usize,
}

impl Tally {
    pub(crate) fn new(way: &'static str) -> Self {
        Self {
            way,
            published: vec![0; 2 * TOPICS],
            arrived: vec![Vec::new(); 2 * TOPICS],
            different: 0,
            seen: vec![Vec::new(); 2 * TOPICS],
        }
    }

    pub(crate) fn published(&self) -> usize {
        self.published.iter().sum()
    }

    pub(crate) fn under_way(&self) -> usize {
        self.published() - self.different
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.under_way() == 0
    }

    /// The next message: the number of its topic, the topic, the payload.
    pub(crate) fn next(&mut self) -> (usize, String, Vec<u8>) {
        let topic = self.published() % (2 * TOPICS);
        let number = self.published[topic];
        self.published[topic] += 1;
        self.seen[topic].push(false);
        let payload = self.payload(topic, number);
        (topic, format!("{}/{topic}", self.way), payload)
    }

    fn payload(&self, topic: usize, number: usize) -> Vec<u8> {
        format!("<{} {topic} {number}>", self.way).into_bytes()
    }

    /// Takes what arrived; how many.
    pub(crate) fn take(&mut self, messages: Vec<Message>) -> usize {
        for message in &messages {
            let text = std::str::from_utf8(&message.payload).unwrap();
            let mut words = text.trim_matches(['<', '>']).split(' ');
            assert_eq!(words.next(), Some(self.way));
            let topic: usize = words.next().unwrap().parse().unwrap();
            let number: usize = words.next().unwrap().parse().unwrap();
            assert_eq!(*message.topic, format!("{}/{topic}", self.way));
            assert_eq!(message.qos, qos_of(topic));
            self.arrived[topic].push(number);
            if !std::mem::replace(&mut self.seen[topic][number], true) {
                self.different += 1;
            }
        }
        messages.len()
    }

    /// Holds what arrived against what was published, and losses against the wires: of the sender
    /// to the broker, and of the broker to the receiver.
    pub(crate) fn judge(&self, sent: &[u8], delivered: &[u8]) -> Verdict {
        let mut verdict = Verdict {
            published: self.published(),
            arrived: self.arrived.iter().map(Vec::len).sum(),
            ..Verdict::default()
        };
        for topic in 0..2 * TOPICS {
            let mut seen = vec![false; self.published[topic]];
            let mut highest = None;
            for number in &self.arrived[topic] {
                if std::mem::replace(&mut seen[*number], true) {
                    match qos_of(topic) {
                        Qos::ExactlyOnce => verdict.doubled_qos_2 += 1,
                        Qos::AtLeastOnce | Qos::AtMostOnce => verdict.repeated_qos_1 += 1,
                    }
                } else if highest.is_some_and(|highest| number < highest) {
                    verdict.out_of_order += 1;
                } else {
                    highest = Some(number);
                }
            }
            for number in (0..seen.len()).filter(|number| !seen[*number]) {
                let payload = self.payload(topic, number);
                if holds(sent, &payload) && !holds(delivered, &payload) {
                    verdict.lost_by_broker += 1;
                } else {
                    verdict.lost_by_us += 1;
                }
            }
        }
        verdict
    }
}

fn holds(log: &[u8], payload: &[u8]) -> bool {
    log.windows(payload.len()).any(|window| window == payload)
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} published, {} arrived, {} of QoS 1 repeated; lost: {} by us, {} by the broker; {} of QoS 2 doubled, {} out of order",
            self.published,
            self.arrived,
            self.repeated_qos_1,
            self.lost_by_us,
            self.lost_by_broker,
            self.doubled_qos_2,
            self.out_of_order
        )
    }
}
