//! Pieces of pages: props in, callbacks out, no effects of their own.

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
pub use field::{Choice, SelectField, TextField};
pub use header::Header;
pub use messages::Messages;
pub use notice::{Notice, NoticeKind};
pub use output::Output;
pub use publish_form::PublishForm;
pub use subscribe_form::SubscribeForm;
pub use timeline::Timeline;
pub use wire::{Mark, Wire};
pub use working::Working;
