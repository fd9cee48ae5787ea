//! How the names in the content may be spelt, and what that makes of their order.

use std::sync::LazyLock;

/// A name that may be signed, in the order of the right spelling.
pub(crate) const NAMES: [&str; 4] = ["clientId", "deviceName", "productKey", "timestamp"];

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

/// Every spelling, the right one first. The same for all claims: made once.
pub(crate) static ALL: LazyLock<Vec<Spelling>> = LazyLock::new(all);

fn all() -> Vec<Spelling> {
    let mut all = vec![
        Spelling {
            kind: Kind::Right,
            names: NAMES.map(String::from),
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
        add(&mut all, kind, NAMES.map(style), style, true);
    }
    // One name alone.
    for (at, name) in NAMES.into_iter().enumerate() {
        let alone: [Style; 5] = [
            str::to_ascii_lowercase,
            pascal,
            words_capital,
            capital_id,
            str::to_ascii_uppercase,
        ];
        for style in alone {
            add_one(&mut all, Kind::Case, at, &style(name), true);
        }
        add_one(&mut all, Kind::Misspelt, at, &snake(name), true);
    }
    // Some of them: the vendor's prose capitalises the two that the console issues.
    for (style, some) in [
        (pascal as Style, &[1, 2][..]),
        (str::to_ascii_lowercase as Style, &[1, 2]),
        (pascal as Style, &[0, 1, 2]),
        (pascal as Style, &[0, 2]),
        (pascal as Style, &[0, 1]),
    ] {
        let mut names = NAMES.map(String::from);
        for at in some {
            names[*at] = style(NAMES[*at]);
        }
        add(&mut all, Kind::Case, names, same, true);
    }
    for (at, name) in COMMON_SLIPS {
        add_one(&mut all, Kind::Misspelt, at, name, true);
    }
    for (at, name) in NAMES.iter().enumerate() {
        for slip in slips(name) {
            let kind = if slip.eq_ignore_ascii_case(name) {
                Kind::Case
            } else {
                Kind::Misspelt
            };
            add_one(&mut all, kind, at, &slip, false);
        }
    }
    all
}

/// Seen in copied documents, or a slip of the finger that is made again and again.
const COMMON_SLIPS: [(usize, &str); 14] = [
    (0, "clientld"),
    (2, "productkKey"),
    (2, "producy"),
    (2, "productKye"),
    (2, "prodcutKey"),
    (2, "productSecret"),
    (1, "deviceNmae"),
    (1, "deivceName"),
    (1, "device"),
    (0, "clinetId"),
    (0, "cilentId"),
    (0, "client"),
    (3, "timestmap"),
    (3, "time"),
];

fn add_one(all: &mut Vec<Spelling>, kind: Kind, at: usize, name: &str, combines: bool) {
    let mut names = NAMES.map(String::from);
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
