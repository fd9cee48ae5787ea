//! The panel of profiles: the list, saving, loading, exporting, importing.

mod parts;

pub use parts::wanted;
mod said;

use crate::components::connect::View;
use crate::components::{NoticeKind, notice};
use crate::hooks::connect::local_minute;
use crate::hooks::press;
use crate::state::connect::profile::{
    Kept, Open, ProfilesAction, ProfilesIntent, Stored, host, who,
};
use crate::state::connect::{Action, Intent};
use yew::prelude::*;

/// A change of the panel.
fn change(action: ProfilesAction) -> Intent {
    Intent::Change(Action::Profiles(action))
}

/// The panel.
pub fn profiles(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let (text, profiles) = (model.language.profiles(), &model.profiles);
    let shelf = &profiles.shelf;
    let part = |open, id: &'static str, label, controls: &'static str| {
        let is_open = profiles.open == open;
        // A device's own name to begin with; what is typed goes when the part is closed.
        let named = model.credentials().map(|of| of.device_name.clone());
        let next = if is_open { Open::None } else { open };
        let turn = change(ProfilesAction::Open(next, named.unwrap_or_default()));
        html! {
            <button type="button" class="quiet" {id} aria-expanded={is_open.to_string()}
                aria-controls={controls} onclick={press(send, turn)}>{ label }</button>
        }
    };
    html! {
        <section class="panel profiles" aria-labelledby="profiles-title">
            <h2 id="profiles-title">{ text.title }</h2>
            <p class="hint">{ text.about }</p>
            if shelf.list.is_empty() {
                <p class="hint" id="no-profiles">{ text.none }</p>
            } else {
                <ul id="profiles">{ for shelf.list.iter().map(|stored| row(view, stored)) }</ul>
            }
            if !shelf.unreadable.is_empty() {
                { notice(NoticeKind::Warn, "profiles-unreadable",
                    &(text.unreadable_stored)(shelf.unreadable.len()), html! {
                        <button type="button" class="quiet" id="delete-unreadable"
                            onclick={press(send, Intent::Profiles(ProfilesIntent::DeleteUnreadable))}>
                            { text.delete_unreadable }
                        </button>
                    }) }
            }
            <div class="actions">
                { part(Open::Save, "profile-save-as", text.save_as, "profiles-part") }
                { part(Open::Import, "profile-import", text.import, "profiles-part") }
                { part(Open::Export, "profile-export", text.export, "profiles-part") }
            </div>
            <div id="profiles-part">
                { match profiles.open {
                    Open::None => html! {},
                    Open::Save => parts::save(view),
                    Open::Export => parts::export(view),
                    Open::Import => parts::import(view),
                } }
            </div>
            if !said::is_of_passphrase(profiles) { { said::said(view) } }
        </section>
    }
}

/// One saved profile.
fn row(view: View<'_>, stored: &Stored) -> Html {
    let View { model, send, .. } = view;
    let (text, profile) = (model.language.profiles(), &stored.profile);
    let (kept, said) = match &profile.secret {
        None => ("none", text.no_secret.to_owned()),
        Some(Kept::Clear { expires_ms, .. }) => {
            ("clear", (text.in_clear)(&local_minute(*expires_ms)))
        }
        Some(Kept::Encrypted(_)) => ("encrypted", text.encrypted.to_owned()),
    };
    let asks = model.profiles.asking.as_deref() == Some(&stored.id);
    let button = |class: &'static str, label: &'static str, intent| {
        html! {
            <button type="button" class={classes!("quiet", class)}
                onclick={press(send, Intent::Profiles(intent))}>
                { label }<span class="off-view">{ " " }{ &profile.name }</span>
            </button>
        }
    };
    html! {
        <li key={stored.id.clone()} data-name={profile.name.clone()} data-kept={kept}>
            <span class="profile-name">{ &profile.name }</span>
            <span class="profile-actions">
                { button("load", text.load, ProfilesIntent::Load(stored.id.clone())) }
                { button("delete", text.delete, ProfilesIntent::Delete(stored.id.clone())) }
            </span>
            <span class="profile-where">
                <code class="wire">{ who(profile) }</code>
                if !host(profile).is_empty() {
                    { " " }<code class="wire hint">{ host(profile) }</code>
                }
            </span>
            <span class="profile-kept">{ said }</span>
            if asks { { parts::passphrase(view, profile) } }
        </li>
    }
}
