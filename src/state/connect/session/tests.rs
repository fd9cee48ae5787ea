//! Timeline, counters and subscriptions, after scripted events.

use super::*;
use connack_protocol::{Ack, Direction, Version};

fn received(bytes: u64) -> Event {
    Event::Received(Run {
        count: 1,
        acks: 0,
        bytes,
        to_ms: 1.0,
    })
}

fn after(events: impl IntoIterator<Item = Event>) -> Session {
    let entry = |event| Entry {
        at_ms: 1.0,
        line: String::new(),
        event,
    };
    let entries = events.into_iter().map(entry).collect();
    let action = SessionAction::FromWorker(FromSession::Entries(entries));
    let mut state = Session::default();
    state.apply(action);
    state
}

#[test]
fn runs_of_publish_fold_and_are_counted() {
    let state = after([received(3), received(4), Event::PingSent, received(5)]);
    let bodies: Vec<_> = state
        .timeline
        .iter()
        .map(|item| item.body.clone())
        .collect();
    assert_eq!(bodies.len(), 3);
    let first = ItemBody::Received {
        from_ms: 1.0,
        run: Run {
            count: 2,
            acks: 0,
            bytes: 7,
            to_ms: 1.0,
        },
    };
    assert_eq!(bodies[0], first);
}

#[test]
fn messages_of_qos_1_and_2_fold_with_their_acknowledgements() {
    let ack = |ack, direction| Event::Acknowledged {
        ack,
        packet_id: 1,
        direction,
        reason_code: None,
    };
    let once = [received(3), ack(Ack::Puback, Direction::Sent)];
    let twice = [
        received(3),
        ack(Ack::Pubrec, Direction::Sent),
        ack(Ack::Pubrel, Direction::Received),
        ack(Ack::Pubcomp, Direction::Sent),
    ];
    let connected = [Event::ConnectSent];
    let many = (0..1_000).flat_map(|_| once.iter().chain(&twice).cloned());
    // What acknowledges a message of ours is a packet like any other.
    let ours = [ack(Ack::Puback, Direction::Received)];
    let state = after(connected.into_iter().chain(many).chain(ours));
    assert_eq!((state.timeline.len(), state.timeline_dropped), (3, 0));
    let run = match &state.timeline[1].body {
        ItemBody::Received { run, .. } => Some((run.count, run.acks, run.bytes)),
        ItemBody::Entry(_) | ItemBody::Opened(_) => None,
    };
    assert_eq!(run, Some((2_000, 4_000, 6_000)));
    let lines = state.timeline_lines().1;
    assert_eq!(lines[1].line, "! acknowledged packets=4000");
    assert_eq!(lines.len(), 3);
}

#[test]
fn an_acknowledgement_without_its_message_has_its_own_line() {
    let late = Event::Acknowledged {
        ack: Ack::Pubrel,
        packet_id: 1,
        direction: Direction::Received,
        reason_code: None,
    };
    let state = after([received(1), Event::PingSent, late]);
    assert_eq!(state.timeline.len(), 3);
}

#[test]
fn a_countdown_runs_while_the_next_try_is_waited_for() {
    let waiting = [
        Event::SocketOpening { epoch_ms: 1_000.0 },
        Event::Reconnecting {
            in_ms: 500,
            attempt: 2,
        },
        Event::Phase(Phase::Reconnecting),
    ];
    let state = after(waiting.clone());
    assert_eq!(state.next_try, Some((1_501.0, 2)));
    let trying = after(waiting.into_iter().chain([Event::Phase(Phase::Connecting)]));
    assert_eq!(trying.next_try, None);
}

#[test]
fn times_are_right_after_the_machine_has_slept() {
    let mut state = after([Event::SocketOpening { epoch_ms: 1_000.0 }]);
    let from_worker = [
        FromSession::Zero {
            epoch_ms: 3_601_000.0,
        },
        FromSession::Entries(vec![Entry {
            at_ms: 7.0,
            line: String::new(),
            event: Event::Reconnecting {
                in_ms: 500,
                attempt: 1,
            },
        }]),
    ];
    for said in from_worker {
        state.apply(SessionAction::FromWorker(said));
    }
    assert_eq!(state.next_try, Some((3_601_507.0, 1)));
    let (zero, lines) = state.timeline_lines();
    let times: Vec<f64> = lines.iter().map(|line| line.at_ms).collect();
    assert_eq!((zero, times), (1_000.0, vec![1.0, 3_600_007.0]));
}

#[test]
fn a_named_cause_outlives_the_timelines_length() {
    let refused = Event::Connack {
        return_code: 4,
        session_present: false,
        version: Version::V3_1_1,
    };
    let rest = (0..Session::MAX_TIMELINE * 2).map(|_| Event::PingSent);
    let state = after([refused].into_iter().chain(rest));
    assert_eq!(state.timeline.len(), Session::MAX_TIMELINE);
    assert_eq!(state.timeline[0].cause.unwrap().code, "refused-credentials");
    assert_eq!(state.timeline_dropped, Session::MAX_TIMELINE as u64 + 1);
}

#[test]
fn a_new_connection_keeps_the_causes_of_the_last() {
    let refused = Event::Connack {
        return_code: 4,
        session_present: false,
        version: Version::V3_1_1,
    };
    let state = after([refused, Event::SocketOpening { epoch_ms: 5.0 }]);
    assert!(state.timeline.iter().any(|item| item.cause.is_some()));
    assert_eq!(state.epoch_ms, 5.0);
}

#[test]
fn subscriptions_follow_the_broker() {
    let topic = || "/t".to_owned();
    let qos = Qos::AtLeastOnce;
    let sent = Event::SubscribeSent {
        packet_id: 1,
        topic: topic(),
        qos,
    };
    let suback = |granted| Event::Suback {
        packet_id: 1,
        topic: topic(),
        granted,
    };
    let state = after([sent.clone(), suback(Some(qos))]);
    assert_eq!(state.subscriptions[0].granted, Some(Ok(qos)));
    let refused = after([sent.clone(), suback(None)]);
    assert_eq!(refused.subscriptions[0].granted, Some(Err(())));
    let gone = after([
        sent,
        Event::Unsuback {
            packet_id: 2,
            topic: topic(),
        },
    ]);
    assert_eq!(gone.subscriptions, []);
}

#[test]
fn a_connection_begins_with_nothing_of_a_file() {
    use crate::state::connect::plan::tests::tried;
    use connack_protocol::Opened;
    let from_worker = SessionAction::FromWorker;
    let mut state = after([Event::PingSent]);
    state.apply(SessionAction::Opening {
        name: "old.txt".into(),
        size: 9,
    });
    let line = TimelineLine {
        at_ms: 0.0,
        line: "> PINGREQ".into(),
    };
    state.apply(from_worker(FromSession::Opened(Opened::Lines {
        epoch_ms: 5.0,
        lines: vec![line],
        last: true,
    })));
    assert_eq!(state.list.tools.opened.as_deref(), Some("old.txt"));
    let attempt = Rc::new(tried("ws://127.0.0.1:8083/mqtt"));
    state.apply(SessionAction::Attempt(attempt.clone()));
    assert_eq!((state.timeline.len(), &state.list.tools.opened), (0, &None));
    // What a connection showed stays when the next one is made.
    state.apply(from_worker(FromSession::Entries(vec![Entry {
        at_ms: 1.0,
        line: String::new(),
        event: Event::PingSent,
    }])));
    state.apply(SessionAction::Attempt(attempt));
    assert_eq!(state.timeline.len(), 1);
}
