//! What the Connect module knows: its connections, each with its fields, timeline and messages.

mod form;
mod intent;
mod list;
mod model;
mod observe;
mod options;
mod payload;
mod plan;
pub mod profile;
mod session;
mod tabs;
mod watch;

pub use form::{Asked, Form, FormAction, PayloadView, host_of, is_local, topics};
pub use intent::Intent;
pub use list::{List, ListAction, moved};
pub use model::{Action, Connection, Model};
pub use observe::{NotTried, PageFacts, may_try};
pub use options::{OptionAction, Options, Source};
pub use payload::payload_text;
pub use plan::{Attempt, Plan, attempt, plan};
pub use session::{
    ItemBody, Session, SessionAction, Subscription, TimelineItem, WorkerState, probe_id,
};
pub use tabs::TabAction;
pub use watch::Failure;
