//! Answers of the engine as elements: what they are, what they say, and what pressing them does.

use crate::connect_page::Credentials;
use crate::engine::Hidden;
use crate::named::named;
use serde::{Deserialize, Serialize};
use std::fmt;

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
        /// A part of the page.
        Section = "section",
        /// The name of a field.
        Label = "label",
        /// A field.
        Input = "input",
        /// A field of several lines.
        TextArea = "textarea",
        /// A choice.
        Select = "select",
        /// What can be chosen.
        Option = "option",
        /// What opens and closes.
        Details = "details",
        /// What opens it.
        Summary = "summary",
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
        /// The field that a label names.
        For = "for",
        /// What a browser takes a field for.
        Name = "name",
        /// Whether a field hides what is typed.
        Type = "type",
        /// What else is said of a field.
        DescribedBy = "aria-describedby",
        /// Whether what is typed cannot stand.
        Invalid = "aria-invalid",
        /// What names a part of the page.
        LabelledBy = "aria-labelledby",
        /// The chosen option.
        Selected = "selected",
        /// What a browser may fill in.
        AutoComplete = "autocomplete",
        /// Whether a browser looks for slips.
        SpellCheck = "spellcheck",
        /// Whether a telephone writes capitals.
        AutoCapitalize = "autocapitalize",
        /// Said when it changes.
        Live = "aria-live",
        /// Only for the eye.
        Hidden = "aria-hidden",
        /// The field that it is about.
        Controls = "aria-controls",
        /// Lines of a field.
        Rows = "rows",
        /// It cannot be pressed.
        Disabled = "disabled",
        /// The language, where it is another.
        Lang = "lang",
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
    /// A field, whose value the page has under this name: one of Compute's own, or a further one.
    Field(String),
    /// Put values into fields, by their names.
    Set(Vec<(String, Hidden)>),
    /// Put the present time into the timestamp.
    Now,
    /// Put a new random value into the field of this name.
    Random(String),
    /// Show secrets, or hide them.
    Reveal,
    /// Post a form to a server and put its answer into a field.
    Send {
        /// The whole URL.
        url: String,
        /// The body.
        body: Hidden,
        /// The name of the field.
        into: String,
    },
    /// Have Connect use these from now on.
    Connect(Box<Credentials>),
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
        /// The signed pairs.
        Pairs = "step-pairs",
        /// What is signed.
        Content = "out-signing-content",
        /// The MAC in bytes.
        Mac = "step-mac",
        /// The MAC as it is sent.
        Sign = "out-sign",
        /// The URL of a request.
        Url = "out-url",
        /// Its body.
        Body = "out-body",
        /// The request as a command.
        Curl = "out-curl",
        /// The host.
        OutHost = "out-host",
        /// The port.
        OutPort = "out-port",
        /// The WebSocket URL.
        OutWebsocketUrl = "out-websocket-url",
        /// The client id of CONNECT.
        OutMqttClientId = "out-mqtt-client-id",
        /// Its other spelling.
        OutMqttClientIdSdk = "out-mqtt-client-id-sdk",
        /// The user name of CONNECT.
        OutUsername = "out-username",
        /// The password of CONNECT.
        OutPassword = "out-password",
        /// The device secret that was issued.
        OutDeviceSecret = "out-device-secret",
        /// The token that was issued.
        OutDeviceToken = "out-device-token",
        /// The client id that was issued with it.
        OutTokenClientId = "out-token-client-id",
        /// The topic that adds sub-devices.
        TopoTopic = "out-topo-topic",
        /// Its payload.
        TopoPayload = "out-topo-payload",
        /// The topic that logs a sub-device in.
        LoginTopic = "out-login-topic",
        /// Its payload, of the first sub-device.
        LoginPayload = "out-login-payload-1",
        /// Of the second.
        LoginPayload2 = "out-login-payload-2",
        /// Of the third.
        LoginPayload3 = "out-login-payload-3",
        /// Of the fourth.
        LoginPayload4 = "out-login-payload-4",
        /// Of the fifth.
        LoginPayload5 = "out-login-payload-5",
        /// The topic that logs several in.
        BatchTopic = "out-batch-topic",
        /// Its payload.
        BatchPayload = "out-batch-payload",
        /// Where X.509 devices connect.
        X509Server = "out-x509-server",
        /// Where ID² devices connect.
        Id2Server = "out-id2-server",
        /// The identity of TLS by pre-shared key.
        PskIdentity = "out-psk-identity",
        /// Its key.
        PskKey = "out-psk-key",
    }
}
