//! The list as it is scrolled, held, stepped through and answered.

use super::*;
use connack_protocol::{Counters, Direction, Qos};

fn seen(first: u64, numbers: std::ops::Range<u64>) -> Seen {
    let rows = numbers.clone().map(|number| Row {
        number,
        epoch_ms: 0.0,
        direction: Direction::Received,
        topic: "/t".into(),
        qos: Qos::AtMostOnce,
        retain: false,
        dup: false,
        bytes: 0,
        head: Vec::new(),
        mark: None,
    });
    Seen {
        look: 0,
        counters: Counters {
            received: numbers.end - 1,
            ..Counters::default()
        },
        first,
        rows: rows.collect(),
        detail: DetailSeen::None,
        topics: None,
        chart: None,
        filter_problem: None,
    }
}

fn after(actions: impl IntoIterator<Item = ListAction>) -> List {
    let mut list = List::default();
    actions.into_iter().for_each(|action| list.apply(action));
    list
}

fn answered(first: u64, numbers: std::ops::Range<u64>) -> ListAction {
    ListAction::Seen(Box::new(seen(first, numbers)))
}

/// What a worker that keeps these messages answers to a look; rows count from the oldest.
fn shows(look: &Look, kept: std::ops::Range<u64>) -> Seen {
    let count = kept.end - kept.start;
    let rows = u64::from(look.rows);
    let first = match look.at {
        At::End => u64::MAX,
        At::Row(row) => row,
        At::Message { number, above } => number
            .saturating_sub(kept.start)
            .saturating_sub(u64::from(above)),
    };
    let first = first.min(count.saturating_sub(rows));
    let from = kept.start + first;
    let mut seen = seen(first, from..kept.end.min(from + rows));
    seen.look = look.number;
    seen.counters.received = kept.end - 1;
    seen.counters.shown = count;
    seen
}

impl List {
    /// The worker keeps these, and answers.
    fn sees(&mut self, kept: std::ops::Range<u64>) {
        let seen = shows(&self.look, kept);
        self.apply(ListAction::Seen(Box::new(seen)));
    }

    fn scrolled_to(&mut self, row: f64) {
        let at_end = false;
        let moved = self.moved;
        self.apply(ListAction::Scrolled { row, at_end, moved });
    }

    /// The first message in view.
    fn read_now(&self) -> Option<u64> {
        let seen = self.seen.as_ref()?;
        let at = (self.top as u64).checked_sub(seen.first)?;
        seen.rows.get(at as usize).map(|row| row.number)
    }
}

/// A list whose worker keeps the messages 1 to 1,000, scrolled a little up from its end.
fn held() -> List {
    let mut list = List::default();
    list.sees(1..1_001);
    list.scrolled_to(980.25);
    list.sees(1..1_001);
    assert_eq!((list.follows, list.read_now()), (false, Some(981)));
    list
}

#[test]
fn scrolling_away_holds_the_list_and_counts_what_comes() {
    let mut list = held();
    assert_eq!((list.unread(), list.top), (0, 980.25));
    let (number, above) = (981, 7);
    assert_eq!(list.look.at, At::Message { number, above });
    let look = list.look.number;
    list.sees(1..1_008);
    assert_eq!((list.unread(), list.moved), (7, 0));
    // The worker is not asked again for what it has just shown, nor for a scroll by less than a row.
    list.scrolled_to(980.26);
    assert_eq!(list.look.number, look);
    list.apply(ListAction::Follow);
    assert_eq!((list.look.at, list.unread()), (At::End, 0));
}

#[test]
fn what_is_read_stays_in_view_however_many_are_dropped_at_once() {
    let mut list = held();
    for (first, top) in [(6, 975.25), (301, 680.25), (900, 81.25), (981, 0.25)] {
        list.sees(first..first + 1_000);
        assert_eq!(
            (list.read_now(), list.top),
            (Some(981), top),
            "from {first}"
        );
        assert_eq!(list.moved, top as i64 - 980);
    }
    // Until it is dropped itself: then the oldest.
    list.sees(5_000..6_000);
    assert_eq!((list.read_now(), list.top), (Some(5_000), 0.25));
}

#[test]
fn a_document_that_is_behind_says_nothing_of_what_has_moved_since() {
    let mut list = held();
    let (look, top, moved) = (list.look.clone(), list.top, list.moved);
    list.sees(301..1_301);
    let at_end = false;
    list.apply(ListAction::Scrolled {
        row: top,
        at_end,
        moved,
    });
    assert_eq!((list.read_now(), list.top), (Some(981), top - 300.0));
    assert_eq!(list.look, look);
}

#[test]
fn what_is_found_above_moves_the_rows_down() {
    let mut list = List::default();
    list.sees(500..1_001);
    list.scrolled_to(490.0);
    for first in [400, 1] {
        list.sees(first..1_001);
        assert_eq!(
            (list.read_now(), list.moved),
            (Some(990), 500 - first as i64)
        );
    }
}

#[test]
fn the_newest_that_were_on_their_way_do_not_slip_under_the_reader() {
    let mut list = List::default();
    list.sees(1..1_001);
    let late = shows(&list.look, 401..1_401);
    list.apply(ListAction::Select(Some(990)));
    list.apply(ListAction::Seen(Box::new(late)));
    let place = |list: &List| {
        let row = list.seen.as_ref().unwrap().first + list.selected_row().unwrap() as u64;
        row as i64 - list.moved
    };
    assert_eq!((place(&list), list.unread()), (989, 400));
    list.sees(401..1_401);
    assert_eq!((place(&list), list.moved), (989, -400));
}

#[test]
fn a_place_far_away_is_held_from_its_answer_on() {
    let mut list = held();
    list.scrolled_to(200.5);
    assert_eq!(list.look.at, At::Row(193));
    // Where the scroll bar is counts, whatever came meanwhile.
    list.sees(51..1_051);
    assert_eq!((list.read_now(), list.moved), (Some(251), 0));
    list.sees(151..1_151);
    assert_eq!((list.read_now(), list.moved), (Some(251), -100));
}

#[test]
fn the_place_is_kept_while_the_list_is_hidden() {
    let mut list = held();
    let hidden = Look {
        rows: 0,
        ..list.look.clone()
    };
    for first in [300, 700] {
        let seen = shows(&hidden, first..first + 1_000);
        list.apply(ListAction::Seen(Box::new(seen)));
    }
    // The scroll element stands where it stood, and says so.
    list.scrolled_to(980.25);
    list.sees(900..1_900);
    assert_eq!((list.read_now(), list.top), (Some(981), 81.25));
}

fn told(detail: DetailSeen, look: &Look) -> ListAction {
    let mut seen = seen(0, 1..6);
    (seen.look, seen.detail) = (look.number, detail);
    ListAction::Seen(Box::new(seen))
}

fn full(number: u64) -> DetailSeen {
    let row = seen(0, number..number + 1).rows.remove(0);
    DetailSeen::Is(Box::new(Detail {
        row,
        payload: Vec::new(),
        sha256: [0; 32],
        properties: String::new(),
        previous: None,
    }))
}

#[test]
fn a_message_that_was_dropped_before_its_answer_is_told_to_be_gone() {
    let mut list = after([answered(0, 1..6), ListAction::Select(Some(3))]);
    // What is said of another one says nothing of it.
    list.apply(told(DetailSeen::Gone, &Look::default()));
    list.apply(told(full(2), &Look::default()));
    assert_eq!((list.gone, list.detail.is_some()), (false, false));
    let look = list.look.clone();
    list.apply(told(DetailSeen::Gone, &look));
    assert!(list.gone);
    list.apply(ListAction::Select(Some(4)));
    assert!(!list.gone);
}

#[test]
fn what_is_read_in_full_stays_when_it_is_dropped() {
    let mut list = after([answered(0, 1..6), ListAction::Select(Some(3))]);
    let look = list.look.clone();
    for seen in [full(3), DetailSeen::AsTold, DetailSeen::Gone] {
        list.apply(told(seen, &look));
        assert_eq!(list.detail.as_ref().map(|of| of.row.number), Some(3));
    }
}

#[test]
fn the_keyboard_steps_through_the_rows_and_holds_the_list() {
    let mut list = after([answered(0, 1..6), ListAction::Step(-1)]);
    assert_eq!((list.look.selected, list.follows), (Some(5), false));
    for (by, number) in [(-1, 4), (-9, 1), (1, 2), (9, 5)] {
        list.apply(ListAction::Step(by));
        assert_eq!(list.look.selected, Some(number), "{by}");
    }
    assert_eq!(after([ListAction::Step(1)]).look.selected, None);
}

#[test]
fn a_chart_takes_the_first_field_there_is() {
    let ask = |field: Option<&str>| ChartAsk {
        topic: "/t".into(),
        field: field.map(str::to_owned),
        points: 9,
    };
    let mut list = after([ListAction::Chart(Some(ask(None)))]);
    let mut with = seen(0, 1..3);
    with.chart = Some(connack_protocol::ChartSeen {
        topic: "/t".into(),
        field: None,
        fields: vec!["/a".into(), "/b".into()],
        points: Vec::new(),
        complete: true,
    });
    list.apply(ListAction::Seen(Box::new(with.clone())));
    assert_eq!(list.look.chart, Some(ask(Some("/a"))));
    let number = list.look.number;
    list.apply(ListAction::Seen(Box::new(with)));
    assert_eq!(list.look.number, number);
}

#[test]
fn another_look_is_asked_for_once() {
    let list = after([ListAction::Topics(true), ListAction::Topics(true)]);
    assert_eq!(list.look.number, 1);
}
