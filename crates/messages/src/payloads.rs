//! The bytes of the payloads, one after the other in a few large pieces of memory.
//!
//! Messages leave in the order in which they came, so a piece is free as soon as its last message
//! is; one free piece is used again. A steady stream then allocates nothing, and memory that is
//! never returned piecemeal cannot fragment (wasm memory only grows).

use std::collections::VecDeque;

const SEGMENT: usize = 256 << 10;
/// What may stay unused at a segment's end before the segment is cut to its length.
const WASTE: usize = SEGMENT / 8;

/// Where a payload is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    segment: u32,
    start: usize,
    bytes: usize,
}

impl Place {
    pub(crate) fn bytes(self) -> usize {
        self.bytes
    }
}

#[derive(Debug, Default)]
pub(crate) struct Payloads {
    segments: VecDeque<Vec<u8>>,
    /// Number of `segments[0]`; may wrap round.
    first: u32,
    spare: Option<Vec<u8>>,
}

impl Payloads {
    pub(crate) fn append(&mut self, payload: &[u8]) -> Place {
        let fits = self
            .segments
            .back()
            .is_some_and(|last| last.capacity() - last.len() >= payload.len());
        if !fits {
            self.open(payload.len());
        }
        let ahead = self.segments.len().saturating_sub(1);
        let mut start = 0;
        if let Some(last) = self.segments.back_mut() {
            start = last.len();
            last.extend_from_slice(payload);
        }
        Place {
            segment: self.first.wrapping_add(ahead as u32),
            start,
            bytes: payload.len(),
        }
    }

    /// The payload of a message that is kept.
    pub(crate) fn get(&self, place: Place) -> &[u8] {
        self.segments
            .get(place.segment.wrapping_sub(self.first) as usize)
            .and_then(|segment| segment.get(place.start..place.start + place.bytes))
            .unwrap_or_default()
    }

    /// Frees what lies before the oldest payload that is kept; everything if there is none.
    pub(crate) fn release_before(&mut self, oldest: Option<Place>) {
        let free = match oldest {
            Some(place) => place.segment.wrapping_sub(self.first) as usize,
            None => self.segments.len(),
        };
        for _ in 0..free {
            if let Some(mut segment) = self.segments.pop_front() {
                self.first = self.first.wrapping_add(1);
                if self.spare.is_none() && segment.capacity() == SEGMENT {
                    segment.clear();
                    self.spare = Some(segment);
                }
            }
        }
    }

    fn open(&mut self, bytes: usize) {
        if let Some(last) = self.segments.back_mut()
            && last.capacity() - last.len() > WASTE
        {
            last.shrink_to_fit();
        }
        let spare = if bytes <= SEGMENT {
            self.spare.take()
        } else {
            None
        };
        let segment = spare.unwrap_or_else(|| Vec::with_capacity(bytes.max(SEGMENT)));
        self.segments.push_back(segment);
    }

    /// Memory held, used or not.
    #[cfg(test)]
    fn held(&self) -> usize {
        self.segments
            .iter()
            .chain(&self.spare)
            .map(Vec::capacity)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Appends payloads of these lengths round and round and keeps `kept` of them; every one must
    /// come back as it was, and memory must stay within a factor of what is kept.
    #[track_caller]
    fn check(lengths: &[usize], kept: usize, rounds: usize) {
        let mut payloads = Payloads::default();
        let mut places: VecDeque<(Place, u8)> = VecDeque::new();
        for round in 0..rounds {
            let length = lengths[round % lengths.len()];
            let byte = round as u8;
            places.push_back((payloads.append(&vec![byte; length]), byte));
            if places.len() > kept {
                places.pop_front();
                payloads.release_before(places.front().map(|(place, _)| *place));
            }
            let sum: usize = places.iter().map(|(place, _)| place.bytes()).sum();
            assert!(
                payloads.held() <= sum + sum / 4 + 3 * SEGMENT,
                "{sum} bytes in {}",
                payloads.held()
            );
        }
        for (place, byte) in places {
            let payload = payloads.get(place);
            assert_eq!(payload.len(), place.bytes());
            assert!(payload.iter().all(|found| *found == byte));
        }
    }

    #[test]
    fn payloads_of_any_length_are_kept_in_little_more_than_their_size() {
        check(&[200], 1_000, 5_000);
        check(&[0], 10, 100);
        check(&[0, 1, 33_000], 100, 1_000);
        check(&[SEGMENT / 2 + 1], 40, 300);
        check(&[SEGMENT, SEGMENT + 1, 1], 20, 200);
        check(&[1, 3 * SEGMENT], 10, 100);
    }

    #[test]
    fn a_steady_stream_uses_its_memory_again() {
        let mut payloads = Payloads::default();
        for _ in 0..10 * SEGMENT / 200 {
            let place = payloads.append(&[7; 200]);
            payloads.release_before(Some(place));
        }
        assert_eq!(payloads.held(), 2 * SEGMENT);
        payloads.release_before(None);
        assert_eq!(payloads.held(), SEGMENT);
    }
}
