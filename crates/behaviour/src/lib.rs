//! What a device does by itself, without clock, randomness, connection or code that is evaluated.
//!
//! [`Behaviour`] is told of messages with the time as an argument, and is asked what to do
//! ([`Behaviour::poll`]) and when to wake ([`Behaviour::deadline`]). Beside it stands what a person
//! needs who writes such behaviour, or publishes by hand: checks, ready-made rules, templates of
//! messages, forms of payloads, the platform's limits and codes.
//!
//! Topics, payloads and texts are templates. A placeholder is `{id}`, `{params.X}` and so on
//! ([`PLACEHOLDERS`]); `{params.X|0}` has a value for when there is none; `{{id}}` is the text
//! `{id}`. In a payload that is a JSON object or list, a placeholder within quotes is written as
//! the content of a JSON string, and one outside them as a JSON value; anywhere else values are
//! written as they are.
//!
//! It deliberately lacks MQTT itself, and sentences in more than one language except for facts of
//! the platform.

mod alink;
mod behaviour;
mod check;
mod codes;
mod expand;
mod facts;
mod file;
mod json;
mod limits;
mod pairing;
mod payload;
mod placeholder;
mod problem;
mod random;
mod ready;
mod repeat;
mod rules;
mod sets;
mod shared;
mod snippets;
mod template;
mod thing;
mod topic;
mod trigger;

pub use alink::{MessageTemplate, OwnTopic, own_topics, templates};
pub use behaviour::Behaviour;
pub use check::{RRPC_MS, check, check_repeat, check_thing};
pub use codes::{CODES, Code, code_meaning};
pub use facts::{Confidence, Limit};
pub use file::{ImportError, RULES_VERSION, rules_from_json, rules_to_json};
pub use limits::{
    LimitProblem, MAX_FILTERS, MAX_PAYLOAD_BYTES, MAX_RATES, MAX_SLASHES, MAX_SUBSCRIPTIONS,
    MAX_TOPIC_BYTES, Sending, check_publish, check_subscribe, is_platform_host,
};
pub use pairing::{Pairing, REPLY_MS};
pub use payload::{PayloadError, parse_payload};
pub use placeholder::PLACEHOLDERS;
pub use problem::{Place, RuleProblem, Wrong};
pub use random::{Ids, Random};
pub use repeat::MAX_REPEATS;
pub use rules::MAX_DEEDS;
pub use sets::{ReadyMade, ready_made};
pub use shared::{Deed, Heard, Moment, Outgoing};
pub use snippets::{SNIPPETS_VERSION, Snippet, snippets_from_json, snippets_to_json};
pub use topic::{is_filter, is_name, reply_topic};
