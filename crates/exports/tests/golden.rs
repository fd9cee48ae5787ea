//! The whole text of each target for the documentation's identity, as read by eye: over TCP with
//! the password, and over wss without. `UPDATE_GOLDEN=1` writes the files anew.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

mod support;

use connack_exports::{Include, Target, export};
use connack_signer::Transport;
use std::path::Path;

#[track_caller]
fn check(transport: Transport, include: Include) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let given = support::documented(transport);
    for target in Target::ALL {
        let file = folder.join(format!("{}.{}.txt", target.id(), transport.wire()));
        let export = export(target, &given, include);
        // Modules' lines end with CR LF, those of the file with LF.
        let mut text = export.text.expose().replace("\r\n", "\n");
        for note in &export.notes {
            let mark = if note.broken { "broken" } else { "note" };
            text += &format!("---- {mark}\n{}\n{}\n", note.en, note.zh);
        }
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&file, &text).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(text, expected, "{}", file.display());
    }
}

#[test]
fn over_tcp_with_the_password() {
    check(Transport::Tcp, Include::Password);
}

#[test]
fn over_secure_websocket_without_it() {
    check(Transport::Wss, Include::Placeholder);
}

/// No text holds the password that was not asked for, and none a device secret.
#[test]
fn secrets_stay_out() {
    let password = "fafd82a3d602b37fb0fa8b7892f24a477f851a14";
    let given = support::documented(Transport::Tcp);
    for target in Target::ALL {
        let holds = |include| {
            let export = export(target, &given, include);
            assert!(!format!("{export:?}").contains(password));
            export.text.expose().contains(password)
        };
        assert!(!holds(Include::Placeholder), "{target:?}");
        assert_eq!(
            holds(Include::Password),
            target.sends_password(),
            "{target:?}"
        );
    }
}
