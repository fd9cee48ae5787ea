//! The page.
pub mod route;
pub mod state;
pub mod text;
