//! What the Connect module knows: its connections, each with its fields, timeline and messages.

mod behaves;
mod form;
mod intent;
mod list;
mod model;
mod observe;
mod payload;
mod plan;
mod publish;
mod session;
mod snippets;

pub use behaves::{
    ActDraft, ActField, ActKind, Behaves, BehavesAction, FieldDraft, FieldField, Followed,
    GeneratorKind, RepeatDraft, RepeatField, RepeatRun, RuleDraft, RuleField, RuleWrong, Rules,
    RulesAction, ThingDraft, ThingField, ToldLine, WhenKind, ready_made_set,
};
pub use form::{Form, FormAction, PayloadView, host_of, is_local, topics};
pub use intent::Intent;
pub use list::{List, ListAction, moved};
pub use model::{Action, Connection, Model};
pub use observe::{NotTried, PageFacts, may_try};
pub use payload::payload_text;
pub use plan::{Attempt, Plan, attempt, plan};
pub use publish::{Composing, PublishAction, Step};
pub use session::{ItemBody, Session, SessionAction, Subscription, TimelineItem, WorkerState};
pub use snippets::{SnippetAction, Snippets};
