//! From a target and what is given to the finished text with its notes.

use crate::fill::fill;
use crate::way::Way;
use crate::{Given, Include, Note, PASSWORD_PLACEHOLDER, Target, note};
use connack_signer::Secret;

/// A finished text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The text. It holds the password if that was asked for, hence the type.
    pub text: Secret,
    /// What a person must know beside it.
    pub notes: Vec<Note>,
}

/// Writes the text of a target.
///
/// Never fails: where a language has no way to write a value, the text is as near as can be, and
/// a note with `broken` says why it will not do.
pub fn export(target: Target, given: &Given, include: Include) -> Export {
    let recipe = target.recipe();
    let draft = Draft {
        given,
        include,
        way: Way::of(given, recipe.websocket),
    };
    let mut notes = Vec::new();
    if recipe.sends_password {
        notes.push(match include {
            Include::Placeholder => note::placeholder(),
            Include::Password => note::holds_password(),
        });
    }
    if draft.way.transport != given.transport {
        notes.push(note::no_websocket(recipe.name, draft.way.port));
    }
    let text = (recipe.write)(&draft, &mut notes);
    Export {
        text: Secret::new(text),
        notes,
    }
}

/// What makes a target.
pub(crate) struct Recipe {
    /// Its spelling in addresses and options.
    pub(crate) id: &'static str,
    /// What people call it.
    pub(crate) name: &'static str,
    /// What the text is saved as.
    pub(crate) file_name: &'static str,
    /// The language, as code fences name it.
    pub(crate) language: &'static str,
    /// Where its facts are from.
    pub(crate) source: &'static str,
    /// Whether it has MQTT over WebSocket.
    pub(crate) websocket: bool,
    /// Whether it is told the password; one that signs by itself is not.
    pub(crate) sends_password: bool,
    pub(crate) write: fn(&Draft<'_>, &mut Vec<Note>) -> String,
}

/// What a recipe writes from.
pub(crate) struct Draft<'a> {
    pub(crate) given: &'a Given,
    pub(crate) include: Include,
    pub(crate) way: Way,
}

impl Draft<'_> {
    /// The password, or what stands for it.
    pub(crate) fn password(&self) -> &str {
        match self.include {
            Include::Placeholder => PASSWORD_PLACEHOLDER,
            Include::Password => self.given.password.expose(),
        }
    }

    /// The template with the values that all have, quoted by the language, and some of its own.
    pub(crate) fn fill(
        &self,
        template: &str,
        quote: fn(&str) -> String,
        own: &[(&str, String)],
    ) -> String {
        let Given { keep_alive_s, .. } = self.given;
        let mut values = vec![
            ("client_id", quote(&self.given.mqtt_client_id)),
            ("username", quote(&self.given.username)),
            ("password", quote(self.password())),
            ("host", quote(&self.way.host)),
            ("port", self.way.port.to_string()),
            ("path", quote(&self.way.path)),
            ("keep_alive", keep_alive_s.to_string()),
            ("publish_topic", quote(&self.given.publish_topic())),
            ("subscribe_topic", quote(&self.given.subscribe_topic())),
        ];
        values.extend_from_slice(own);
        let mut holds = vec![if self.way.is_encrypted() {
            "tls"
        } else {
            "plain"
        }];
        holds.push(if self.way.is_websocket() {
            "web"
        } else {
            "socket"
        });
        fill(template, &holds, &values)
    }

    /// The values that a device sends, with their names.
    pub(crate) fn sent(&self) -> [(&'static str, &'static str, &str); 3] {
        [
            ("client id", "client id", &self.given.mqtt_client_id),
            ("user name", "用户名", &self.given.username),
            ("password", "密码", self.password()),
        ]
    }
}
