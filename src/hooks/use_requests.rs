//! The count of requests to other hosts, looked at every few seconds.

use crate::browser::requests;
use std::time::Duration;
use yew::platform::spawn_local;
use yew::platform::time::sleep;
use yew::prelude::*;

/// Requests to other hosts since the page was loaded.
#[hook]
pub fn use_requests() -> usize {
    let count = use_state_eq(requests::to_other_hosts);
    let setter = count.setter();
    use_effect_with((), move |()| {
        spawn_local(async move {
            loop {
                sleep(Duration::from_secs(2)).await;
                setter.set(requests::to_other_hosts());
            }
        });
    });
    *count
}
