//! What the Connect module knows: its connections, each with its fields, timeline and messages.

mod behaves;
mod detail;
mod difference;
mod elements;
mod form;
mod in_use;
mod intent;
mod json_outline;
mod list;
mod looks;
mod messages_intent;
mod model;
mod observe;
mod options;
mod payload;
mod plan;
mod plot;
pub mod profile;
mod publish;
mod registering;
mod session;
mod snippets;
mod sub_devices;
mod tabs;
mod tools;
mod watch;

pub use behaves::{
    ActDraft, ActField, ActKind, Behaves, BehavesAction, FieldDraft, FieldField, Followed,
    GeneratorKind, RepeatDraft, RepeatField, RepeatRun, RuleDraft, RuleField, RuleWrong, Rules,
    RulesAction, ThingDraft, ThingField, ToldLine, WhenKind, ready_made_set,
};
pub use detail::{Body, DetailView, FellBack, MAX_COPIED, Shown, copied, dump_lines, hex, shown};
pub use difference::{Difference, Line, difference};
pub use form::{Asked, Form, FormAction, PayloadView, Subject, host_of, is_local, topics};
pub use intent::Intent;
pub use json_outline::Json;
pub use list::{FilterChange, List, ListAction};
pub use messages_intent::MessagesIntent;
pub use model::{Action, Connection, Model};
pub use observe::{NotTried, PageFacts, may_try};
pub use options::{OptionAction, Options, Source};
pub use payload::payload_text;
pub use plan::{Attempt, Plan, attempt, plan};
pub use plot::{Plot, SIDE, plot};
pub use publish::{Composing, PublishAction, Step};
pub use registering::{Arrived, ArrivedAction, is_secret, is_secret_row, registration};
pub use session::{
    ItemBody, Note, Session, SessionAction, Subscription, TimelineItem, WorkerState, probe_id,
};
pub use snippets::{SnippetAction, Snippets};
pub use sub_devices::{
    Asking, Exchange, Outcome, SubAction, SubAsk, SubAsked, SubDevices, SubDraft, SubEntry,
    SubField, SubState,
};
pub use tabs::TabAction;
pub use tools::{CapacityField, FileProblem, FileState, Tools, ToolsAction, counted};
pub use watch::Failure;
