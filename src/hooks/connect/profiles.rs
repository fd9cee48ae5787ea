//! Profiles, carried out: the storage, WebCrypto, files. Each step reads the storage anew, which
//! another tab may have changed.

use crate::browser::connect::Page;
use crate::browser::{clock, crypto, document, file, storage};
use crate::hooks::connect::intents::Workers;
use crate::state::connect::profile::{
    Imported, KEY, Keep, Kept, MAX_FILE, Profile, ProfileAction, Profiles, ProfilesAction,
    ProfilesIntent, Said, Shelf, Stored, Who, capture, expiry, import, key_of, secret_of, shelve,
    text_of,
};
use crate::state::connect::{Action, FormAction, Intent, Model};
use crate::state::{date, time_of_day, whole_ms};
use connack_protocol::{FromConnectPage, Hidden, Phase, ToSession, encode};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use yew::platform::spawn_local;
use yew::platform::time::sleep;
use yew::{Callback, Event, UseReducerDispatcher, UseReducerHandle};

/// What an exported file is called.
const FILE_NAME: &str = "connack-profiles.json";

/// Counts how often everything was forgotten: what was begun before that has no effect after it.
pub(super) type Forgets = Rc<Cell<u32>>;
type Dispatcher = UseReducerDispatcher<Model>;

fn tell(dispatcher: &Dispatcher, action: ProfilesAction) {
    dispatcher.dispatch(Action::Profiles(action));
}

/// Moves the focus as soon as the element is shown: what had it may be gone by then.
fn focus(id: &'static str) {
    spawn_local(async move {
        sleep(Duration::ZERO).await;
        document::focus(id);
    });
}

fn say(dispatcher: &Dispatcher, said: Said) {
    match &said {
        Said::Saved(..) => focus("profile-save-as"),
        Said::Imported(..) => focus("profile-import"),
        Said::Deleted(_) => focus("profile-undo"),
        Said::WrongPassphrase => focus("profile-passphrase"),
        // What was pressed is still there.
        Said::Loaded(..)
        | Said::Expired(_)
        | Said::Unreadable(_)
        | Said::TooLarge(_)
        | Said::NoFile
        | Said::Damaged
        | Said::NoCrypto
        | Said::StorageOff
        | Said::StorageFull => {}
    }
    tell(dispatcher, ProfilesAction::Said(said));
}

fn now_ms() -> u64 {
    whole_ms(clock::now_ms())
}

fn of_storage(refused: storage::Refused) -> Said {
    match refused {
        storage::Refused::Off => Said::StorageOff,
        storage::Refused::Full => Said::StorageFull,
    }
}

fn of_crypto(failed: crypto::Failed) -> Said {
    match failed {
        crypto::Failed::Missing => Said::NoCrypto,
        crypto::Failed::WrongPassphrase => Said::WrongPassphrase,
        crypto::Failed::Form => Said::Damaged,
    }
}

/// Reads what is stored; secrets whose time is over are deleted on the way.
pub(super) fn read(dispatcher: &Dispatcher) -> Result<Shelf, Said> {
    let shelf = shelve(storage::texts(KEY).map_err(of_storage)?, now_ms());
    for (id, text) in &shelf.expired {
        let key = key_of(id);
        // Whatever happens next, the secret is gone.
        storage::remove(&key);
        storage::set(&key, text).map_err(of_storage)?;
    }
    tell(dispatcher, ProfilesAction::Shelf(shelf.clone()));
    Ok(shelf)
}

/// Stores a profile in place of the one with this id, or as a new one.
fn put(id: Option<&str>, profile: &Profile) -> Result<(), Said> {
    let id = match id {
        Some(id) => id.to_owned(),
        None => {
            let random = crypto::random::<8>().map_err(of_crypto)?;
            format!("{:016x}", u64::from_be_bytes(random))
        }
    };
    storage::set(&key_of(&id), &text_of(profile)).map_err(of_storage)
}

/// Carries out what a person wants of the profiles.
pub(super) fn carry_out(
    intent: ProfilesIntent,
    model: &UseReducerHandle<Model>,
    page: &Page,
    forgets: &Forgets,
) {
    let dispatcher = model.dispatcher();
    let done = match intent {
        ProfilesIntent::Save => save(model, forgets),
        ProfilesIntent::Load(id) => load(&id, model, page),
        ProfilesIntent::Unlock => unlock(model, page, forgets),
        ProfilesIntent::LoadWithout => asked(model).map(|profile| {
            finish(&dispatcher, page, profile, None);
            focus("connect");
        }),
        ProfilesIntent::Cancel => {
            focus("profile-save-as");
            tell(&dispatcher, ProfilesAction::Ask(None));
            Ok(())
        }
        ProfilesIntent::Delete(id) => delete(&id, &dispatcher),
        ProfilesIntent::Undo(stored) => {
            let Stored { id, profile } = *stored;
            put(Some(&id), &profile).and_then(|()| {
                read(&dispatcher)?;
                let kept = profile.secret.is_some();
                say(&dispatcher, Said::Saved(profile.name, kept));
                Ok(())
            })
        }
        ProfilesIntent::DeleteUnreadable => {
            let unreadable = &model.profiles.shelf.unreadable;
            unreadable
                .iter()
                .for_each(|id| storage::remove(&key_of(id)));
            read(&dispatcher).map(drop)
        }
        ProfilesIntent::Download(text) => {
            file::download(FILE_NAME, text.0.as_bytes());
            Ok(())
        }
        ProfilesIntent::Import(text) => take(&text, model),
        ProfilesIntent::Say(said) => Err(said),
    };
    if let Err(said) = done {
        say(&dispatcher, said);
    }
}

fn save(model: &UseReducerHandle<Model>, forgets: &Forgets) -> Result<(), Said> {
    let (connection, credentials) = (model.connection(), model.credentials());
    let Profiles { draft, .. } = &model.profiles;
    let secret = secret_of(connection, credentials);
    let problem = model.profiles.save_problem(!secret.0.is_empty());
    let profile = capture(&draft.name, connection, credentials);
    // What the fields say already.
    let (Some(mut profile), None) = (profile, problem) else {
        return Ok(());
    };
    let dispatcher = model.dispatcher();
    let store = {
        let dispatcher = dispatcher.clone();
        move |profile: Profile| {
            let shelf = read(&dispatcher)?;
            put(shelf.named(&profile.name), &profile)?;
            read(&dispatcher)?;
            let kept = profile.secret.is_some();
            say(&dispatcher, Said::Saved(profile.name, kept));
            Ok(())
        }
    };
    match draft.keep {
        Keep::No => store(profile),
        Keep::Clear(days) => {
            let expires_ms = expiry(now_ms(), days.into());
            profile.secret = Some(Kept::Clear { secret, expires_ms });
            store(profile)
        }
        Keep::Encrypted => {
            tell(&dispatcher, ProfilesAction::Busy);
            let (passphrase, forgets) = (draft.passphrase.clone(), forgets.clone());
            let begun = forgets.get();
            spawn_local(async move {
                let sealed = crypto::seal(&secret.0, &passphrase.0).await;
                if forgets.get() != begun {
                    return;
                }
                let stored = sealed.map_err(of_crypto).and_then(|sealed| {
                    profile.secret = Some(Kept::Encrypted(sealed));
                    store(profile)
                });
                if let Err(said) = stored {
                    say(&dispatcher, said);
                }
            });
            Ok(())
        }
    }
}

fn load(id: &str, model: &UseReducerHandle<Model>, page: &Page) -> Result<(), Said> {
    let dispatcher = model.dispatcher();
    let had_secret = |of: &Profile| of.secret.is_some();
    let before = model.profiles.shelf.of(id).is_some_and(had_secret);
    let shelf = read(&dispatcher)?;
    let Some(mut profile) = shelf.of(id).cloned() else {
        // Another tab deleted it; the list shows that by now.
        return Ok(());
    };
    match profile.secret.take() {
        None => {
            let name = profile.name.clone();
            finish(&dispatcher, page, profile, None);
            if before {
                say(&dispatcher, Said::Expired(name));
            }
        }
        Some(Kept::Clear { secret, .. }) => finish(&dispatcher, page, profile, Some(secret)),
        Some(Kept::Encrypted(_)) => {
            tell(&dispatcher, ProfilesAction::Ask(Some(id.to_owned())));
            focus("profile-passphrase");
        }
    }
    Ok(())
}

/// The profile whose passphrase is asked for.
fn asked(model: &Model) -> Result<Profile, Said> {
    let id = model.profiles.asking.as_deref().unwrap_or_default();
    let found = model.profiles.shelf.of(id).cloned();
    found.ok_or(Said::Damaged)
}

fn unlock(model: &UseReducerHandle<Model>, page: &Page, forgets: &Forgets) -> Result<(), Said> {
    let mut profile = asked(model)?;
    let Some(Kept::Encrypted(sealed)) = profile.secret.take() else {
        return Err(Said::Damaged);
    };
    let dispatcher = model.dispatcher();
    tell(&dispatcher, ProfilesAction::Busy);
    let passphrase = model.profiles.draft.passphrase.clone();
    let (page, forgets, begun) = (page.clone(), forgets.clone(), forgets.get());
    spawn_local(async move {
        let opened = crypto::open(&sealed, &passphrase.0).await;
        if forgets.get() != begun {
            return;
        }
        match opened {
            Ok(secret) => {
                finish(&dispatcher, &page, profile, Some(Hidden(secret)));
                focus("connect");
            }
            Err(failed) => say(&dispatcher, of_crypto(failed)),
        }
    });
    Ok(())
}

/// Fills the fields: the connection's own here, the device's on Compute.
fn finish(dispatcher: &Dispatcher, page: &Page, mut profile: Profile, secret: Option<Hidden>) {
    profile.secret = None;
    if let Who::Device(identity) = &profile.who {
        page.tell(&encode(&FromConnectPage::Identity {
            identity: Box::new(identity.clone()),
            secret: secret.clone(),
        }));
    }
    let said = Said::Loaded(profile.name.clone(), secret.is_some());
    let load = ProfileAction::Load(Box::new(profile), secret);
    dispatcher.dispatch(Action::Form(FormAction::Profile(load)));
    say(dispatcher, said);
}

fn delete(id: &str, dispatcher: &Dispatcher) -> Result<(), Said> {
    let shelf = read(dispatcher)?;
    let deleted = shelf.list.into_iter().find(|stored| stored.id == id);
    storage::remove(&key_of(id));
    read(dispatcher)?;
    if let Some(deleted) = deleted {
        say(dispatcher, Said::Deleted(Box::new(deleted)));
    }
    Ok(())
}

fn take(text: &Hidden, model: &UseReducerHandle<Model>) -> Result<(), Said> {
    let dispatcher = model.dispatcher();
    let Imported { profiles, notes } =
        import(&text.0, now_ms(), model.profiles.draft.clear).map_err(Said::Unreadable)?;
    let count = profiles.len();
    let mut shelf = read(&dispatcher)?;
    let stored = profiles.into_iter().try_for_each(|mut profile| {
        // What is here already is never written over.
        profile.name = shelf.free_name(&profile.name);
        put(None, &profile)?;
        let id = String::new();
        shelf.list.push(Stored { id, profile });
        Ok(())
    });
    // What found room is there, also when the rest did not.
    read(&dispatcher)?;
    stored?;
    say(&dispatcher, Said::Imported(count, notes));
    Ok(())
}

/// Has connections that have just come online make the subscriptions of their profiles. `was`: those
/// that were online before.
pub(super) fn subscribe(model: &Model, was: &[u32], workers: &Workers) {
    for of in &model.connections {
        let fresh = of.session.phase == Phase::Online && !was.contains(&of.id);
        let workers = workers.borrow();
        // A registration is over before it could receive anything else.
        let fresh = fresh && of.session.registers().is_none();
        let (true, Some(worker)) = (fresh, workers.get(&of.id)) else {
            continue;
        };
        for wanted in &of.form.wanted {
            // After a connection was lost the session makes its subscriptions again by itself.
            let subscribed = &of.session.subscriptions;
            if subscribed.iter().any(|of| of.topic == wanted.topic) {
                continue;
            }
            worker.request(encode(&ToSession::Subscribe {
                topic: wanted.topic.clone(),
                qos: wanted.qos,
            }));
        }
    }
}

/// A file that was picked, to be imported.
pub fn picked(send: &Callback<Intent>) -> Callback<Event> {
    let send = send.clone();
    Callback::from(move |event: Event| {
        let Some(picked) = file::Chosen::by(&event) else {
            return;
        };
        let send = send.clone();
        spawn_local(async move {
            let intent = match picked.text(MAX_FILE).await {
                Ok(text) => ProfilesIntent::Import(Hidden(text)),
                Err(file::NoText::TooLarge(bytes)) => ProfilesIntent::Say(Said::TooLarge(bytes)),
                Err(file::NoText::Unreadable) => ProfilesIntent::Say(Said::NoFile),
            };
            send.emit(Intent::Profiles(intent));
        });
    })
}

/// A moment as local date and time of the minute, such as `2026-11-30 14:03`.
pub fn local_minute(epoch_ms: u64) -> String {
    // Times of this century are far below where a float becomes coarse.
    #[allow(clippy::cast_precision_loss)]
    let epoch_ms = epoch_ms as f64;
    let zone = clock::zone_min(epoch_ms);
    let time = time_of_day(epoch_ms, zone);
    format!("{} {}", date(epoch_ms, zone), &time[..5])
}
