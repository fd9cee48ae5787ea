//! What everything that a device does by itself has in common: its names, its ids, its random
//! numbers, and the deeds that wait to be taken.

use std::collections::VecDeque;

use connack_protocol::{Device, Qos, SkipReason, Source, Told};

use crate::expand::Values;
use crate::random::{Ids, Random};
use crate::template::Template;
use crate::topic;
use crate::trigger::Trigger;

/// A moment, as the caller's clocks show it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// A clock that never goes back, in ms.
    pub now_ms: f64,
    /// The wall clock, in ms since 1970.
    pub epoch_ms: f64,
}

/// A message that came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard<'a> {
    /// The topic name.
    pub topic: &'a str,
    /// The bytes, as they came.
    pub payload: &'a [u8],
    /// Quality of service of this delivery.
    pub qos: Qos,
    /// The retain flag: the broker had kept it.
    pub retain: bool,
    /// The duplicate flag: the broker may have sent it before.
    pub dup: bool,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// Publish a message.
    Publish(Outgoing),
    /// Tell something.
    Tell(Told),
}

/// A message to be published, with everything filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// On whose behalf.
    pub by: Source,
    /// The topic name: never empty, without `+`, `#` and U+0000.
    pub topic: String,
    /// The bytes.
    pub payload: Vec<u8>,
    /// Quality of service.
    pub qos: Qos,
    /// The retain flag.
    pub retain: bool,
}

/// The common part of a behaviour.
pub(crate) struct Shared {
    pub(crate) device: Device,
    pub(crate) ids: Ids,
    pub(crate) random: Random,
    pub(crate) deeds: VecDeque<Deed>,
}

impl Shared {
    /// Its ids begin anywhere in the lower half, so that two sources of one device rarely meet.
    pub(crate) fn new(device: Device, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let start = random.between(0, i64::from(i32::MAX));
        Self {
            device,
            ids: Ids::after(u32::try_from(start).unwrap_or_default()),
            random,
            deeds: VecDeque::new(),
        }
    }

    pub(crate) fn tell(&mut self, told: Told) {
        self.deeds.push_back(Deed::Tell(told));
    }

    pub(crate) fn skip(&mut self, by: Source, reason: SkipReason) {
        self.tell(Told::Skipped { by, reason });
    }

    /// What placeholders stand for in one message.
    pub(crate) fn values<'a>(
        &'a mut self,
        trigger: Option<&'a Trigger>,
        epoch_ms: f64,
        (step, times): (u32, u32),
    ) -> Values<'a> {
        Values {
            device: &self.device,
            trigger,
            epoch_ms,
            ids: &mut self.ids,
            random: &mut self.random,
            step,
            times,
            counter: None,
        }
    }
}

/// The topic with its values, if it can be published to.
pub(crate) fn topic_of(template: &Template, values: &mut Values) -> Result<String, SkipReason> {
    let topic = template.text(values).map_err(|_| SkipReason::BadTopic)?;
    topic::is_name(&topic)
        .then_some(topic)
        .ok_or(SkipReason::BadTopic)
}

/// When something that happens every so often is due again. After a late timer it goes on from
/// now: what was missed is not made up for in a burst.
pub(crate) fn due_again(due_ms: f64, every_ms: u32, now_ms: f64) -> f64 {
    let every_ms = f64::from(every_ms);
    let next = due_ms + every_ms;
    if next > now_ms {
        next
    } else {
        now_ms + every_ms
    }
}
