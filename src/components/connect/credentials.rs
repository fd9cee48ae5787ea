//! Whose credentials a connection takes, and the fields to type others.

use crate::components::connect::View;
use crate::components::{SelectField, TextField, select_field, text_field};
use crate::state::connect::{Action, FormAction, Intent, OptionAction, Source};
use connack_protocol::Password;
use yew::prelude::*;

/// The choice whose credentials are taken.
pub fn credentials_source(view: View<'_>) -> Html {
    let text = view.model.language.connection();
    let source = view.model.connection().form.options.source;
    select_field(
        view,
        SelectField {
            id: "connection-source",
            label: text.source,
            mark: None,
            value: source.name(),
            choices: &[
                (Source::Compute.name(), text.from_compute),
                (Source::Kept.name(), text.kept),
                (Source::Typed.name(), text.typed),
            ],
            hint: match source {
                Source::Compute => "",
                Source::Kept => text.kept_hint,
                Source::Typed => text.typed_hint,
            },
            action: |value| option(OptionAction::Source(Source::from_name(&value))),
        },
    )
}

/// The fields of credentials that are typed.
pub fn typed_credentials(view: View<'_>) -> Html {
    let text = view.model.language.connection();
    let options = &view.model.connection().form.options;
    let typed = &options.typed;
    let client_id = TextField::new(
        "typed-client-id",
        text.client_id,
        &typed.mqtt_client_id,
        |text| option(OptionAction::ClientId(text)),
    );
    let username = TextField::new("typed-username", text.username, &typed.username, |text| {
        option(OptionAction::Username(text))
    });
    let turn = Intent::Change(option(OptionAction::Reveal(!options.revealed)));
    let password = TextField {
        secret: Some((options.revealed, turn)),
        ..TextField::new("typed-password", text.password, &typed.password.0, |text| {
            option(OptionAction::Password(Password(text)))
        })
    };
    html! {
        <>
            { text_field(view, client_id) }
            { text_field(view, username) }
            { text_field(view, password) }
        </>
    }
}

/// A change of the shown connection's options.
pub(super) fn option(action: OptionAction) -> Action {
    Action::Form(FormAction::Option(action))
}
