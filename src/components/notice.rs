//! Something to say that stays until it is dealt with.

use yew::prelude::*;

/// How grave a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// For information.
    Info,
    /// Worth attention.
    Warn,
    /// Something does not work.
    Bad,
}

/// A notice, read out when it appears: what it says, and what one can do.
pub fn notice(kind: NoticeKind, id: &'static str, said: &str, actions: Html) -> Html {
    let (kind, role) = match kind {
        NoticeKind::Info => ("info", "status"),
        NoticeKind::Warn => ("warn", "status"),
        NoticeKind::Bad => ("bad", "alert"),
    };
    html! {
        <div class="notice" data-kind={kind} {role} {id}>
            <p>{ said }</p>
            { actions }
        </div>
    }
}
