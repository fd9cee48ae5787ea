//! What a look shows: the window of rows and the selected message.

use std::collections::VecDeque;

use connack_protocol::{At, Detail, DetailSeen, Look, Previous, Row};
use sha2::{Digest, Sha256};

use crate::ring::{Kept, Ring};
use crate::topic_filter::TopicFilter;

/// More rows than any screen has.
const ROWS_MAX: usize = 1_000;
const HEAD_BYTES: usize = 2_048;

/// The filters whose messages get a mark; one that is malformed marks none.
#[derive(Debug)]
pub(crate) struct Marks(Vec<Option<TopicFilter>>);

impl Marks {
    pub(crate) fn new(filters: &[String]) -> Self {
        Self(
            filters
                .iter()
                .map(|text| TopicFilter::parse(text))
                .collect(),
        )
    }

    fn of(&self, topic: &str) -> Option<u8> {
        let mut marks = (0..=u8::MAX).zip(&self.0);
        let (mark, _) = marks.find(|(_, filter)| {
            let filter = filter.as_ref();
            filter.is_some_and(|filter| filter.matches(topic))
        })?;
        Some(mark)
    }
}

/// The row of the first message in the window among those shown, and the window.
pub(crate) fn window(
    ring: &Ring,
    marks: &Marks,
    shown: &VecDeque<u64>,
    look: &Look,
) -> (u64, Vec<Row>) {
    let rows = (look.rows as usize).min(ROWS_MAX);
    let last = shown.len().saturating_sub(rows);
    let first = match look.at {
        At::End => last,
        At::Row(row) => usize::try_from(row).map_or(last, |row| row.min(last)),
        At::Message { number, above } => {
            let row = shown.partition_point(|shown| *shown < number);
            row.saturating_sub(above as usize).min(last)
        }
    };
    let numbers = shown.iter().skip(first).take(rows);
    let kept = numbers.filter_map(|number| ring.get(*number));
    (first as u64, kept.map(|kept| row(&kept, marks)).collect())
}

/// The selected message, unless it was told before.
pub(crate) fn detail(
    ring: &Ring,
    marks: &Marks,
    selected: Option<u64>,
    told: Option<u64>,
) -> DetailSeen {
    let Some(number) = selected else {
        return DetailSeen::None;
    };
    let Some(kept) = ring.get(number) else {
        return DetailSeen::Gone;
    };
    if told == selected {
        return DetailSeen::AsTold;
    }
    let payload = kept.delivery.payload;
    DetailSeen::Is(Box::new(Detail {
        row: row(&kept, marks),
        payload: payload.to_vec(),
        sha256: Sha256::digest(payload).into(),
        properties: ring.properties(number).to_owned(),
        previous: previous(ring, number),
    }))
}

fn previous(ring: &Ring, number: u64) -> Option<Previous> {
    let of = ring.record(number)?;
    let number = (ring.numbers().start..number).rev().find(|number| {
        ring.record(*number)
            .is_some_and(|record| record.topic == of.topic && record.direction == of.direction)
    })?;
    Some(Previous {
        number,
        payload: ring.get(number)?.delivery.payload.to_vec(),
    })
}

fn row(kept: &Kept<'_>, marks: &Marks) -> Row {
    let delivery = kept.delivery;
    let head = delivery.payload.get(..HEAD_BYTES);
    Row {
        number: kept.number,
        epoch_ms: delivery.epoch_ms,
        direction: delivery.direction,
        topic: delivery.topic.to_owned(),
        qos: delivery.qos,
        retain: delivery.retain,
        dup: delivery.dup,
        bytes: delivery.payload.len() as u32,
        head: head.unwrap_or(delivery.payload).to_vec(),
        mark: marks.of(delivery.topic),
    }
}
