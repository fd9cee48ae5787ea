//! The pages: layout, and which piece gets which value. No effects, no rules.

mod about;
mod compute;
mod connect;

pub use about::About;
pub use compute::Compute;
pub use connect::Connect;
