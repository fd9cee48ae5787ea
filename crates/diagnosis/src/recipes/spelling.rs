//! How the names in the content may be spelt, and what that makes of their order.

use crate::reading::Flow;
use connack_signer::RequestKind;
use std::sync::LazyLock;

/// Names that may be signed, in the order of the right spelling.
type Names = [&'static str; 4];

/// Those of a direct login, and of most others.
const NAMES: Names = ["clientId", "deviceName", "productKey", "timestamp"];

/// Those of a registration, where `clientId` is signed by mistake only.
const REGISTER_NAMES: Names = ["clientId", "deviceName", "productKey", "random"];

/// Those of EnOS.
const LOOK_ALIKE_NAMES: Names = ["clientId", "deviceKey", "productKey", "timestamp"];

/// A kind of spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Right,
    /// Names are left out.
    ValuesOnly,
    /// Other letter case.
    Case,
    /// Other letters.
    Misspelt,
}

/// What a hand makes of a name.
type Style = fn(&str) -> String;

/// A way to spell every name.
#[derive(Debug, Clone)]
pub(crate) struct Spelling {
    pub(crate) kind: Kind,
    /// The four names.
    pub(crate) names: [String; 4],
    /// What the same hand makes of the name of an extension parameter.
    pub(crate) other: Style,
    /// Whether the pairs are sorted by the names so spelt; else they keep the right order.
    pub(crate) resorted: bool,
    /// Tried beside other deviations too.
    pub(crate) combines: bool,
}

/// Where the spelling that leaves the names out stands.
pub(crate) const VALUES_ONLY: u16 = 1;

/// Every spelling of a flow's names, the right one first, values only second. The same for all
/// claims: made once.
pub(crate) fn all(flow: Flow) -> &'static [Spelling] {
    static USUAL: LazyLock<Vec<Spelling>> = LazyLock::new(|| every(NAMES));
    static REGISTER: LazyLock<Vec<Spelling>> = LazyLock::new(|| every(REGISTER_NAMES));
    static LOOK_ALIKE: LazyLock<Vec<Spelling>> = LazyLock::new(|| every(LOOK_ALIKE_NAMES));
    match flow {
        Flow::MqttRegister | Flow::Request(RequestKind::HttpsRegister) => &REGISTER,
        Flow::LookAlike => &LOOK_ALIKE,
        Flow::Direct
        | Flow::MessageQueue
        | Flow::Token
        | Flow::Chip
        | Flow::Request(RequestKind::HttpsAuth | RequestKind::TopoAdd | RequestKind::SubLogin) => {
            &USUAL
        }
    }
}

fn every(right: Names) -> Vec<Spelling> {
    let mut all = vec![
        Spelling {
            kind: Kind::Right,
            names: right.map(String::from),
            other: same,
            resorted: false,
            combines: true,
        },
        Spelling {
            kind: Kind::ValuesOnly,
            names: Default::default(),
            other: nothing,
            resorted: false,
            combines: true,
        },
    ];
    let styles: [(Kind, Style); 12] = [
        (Kind::Case, pascal),
        (Kind::Case, str::to_ascii_lowercase),
        (Kind::Case, str::to_ascii_uppercase),
        (Kind::Case, words_capital),
        (Kind::Case, camel),
        (Kind::Case, capital_id),
        (Kind::Misspelt, snake),
        (Kind::Misspelt, snake_upper),
        (Kind::Misspelt, kebab),
        (Kind::Misspelt, initials),
        (Kind::Misspelt, spaced),
        (Kind::Misspelt, snake_time),
    ];
    for (kind, style) in styles {
        add(&mut all, kind, right.map(style), style, true);
    }
    // One name alone.
    for (at, name) in right.into_iter().enumerate() {
        let alone: [Style; 5] = [
            str::to_ascii_lowercase,
            pascal,
            words_capital,
            capital_id,
            str::to_ascii_uppercase,
        ];
        for style in alone {
            add_one(&mut all, right, Kind::Case, at, &style(name), true);
        }
        add_one(&mut all, right, Kind::Misspelt, at, &snake(name), true);
    }
    // Some of them: the vendor's prose capitalises the two that the console issues.
    for (style, some) in [
        (pascal as Style, &[1, 2][..]),
        (str::to_ascii_lowercase as Style, &[1, 2]),
        (pascal as Style, &[0, 1, 2]),
        (pascal as Style, &[0, 2]),
        (pascal as Style, &[0, 1]),
    ] {
        let mut names = right.map(String::from);
        for at in some {
            names[*at] = style(right[*at]);
        }
        add(&mut all, Kind::Case, names, same, true);
    }
    for (meant, name) in COMMON_SLIPS {
        if let Some(at) = right.iter().position(|name| *name == meant) {
            add_one(&mut all, right, Kind::Misspelt, at, name, true);
        }
    }
    for (at, name) in right.iter().enumerate() {
        for slip in slips(name) {
            let kind = if slip.eq_ignore_ascii_case(name) {
                Kind::Case
            } else {
                Kind::Misspelt
            };
            add_one(&mut all, right, kind, at, &slip, false);
        }
    }
    all
}

/// Seen in copied documents, or a slip of the finger that is made again and again.
const COMMON_SLIPS: [(&str, &str); 17] = [
    ("clientId", "clientld"),
    ("productKey", "productkKey"),
    ("productKey", "producy"),
    ("productKey", "productKye"),
    ("productKey", "prodcutKey"),
    ("productKey", "productSecret"),
    ("deviceName", "deviceNmae"),
    ("deviceName", "deivceName"),
    ("deviceName", "device"),
    ("clientId", "clinetId"),
    ("clientId", "cilentId"),
    ("clientId", "client"),
    ("timestamp", "timestmap"),
    ("timestamp", "time"),
    ("random", "rand"),
    ("random", "ramdom"),
    ("random", "nonce"),
];

fn add_one(
    all: &mut Vec<Spelling>,
    right: Names,
    kind: Kind,
    at: usize,
    name: &str,
    combines: bool,
) {
    let mut names = right.map(String::from);
    names[at] = name.into();
    add(all, kind, names, same, combines);
}

fn add(all: &mut Vec<Spelling>, kind: Kind, names: [String; 4], other: Style, combines: bool) {
    if all.iter().any(|spelling| spelling.names == names) {
        return;
    }
    let spelling = Spelling {
        kind,
        names,
        other,
        resorted: false,
        combines,
    };
    // The device may have sorted the names as it spelt them: still one mistake.
    if !spelling.names.is_sorted() {
        all.push(Spelling {
            resorted: true,
            ..spelling.clone()
        });
    }
    all.push(spelling);
}

/// One letter lost, doubled, or two neighbours exchanged.
fn slips(name: &str) -> Vec<String> {
    let mut slips = Vec::new();
    for at in 0..name.len() {
        let (before, after) = name.split_at(at);
        slips.push(format!("{before}{}", &after[1..]));
        slips.push(format!("{before}{}{after}", &after[..1]));
        if after.len() > 1 {
            slips.push(format!(
                "{before}{}{}{}",
                &after[1..2],
                &after[..1],
                &after[2..]
            ));
        }
    }
    slips.push(format!("{name}s"));
    slips
}

/// The words of a name: `clientId` and `securemode` have two each.
fn words(name: &str) -> Vec<String> {
    for (whole, first, second) in [
        ("timestamp", "time", "stamp"),
        ("securemode", "secure", "mode"),
        ("signmethod", "sign", "method"),
    ] {
        if name == whole {
            return vec![first.into(), second.into()];
        }
    }
    let mut words = vec![String::new()];
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(c.to_ascii_lowercase());
        }
    }
    words
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    first.to_ascii_uppercase() + rest
}

fn joined(name: &str, separator: &str) -> String {
    // `timestamp` is one word to whoever writes `client_id`.
    if name == "timestamp" {
        return name.into();
    }
    words(name).join(separator)
}

fn same(name: &str) -> String {
    name.into()
}

fn nothing(_: &str) -> String {
    String::new()
}

/// `ClientId`, `Timestamp`, `Securemode`.
fn pascal(name: &str) -> String {
    capitalised(name)
}

/// `ClientId`, `TimeStamp`, `SecureMode`.
fn words_capital(name: &str) -> String {
    words(name).iter().map(|word| capitalised(word)).collect()
}

/// `clientId`, `timeStamp`, `secureMode`.
fn camel(name: &str) -> String {
    let words = words(name);
    let (first, rest) = words
        .split_first()
        .map_or(("", &[][..]), |(first, rest)| (first, rest));
    let rest: String = rest.iter().map(|word| capitalised(word)).collect();
    first.to_owned() + &rest
}

/// `clientID`.
fn capital_id(name: &str) -> String {
    name.replace("Id", "ID")
}

/// `client_id`.
fn snake(name: &str) -> String {
    joined(name, "_")
}

/// `client_id` and `time_stamp`.
fn snake_time(name: &str) -> String {
    words(name).join("_")
}

/// `CLIENT_ID`.
fn snake_upper(name: &str) -> String {
    joined(name, "_").to_ascii_uppercase()
}

/// `client-id`.
fn kebab(name: &str) -> String {
    joined(name, "-")
}

/// `client id`.
fn spaced(name: &str) -> String {
    joined(name, " ")
}

/// `ci`, `dn`, `pk`, `ts`, as variables are called.
fn initials(name: &str) -> String {
    words(name)
        .iter()
        .filter_map(|word| word.chars().next())
        .collect()
}
