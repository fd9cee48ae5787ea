//! What the page knows: plain data and pure reducers. No effects start here.

mod computed;
mod connect_form;
mod connect_plan;
mod form;
mod intent;
mod model;
mod observe;
mod parts;
mod payload;
mod session;
mod theme;
mod time;
mod verify;

pub use computed::{Computed, Outcome, Problem, Signed, compute, self_check};
pub use connect_form::{ConnectAction, ConnectForm, PayloadView, host_of, is_local, topics};
pub use connect_plan::{Plan, attempt, plan};
pub use form::{Field, Filled, Form, FormAction, FormState};
pub use intent::Intent;
pub use model::{Action, Model, Surroundings};
pub use observe::{NotTried, PageFacts, may_try};
pub use parts::{
    Part, PartKind, kind_of, parts_of_client_id, parts_of_content, parts_of_host, parts_of_username,
};
pub use payload::payload_text;
pub use session::{
    ItemBody, MessageRow, SessionAction, SessionState, Subscription, TimelineItem, WorkerState,
};
pub use theme::Theme;
pub use time::{time_of_day, whole_ms};
pub use verify::{Attempt, Pasted, VerifyAction, VerifyState, lang};
