//! Credentials that are typed in place of Compute's, and what a profile subscribes to.

use crate::components::connect::View;
use crate::components::{TextField, text_field};
use crate::hooks::{press, switched};
use crate::state::connect::profile::{CarriedAction, ProfilesAction};
use crate::state::connect::{Action, FormAction, Intent};
use connack_protocol::Hidden;
use yew::prelude::*;

fn carried(action: CarriedAction) -> Action {
    Action::Form(FormAction::Carried(action))
}

/// What shows or hides passwords and passphrases.
pub(super) fn reveal(view: View<'_>) -> (bool, Intent) {
    let shown = view.model.profiles.draft.revealed;
    let turn = Action::Profiles(ProfilesAction::Reveal(!shown));
    (shown, Intent::Change(turn))
}

/// The choice, the fields if it is made, and the subscriptions that are made by themselves.
pub fn login(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.profiles();
    let of = &model.connection().form.carried;
    let onchange = switched(send, |own| carried(CarriedAction::Login(own)));
    html! {
        <>
            <label class="check">
                <input type="checkbox" id="login" checked={of.login.is_some()} {onchange}
                    autocomplete="off" />
                <span>{ text.login }</span>
            </label>
            if let Some(login) = &of.login {
                { text_field(view, TextField {
                    hint: text.login_hint,
                    ..TextField::new("login-client-id", text.client_id, &login.client_id, |text| {
                        carried(CarriedAction::ClientId(text))
                    })
                }) }
                { text_field(view, TextField::new("login-username", text.username,
                    &login.username, |text| carried(CarriedAction::Username(text)))) }
                { text_field(view, TextField {
                    secret: Some(reveal(view)),
                    ..TextField::new("login-password", text.password, &login.password.0, |text| {
                        carried(CarriedAction::Password(Hidden(text)))
                    })
                }) }
            }
            if !of.subscriptions.is_empty() {
                <h3>{ text.wanted }</h3>
                <ul class="subscriptions" id="wanted">
                    { for of.subscriptions.iter().map(|wanted| {
                        let topic = wanted.topic.clone();
                        let label = (text.drop_wanted)(&topic);
                        let drop = Intent::Change(carried(CarriedAction::Drop(topic)));
                        html! {
                            <li>
                                <code class="wire">{ &wanted.topic }</code>
                                <span>{ format!("QoS {}", wanted.qos.digit()) }</span>
                                <button type="button" class="copy" aria-label={label}
                                    onclick={press(send, drop)}>{ "✕" }</button>
                            </li>
                        }
                    }) }
                </ul>
            }
        </>
    }
}
