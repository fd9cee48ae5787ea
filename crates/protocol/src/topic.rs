//! MQTT's rules of topic filters (MQTT 3.1.1, 4.7), which the store of messages and the device's
//! behaviour share. What a topic means to a platform is not said here.

/// Whether `+` and `#` stand alone on their level, and `#` on the last.
pub fn wildcards_fit(filter: &str) -> bool {
    let mut levels = filter.split('/').peekable();
    let mut fits = true;
    while let Some(level) = levels.next() {
        fits &= match level {
            "+" => true,
            "#" => levels.peek().is_none(),
            plain => !plain.contains(['+', '#']),
        };
    }
    fits
}

/// Whether a topic name is one that this filter asks for. A wildcard on the first level matches no
/// topic that begins with `$`; `a/#` matches `a` too.
pub fn filter_matches(filter: &str, topic: &str) -> bool {
    if topic.starts_with('$') && filter.starts_with(['+', '#']) {
        return false;
    }
    let mut levels = topic.split('/');
    for wanted in filter.split('/') {
        if wanted == "#" {
            return true;
        }
        match levels.next() {
            Some(level) if wanted == "+" || wanted == level => {}
            Some(_) | None => return false,
        }
    }
    levels.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_matches_as_mqtt_says() {
        for (filter, topic, expected) in [
            ("/a/b", "/a/b", true),
            ("/a/b", "/a/b/c", false),
            ("/a/b/c", "/a/b", false),
            ("/a/+", "/a/b", true),
            ("/a/+", "/a/", true),
            ("/a/+", "/a", false),
            ("/a/+/c", "/a/b/c", true),
            ("a/#", "a", true),
            ("a/#", "a/b/c", true),
            ("a/#", "ab", false),
            ("#", "a", true),
            ("#", "/a", true),
            ("+", "/a", false),
            ("+/+", "/a", true),
            ("#", "$SYS/a", false),
            ("+/a", "$SYS/a", false),
            ("$SYS/#", "$SYS/a", true),
        ] {
            assert_eq!(filter_matches(filter, topic), expected, "{filter} {topic}");
        }
    }
}
