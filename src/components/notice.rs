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

/// Props of [`Notice`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct NoticeProps {
    /// How grave it is.
    pub kind: NoticeKind,
    /// The element's id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// What it says, and what one can do.
    pub children: Html,
}

/// A notice, read out when it appears.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    let (kind, role) = match props.kind {
        NoticeKind::Info => ("info", "status"),
        NoticeKind::Warn => ("warn", "status"),
        NoticeKind::Bad => ("bad", "alert"),
    };
    html! {
        <div class="notice" data-kind={kind} {role} id={props.id.clone()}>
            { props.children.clone() }
        </div>
    }
}
