//! What came of what was done with profiles, in words; it stands until the next thing is done.

use crate::components::connect::View;
use crate::components::{NoticeKind, notice};
use crate::hooks::press;
use crate::state::connect::Intent;
use crate::state::connect::profile::{MAX_FILE, Note, Profiles, ProfilesIntent, Said, Unreadable};
use crate::text::connect_profiles::ProfilesText;
use yew::prelude::*;

/// Whether what there is to say belongs beside the passphrase that is asked for.
pub(super) fn is_of_passphrase(of: &Profiles) -> bool {
    let said = match of.said {
        Some(Said::WrongPassphrase | Said::Damaged | Said::NoCrypto) => true,
        Some(
            Said::Saved(..)
            | Said::Loaded(..)
            | Said::Expired(_)
            | Said::Imported(..)
            | Said::Unreadable(_)
            | Said::TooLarge(_)
            | Said::NoFile
            | Said::Deleted(_)
            | Said::StorageOff
            | Said::StorageFull,
        )
        | None => false,
    };
    of.asking.is_some() && (of.busy || said)
}

/// What there is to say.
pub(super) fn said(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.profiles();
    if model.profiles.busy {
        return html! { <p class="hint" role="status" id="profiles-busy">{ text.busy }</p> };
    }
    let Some(said) = &model.profiles.said else {
        return html! {};
    };
    let (kind, id, words) = words(text, said);
    let beside = match said {
        Said::Deleted(stored) => {
            let undo = ProfilesIntent::Undo(stored.clone());
            html! {
                <button type="button" class="quiet" id="profile-undo"
                    onclick={press(send, Intent::Profiles(undo))}>{ text.undo }</button>
            }
        }
        Said::Imported(_, notes) if !notes.is_empty() => html! {
            <ul id="profile-notes">{ for notes.iter().map(|of| html! { <li>{ note(text, of) }</li> }) }</ul>
        },
        Said::Saved(..)
        | Said::Loaded(..)
        | Said::Expired(_)
        | Said::Imported(..)
        | Said::Unreadable(_)
        | Said::TooLarge(_)
        | Said::NoFile
        | Said::WrongPassphrase
        | Said::Damaged
        | Said::NoCrypto
        | Said::StorageOff
        | Said::StorageFull => html! {},
    };
    notice(kind, id, &words, beside)
}

fn words(text: &ProfilesText, said: &Said) -> (NoticeKind, &'static str, String) {
    use NoticeKind::{Bad, Info, Warn};
    match said {
        Said::Saved(name, kept) => (Info, "profile-saved", (text.saved)(name, *kept)),
        Said::Loaded(name, secret) => (Info, "profile-loaded", (text.loaded)(name, *secret)),
        Said::Expired(name) => (Warn, "profile-expired", (text.expired)(name)),
        Said::Imported(count, _) => (Info, "profile-imported", (text.imported)(*count)),
        Said::Deleted(of) => (Info, "profile-deleted", (text.deleted)(&of.profile.name)),
        Said::Unreadable(why) => (Bad, "profile-unreadable", unreadable(text, why)),
        Said::TooLarge(bytes) => (
            Bad,
            "profile-unreadable",
            (text.too_large)(*bytes, MAX_FILE),
        ),
        Said::NoFile => (Bad, "profile-unreadable", text.no_file.into()),
        Said::WrongPassphrase => (Bad, "profile-wrong", text.wrong_passphrase.into()),
        Said::Damaged => (Bad, "profile-damaged", text.damaged.into()),
        Said::NoCrypto => (Bad, "profile-no-crypto", text.no_crypto.into()),
        Said::StorageOff => (Bad, "profile-storage", text.storage_off.into()),
        Said::StorageFull => (Bad, "profile-storage", text.storage_full.into()),
    }
}

fn unreadable(text: &ProfilesText, why: &Unreadable) -> String {
    match why {
        Unreadable::Empty => text.empty.into(),
        Unreadable::NotJson { line, column } => (text.not_json)(*line, *column),
        Unreadable::EndsEarly => text.ends_early.into(),
        Unreadable::Foreign => text.foreign.into(),
        Unreadable::Version(version) => (text.version)(*version),
        Unreadable::Value { line, column, what } => (text.value)(*line, *column, what),
    }
}

fn note(text: &ProfilesText, note: &Note) -> String {
    match note {
        Note::NoHost(name) => (text.no_host)(name),
        Note::NoObject(number) => (text.no_object)(*number),
        Note::Tcp(name) => (text.tcp)(name),
        Note::SecretLeftOut(name) => (text.left_out)(name),
        Note::Sealed(name) => (text.sealed)(name),
    }
}
