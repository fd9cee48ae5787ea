//! What a device does by itself.

mod check;
mod codes;
mod expand;
mod file;
mod json;
mod pairing;
mod payload;
mod random;
mod sets;
mod template;
mod topic;

pub use check::{Place, RRPC_MS, RuleProblem, Wrong, check, check_repeat, check_thing};
pub use codes::{CODES, Code, code_meaning};
pub use file::{ImportError, RULES_VERSION, rules_from_json, rules_to_json};
pub use pairing::{Pairing, REPLY_MS};
pub use payload::{PayloadError, parse_payload};
pub use random::{Ids, Random};
pub use sets::{ReadyMade, ready_made};
pub use topic::{filter_matches, is_filter, is_name, reply_topic};
