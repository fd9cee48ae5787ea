//! Messages and looks for the tests.

use connack_messages::{Delivery, Store};
use connack_protocol::{Capacity, Direction, ExportAsk, ExportFormat, Look, Qos};

/// A received message of QoS 0 that came 1 s after 1970 began.
pub(crate) fn received<'a>(topic: &'a str, payload: &'a [u8]) -> Delivery<'a> {
    Delivery {
        epoch_ms: 1000.0,
        direction: Direction::Received,
        topic,
        payload,
        qos: Qos::AtMostOnce,
        retain: false,
        dup: false,
    }
}

pub(crate) fn sent<'a>(topic: &'a str, payload: &'a [u8]) -> Delivery<'a> {
    Delivery {
        direction: Direction::Sent,
        ..received(topic, payload)
    }
}

/// A store of the default capacity with these received messages.
pub(crate) fn store(messages: &[(&str, &[u8])]) -> Store {
    let mut store = Store::new(Capacity::default());
    for (topic, payload) in messages {
        store.push(&received(topic, payload));
    }
    store
}

/// Works in small slices until nothing is left.
pub(crate) fn work_off(store: &mut Store) {
    let mut slices = 0;
    while !store.work(3) {
        slices += 1;
        assert!(slices < 1_000_000, "the work never ends");
    }
}

pub(crate) fn look(rows: u32) -> Look {
    Look {
        number: 1,
        rows,
        ..Look::default()
    }
}

/// The whole file.
pub(crate) fn file(store: &Store, format: ExportFormat) -> Vec<u8> {
    written(
        store,
        ExportAsk {
            format,
            zone_minutes: 480,
            started_epoch_ms: 0.0,
            lines: Vec::new(),
            redacted: Vec::new(),
        },
    )
}

pub(crate) fn written(store: &Store, ask: ExportAsk) -> Vec<u8> {
    let mut export = store.export(ask).unwrap();
    let mut file = Vec::new();
    while let Some(chunk) = export.next_chunk(store) {
        file.extend(chunk);
    }
    assert_eq!(export.missed(), 0);
    file
}
