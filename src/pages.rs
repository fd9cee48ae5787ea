//! The pages: layout, and which piece gets which value. No effects, no rules.

mod about;
mod compute;
mod connect;
mod verify;

pub use about::about_page;
pub use compute::compute_page;
pub use connect::connect_page;
pub use verify::verify_page;
