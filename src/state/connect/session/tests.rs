//! Timeline, counters and subscriptions, after scripted events.

use super::*;

fn received(bytes: usize) -> Event {
    Event::Received(Message {
        topic: "/t".into(),
        payload: vec![0; bytes],
        qos: Qos::AtMostOnce,
        retain: false,
        dup: false,
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
    assert_eq!(state.received, 3);
    let bodies: Vec<_> = state
        .timeline
        .iter()
        .map(|item| item.body.clone())
        .collect();
    assert_eq!(bodies.len(), 3);
    let first = ItemBody::Received {
        count: 2,
        bytes: 7,
        from_ms: 1.0,
        to_ms: 1.0,
    };
    assert_eq!(bodies[0], first);
}

#[test]
fn what_is_received_is_kept_or_counted_as_dropped() {
    let many = Session::MAX_MESSAGES + 7;
    let state = after((0..many).map(|_| received(1)));
    assert_eq!(state.received, many as u64);
    assert_eq!(state.dropped, 7);
    assert_eq!(state.messages.len(), Session::MAX_MESSAGES);
    assert_eq!(state.shown_count(), Session::MAX_SHOWN);
    assert_eq!(state.shown().count(), state.shown_count());
    let big = after((0..5).map(|_| received(Session::MAX_BYTES / 3)));
    assert_eq!((big.messages.len(), big.dropped), (3, 2));
}

#[test]
fn a_named_cause_outlives_the_timelines_length() {
    let refused = Event::Connack {
        return_code: 4,
        session_present: false,
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
