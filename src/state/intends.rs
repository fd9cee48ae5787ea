//! What fields and buttons need of a module: they are the same in all of them.

/// An intent of any module.
pub trait Intends: Clone + PartialEq + 'static {
    /// A change of what the module knows.
    type Action: 'static;

    /// Only that change.
    fn change(action: Self::Action) -> Self;

    /// Copy a text to the clipboard; `what` is the id of what is copied.
    fn copy(what: &'static str, text: String) -> Self;
}

/// What any module knows of its buttons.
pub trait Knows {
    /// What was copied last, and whether the browser did it; for a moment.
    fn copied(&self) -> Option<(&'static str, bool)>;
}
