//! Computed credentials as a program or commands, laid out with what one can do with them. What
//! stands in a text is the business of `connack_exports`.

use crate::answer::pick;
use crate::layout::{button, data_url, group, node, with};
use connack_exports::{Given, Include, Note, Target, export};
use connack_protocol::{Act, Attr, Copies, FromEngine, Hidden, Lang, Node, Place, Tag, UseIn};
use connack_signer::{Secret, Transport};

/// The text, its notes and its source; and all targets, to choose from.
pub(crate) fn answer(of: UseIn) -> FromEngine {
    let (id, lang) = (of.id, of.lang);
    let target = Target::from_id(&of.target).unwrap_or(Target::ALL[0]);
    let include = if of.with_password {
        Include::Password
    } else {
        Include::Placeholder
    };
    let written = export(target, &given(of), include);
    let text = written.text.expose();

    let copy = pick(lang, "Copy", "复制");
    let copy = button("quiet", copy, Act::Copy(Copies::UseIn, Hidden(text.into())));
    let name = target.file_name();
    let download = format!("{} {name}", pick(lang, "Download", "下载"));
    let download = with(node(Tag::A, download), Attr::Class, "quiet");
    let download = with(download, Attr::Id, "use-download");
    let download = with(download, Attr::Download, name);
    // Not as text: the bytes are to stay as they are.
    let address = data_url("application/octet-stream", text);
    let download = with(download, Attr::Href, address);
    let pre = with(node(Tag::Pre, text), Attr::Class, "wire");
    let pre = with(pre, Attr::Id, "use-text");
    let pre = with(pre, Attr::TabIndex, "0");
    let pre = with(pre, Attr::Role, "region");
    let pre = with(pre, Attr::Label, target.name());

    let notes = written.notes.iter().map(|note| said(note, lang)).collect();
    let notes = with(group(Tag::Ul, "", notes), Attr::Id, "use-notes");
    let notes = with(group(Tag::Div, "", vec![notes]), Attr::Role, "status");
    let source = pick(lang, "Written from: ", "依据：");
    let source = Node {
        inside: vec![node(Tag::Code, target.source())],
        ..with(node(Tag::P, source), Attr::Class, "hint")
    };
    let source = with(source, Attr::Id, "use-source");
    let shown = vec![
        notes,
        group(
            Tag::Div,
            "actions",
            vec![with(copy, Attr::Id, "use-copy"), download],
        ),
        pre,
        source,
    ];
    FromEngine {
        id,
        places: vec![
            (Place::Targets, targets()),
            (Place::UseIn, group(Tag::Div, "use-shown", shown)),
        ],
        ..FromEngine::default()
    }
}

/// What a text can be written for.
fn targets() -> Node {
    let target = |target: Target| with(node(Tag::Span, target.name()), Attr::Value, target.id());
    group(Tag::Div, "", Target::ALL.map(target).into())
}

fn said(note: &Note, lang: Lang) -> Node {
    let mut said = pick(lang, &note.en, &note.zh);
    if let Some(first) = said.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let said = node(Tag::Li, said);
    let (class, kind) = match (note.broken, note.holds_password) {
        (true, _) => ("problem", "bad"),
        (false, true) => ("problem", "warn"),
        (false, false) => ("hint", ""),
    };
    with(with(said, Attr::Class, class), Attr::Kind, kind)
}

fn given(of: UseIn) -> Given {
    Given {
        product_key: of.product_key,
        device_name: of.device_name,
        signing_content: of.signing_content,
        mqtt_client_id: of.mqtt_client_id,
        username: of.username,
        password: Secret::new(of.password.0),
        host: of.host,
        port: of.port,
        transport: if of.tls {
            Transport::Tls
        } else {
            Transport::Tcp
        },
        websocket_url: of.websocket_url,
        keep_alive_s: Given::KEEP_ALIVE_S,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::text;

    const PASSWORD: &str = "fafd82a3d602b37fb0fa8b7892f24a477f851a14";

    fn asked(target: &str, with_password: bool, lang: Lang) -> FromEngine {
        answer(UseIn {
            id: 7,
            target: target.into(),
            with_password,
            lang,
            product_key: "pk".into(),
            device_name: "device".into(),
            mqtt_client_id: "12345|securemode=3,signmethod=hmacsha1,timestamp=789|".into(),
            username: "device&pk".into(),
            password: Hidden(PASSWORD.into()),
            host: "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com".into(),
            port: 1883,
            ..UseIn::default()
        })
    }

    fn shown(answer: &FromEngine, place: Place) -> &Node {
        let mut places = answer.places.iter();
        &places.find(|(of, _)| *of == place).unwrap().1
    }

    fn find<'a>(within: &'a Node, id: &str) -> Option<&'a Node> {
        let is_it = within
            .attrs
            .iter()
            .any(|(of, value)| *of == Attr::Id && value == id);
        if is_it {
            return Some(within);
        }
        within.inside.iter().find_map(|node| find(node, id))
    }

    #[track_caller]
    fn check(target: &str, with_password: bool, lang: Lang, warns: usize, note: &str) {
        let answer = asked(target, with_password, lang);
        let node = shown(&answer, Place::UseIn);
        let shown = &find(node, "use-text").unwrap().text;
        assert!(
            shown.contains("12345|securemode=3") || target == "alibaba-node",
            "{shown}"
        );
        assert_eq!(shown.contains(PASSWORD), warns > 0, "{target}");
        let copied = &find(node, "use-copy").unwrap().act;
        assert_eq!(*copied, Act::Copy(Copies::UseIn, Hidden(shown.clone())));
        let notes = find(node, "use-notes").unwrap();
        let warn = (Attr::Kind, "warn".to_owned());
        let warnings = notes
            .inside
            .iter()
            .filter(|note| note.attrs.contains(&warn));
        assert_eq!(warnings.count(), warns, "{target}");
        assert!(
            text(&notes.inside).contains(note),
            "{}",
            text(&notes.inside)
        );
        assert!(!find(node, "use-source").unwrap().inside[0].text.is_empty());
    }

    #[test]
    fn the_password_stands_there_only_when_asked_for_and_is_warned_of() {
        check(
            "paho-python",
            false,
            Lang::En,
            0,
            "Put the password in place",
        );
        check("paho-python", false, Lang::Zh, 0, "替换为密码");
        check(
            "paho-python",
            true,
            Lang::En,
            1,
            "The text holds the password",
        );
        check("paho-python", true, Lang::Zh, 1, "含有密码");
    }

    #[test]
    fn one_that_signs_by_itself_gets_no_password() {
        check("alibaba-node", true, Lang::En, 0, "");
    }

    #[test]
    fn every_target_is_offered_and_no_choice_is_the_first() {
        let answer = asked("", false, Lang::En);
        let offered = &shown(&answer, Place::Targets).inside;
        assert_eq!(offered.len(), Target::ALL.len());
        assert_eq!(
            offered[0].attrs,
            [(Attr::Value, Target::ALL[0].id().into())]
        );
        let first = asked(Target::ALL[0].id(), false, Lang::En);
        assert_eq!(answer, first);
    }

    #[test]
    fn the_download_is_the_text_with_its_line_ends() {
        let answer = asked("esp-at", true, Lang::En);
        let link = find(shown(&answer, Place::UseIn), "use-download").unwrap();
        let href = link.attrs.iter().find(|(of, _)| *of == Attr::Href);
        assert!(href.unwrap().1.contains("%0D%0A"), "{href:?}");
    }
}
