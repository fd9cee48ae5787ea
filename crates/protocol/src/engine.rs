//! The engine: what the page asks of it, and what it answers, ready to be shown. The words are the
//! engine's, in the language that was asked for, so that they never weigh on the first view.

use crate::connect_page::Identity;
use crate::flow::AskFlow;
use crate::node::Node;
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
    /// Lay out one of the further ways in: its fields, the working, the results.
    Flow(Box<AskFlow>),
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
    /// A further way in.
    Flow,
}

impl Place {
    /// How many there are.
    pub const COUNT: usize = 11;

    /// Whether it is the same for every question.
    pub fn is_lasting(self) -> bool {
        matches!(self, Self::Examples | Self::Reference | Self::Targets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Act, Attr, Flow, Tag, decode, encode};

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
        let flow = ToEngine::Flow(Box::new(AskFlow {
            flow: Flow::ApsaraMq,
            device_secret: Hidden("hidden".into()),
            fields: vec![("random".into(), Hidden("hidden".into()))],
            ..AskFlow::default()
        }));
        assert_eq!(decode::<ToEngine>(&encode(&flow)), Ok(flow.clone()));
        assert!(!format!("{flow:?}").contains("hidden"));
        let names: Vec<&str> = Flow::ALL.iter().map(|flow| flow.name()).collect();
        assert_eq!(names, Flow::NAMES);
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
        assert_eq!(Place::Flow as usize + 1, Place::COUNT);
        assert!(!format!("{answer:?}").contains("hidden"));
        assert_eq!(decode::<FromEngine>(&encode(&answer)), Ok(answer));
        assert_eq!(
            (Tag::Progress.name(), Attr::Role.name()),
            ("progress", "role")
        );
    }
}
