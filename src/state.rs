//! What the page knows: plain data and pure reducers. No effects start here.

mod computed;
mod connect_form;
mod form;
mod observe;
mod parts;
mod session;

pub use computed::{Computed, Outcome, Problem, Signed, compute, self_check};
pub use connect_form::{ConnectAction, ConnectForm, OwnTopics, View, host_of, is_local, topics};
pub use form::{Field, Filled, Form, FormAction, FormState};
pub use observe::{NotTried, PageFacts, may_try};
pub use parts::{
    Part, PartKind, kind_of, parts_of_client_id, parts_of_content, parts_of_host, parts_of_username,
};
pub use session::{
    ItemBody, MessageRow, SessionAction, SessionState, Subscription, TimelineItem, WorkerState,
};
