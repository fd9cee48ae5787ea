//! What the page knows: plain data and pure reducers. No effects start here.

mod computed;
pub mod connect;
mod flow;
mod form;
mod intends;
mod intent;
mod link;
mod model;
mod parts;
mod share;
mod theme;
mod time;
mod use_in;
mod verify;

pub use computed::{Computed, Outcome, Problem, Signed, compute, json_string, self_check};
pub use flow::{FlowAction, FlowState};
pub use form::{Field, Filled, Form, FormAction, FormState};
pub use intends::{Intends, Knows};
pub use intent::Intent;
pub use link::{Linked, linked_claim, linked_secret};
pub use model::{Action, ConnectModule, Model, Surroundings};
pub use parts::{
    Part, PartKind, kind_of, parts_of_client_id, parts_of_content, parts_of_host, parts_of_username,
};
pub use share::{ShareAction, ShareState};
pub use theme::Theme;
pub use time::{date, time_of_day, whole_ms};
pub use use_in::{UseInAction, UseInState};
pub use verify::{Loaded, Pasted, VerifyAction, VerifyState, lang};
