//! Connect's module as the page has it: loaded when Connect is first opened, told what changes.

use crate::browser::connect::ConnectModule as Loaded;
use crate::state::{Action, ConnectModule, FormAction, Intent, Loaded as Filling, Model, Pasted};
use crate::state::{VerifyAction, lang};
use crate::text::Language;
use connack_protocol::{Credentials, FromConnectPage, ToConnectPage, decode, encode};
use connack_signer::{Secret, SecureMode};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use yew::platform::spawn_local;
use yew::platform::time::sleep;
use yew::{Callback, UseReducerDispatcher};

/// Where the page names the module.
const MODULE: &str = "connack-connect";
/// The id of the element that it fills.
pub(crate) const WITHIN: &str = "connect-module";

/// The module and what it was told.
#[derive(Debug, Default)]
pub(super) struct Told {
    loading: bool,
    module: Option<Loaded>,
    language: Option<Language>,
    credentials: Option<Option<Credentials>>,
    shown: Option<bool>,
    followed: u32,
}

/// The module, once Connect was opened.
pub(super) type Connect = Rc<RefCell<Told>>;

/// Loads the module after a while, once.
pub(super) fn load(
    connect: &Connect,
    wait: Duration,
    dispatcher: UseReducerDispatcher<Model>,
    send: Callback<Intent>,
) {
    let say = |state| Action::Connect(state);
    let connect = connect.clone();
    spawn_local(async move {
        sleep(wait).await;
        // Connect may have been opened meanwhile.
        if connect.borrow().loading {
            return;
        }
        connect.borrow_mut().loading = true;
        dispatcher.dispatch(say(ConnectModule::Loading));
        let tell = dispatcher.clone();
        let loaded = Loaded::load(MODULE, WITHIN, move |said| take(&said, &tell, &send)).await;
        dispatcher.dispatch(say(match loaded {
            Ok(module) => {
                connect.borrow_mut().module = Some(module);
                ConnectModule::Running
            }
            Err(what) => ConnectModule::Failed(what),
        }));
    });
}

/// Takes in what the module says. Of another build, it says nothing that counts.
fn take(said: &[u8], dispatcher: &UseReducerDispatcher<Model>, send: &Callback<Intent>) {
    match decode(said) {
        Ok(FromConnectPage::Practice) => send.emit(Intent::Practice),
        Ok(FromConnectPage::SecureModeTls) => {
            dispatcher.dispatch(Action::Form(FormAction::SecureMode(SecureMode::Tls)));
        }
        Ok(FromConnectPage::Identity { identity, secret }) => {
            let secret = secret.map(|secret| Secret::new(secret.0));
            dispatcher.dispatch(Action::Form(FormAction::Saved(identity, secret)));
        }
        Ok(FromConnectPage::Verify {
            claim,
            secret,
            observed,
        }) => {
            let loaded = Rc::new(Filling {
                text: Pasted(claim.0.into()),
                secret: Secret::new(secret.0),
            });
            dispatcher.dispatch(Action::Verify(VerifyAction::Load(loaded, Some(observed))));
        }
        Err(_) => {}
    }
}

/// Tells the module what has changed since it was last told.
pub(super) fn tell(connect: &Connect, model: &Model, shown: bool) {
    let mut told = connect.borrow_mut();
    let Some(module) = told.module.clone() else {
        return;
    };
    let say = |message: &ToConnectPage| module.tell(&encode(message));
    if told.language.replace(model.language) != Some(model.language) {
        say(&ToConnectPage::Language(lang(model.language)));
    }
    let credentials = model.credentials();
    if told.credentials.as_ref() != Some(&credentials) {
        told.credentials = Some(credentials.clone());
        say(&ToConnectPage::Credentials(credentials.map(Box::new)));
    }
    if told.followed != model.followed {
        told.followed = model.followed;
        say(&ToConnectPage::FollowCredentials);
    }
    if told.shown.replace(shown) != Some(shown) {
        say(&ToConnectPage::Shown(shown));
    }
}

/// Has the module forget everything.
pub(super) fn forget(connect: &Connect) {
    if let Some(module) = &connect.borrow().module {
        module.tell(&encode(&ToConnectPage::Forget));
    }
}
