//! What stands in the panel. That links open again is tested with the page: `tests/links.rs`.

use super::*;
use crate::Engine;
use crate::layout;
use connack_protocol::{Act, Ask, Hidden, Identity, ToEngine};

/// The documented example's password (vendor help topics 73742 and 63656).
const PASSWORD: &str = "fafd82a3d602b37fb0fa8b7892f24a477f851a14";
const SECRET: &str = "a-secret-of-a-device";

fn share(lang: Lang, with_secrets: bool, client_id: &str) -> Node {
    let of = Share {
        id: 7,
        lang,
        base: "https://example.com/".into(),
        with_secrets,
        computed: Some(Box::new(Computed {
            identity: Identity {
                product_key: "pk".into(),
                device_name: "device".into(),
                client_id: client_id.into(),
                ..Identity::default()
            },
            device_secret: Hidden(SECRET.into()),
            sent: Some(UseIn {
                mqtt_client_id: format!("{client_id}|securemode=2|"),
                username: "device&pk".into(),
                password: Hidden(PASSWORD.into()),
                signing_content: format!("clientId{client_id}deviceNamedeviceproductKeypk"),
                host: "h".into(),
                port: 1883,
                websocket_url: "wss://h:443/".into(),
                ..UseIn::default()
            }),
        })),
    };
    asked_of(&mut Engine::default(), of)
}

#[track_caller]
fn asked_of(engine: &mut Engine, of: Share) -> Node {
    let answer = engine.take(ToEngine::Share(of.clone())).unwrap();
    assert_eq!(answer.id, of.id);
    let [(Place::Share, node)] = &answer.places[..] else {
        panic!("{answer:?}")
    };
    node.clone()
}

/// The engine with this pasted on Verify, and what is shared of it.
fn verify(text: &str, lang: Lang, with_secrets: bool) -> Node {
    let mut engine = Engine::default();
    let ask = Ask {
        text: Hidden(text.into()),
        secret: Hidden(SECRET.into()),
        lang,
        ..Ask::default()
    };
    engine.take(ToEngine::Ask(ask));
    let of = Share {
        lang,
        with_secrets,
        ..Share::default()
    };
    asked_of(&mut engine, of)
}

fn find<'a>(within: &'a Node, id: &str) -> Option<&'a Node> {
    let is_it = |(of, value): &(Attr, String)| *of == Attr::Id && value == id;
    if within.attrs.iter().any(is_it) {
        return Some(within);
    }
    within.inside.iter().find_map(|node| find(node, id))
}

#[track_caller]
fn text_of<'a>(within: &'a Node, id: &str) -> &'a str {
    &find(within, id).unwrap_or_else(|| panic!("no {id}")).text
}

#[track_caller]
fn check(lang: Lang, with_secrets: bool, notes: &str, words: &[&str]) {
    let node = share(lang, with_secrets, "12345");
    let said = layout::text(&find(&node, "share-notes").unwrap().inside);
    assert!(said.contains(notes), "{said}");
    let (link, markdown) = (
        text_of(&node, "share-link"),
        text_of(&node, "share-markdown"),
    );
    assert_eq!(link.contains(SECRET), with_secrets, "{link}");
    assert!(!markdown.contains(SECRET) || with_secrets, "{markdown}");
    assert_eq!(markdown.contains(PASSWORD), with_secrets, "{markdown}");
    assert!(markdown.ends_with(&format!("(<{link}>)\n")), "{markdown}");
    for word in words {
        assert!(markdown.contains(word), "{word} in {markdown}");
    }
    for (button, what, text) in [
        ("share-copy", Copies::ShareLink, link),
        ("share-markdown-copy", Copies::ShareMarkdown, markdown),
    ] {
        let act = &find(&node, button).unwrap().act;
        assert_eq!(*act, Act::Copy(what, Hidden(text.into())));
    }
    let code = find(&node, "share-qr").unwrap();
    assert_eq!(code.tag, Tag::Svg);
    assert!(
        code.attrs
            .iter()
            .any(|(of, value)| *of == Attr::Label && !value.is_empty())
    );
}

#[test]
fn without_secrets_unless_asked_for() {
    let row = "| `12345\\|securemode=2\\|` |";
    let content = "```\nclientId12345deviceNamedeviceproductKeypk\n```";
    check(
        Lang::En,
        false,
        "No secret and no password",
        &[row, content, "(not in this text)"],
    );
    check(
        Lang::Zh,
        false,
        "不含密钥",
        &[row, content, "（未包含）", "| 用户名 | `device&pk` |"],
    );
    check(
        Lang::En,
        true,
        "Treat both as the secrets",
        &[row, content, PASSWORD],
    );
    check(Lang::Zh, true, "可以冒充该设备", &[row, content, PASSWORD]);
}

#[test]
fn a_secret_in_a_wrong_field_is_masked() {
    let node = share(Lang::En, false, SECRET);
    let link = text_of(&node, "share-link");
    assert!(link.contains("clientId=%5Bmasked%5D"), "{link}");
    assert!(!text_of(&node, "share-markdown").contains(SECRET));
    let said = layout::text(&find(&node, "share-notes").unwrap().inside);
    assert!(said.contains("[masked]"), "{said}");
    let asked_for = share(Lang::En, true, SECRET);
    assert!(text_of(&asked_for, "share-link").contains(&format!("clientId={SECRET}")));
}

#[test]
fn a_link_that_is_too_long_has_no_code_and_says_so() {
    for (lang, word) in [(Lang::En, "too many"), (Lang::Zh, "超出")] {
        let node = share(lang, false, &"中".repeat(400));
        assert_eq!(find(&node, "share-qr"), None);
        assert!(text_of(&node, "share-no-qr").contains(word));
    }
}

#[test]
fn what_cannot_be_computed_can_be_shared_all_the_same() {
    let of = Share {
        computed: Some(Box::default()),
        ..Share::default()
    };
    let node = asked_of(&mut Engine::default(), of);
    assert_eq!(text_of(&node, "share-link"), "#/compute?v=1&with=fields");
    assert_eq!(find(&node, "share-markdown"), None);
}

#[test]
fn on_verify_the_mistakes_are_told_and_every_secret_is_masked() {
    let text = format!(
        "clientId: 12345|securemode=3,signmethod=hmacsha1|\nusername: pk&device\nproductKey: pk\ndeviceName: device\npassword: {PASSWORD}\n"
    );
    for lang in [Lang::En, Lang::Zh] {
        let node = verify(&text, lang, false);
        let markdown = text_of(&node, "share-markdown");
        assert!(markdown.contains("`username-swapped`"), "{markdown}");
        let notes = layout::text(&find(&node, "share-notes").unwrap().inside);
        assert!(!notes.contains("[masked]"), "{notes}");
        assert!(markdown.contains("| `device&pk` |"), "{markdown}");
        assert!(!markdown.contains(SECRET) && !markdown.contains(PASSWORD));
        let link = text_of(&node, "share-link");
        assert!(link.starts_with("#/verify?v=1&") && link.ends_with("&with=fields"));
        assert!(!link.contains(SECRET) && !link.contains(PASSWORD));
        assert!(markdown.ends_with(&format!("(<{link}>)\n")));
        let with = verify(&text, lang, true);
        let asked_for = text_of(&with, "share-link");
        assert!(asked_for.contains(SECRET) && asked_for.contains(PASSWORD));
        // The case file holds none even then, nor the link in it.
        assert_eq!(text_of(&with, "share-markdown"), markdown);
    }
}

#[test]
fn nothing_recognised_is_nothing_to_share() {
    for (lang, word) in [(Lang::En, "Nothing"), (Lang::Zh, "尚未")] {
        let node = verify("hello", lang, false);
        assert_eq!(find(&node, "share-link"), None);
        assert!(text_of(&node, "share-empty").contains(word));
    }
}

/// The one device that a text is read as.
#[track_caller]
fn pasted(text: &str) -> connack_signer::Claim {
    let read = connack_signer::read_claims(text);
    match read.devices.as_slice() {
        [device] => device.claim.clone(),
        devices => panic!("{} devices in {text}", devices.len()),
    }
}

#[test]
fn markdown_is_read_again_when_it_is_pasted() {
    let odd = [
        "12345",
        "",
        "d, \"x\" # y",
        "a\\",
        "`a``b`",
        " a ",
        "a\n\\n\\u{5c}\t",
        "password=x",
        "50%done",
        "设备：1",
        "}{",
    ];
    for lang in [Lang::En, Lang::Zh] {
        for with_secrets in [false, true] {
            for client_id in odd {
                let node = share(lang, with_secrets, client_id);
                let markdown = text_of(&node, "share-markdown");
                let claim = pasted(markdown);
                let sent = format!("{client_id}|securemode=2|");
                assert_eq!(claim.mqtt_client_id.as_deref(), Some(&*sent), "{markdown}");
                assert_eq!(claim.username.as_deref(), Some("device&pk"));
                assert_eq!(claim.host.as_deref(), Some("h"));
                assert_eq!((claim.port, claim.transport), (Some(1883), None));
                assert_eq!(claim.product_key.as_deref(), Some("pk"));
                assert_eq!(claim.device_name.as_deref(), Some("device"));
                let known = |of: &Option<Secret>| of.as_ref().map(|of| of.expose().to_owned());
                let shown = |of: &str| with_secrets.then(|| of.to_owned());
                assert_eq!(known(&claim.password), shown(PASSWORD));
                assert_eq!(known(&claim.device_secret), shown(SECRET));
                // The link alone says who the device is.
                let link = pasted(text_of(&node, "share-link"));
                assert_eq!((link.mqtt_client_id, link.username), (None, None));
                assert_eq!(link.product_key, claim.product_key);
            }
        }
    }
}

#[test]
fn a_case_in_markdown_is_read_again_as_what_the_device_sends() {
    let texts = [
        format!(
            "clientId: \"12`3, 45|securemode=3,signmethod=hmacsha1|\"\nusername: pk&device\nproductKey: pk\ndeviceName: device\npassword: {PASSWORD}\nport: 1883\nkeepalive: 60\nCONNACK return code 4\n"
        ),
        format!(
            "productKey=pk&deviceName=device&clientId=a%7Cb%0Ac&signmethod=hmacsha1&sign={PASSWORD}"
        ),
    ];
    for text in texts {
        let mut expected = pasted(&text);
        expected.password = None;
        for lang in [Lang::En, Lang::Zh] {
            let node = verify(&text, lang, false);
            let markdown = text_of(&node, "share-markdown");
            let mut claim = pasted(markdown);
            // A case file is sorted by name.
            for claim in [&mut expected, &mut claim] {
                if let Some(request) = &mut claim.request {
                    request.fields.sort();
                }
            }
            assert_eq!(claim, expected, "{markdown}");
        }
    }
}
