//! What is rarely changed of a connection: its name, when to try again, the version of MQTT, the
//! will.

use crate::components::connect::View;
use crate::components::connect::credentials::option;
use crate::components::connect::subscribe_form::{qos_of, qos_select};
use crate::components::{SelectField, TextField, select_field, text_field};
use crate::hooks::{press, switched};
use crate::state::connect::{Action, Intent, OptionAction, TabAction, host_of};
use connack_behaviour::is_platform_host;
use connack_protocol::{Phase, Retry, ToSession, Version};
use yew::prelude::*;

/// The options, behind one press.
pub fn connection_options(view: View<'_>, url: &str) -> Html {
    let text = view.model.language.connection();
    let connection = view.model.connection();
    let name = TextField {
        hint: text.name_hint,
        ..TextField::new("connection-name", text.name, &connection.name, |text| {
            Action::Tab(TabAction::Name(text))
        })
    };
    html! {
        <details id="options">
            <summary>{ text.options }</summary>
            { text_field(view, name) }
            { retry(view) }
            { version(view, is_platform_host(host_of(url))) }
            { will(view) }
        </details>
    }
}

fn retry(view: View<'_>) -> Html {
    let text = view.model.language.connection();
    select_field(
        view,
        SelectField {
            id: "retry",
            label: text.retry,
            mark: None,
            value: match view.model.connection().form.options.retry {
                Retry::Never => "never",
                Retry::Lost => "lost",
                Retry::Always => "always",
            },
            choices: &[
                ("never", text.retry_never),
                ("lost", text.retry_lost),
                ("always", text.retry_always),
            ],
            hint: text.retry_hint,
            action: |value| {
                option(OptionAction::Retry(match value.as_str() {
                    "never" => Retry::Never,
                    "always" => Retry::Always,
                    _ => Retry::Lost,
                }))
            },
        },
    )
}

fn version(view: View<'_>, platform: bool) -> Html {
    let text = view.model.language.connection();
    let version = view.model.connection().form.options.version;
    let names = [Version::V3_1_1, Version::V5_0].map(Version::name);
    select_field(
        view,
        SelectField {
            id: "mqtt-version",
            label: text.version,
            mark: None,
            value: version.name(),
            choices: &names.map(|name| (name, name)),
            hint: match (version, platform) {
                (Version::V5_0, _) | (Version::V3_1_1, true) => text.version_trap,
                (Version::V3_1_1, false) => "",
            },
            action: |value| {
                option(OptionAction::Version(match value == Version::V5_0.name() {
                    true => Version::V5_0,
                    false => Version::V3_1_1,
                }))
            },
        },
    )
}

fn will(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.connection();
    let options = &model.connection().form.options;
    let onwill = switched(send, |has| option(OptionAction::HasWill(has)));
    let onretain = switched(send, |retain| option(OptionAction::WillRetain(retain)));
    let topic = TextField::new("will-topic", text.will_topic, &options.will.topic, |text| {
        option(OptionAction::WillTopic(text))
    });
    // It was typed as text.
    let payload = String::from_utf8_lossy(&options.will.payload);
    let payload = TextField {
        multiline: true,
        ..TextField::new("will-payload", text.will_payload, &payload, |text| {
            option(OptionAction::WillPayload(text))
        })
    };
    html! {
        <div role="group" aria-label={text.will}>
            <label class="check">
                <input type="checkbox" id="will" checked={options.has_will} onchange={onwill}
                    autocomplete="off" />
                <span>{ text.will_on }</span>
            </label>
            if options.has_will {
                <p class="hint">{ text.will_note }</p>
                { text_field(view, topic) }
                { text_field(view, payload) }
                <div class="field-pair">
                    { qos_select(view, "will-qos", options.will.qos, |value| {
                        option(OptionAction::WillQos(qos_of(&value)))
                    }) }
                    <label class="check">
                        <input type="checkbox" id="will-retain" checked={options.will.retain}
                            onchange={onretain} autocomplete="off" />
                        <span>{ text.will_retain }</span>
                    </label>
                </div>
            }
        </div>
    }
}

/// The wait for the next try; `next`: how many seconds, and which try.
pub fn next_try(view: View<'_>, next: Option<(u64, u32)>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.connection();
    if model.connection().session.phase != Phase::Reconnecting {
        return html! {};
    }
    html! {
        <div class="next-try">
            <p id="next-try" aria-live="off">
                { match next {
                    Some((seconds, attempt)) if seconds > 0 => (text.next_try)(seconds, attempt),
                    Some(_) | None => text.next_try_waits.to_owned(),
                } }
            </p>
            <button type="button" id="try-now" class="quiet"
                onclick={press(send, Intent::Session(ToSession::TryNow))}>
                { text.try_now }
            </button>
            <p class="hint">{ text.edits_count }</p>
        </div>
    }
}
