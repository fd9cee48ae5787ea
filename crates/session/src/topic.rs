//! What MQTT asks of a topic before it goes on the wire.
//!
//! The platform's own limits (length, levels, whose topic it is) are not checked here: they bind
//! on its hosts only, and a person may want to see the broker's answer.

use crate::why::NotSent;

/// The longest string that MQTT can write.
pub(crate) const MAX_STRING: usize = 65_535;

/// The topic name of a PUBLISH.
pub(crate) fn check_name(topic: &str) -> Result<(), NotSent> {
    check_string(topic)?;
    if topic.contains(['+', '#']) {
        return Err(NotSent::TopicHasWildcard);
    }
    Ok(())
}

/// The filter of a SUBSCRIBE or UNSUBSCRIBE.
pub(crate) fn check_filter(filter: &str) -> Result<(), NotSent> {
    check_string(filter)?;
    let mut levels = filter.split('/').peekable();
    while let Some(level) = levels.next() {
        let last = levels.peek().is_none();
        let fits = match level {
            "+" => true,
            "#" => last,
            plain => !plain.contains(['+', '#']),
        };
        if !fits {
            return Err(NotSent::FilterMalformed);
        }
    }
    Ok(())
}

fn check_string(topic: &str) -> Result<(), NotSent> {
    if topic.is_empty() {
        return Err(NotSent::TopicEmpty);
    }
    if topic.len() > MAX_STRING {
        return Err(NotSent::TopicTooLong);
    }
    if topic.contains('\0') {
        return Err(NotSent::TopicHasNul);
    }
    Ok(())
}
