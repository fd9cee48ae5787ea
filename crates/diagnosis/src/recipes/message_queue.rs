//! What a client of ApsaraMQ for MQTT may do otherwise: its content is the client id alone, so there
//! are no names, no order and no other field to get wrong.

use super::deviations::{Change, Dimension, Found, constructions, tails};
use super::{Space, intern};
use crate::reading::Reading;

/// Fills in the deviations beside those of the key.
pub(super) fn find(space: &mut Space, reading: &Reading, found: &mut Found) {
    let id = space.client_ids.first().cloned().unwrap_or_default();
    let username = reading.username.as_ref().map_or("", |name| &name.sent);
    let (group, device) = id.split_once("@@@").unwrap_or_default();
    let mut others = vec![
        id.to_lowercase(),
        id.to_uppercase(),
        id.trim().to_owned(),
        // What the edition of 2017 signed.
        group.to_owned(),
        device.to_owned(),
        username.to_owned(),
    ];
    others.extend(username.split('|').map(str::to_owned));
    for other in others.iter().filter(|other| !other.is_empty()) {
        let choice = intern(&mut space.client_ids, other);
        let change = Change::ClientId(choice);
        if found.all.iter().all(|known| known.change != change) {
            found.add(Dimension::ClientId, change, true, true);
        }
    }
    tails(found);
    constructions(found);
    found.all.sort_by_key(|deviation| deviation.dimension);
}
