//! Which element of the document shows which row. A message keeps its element as long as it is
//! shown, and one that comes takes that of one that went: in a flood the browser then writes new
//! texts in place, instead of building and laying out every row anew.

use connack_protocol::Row;

/// The elements of `rows`, by number, after `of` were those of `before`.
pub(super) fn elements(before: &[Row], of: &[u32], rows: &[Row]) -> Vec<u32> {
    let stays = |row: &Row| {
        let mut shown = before.iter().zip(of);
        let (_, element) = shown.find(|(shown, _)| shown.number == row.number)?;
        Some(*element)
    };
    let kept: Vec<Option<u32>> = rows.iter().map(stays).collect();
    let mut free = (0..).filter(|element| !kept.contains(&Some(*element)));
    let numbers = kept.iter().map(|element| element.or_else(|| free.next()));
    numbers.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use connack_protocol::{Direction, Qos};

    fn rows(numbers: &[u64]) -> Vec<Row> {
        let row = |number: &u64| Row {
            number: *number,
            epoch_ms: 0.0,
            direction: Direction::Received,
            topic: "/t".into(),
            qos: Qos::AtMostOnce,
            retain: false,
            dup: false,
            bytes: 0,
            head: Vec::new(),
            mark: None,
        };
        numbers.iter().map(row).collect()
    }

    #[track_caller]
    fn check(before: &[u64], of: &[u32], numbers: &[u64], expected: &[u32]) {
        let found = elements(&rows(before), of, &rows(numbers));
        assert_eq!(found, expected, "{numbers:?}");
    }

    #[test]
    fn who_stays_keeps_its_element_and_who_comes_takes_a_free_one() {
        check(&[], &[], &[7, 8, 9], &[0, 1, 2]);
        let check = |numbers: &[u64], expected: &[u32]| {
            check(&[7, 8, 9], &[0, 1, 2], numbers, expected);
        };
        check(&[7, 8, 9], &[0, 1, 2]);
        check(&[8, 9, 10], &[1, 2, 0]);
        check(&[8, 9, 10, 11], &[1, 2, 0, 3]);
        // In a flood all of them go.
        check(&[20, 21, 22], &[0, 1, 2]);
        check(&[9], &[2]);
        check(&[], &[]);
    }
}
