//! The rooms of the sources: which folder must not name what, as data.
//!
//! The layering table holds packages apart; this holds apart what one package has inside, and
//! the standard library's own ways out of a pure crate.

/// Paths that a folder must not name.
pub(super) struct Room {
    under: &'static [&'static str],
    except: &'static [&'static str],
    /// A path is banned with everything below it; `gloo*` bans every first word that begins so.
    pub(super) banned: &'static [&'static str],
    pub(super) fix: &'static str,
}

const ROOMS: &[Room] = &[
    Room {
        under: &["src/"],
        except: &["src/browser/"],
        banned: &["web_sys", "js_sys", "gloo*"],
        fix: "do it in src/browser/ and let a hook bring the result as plain data",
    },
    Room {
        under: &["src/"],
        except: &["src/browser/", "src/lib.rs"],
        banned: &["wasm_bindgen", "wasm_bindgen_futures"],
        fix: "JavaScript is met in src/browser/ only (src/lib.rs exports the start)",
    },
    Room {
        under: &["src/state/", "src/state.rs"],
        except: &[],
        banned: &[
            "crate::hooks",
            "crate::browser",
            "crate::components",
            "crate::pages",
            "crate::app",
        ],
        fix: "state is pure: let the hook put what it needs into an action",
    },
    Room {
        under: &[
            "src/components/",
            "src/pages/",
            "src/components.rs",
            "src/pages.rs",
        ],
        except: &[],
        banned: &["crate::browser", "connack_session"],
        fix: "take it as a prop or a callback; a hook in src/hooks/ starts the effect",
    },
    Room {
        under: &[
            "src/components/",
            "src/pages/",
            "src/components.rs",
            "src/pages.rs",
        ],
        except: &[],
        banned: &[
            "connack_signer::sign",
            "connack_diagnosis::diagnose",
            "hmac",
        ],
        fix: "compute it in src/state/ and take the result as a prop",
    },
    Room {
        under: &["src/components/", "src/components.rs"],
        except: &[],
        banned: &[
            "use_effect",
            "use_effect_with",
            "yew::use_effect",
            "yew::use_effect_with",
        ],
        fix: "move the effect into a hook in src/hooks/",
    },
    Room {
        under: &["src/text/", "src/text.rs"],
        except: &[],
        banned: &[
            "crate::state",
            "crate::hooks",
            "crate::browser",
            "crate::components",
            "crate::pages",
            "crate::app",
            "yew",
        ],
        fix: "texts are data: give what varies as an argument",
    },
    Room {
        under: PURE,
        except: &[],
        banned: &[
            "std::time::Instant",
            "std::time::SystemTime",
            "std::thread::sleep",
        ],
        fix: "take the time as an argument: this crate has no clock (and these panic on wasm32)",
    },
    Room {
        under: PURE,
        except: &[],
        banned: &[
            "std::net",
            "std::fs",
            "std::process",
            "tokio",
            "getrandom",
            "rand",
        ],
        fix: "this crate is pure: let its caller do it and hand over the result",
    },
];

const PURE: &[&str] = &[
    "crates/signer/src/",
    "crates/diagnosis/src/",
    "crates/batch/src/",
    "crates/session/src/",
    "crates/protocol/src/",
    "crates/messages/src/",
    "crates/behaviour/src/",
];

/// The rooms that a file of this name belongs to.
pub(super) fn rooms_of(name: &str) -> impl Iterator<Item = &'static Room> {
    let within = move |folders: &[&str]| {
        folders.iter().any(|folder| match folder.strip_suffix('/') {
            Some(_) => name.starts_with(folder),
            None => name == *folder,
        })
    };
    ROOMS
        .iter()
        .filter(move |room| within(room.under) && !within(room.except))
}

/// Whether a path is this banned one, or below it.
pub(super) fn is_below(path: &[String], banned: &str) -> bool {
    if let Some(start) = banned.strip_suffix('*') {
        return path.first().is_some_and(|word| word.starts_with(start));
    }
    let banned: Vec<&str> = banned.split("::").collect();
    if path.len() >= banned.len() && path.iter().zip(&banned).all(|(word, ban)| word == ban) {
        return true;
    }
    // The long way round: `super::super::browser` out of a room is `crate::browser`.
    let ups = path.iter().take_while(|word| *word == "super").count();
    ups >= 2
        && banned.first() == Some(&"crate")
        && path.get(ups).map(String::as_str) == banned.get(1).copied()
}
