//! What holds for any input: proptest shrinks what it finds.

use connack_session::{Config, Connect, Event, Phase, Qos, Version, transcript};
use proptest::prelude::*;

use crate::broker::publish;
use crate::driver::{Driver, login};

fn qos() -> impl Strategy<Value = Qos> {
    prop_oneof![
        Just(Qos::AtMostOnce),
        Just(Qos::AtLeastOnce),
        Just(Qos::ExactlyOnce)
    ]
}

proptest! {
    #[test]
    fn any_message_arrives_as_it_was_sent(
        topic in "[^\0+#]{1,40}", payload: Vec<u8>, qos in qos(), cut: proptest::sample::Index,
    ) {
        let mut driver = Driver::online();
        let bytes = publish(qos.digit(), 1, &topic, &payload);
        let (first, second) = bytes.split_at(cut.index(bytes.len()));
        driver.bytes(first);
        driver.bytes(second);
        let Event::Received(message) = &driver.events[0].event else {
            panic!("{:?}", driver.events);
        };
        prop_assert_eq!(&*message.topic, &topic);
        prop_assert_eq!(&message.payload, &payload);
        prop_assert_eq!(message.qos, qos);

        let mut driver = Driver::online();
        driver.publish(&topic, &payload, qos).unwrap();
        prop_assert_eq!(driver.sent(), bytes);
    }

    #[test]
    fn any_login_is_written_or_refused(client_id: String, username: String, clean_session: bool) {
        let mut driver = Driver::new(Config::default());
        let connect = Connect { client_id, username, clean_session, ..login() };
        if driver.ask(|s, now| s.connect(now, connect)).is_ok() {
            driver.tell(|s, now| s.handle_open(now, "mqtt"));
            prop_assert_eq!(driver.session.phase(), Phase::AwaitingConnack);
        } else {
            prop_assert_eq!(driver.session.phase(), Phase::Idle);
        }
    }

    #[test]
    fn an_event_is_one_line_without_controls(client_id: String, username: String, reason: String) {
        let event = Event::ConnectSent {
            version: Version::V3_1_1,
            client_id,
            username,
            keep_alive_s: 60,
            clean_session: true,
            will: None,
        };
        let close = Event::SocketClosed { code: 1000, reason, clean: true, was_open: true };
        for line in [transcript::text(&event), transcript::text(&close)] {
            prop_assert!(!line.contains(char::is_control), "{line:?}");
            prop_assert!(line.starts_with("> CONNECT client_id=") || line.starts_with("x close "));
        }
    }

    #[test]
    fn any_bytes_are_taken(bytes: Vec<u8>) {
        let mut driver = Driver::online();
        driver.bytes(&bytes);
        prop_assert_eq!(driver.violation().is_some(), driver.session.phase() == Phase::Closed);
    }
}
