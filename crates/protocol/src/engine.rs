//! The engine: what the page asks of it, and what it answers, ready to be shown. The words are the
//! engine's, in the language that was asked for, so that they never weigh on the first view.

use crate::connect_page::Identity;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the page asks of the engine, in its own thread or in a worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToEngine {
    /// Diagnose; replaces what was asked before.
    Ask(Ask),
    /// Search no further; what is known so far is the answer.
    Cancel,
    /// Give the examples and the list of all findings.
    Reference(Lang),
    /// Make a case file of what was asked last.
    CaseFile,
    /// Write computed credentials as a program or commands.
    UseIn(UseIn),
    /// Make a link and Markdown for a colleague.
    Share(Share),
}

/// What a colleague is to get.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Comes back with the answer, which may be late.
    pub id: u32,
    /// The language of what is said.
    pub lang: Lang,
    /// The page's own address, without query and fragment.
    pub base: String,
    /// Whether secrets are to be in it.
    pub with_secrets: bool,
    /// Compute's fields; `None`: what was asked last on Verify.
    pub computed: Option<Box<Computed>>,
}

/// The fields of Compute, and what follows from them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Computed {
    /// The fields.
    pub identity: Identity,
    /// The device secret.
    pub device_secret: Hidden,
    /// What the device must send; `None` where nothing can be computed.
    pub sent: Option<UseIn>,
}

/// Computed credentials, and what to write from them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UseIn {
    /// Comes back with the answer, which may be late.
    pub id: u32,
    /// The id of the target; of none, the first of the list is taken.
    pub target: String,
    /// Whether the password is to stand in the text.
    pub with_password: bool,
    /// The language of what is said beside it.
    pub lang: Lang,
    /// The product key, for topics.
    pub product_key: String,
    /// The device name, for topics.
    pub device_name: String,
    /// What was signed.
    pub signing_content: String,
    /// The client id of CONNECT.
    pub mqtt_client_id: String,
    /// The user name of CONNECT.
    pub username: String,
    /// The password of CONNECT.
    pub password: Hidden,
    /// The host for TCP and TLS.
    pub host: String,
    /// The port for TCP and TLS.
    pub port: u16,
    /// The URL for MQTT over WebSocket.
    pub websocket_url: String,
    /// Whether the way is to be encrypted.
    pub tls: bool,
}

/// A language of the answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// 简体中文.
    Zh,
}

/// Everything that an answer follows from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// Comes back with the answer, which may be late.
    pub id: u32,
    /// A large text that comes before `text`; `None`: the one that was given last.
    pub held: Option<Hidden>,
    /// The pasted text.
    pub text: Hidden,
    /// The text of a working device, to be set beside the first.
    pub working: Hidden,
    /// Which device of the text.
    pub device: u32,
    /// The device secret, if it is not in the text.
    pub secret: Hidden,
    /// The product secret.
    pub product_secret: Hidden,
    /// What happened when it was sent.
    pub observed: Option<Observed>,
    /// The language of the answer.
    pub lang: Lang,
}

/// A text that may hold secrets. Its `Debug` is redacted.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden(pub String);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden([redacted])")
    }
}

/// What a connection showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Observed {
    /// CONNACK with this return code.
    Connack(u8),
    /// Closed after the socket was open, before CONNACK.
    ClosedBeforeConnack,
    /// The socket never opened.
    NotOpened,
    /// The socket did not open in time.
    SocketTimedOut,
    /// CONNACK did not come in time.
    ConnackTimedOut,
    /// PINGRESP did not come in time.
    PingrespTimedOut,
    /// The peer's bytes are not MQTT.
    Malformed,
    /// The browser does not let an https page open `ws://`.
    MixedContent,
    /// The server did not agree to the subprotocol.
    NoSubprotocol,
    /// Closed after being online, again and again.
    Evicted,
    /// The browser has no network.
    Offline,
}

/// What the engine tells the page: what is to be shown where. The first message of a worker says
/// no more than that it takes requests.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FromEngine {
    /// Which question it answers.
    pub id: u32,
    /// A deeper search may find more, and is yet to come.
    pub searching: bool,
    /// File, line and column where the worker panicked: it takes no further request. Else empty.
    pub panicked: String,
    /// What is shown; a place that is not named stays as it is.
    pub places: Vec<(Place, Node)>,
}

/// A place on the page for what the engine shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// Examples to try, for any question.
    Examples,
    /// All findings, for any question.
    Reference,
    /// What is recognised in the text; the devices to choose from.
    Read,
    /// The verdict in one sentence.
    Verdict,
    /// How far the search is.
    Progress,
    /// The findings and what follows from them.
    Findings,
    /// The case file.
    CaseFile,
    /// What a text can be written for: an element each, with its id as value.
    Targets,
    /// Credentials as a program, with what one can do with it.
    UseIn,
    /// What a colleague is to get.
    Share,
}

impl Place {
    /// How many there are.
    pub const COUNT: usize = 10;

    /// Whether it is the same for every question.
    pub fn is_lasting(self) -> bool {
        matches!(self, Self::Examples | Self::Reference | Self::Targets)
    }
}

/// An element as it is shown. Answers come laid out: what lays them out would weigh more than the
/// first view has room for. Only what [`Tag`], [`Attr`] and [`Act`] list can be said.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// What it is.
    pub tag: Tag,
    /// Its attributes.
    pub attrs: Vec<(Attr, String)>,
    /// The text that it begins with.
    pub text: String,
    /// What pressing it does.
    pub act: Act,
    /// What is in it, after the text.
    pub inside: Vec<Node>,
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Texts quote what was pasted.
        f.debug_struct("Node")
            .field("tag", &self.tag)
            .finish_non_exhaustive()
    }
}

/// Defines an enum with the name of each variant in the document.
macro_rules! named {
    ($(#[$doc:meta])* $of:ident { $($(#[$each:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $of { $($(#[$each])* $variant,)+ }

        impl $of {
            /// The names of all.
            pub const NAMES: &[&str] = &[$($name,)+];

            /// Its name in the document.
            pub fn name(self) -> &'static str {
                Self::NAMES[self as usize]
            }
        }
    };
}

named! {
    /// What a node is.
    Tag {
        /// A part of a line.
        #[default]
        Span = "span",
        /// A paragraph.
        P = "p",
        /// A block.
        Div = "div",
        /// A heading.
        H2 = "h2",
        /// A smaller one.
        H3 = "h3",
        /// An entry of a list.
        Li = "li",
        /// Names and values.
        Dl = "dl",
        /// A name.
        Dt = "dt",
        /// A value.
        Dd = "dd",
        /// Important.
        Strong = "strong",
        /// What differs.
        Mark = "mark",
        /// As on the wire.
        Code = "code",
        /// Text with its line ends.
        Pre = "pre",
        /// A button.
        Button = "button",
        /// A link.
        A = "a",
        /// A bar.
        Progress = "progress",
        /// Entries in no order.
        Ul = "ul",
        /// Entries in their order.
        Ol = "ol",
        /// A picture.
        Svg = "svg",
        /// What is drawn in it.
        Path = "path",
    }
}

named! {
    /// An attribute of a node.
    Attr {
        /// For styles.
        #[default]
        Class = "class",
        /// The stable id.
        Id = "id",
        /// Which value of an identity it is.
        Part = "data-part",
        /// A finding's code.
        Code = "data-code",
        /// A finding's certainty.
        Certainty = "data-certainty",
        /// Whether two values are the same.
        Same = "data-same",
        /// What it is, for a reader.
        Title = "title",
        /// The same for a listener.
        Label = "aria-label",
        /// Whether it is the chosen one.
        Pressed = "aria-pressed",
        /// Reached by the keyboard.
        TabIndex = "tabindex",
        /// Where a link leads.
        Href = "href",
        /// The name of a file.
        Download = "download",
        /// How far a bar is.
        Value = "value",
        /// How long it is.
        Max = "max",
        /// What it is for assistive technology.
        Role = "role",
        /// The verdict.
        Verdict = "data-verdict",
        /// How grave it is.
        Kind = "data-kind",
        /// What is seen of a picture.
        ViewBox = "viewBox",
        /// How wide a picture is.
        Width = "width",
        /// What is drawn.
        D = "d",
    }
}

/// What pressing a node does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// Nothing.
    #[default]
    None,
    /// Copy a text: the name of what is copied, and the text.
    Copy(Copies, Hidden),
    /// Load a text and its device secret in place of what is there.
    Load(Hidden, Hidden),
    /// Fill Compute's fields from this text.
    Fill(Hidden),
    /// Choose a device.
    Device(u32),
    /// Ask the engine.
    Cancel,
    /// Ask the engine.
    CaseFile,
}

named! {
    /// What can be copied.
    Copies {
        /// The right host.
        #[default]
        Host = "right-host",
        /// The right port.
        Port = "right-port",
        /// The right URL.
        WebsocketUrl = "right-websocket-url",
        /// The right client id.
        MqttClientId = "right-mqtt-client-id",
        /// The right user name.
        Username = "right-username",
        /// The right password.
        Password = "right-password",
        /// The case file for people.
        Markdown = "case-markdown",
        /// The case file to be opened again.
        Json = "case-json",
        /// Credentials as a program.
        UseIn = "use-text",
        /// A link for a colleague.
        ShareLink = "share-link",
        /// The same as Markdown.
        ShareMarkdown = "share-markdown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{decode, encode};

    #[test]
    fn a_question_survives_the_way_and_is_not_shown() {
        let ask = ToEngine::Ask(Ask {
            id: 7,
            text: Hidden("hidden\u{0}温".into()),
            observed: Some(Observed::Connack(5)),
            ..Ask::default()
        });
        assert_eq!(decode::<ToEngine>(&encode(&ask)), Ok(ask.clone()));
        assert!(!format!("{ask:?}").contains("hidden"));
        let use_in = ToEngine::UseIn(UseIn {
            target: "json".into(),
            password: Hidden("hidden".into()),
            ..UseIn::default()
        });
        assert_eq!(decode::<ToEngine>(&encode(&use_in)), Ok(use_in.clone()));
        assert!(!format!("{use_in:?}").contains("hidden"));
        let share = ToEngine::Share(Share {
            computed: Some(Box::new(Computed {
                device_secret: Hidden("hidden".into()),
                ..Computed::default()
            })),
            ..Share::default()
        });
        assert_eq!(decode::<ToEngine>(&encode(&share)), Ok(share.clone()));
        assert!(!format!("{share:?}").contains("hidden"));
    }

    #[test]
    fn an_answer_survives_the_way_and_is_not_shown() {
        let node = Node {
            tag: Tag::Button,
            attrs: vec![(Attr::Role, "hidden".into())],
            text: "hidden".into(),
            act: Act::Load(Hidden("hidden".into()), Hidden("hidden".into())),
            inside: vec![Node::default()],
        };
        let answer = FromEngine {
            places: vec![(Place::Share, node)],
            ..FromEngine::default()
        };
        assert_eq!(Place::Share as usize + 1, Place::COUNT);
        assert!(!format!("{answer:?}").contains("hidden"));
        assert_eq!(decode::<FromEngine>(&encode(&answer)), Ok(answer));
        assert_eq!(
            (Tag::Progress.name(), Attr::Role.name()),
            ("progress", "role")
        );
    }
}
