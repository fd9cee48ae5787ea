//! Copying a text, and saying so for a moment.

use crate::browser::clipboard;
use yew::platform::spawn_local;
use yew::platform::time::sleep;
use yew::prelude::*;

/// How the last copy went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CopyState {
    /// Nothing copied lately.
    #[default]
    Idle,
    /// Copied.
    Copied,
    /// The browser refused.
    Failed,
}

/// A callback that copies a text, and how the last one went.
#[hook]
pub fn use_clipboard() -> (CopyState, Callback<String>) {
    let state = use_state_eq(CopyState::default);
    let copy = {
        let state = state.clone();
        Callback::from(move |text: String| {
            let state = state.clone();
            spawn_local(async move {
                let done = clipboard::copy(text).await;
                state.set(if done {
                    CopyState::Copied
                } else {
                    CopyState::Failed
                });
                sleep(std::time::Duration::from_secs(2)).await;
                state.set(CopyState::Idle);
            });
        })
    };
    (*state, copy)
}
