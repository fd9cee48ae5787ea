//! Keys that are no characters, as WebDriver spells them (W3C WebDriver, 17.4.2).

/// Enter.
pub const ENTER: &str = "\u{e007}";
/// Escape.
pub const ESCAPE: &str = "\u{e00c}";
/// Delete.
pub const DELETE: &str = "\u{e017}";
/// Tab.
pub const TAB: &str = "\u{e004}";
/// Arrow left.
pub const LEFT: &str = "\u{e012}";
/// Arrow up.
pub const UP: &str = "\u{e013}";
/// Arrow right.
pub const RIGHT: &str = "\u{e014}";
/// Arrow down.
pub const DOWN: &str = "\u{e015}";
/// Home.
pub const HOME: &str = "\u{e011}";
/// End.
pub const END: &str = "\u{e010}";
