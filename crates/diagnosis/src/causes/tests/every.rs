//! What holds for every situation, cause and text.

use super::{Seen, ids};
use crate::causes::{CAUSES, PROBES_SEND_NOTHING, Rank, Situation, causes, probes};
use crate::{Waited, Words, explain};
use std::collections::BTreeSet;

/// Situations of every kind.
fn every(mut look: impl FnMut(&Situation)) {
    let waited = [Waited::SocketOpen, Waited::Connack, Waited::Pingresp];
    let seen = [
        Seen::ClosedBeforeConnack,
        Seen::NotOpened,
        Seen::Malformed,
        Seen::MixedContent,
        Seen::NoSubprotocol,
        Seen::Evicted,
        Seen::Offline,
    ];
    let seen = seen
        .into_iter()
        .chain(waited.map(Seen::TimedOut))
        .chain((1..=7).chain([0x80, 0xff]).map(Seen::Connack));
    let hosts = [
        "a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com",
        "iot-06z00abc.mqtt.iothub.aliyuncs.com",
        "mqtt.iothub.aliyuncs.com",
        "post-cn-abc.mqtt.aliyuncs.com",
        "127.0.0.1",
        "10.0.0.5",
        "8.8.8.8",
        "b.invalid",
        "broker.example.net",
    ];
    for seen in seen {
        for host in hosts {
            for bits in 0_u32..512 {
                let bit = |n: u32| bits >> n & 1 == 1;
                let url = format!(
                    "{}://{host}:{}/{}",
                    if bit(0) { "wss" } else { "ws" },
                    [443, 80, 1883, 8084][(bits >> 1 & 3) as usize],
                    if bit(3) { "mqtt" } else { "" },
                );
                let mut situation = Situation::new(seen, &url);
                situation.page_https = bit(4);
                situation.online = !bit(5);
                situation.was_online_before = bit(6);
                if bit(7) {
                    situation.attempts = 5;
                    situation.closes_soon_after_online = 3;
                    situation.keep_alive_s = 1201;
                    situation.elapsed_ms = Some(9_000);
                }
                look(&situation);
                if bit(8) {
                    for probe in probes(&situation) {
                        let mut probed = situation;
                        probed.probed = probed.probed.with(probe.kind, bit(0));
                        look(&probed);
                    }
                }
            }
        }
    }
}

#[test]
fn every_situation_has_causes_in_order_and_each_once() {
    every(|situation| {
        let found = causes(situation);
        assert!(!found.is_empty(), "{situation:?}");
        assert!(explain(situation.seen).is_some());
        let most = found.iter().filter(|cause| cause.rank == Rank::MostLikely);
        assert!((1..=2).contains(&most.count()), "{found:?}");
        assert!(found.is_sorted_by_key(|cause| cause.rank), "{found:?}");
        for (i, cause) in found.iter().enumerate() {
            let twice = found[..i].iter().any(|other| other.id() == cause.id());
            assert!(!twice, "{} twice: {situation:?}", cause.id());
        }
    });
}

#[test]
fn every_cause_is_the_cause_of_something() {
    let mut reached = BTreeSet::new();
    every(|situation| reached.extend(ids(situation)));
    let all: BTreeSet<&str> = CAUSES.iter().map(|entry| entry.id).collect();
    assert_eq!(reached, all);
    assert_eq!(all.len(), CAUSES.len(), "two causes of one name");
}

#[test]
fn words_are_in_both_languages() {
    let mut all: Vec<Words> = vec![PROBES_SEND_NOTHING];
    for entry in CAUSES {
        all.extend([entry.problem, entry.remedy]);
    }
    for rank in [Rank::MostLikely, Rank::Possible, Rank::Unlikely] {
        all.push(rank.words());
    }
    every(|situation| {
        let whys = causes(situation).into_iter().filter_map(|cause| cause.why);
        let tells = probes(situation)
            .into_iter()
            .flat_map(|probe| [probe.label, probe.tells]);
        for text in whys.chain(tells) {
            if !all.contains(&text) {
                all.push(text);
            }
        }
    });
    for text in all {
        let en = text.en.chars().all(|c| c.is_ascii() || "“”".contains(c));
        assert!(en && !text.en.is_empty(), "{}", text.en);
        let zh = text
            .zh
            .chars()
            .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(zh, "{}", text.zh);
        // Half-width punctuation beside a Chinese character.
        let chars: Vec<char> = text.zh.chars().collect();
        let half = chars.windows(2).any(|pair| match pair {
            [a, b] => *a > '\u{2fff}' && ",;:?!()".contains(*b),
            _ => false,
        });
        assert!(!half, "{}", text.zh);
    }
}
