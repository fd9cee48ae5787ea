//! The panel: what may be saved, and what stays of what was typed.

use super::*;

fn after(actions: impl IntoIterator<Item = ProfilesAction>) -> Profiles {
    let mut state = Profiles::default();
    actions.into_iter().for_each(|action| state.apply(action));
    state
}

fn hidden(text: &str) -> Hidden {
    Hidden(text.into())
}

#[track_caller]
fn check_problem(actions: &[ProfilesAction], has_secret: bool, expected: Option<SaveProblem>) {
    let state = after(actions.iter().cloned());
    assert_eq!(state.save_problem(has_secret), expected, "{actions:?}");
}

#[test]
fn what_keeps_a_profile_from_being_saved() {
    use ProfilesAction::{Again, Keep as Kept, Name, Passphrase};
    let name = Name("n".into());
    let seal = Kept(Keep::Encrypted);
    check_problem(&[], true, Some(SaveProblem::NoName));
    check_problem(&[Name(" ".into())], true, Some(SaveProblem::NoName));
    check_problem(std::slice::from_ref(&name), false, None);
    let clear = Kept(Keep::Clear(1));
    check_problem(&[name.clone(), clear.clone()], true, None);
    check_problem(&[name.clone(), clear], false, Some(SaveProblem::NoSecret));
    let short = Passphrase(hidden("七个字七个字七"));
    let problem = Some(SaveProblem::ShortPassphrase);
    check_problem(&[name.clone(), seal.clone(), short], true, problem);
    let long = Passphrase(hidden("long enough"));
    let differs = Again(hidden("long Enough"));
    let typed = [name, seal, long, differs];
    check_problem(&typed, true, Some(SaveProblem::Differ));
    let mut typed = typed.to_vec();
    typed.push(Again(hidden("long enough")));
    check_problem(&typed, true, None);
}

#[test]
fn nothing_typed_stays_behind() {
    let typed = [
        ProfilesAction::Open(Open::Save, "n".into()),
        ProfilesAction::Passphrase(hidden("passphrase")),
        ProfilesAction::Text(hidden("{}")),
        ProfilesAction::Busy,
    ];
    let done = ProfilesAction::Said(Said::Saved("n".into(), true));
    let state = after(typed.clone().into_iter().chain([done]));
    assert_eq!((state.draft, state.busy), (Draft::default(), false));
    // What went wrong can be mended.
    let wrong = ProfilesAction::Said(Said::WrongPassphrase);
    let state = after(typed.into_iter().chain([wrong]));
    assert_eq!(state.draft.passphrase, hidden("passphrase"));
    assert!(!state.busy);
}

#[test]
fn a_name_that_is_taken_gets_a_number() {
    let stored = |id: &str, name: &str| Stored {
        id: id.into(),
        profile: Profile {
            name: name.into(),
            ..full()
        },
    };
    let shelf = Shelf {
        list: vec![stored("1", "a"), stored("2", "a (2)")],
        ..Shelf::default()
    };
    let state = after([ProfilesAction::Shelf(shelf)]);
    assert_eq!(state.shelf.free_name("b"), "b");
    assert_eq!(state.shelf.free_name("a"), "a (3)");
    assert_eq!(state.shelf.named("a"), Some("1"));
    let mut one = state.clone();
    one.apply(ProfilesAction::Which(Some("2".into())));
    let read = imported(&one.exported(), false).profiles;
    assert_eq!((read.len(), &*read[0].name), (1, "a (2)"));
    assert_eq!(imported(&state.exported(), false).profiles.len(), 2);
}
