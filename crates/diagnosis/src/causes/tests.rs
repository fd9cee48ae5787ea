//! Situations as they are met, and which cause comes first; and what holds for all of them.

mod every;
mod injected;
mod not_opened;
mod opened;

use super::{Cause, Situation, causes};
use crate::Observation as Seen;

const PUBLIC: &str = "wss://a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com/";
const INSTANCE: &str = "wss://iot-06z00abc.mqtt.iothub.aliyuncs.com/mqtt";
const OTHER: &str = "wss://post-cn-abc.mqtt.aliyuncs.com/";
const HERE: &str = "ws://127.0.0.1:8083/mqtt";
const LAN: &str = "wss://192.168.1.5:8084/mqtt";
const NAME: &str = "wss://broker.example.net:8084/mqtt";

fn ids(situation: &Situation) -> Vec<&'static str> {
    causes(situation).iter().map(Cause::id).collect()
}

/// The first cause, and others that must be there.
#[track_caller]
fn check(seen: Seen, url: &str, change: fn(&mut Situation), first: &str, others: &[&str]) {
    let mut situation = Situation::new(seen, url);
    change(&mut situation);
    let found = ids(&situation);
    assert_eq!(found.first(), Some(&first), "{found:?}");
    for other in others {
        assert!(found.contains(other), "no {other} among {found:?}");
    }
}

/// A cause that must not be there.
#[track_caller]
fn check_not(seen: Seen, url: &str, change: fn(&mut Situation), absent: &str) {
    let mut situation = Situation::new(seen, url);
    change(&mut situation);
    let found = ids(&situation);
    assert!(!found.contains(&absent), "{found:?}");
}

fn nothing(_: &mut Situation) {}
