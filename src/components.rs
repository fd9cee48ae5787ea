//! Pieces of pages: values in, callbacks out, no effects of their own. A piece
//! without state of its own is a function: each component costs the page two kilobytes.

mod copy_button;
mod field;
mod header;
mod messages;
mod notice;
mod output;
mod publish_form;
mod subscribe_form;
mod timeline;
mod wire;
mod working;

pub use copy_button::CopyButton;
pub use field::{Choice, SelectField, TextField, select_field};
pub use header::header;
pub use messages::Messages;
pub use notice::{NoticeKind, notice};
pub use output::output;
pub use publish_form::{PublishForm, publish_form};
pub use subscribe_form::{SubscribeForm, subscribe_form};
pub use timeline::Timeline;
pub use wire::{mark, wire};
pub use working::working;
