//! Every single deviation that is tried for a claim, by dimension. Two of one dimension exclude
//! each other.

use super::content::{Draft, Extras};
use super::keys::KeyKind;
use super::spelling::Kind;
use super::{Choice, Construction, Space, index, intern, message_queue, timestamps};
use crate::reading::{Flow, Reading};

/// What a deviation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Dimension {
    Construction,
    Key,
    ClientId,
    Timestamp,
    Names,
    Order,
    Separator,
    Extras,
    Identity,
    Tail,
    Charset,
}

/// How a draft is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    Construction(Construction),
    Key(u16),
    /// Another clientId, or none.
    ClientId(Choice),
    /// The whole client id of CONNECT as clientId.
    WholeClientId(Choice),
    /// Another timestamp, or none.
    Timestamp(Choice),
    Spelling(u16),
    Order([u8; 4]),
    Separator(&'static str, &'static str),
    Extras(u16),
    SwapIdentity,
    DeviceName(Choice),
    ProductKey(Choice),
    /// Device name and product key of another device.
    Identity(Choice, Choice),
    Tail(&'static str),
    Gbk,
}

/// One deviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Deviation {
    pub(crate) dimension: Dimension,
    pub(crate) change: Change,
    /// Tried beside others too.
    pub(crate) combines: bool,
    /// Among the first when three are tried at once.
    pub(crate) common: bool,
}

impl Deviation {
    /// The draft with this deviation.
    pub(crate) fn apply(&self, draft: &mut Draft) {
        match self.change {
            Change::Construction(construction) => draft.construction = construction,
            Change::Key(key) => draft.key = key,
            Change::ClientId(choice) | Change::WholeClientId(choice) => draft.client_id = choice,
            Change::Timestamp(choice) => draft.timestamp = choice,
            Change::Spelling(spelling) => draft.spelling = spelling,
            Change::Order(order) => draft.order = order,
            Change::Separator(inner, outer) => (draft.inner, draft.outer) = (inner, outer),
            Change::Extras(extras) => draft.extras = extras,
            // The names stay with their places: only the values are exchanged.
            Change::SwapIdentity => draft.swapped = true,
            Change::DeviceName(choice) => draft.device_name = choice,
            Change::ProductKey(choice) => draft.product_key = choice,
            Change::Identity(name, key) => {
                (draft.device_name, draft.product_key) = (name, key);
            }
            Change::Tail(tail) => draft.tail = tail,
            Change::Gbk => draft.gbk = true,
        }
    }
}

/// Characters put between names, values or pairs.
const INNER: [&str; 6] = ["", "=", ":", " ", ",", "&"];
const OUTER: [&str; 8] = ["", "&", ",", " ", ":", "=", ";", "\n"];

const TAILS: [&str; 6] = ["\n", "\r\n", " ", "\0", "\r", "\t"];

/// The shapes that a clientId usually has (official SDKs and the console), then what a device's
/// own variables hold.
pub(super) fn usual_client_ids(key: &str, name: &str, sent: &str) -> Vec<String> {
    vec![
        format!("{key}.{name}"),
        format!("{key}&{name}"),
        format!("{name}&{key}"),
        format!("{name}.{key}"),
        name.into(),
        key.into(),
        format!("{key}{name}"),
        format!("{key}_{name}"),
        sent.to_lowercase(),
        sent.to_uppercase(),
        sent.trim().into(),
        "12345".into(),
        String::new(),
    ]
}

/// Fills in the deviations of a space.
pub(super) fn find(space: &mut Space, reading: &Reading) {
    let mut found = Found {
        right: space.right(),
        all: Vec::new(),
    };
    keys(space, &mut found);
    if space.flow == Flow::MessageQueue {
        message_queue::find(space, reading, &mut found);
        space.deviations = found.all;
        return;
    }
    if space.flow != Flow::LookAlike {
        constructions(&mut found);
    }
    client_ids(space, reading, &mut found);
    timestamps(space, reading, &mut found);
    spellings(space, &mut found);
    orders(&mut found);
    separators(&mut found);
    extras(space, reading, &mut found);
    identities(space, reading, &mut found);
    tails(&mut found);
    let texts = [&space.client_ids, &space.device_names, &space.product_keys];
    if texts.into_iter().flatten().any(|text| !text.is_ascii()) {
        found.add(Dimension::Charset, Change::Gbk, true, true);
    }
    // The walk never takes two of one dimension, which it tells by their order.
    found.all.sort_by_key(|deviation| deviation.dimension);
    space.deviations = found.all;
}

pub(super) fn tails(found: &mut Found) {
    for tail in TAILS {
        found.add(Dimension::Tail, Change::Tail(tail), true, tail == "\n");
    }
}

/// The deviations found so far.
pub(super) struct Found {
    right: Draft,
    pub(super) all: Vec<Deviation>,
}

impl Found {
    pub(super) fn add(
        &mut self,
        dimension: Dimension,
        change: Change,
        combines: bool,
        common: bool,
    ) {
        let deviation = Deviation {
            dimension,
            change,
            combines,
            common,
        };
        let mut draft = self.right;
        deviation.apply(&mut draft);
        // One that changes nothing is none.
        if draft != self.right {
            self.all.push(deviation);
        }
    }
}

pub(super) fn constructions(found: &mut Found) {
    for construction in [
        Construction::Swapped,
        Construction::ContentSecret,
        Construction::SecretContent,
        Construction::SecretContentSecret,
    ] {
        let change = Change::Construction(construction);
        found.add(Dimension::Construction, change, true, true);
    }
}

fn keys(space: &Space, found: &mut Found) {
    for (at, key) in space.keys.iter().enumerate() {
        let common = match key.kind {
            KeyKind::Right => continue,
            KeyKind::Whitespace(what) => what.ends_with("feed after"),
            KeyKind::Case(_)
            | KeyKind::Decoded(_)
            | KeyKind::ProductSecret
            | KeyKind::DeviceSecret => true,
        };
        if let Some(at) = index(at) {
            found.add(Dimension::Key, Change::Key(at), true, common);
        }
    }
}

fn client_ids(space: &mut Space, reading: &Reading, found: &mut Found) {
    if !space.flow.signs_client_id() {
        for id in &reading.client_ids {
            let choice = intern(&mut space.client_ids, id);
            found.add(Dimension::ClientId, Change::ClientId(choice), true, true);
        }
    }
    found.add(Dimension::ClientId, Change::ClientId(None), true, true);
    for whole in &reading.whole {
        let choice = intern(&mut space.client_ids, whole);
        found.add(
            Dimension::ClientId,
            Change::WholeClientId(choice),
            true,
            true,
        );
    }
    if !space.flow.signs_client_id() {
        return;
    }
    let sent = reading.client_ids.first().map_or("", |id| id);
    let mut usual = usual_client_ids(&space.product_keys[0], &space.device_names[0], sent);
    if let (Flow::Request(_), Some((before, _))) = (space.flow, sent.split_once('|')) {
        // Here the bars and what stands between belong to it.
        usual.push(before.into());
    }
    for id in usual {
        let known = reading.client_ids.contains(&id) || reading.whole.contains(&id);
        if !known {
            let choice = intern(&mut space.client_ids, &id);
            found.add(Dimension::ClientId, Change::ClientId(choice), true, true);
        }
    }
}

fn timestamps(space: &mut Space, reading: &Reading, found: &mut Found) {
    let dimension = Dimension::Timestamp;
    found.add(dimension, Change::Timestamp(None), true, true);
    let sent = space.timestamps.first().cloned();
    let mut values: Vec<(String, bool)> = Vec::new();
    let constants: &[&str] = if space.flow.registers() {
        &timestamps::RANDOMS
    } else {
        &timestamps::CONSTANTS
    };
    let constants = constants.iter().enumerate();
    values.extend(constants.map(|(i, text)| ((*text).into(), i < 3)));
    if space.flow.registers() {
        let stamps = reading.params.iter();
        let stamps = stamps.filter(|(name, _)| name == "timestamp");
        values.extend(stamps.map(|(_, value)| (value.clone(), true)));
    }
    if let Some(sent) = &sent {
        values.push((sent.trim_start_matches('0').into(), false));
        if let Some(number) = timestamps::number(sent) {
            // Seconds and milliseconds confused.
            values.push(((number / 1000).to_string(), true));
            values.push((format!("{}000", number / 1000), false));
            values.push((format!("{sent}000"), true));
            for delta in 1..=timestamps::NEAR {
                values.push(((number + delta).to_string(), delta == 1));
                if number >= delta {
                    values.push(((number - delta).to_string(), delta == 1));
                }
            }
        }
        values.push((String::new(), false));
    }
    for (text, common) in values {
        if sent.as_ref() != Some(&text) {
            let choice = intern(&mut space.timestamps, &text);
            let change = Change::Timestamp(choice);
            if found.all.iter().all(|other| other.change != change) {
                found.add(dimension, change, true, common);
            }
        }
    }
}

fn spellings(space: &Space, found: &mut Found) {
    let has_timestamp = found.right.timestamp.is_some();
    let has_client_id = found.right.client_id.is_some();
    let right = &space.spellings[0].names;
    for (at, spelling) in space.spellings.iter().enumerate() {
        let only_timestamp = spelling.names[..3] == right[..3];
        let only_client_id = spelling.names[1..] == right[1..];
        if only_timestamp && !has_timestamp || only_client_id && !has_client_id {
            continue;
        }
        let common = match spelling.kind {
            Kind::Right => continue,
            Kind::ValuesOnly => true,
            Kind::Case | Kind::Misspelt => at < 16,
        };
        if let Some(at) = index(at) {
            found.add(
                Dimension::Names,
                Change::Spelling(at),
                spelling.combines,
                common,
            );
        }
    }
}

/// With a place for the timestamp even when none was sent: it may have been signed.
fn orders(found: &mut Found) {
    for a in 0..4_u8 {
        for b in (0..4).filter(|b| *b != a) {
            for c in (0..4).filter(|c| *c != a && *c != b) {
                let d = 6 - a - b - c;
                // The reverse, the order of the triple, name and key exchanged.
                let order = [a, b, c, d];
                let common = [
                    [2, 1, 0, 3],
                    [2, 1, 3, 0],
                    [0, 2, 1, 3],
                    [3, 2, 1, 0],
                    [1, 2, 0, 3],
                ]
                .contains(&order);
                found.add(Dimension::Order, Change::Order(order), true, common);
            }
        }
    }
}

fn separators(found: &mut Found) {
    for inner in INNER {
        for outer in OUTER {
            let common = matches!(
                (inner, outer),
                ("=", "&" | "," | "") | ("", "&" | "," | " ") | (":", "," | "")
            );
            found.add(
                Dimension::Separator,
                Change::Separator(inner, outer),
                true,
                common,
            );
        }
    }
}

fn extras(space: &mut Space, reading: &Reading, found: &mut Found) {
    let params: Vec<_> = reading
        .params
        .iter()
        .filter(|(name, _)| name != space.flow.salt())
        .cloned()
        .collect();
    let only = |names: &[&str]| -> Vec<(String, String)> {
        let named = params
            .iter()
            .filter(|(name, _)| names.contains(&name.as_str()));
        named.cloned().collect()
    };
    let mut sets = vec![
        only(&["signmethod"]),
        only(&["securemode"]),
        only(&["securemode", "signmethod"]),
        params.clone(),
    ];
    if space.flow != Flow::Direct {
        sets.extend(params.iter().map(|pair| vec![pair.clone()]));
    }
    if let Flow::Request(_) = space.flow {
        // The place of the signature itself, still empty.
        let sign = || [("sign".to_owned(), String::new())];
        sets.push(sign().into());
        sets.push(params.iter().cloned().chain(sign()).collect());
    }
    // The timestamp may stand among the parameters that are signed as they are.
    sets.dedup();
    for pairs in sets {
        if pairs.is_empty() || pairs.len() > 16 {
            continue;
        }
        for appended in [false, true] {
            let extras = Extras {
                pairs: pairs.clone(),
                appended,
            };
            if space.extras.contains(&extras) {
                continue;
            }
            space.extras.push(extras);
            if let Some(at) = index(space.extras.len() - 1) {
                found.add(Dimension::Extras, Change::Extras(at), true, true);
            }
        }
    }
}

fn identities(space: &mut Space, reading: &Reading, found: &mut Found) {
    let dimension = Dimension::Identity;
    found.add(dimension, Change::SwapIdentity, true, true);
    found.add(dimension, Change::DeviceName(None), true, true);
    found.add(dimension, Change::ProductKey(None), true, true);
    let names: Vec<Choice> = reading
        .other_device_names
        .iter()
        .map(|name| intern(&mut space.device_names, name))
        .collect();
    let keys: Vec<Choice> = reading
        .other_product_keys
        .iter()
        .map(|key| intern(&mut space.product_keys, key))
        .collect();
    for name in &names {
        found.add(dimension, Change::DeviceName(*name), true, true);
        for key in &keys {
            found.add(dimension, Change::Identity(*name, *key), true, true);
        }
    }
    for key in &keys {
        found.add(dimension, Change::ProductKey(*key), true, true);
    }
}
