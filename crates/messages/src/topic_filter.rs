//! MQTT topic filters (MQTT 3.1.1, 4.7): which topics `+` and `#` match.

use connack_protocol::{filter_matches, wildcards_fit};

/// A well-formed topic filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicFilter(String);

impl TopicFilter {
    /// The filter of a subscription; `None` if it is empty, or `+` or `#` is not alone on its
    /// level, or `#` not on the last. `$share/group/filter` stands for its filter: the messages
    /// of a shared subscription come with their own topics.
    pub fn parse(text: &str) -> Option<Self> {
        let shared = text.strip_prefix("$share/");
        let filter = match shared.and_then(|rest| rest.split_once('/')) {
            Some((_group, filter)) => filter,
            None => text,
        };
        (!filter.is_empty() && wildcards_fit(filter)).then(|| Self(filter.to_owned()))
    }

    /// Whether a message of this topic belongs to the subscription.
    pub fn matches(&self, topic: &str) -> bool {
        filter_matches(&self.0, topic)
    }
}

#[cfg(test)]
mod tests {
    use super::TopicFilter;

    #[track_caller]
    fn check(filter: &str, matching: &[&str], other: &[&str]) {
        let parsed = TopicFilter::parse(filter).unwrap();
        for topic in matching {
            assert!(parsed.matches(topic), "{filter} should match {topic}");
        }
        for topic in other {
            assert!(!parsed.matches(topic), "{filter} should not match {topic}");
        }
    }

    // The examples of MQTT 3.1.1, 4.7.1 to 4.7.3, and the platform's own shapes.
    #[test]
    fn topics_match_as_the_standard_says() {
        check(
            "sport/tennis/player1/#",
            &[
                "sport/tennis/player1",
                "sport/tennis/player1/ranking",
                "sport/tennis/player1/score/wimbledon",
            ],
            &[
                "sport/tennis/player2",
                "sport/tennis/player10",
                "sport/tennis",
            ],
        );
        check(
            "sport/#",
            &["sport", "sport/"],
            &["Sport", "sports", "/sport"],
        );
        check("#", &["a", "/", "a/b", "/a"], &["$SYS/uptime", "$"]);
        check(
            "sport/tennis/+",
            &["sport/tennis/player1", "sport/tennis/"],
            &["sport/tennis/player1/ranking", "sport/tennis"],
        );
        check("sport/+", &["sport/"], &["sport"]);
        check("+/+", &["/finance", "a/b"], &["finance", "a/b/c", "$SYS/a"]);
        check("/+", &["/finance", "/"], &["finance", "//"]);
        check("+", &["finance", ""], &["/finance", "$SYS"]);
        check("+/#", &["a", "a/b/c"], &["$SYS/a"]);
        check("$SYS/#", &["$SYS", "$SYS/a"], &["SYS/a"]);
        check(
            "$SYS/monitor/+",
            &["$SYS/monitor/Clients"],
            &["$SYS/monitor"],
        );
        check("a//b", &["a//b"], &["a/b", "a/x/b"]);
        check("a/+/b", &["a//b", "a/x/b"], &["a/b", "a/x/y/b"]);
        check(
            "/sys/a1/设备/#",
            &["/sys/a1/设备/温度"],
            &["/sys/a1/设/温度"],
        );
        check(
            "$share/watchers/a/+",
            &["a/b"],
            &["$share/watchers/a/b", "b"],
        );
    }

    #[test]
    fn a_malformed_filter_is_none() {
        for filter in [
            "",
            "a#",
            "#/a",
            "a/#/b",
            "a+",
            "+a/b",
            "a/b+",
            "##",
            "$share/g/",
        ] {
            assert_eq!(TopicFilter::parse(filter), None, "{filter}");
        }
    }
}
