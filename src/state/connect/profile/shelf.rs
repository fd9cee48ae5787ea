//! The profiles as this machine stores them: one text under one key each, of a stated version.

use crate::state::connect::profile::Profile;

/// What each key begins with; the digit is the version of what is under it.
pub const KEY: &str = "connack-profile-1-";

/// The key of a profile with this id.
pub fn key_of(id: &str) -> String {
    format!("{KEY}{id}")
}

/// A profile with the key that it is stored under.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Distinguishes it from every other one: the end of its key.
    pub id: String,
    /// The profile.
    pub profile: Profile,
}

/// What the storage holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shelf {
    /// The profiles by name.
    pub list: Vec<Stored>,
    /// Ids of what cannot be read.
    pub unreadable: Vec<String>,
    /// What a secret has expired of: to be stored anew, as id and text.
    pub expired: Vec<(String, String)>,
}

impl Shelf {
    /// The profile with an id.
    pub fn of(&self, id: &str) -> Option<&Profile> {
        let found = self.list.iter().find(|stored| stored.id == id);
        found.map(|stored| &stored.profile)
    }

    /// The id of the profile with a name.
    pub fn named(&self, name: &str) -> Option<&str> {
        let found = self.list.iter().find(|stored| stored.profile.name == name);
        found.map(|stored| &*stored.id)
    }

    /// A name that no profile has: this one, or this one with a number.
    pub fn free_name(&self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut number = 2;
        while self.named(&free).is_some() {
            free = format!("{name} ({number})");
            number += 1;
        }
        free
    }
}

/// The text that a profile is stored as.
pub fn text_of(profile: &Profile) -> String {
    // Plain data has no way to fail.
    serde_json::to_string(profile).unwrap_or_default()
}

/// Takes stored texts by id; secrets whose time is over are gone from the list at once.
pub fn shelve(stored: impl IntoIterator<Item = (String, String)>, now_ms: u64) -> Shelf {
    let mut shelf = Shelf::default();
    for (id, text) in stored {
        let Ok(mut profile) = serde_json::from_str::<Profile>(&text) else {
            shelf.unreadable.push(id);
            continue;
        };
        if profile.expire(now_ms) {
            shelf.expired.push((id.clone(), text_of(&profile)));
        }
        shelf.list.push(Stored { id, profile });
    }
    let by = |stored: &Stored| (stored.profile.name.to_lowercase(), stored.id.clone());
    shelf.list.sort_by_cached_key(by);
    shelf.unreadable.sort();
    shelf
}
