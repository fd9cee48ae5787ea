//! What opens within the panel of profiles: saving, a passphrase, exporting, importing.

use super::said;
use crate::components::connect::View;
use crate::components::{SelectField, TextField, copy_button, select_field, text_field};
use crate::hooks::connect::picked;
use crate::hooks::{press, switched};
use crate::state::connect::profile::{
    Keep, MIN_PASSPHRASE, Profile, ProfileAction, ProfilesAction, ProfilesIntent, SaveProblem,
    Secrets, capture, secret_of,
};
use crate::state::connect::{Action, FormAction, Intent};
use connack_protocol::Hidden;
use yew::prelude::*;

const DAYS: [u8; 3] = [1, 7, 30];

/// The choices of what becomes of the secret, as values of the select.
fn keep_name(keep: Keep) -> String {
    match keep {
        Keep::No => "no".into(),
        Keep::Clear(days) => format!("clear-{days}"),
        Keep::Encrypted => "encrypted".into(),
    }
}

fn keep_of(name: &str) -> Keep {
    let days = |days: &u8| keep_name(Keep::Clear(*days)) == name;
    match DAYS.iter().find(|of| days(of)) {
        Some(days) => Keep::Clear(*days),
        None if name == "encrypted" => Keep::Encrypted,
        None => Keep::No,
    }
}

fn secrets_name(secrets: Secrets) -> &'static str {
    match secrets {
        Secrets::None => "none",
        Secrets::Encrypted => "encrypted",
        Secrets::Clear => "clear",
    }
}

fn secrets_of(name: &str) -> Secrets {
    match name {
        "encrypted" => Secrets::Encrypted,
        "clear" => Secrets::Clear,
        _ => Secrets::None,
    }
}

fn draft(action: ProfilesAction) -> Action {
    Action::Profiles(action)
}

fn passphrase_field(view: View<'_>, label: &'static str, submit: ProfilesIntent) -> Html {
    let typed = &view.model.profiles.draft.passphrase.0;
    text_field(
        view,
        TextField {
            secret: Some(reveal(view)),
            submit: Some(Intent::Profiles(submit)),
            ..TextField::new("profile-passphrase", label, typed, |text| {
                draft(ProfilesAction::Passphrase(Hidden(text)))
            })
        },
    )
}

/// Saving the shown connection.
pub(super) fn save(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let (text, profiles) = (model.language.profiles(), &model.profiles);
    let (connection, credentials) = (model.connection(), model.credentials());
    let typed = &profiles.draft;
    if capture("", connection, credentials).is_none() {
        return html! {
            <p class="hint" id="nothing-to-save" role="status">{ text.nothing_to_save }</p>
        };
    }
    let has_secret = !secret_of(connection, credentials).0.is_empty();
    let problem = profiles
        .save_problem(has_secret)
        .map(|problem| match problem {
            SaveProblem::NoName => text.no_name.to_owned(),
            SaveProblem::NoSecret => text.no_secret_to_keep.to_owned(),
            SaveProblem::ShortPassphrase => (text.short_passphrase)(MIN_PASSPHRASE),
            SaveProblem::Differ => text.differ.to_owned(),
        });
    let labels = DAYS.map(|days| (keep_name(Keep::Clear(days)), (text.keep_clear)(days)));
    let in_clear = labels.iter().map(|(value, label)| (&**value, &**label));
    let mut choices = vec![("no", text.keep_no), ("encrypted", text.keep_encrypted)];
    choices.extend(in_clear);
    let replaces = profiles.shelf.named(typed.name.trim()).is_some();
    let ready = problem.is_none() && !profiles.busy;
    html! {
        <>
            { text_field(view, TextField {
                hint: if replaces { text.replaces } else { "" },
                submit: Some(Intent::Profiles(ProfilesIntent::Save)),
                ..TextField::new("profile-name", text.name, &typed.name, |text| {
                    draft(ProfilesAction::Name(text))
                })
            }) }
            { select_field(view, SelectField {
                id: "profile-keep",
                label: text.keep,
                mark: None,
                value: &keep_name(typed.keep),
                choices: &choices,
                hint: match typed.keep {
                    Keep::No => "",
                    Keep::Clear(_) => text.clear_warning,
                    Keep::Encrypted => text.passphrase_hint,
                },
                action: |name| draft(ProfilesAction::Keep(keep_of(&name))),
            }) }
            if typed.keep == Keep::Encrypted {
                { passphrase_field(view, text.passphrase, ProfilesIntent::Save) }
                { text_field(view, TextField {
                    secret: Some(reveal(view)),
                    submit: Some(Intent::Profiles(ProfilesIntent::Save)),
                    ..TextField::new("profile-again", text.again, &typed.again.0, |text| {
                        draft(ProfilesAction::Again(Hidden(text)))
                    })
                }) }
            }
            <div class="actions">
                <button type="button" class="primary" id="profile-save" disabled={!ready}
                    aria-describedby="profile-save-said"
                    onclick={press(send, Intent::Profiles(ProfilesIntent::Save))}>
                    { text.save }
                </button>
                <span class="hint" id="profile-save-said" aria-live="polite">
                    { for problem }
                </span>
            </div>
        </>
    }
}

/// The passphrase of a profile that is to be loaded.
pub(super) fn passphrase(view: View<'_>, of: &Profile) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.profiles();
    let busy = model.profiles.busy;
    let ready = !busy && !model.profiles.draft.passphrase.0.is_empty();
    html! {
        <div class="profile-asks" role="group" aria-label={(text.passphrase_of)(&of.name)}>
            { passphrase_field(view, text.passphrase, ProfilesIntent::Unlock) }
            if said::is_of_passphrase(&model.profiles) { { said::said(view) } }
            <div class="actions">
                <button type="button" class="primary" id="profile-unlock" disabled={!ready}
                    onclick={press(send, Intent::Profiles(ProfilesIntent::Unlock))}>
                    { text.unlock }
                </button>
                <button type="button" class="quiet" id="profile-load-without" disabled={busy}
                    onclick={press(send, Intent::Profiles(ProfilesIntent::LoadWithout))}>
                    { text.load_without }
                </button>
                <button type="button" class="quiet" id="profile-ask-no"
                    onclick={press(send, Intent::Profiles(ProfilesIntent::Cancel))}>
                    { text.cancel }
                </button>
            </div>
        </div>
    }
}

/// Exporting.
pub(super) fn export(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let (text, profiles) = (model.language.profiles(), &model.profiles);
    let typed = &profiles.draft;
    let mut choices = vec![("", text.all)];
    let each = profiles.shelf.list.iter();
    choices.extend(each.map(|stored| (&*stored.id, &*stored.profile.name)));
    let json = profiles.exported();
    let download = Intent::Profiles(ProfilesIntent::Download(Hidden(json.clone())));
    html! {
        <>
            <div class="field-pair">
                { select_field(view, SelectField {
                    id: "profile-which",
                    label: text.which,
                    mark: None,
                    value: typed.which.as_deref().unwrap_or_default(),
                    choices: &choices,
                    hint: "",
                    action: |id| {
                        draft(ProfilesAction::Which(Some(id).filter(|id| !id.is_empty())))
                    },
                }) }
                { select_field(view, SelectField {
                    id: "profile-secrets",
                    label: text.secrets,
                    mark: None,
                    value: secrets_name(typed.secrets),
                    choices: &[
                        ("none", text.secrets_none),
                        ("encrypted", text.secrets_encrypted),
                        ("clear", text.secrets_clear),
                    ],
                    hint: match typed.secrets {
                        Secrets::None | Secrets::Encrypted => "",
                        Secrets::Clear => text.secrets_clear_warning,
                    },
                    action: |name| draft(ProfilesAction::Secrets(secrets_of(&name))),
                }) }
            </div>
            <div class="actions">
                <button type="button" class="primary" id="profile-download"
                    disabled={profiles.shelf.list.is_empty()} onclick={press(send, download)}>
                    { text.download }
                </button>
                { copy_button(view, "profile-json", "quiet", text.copy, "", json) }
            </div>
        </>
    }
}

/// Importing.
pub(super) fn import(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.profiles();
    let typed = &model.profiles.draft;
    let take = ProfilesIntent::Import(typed.text.clone());
    let onclear = switched(send, |clear| draft(ProfilesAction::Clear(clear)));
    html! {
        <>
            <label class="check">
                <input type="checkbox" id="profile-import-clear" checked={typed.clear}
                    onchange={onclear} autocomplete="off" />
                <span>{ text.import_clear }</span>
            </label>
            <div class="field">
                <label for="profile-file">{ text.file }</label>
                <input type="file" id="profile-file" accept=".json,application/json"
                    onchange={picked(send)} />
            </div>
            { text_field(view, TextField {
                multiline: true,
                hint: text.text_hint,
                submit: Some(Intent::Profiles(take.clone())),
                ..TextField::new("profile-text", text.text, &typed.text.0, |text| {
                    draft(ProfilesAction::Text(Hidden(text)))
                })
            }) }
            <div class="actions">
                <button type="button" class="primary" id="profile-import-text"
                    disabled={typed.text.0.trim().is_empty()}
                    onclick={press(send, Intent::Profiles(take))}>
                    { text.import_text }
                </button>
            </div>
        </>
    }
}

/// What shows or hides passphrases.
fn reveal(view: View<'_>) -> (bool, Intent) {
    let shown = view.model.profiles.draft.revealed;
    let turn = Action::Profiles(ProfilesAction::Reveal(!shown));
    (shown, Intent::Change(turn))
}

/// What a profile subscribes to whenever the connection is online.
pub fn wanted(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.profiles();
    let wanted = &model.connection().form.wanted;
    if wanted.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h3>{ text.wanted }</h3>
            <ul class="subscriptions" id="wanted">
                { for wanted.iter().map(|wanted| {
                    let topic = wanted.topic.clone();
                    let label = (text.drop_wanted)(&topic);
                    let drop = Action::Form(FormAction::Profile(ProfileAction::Drop(topic)));
                    html! {
                        <li>
                            <code class="wire">{ &wanted.topic }</code>
                            <span>{ format!("QoS {}", wanted.qos.digit()) }</span>
                            <button type="button" class="copy" aria-label={label}
                                onclick={press(send, Intent::Change(drop))}>{ "✕" }</button>
                        </li>
                    }
                }) }
            </ul>
        </>
    }
}
