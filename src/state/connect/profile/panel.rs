//! The panel of profiles: what is saved, what is being done with it, and what came of it.

use crate::state::connect::profile::{Note, Secrets, Shelf, Stored, Unreadable, export};
use connack_protocol::Hidden;

/// How a secret is saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Keep {
    /// Not at all.
    #[default]
    No,
    /// In clear, for so many days.
    Clear(u8),
    /// Encrypted under a passphrase.
    Encrypted,
}

/// Which part of the panel is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Open {
    /// None.
    #[default]
    None,
    /// Saving.
    Save,
    /// Exporting.
    Export,
    /// Importing.
    Import,
}

/// What is typed and chosen in the open part.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// The name to save under.
    pub name: String,
    /// What becomes of the secret.
    pub keep: Keep,
    /// The passphrase, to save or to load.
    pub passphrase: Hidden,
    /// The passphrase once more, to save.
    pub again: Hidden,
    /// Whether the passphrases are shown.
    pub revealed: bool,
    /// The id of the profile to export; `None`: all.
    pub which: Option<String>,
    /// Which secrets to export.
    pub secrets: Secrets,
    /// The text to import.
    pub text: Hidden,
    /// Whether secrets in clear are imported.
    pub clear: bool,
}

/// What there is to say; it stands until the next thing is done.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// Saved under this name; whether a secret is kept with it.
    Saved(String, bool),
    /// Loaded; whether with a secret.
    Loaded(String, bool),
    /// Loaded without the secret, whose time is over.
    Expired(String),
    /// Imported so many.
    Imported(usize, Vec<Note>),
    /// Not a file of profiles.
    Unreadable(Unreadable),
    /// The file is larger than is read, in bytes.
    TooLarge(u64),
    /// The file cannot be read.
    NoFile,
    /// Deleted; it can be undone.
    Deleted(Box<Stored>),
    /// The passphrase does not fit.
    WrongPassphrase,
    /// The encrypted secret has not the form that is known here.
    Damaged,
    /// This browser or this address has no WebCrypto.
    NoCrypto,
    /// Storage is switched off.
    StorageOff,
    /// Storage is full.
    StorageFull,
}

/// Why nothing can be saved yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveProblem {
    /// There is no name.
    NoName,
    /// There is no secret to keep.
    NoSecret,
    /// The passphrase is too short.
    ShortPassphrase,
    /// The passphrases differ.
    Differ,
}

/// The fewest characters of a passphrase.
pub const MIN_PASSPHRASE: usize = 8;

/// What the panel knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profiles {
    /// What is stored.
    pub shelf: Shelf,
    /// The part that is open.
    pub open: Open,
    /// What is typed there.
    pub draft: Draft,
    /// The id of the profile whose passphrase is asked for.
    pub asking: Option<String>,
    /// A passphrase is at work.
    pub busy: bool,
    /// What there is to say.
    pub said: Option<Said>,
}

/// What can happen to it.
#[derive(Debug, Clone, PartialEq)]
pub enum ProfilesAction {
    /// What is stored was read.
    Shelf(Shelf),
    /// A part is opened, or closed by [`Open::None`]; a name to begin with.
    Open(Open, String),
    /// A name was typed.
    Name(String),
    /// It was chosen what becomes of the secret.
    Keep(Keep),
    /// A passphrase was typed.
    Passphrase(Hidden),
    /// It was typed once more.
    Again(Hidden),
    /// Passphrases are to be shown or hidden.
    Reveal(bool),
    /// It was chosen what to export.
    Which(Option<String>),
    /// It was chosen which secrets to export.
    Secrets(Secrets),
    /// A text to import was typed.
    Text(Hidden),
    /// It was chosen whether secrets in clear are imported.
    Clear(bool),
    /// The passphrase of this profile is asked for; `None`: no longer.
    Ask(Option<String>),
    /// A passphrase is at work.
    Busy,
    /// Something is to be said; what was going on has ended.
    Said(Said),
}

/// What a person wants of it, beyond a change of what it knows.
#[derive(Debug, Clone, PartialEq)]
pub enum ProfilesIntent {
    /// Save the shown connection as the draft says.
    Save,
    /// Load the profile with this id.
    Load(String),
    /// Decrypt the secret of the profile that asks, and load it.
    Unlock,
    /// Load the profile that asks without its secret.
    LoadWithout,
    /// Load it not at all.
    Cancel,
    /// Delete the profile with this id.
    Delete(String),
    /// Put the deleted profile back.
    Undo(Box<Stored>),
    /// Delete what cannot be read.
    DeleteUnreadable,
    /// Write this text as a file.
    Download(Hidden),
    /// Import a text.
    Import(Hidden),
    /// Say that a file is too large, or cannot be read.
    Say(Said),
}

impl Profiles {
    /// What keeps the draft from being saved; `has_secret`: whether there is one to keep.
    pub fn save_problem(&self, has_secret: bool) -> Option<SaveProblem> {
        let draft = &self.draft;
        if draft.name.trim().is_empty() {
            return Some(SaveProblem::NoName);
        }
        match draft.keep {
            Keep::No => None,
            Keep::Clear(_) | Keep::Encrypted if !has_secret => Some(SaveProblem::NoSecret),
            Keep::Clear(_) => None,
            Keep::Encrypted if draft.passphrase.0.chars().count() < MIN_PASSPHRASE => {
                Some(SaveProblem::ShortPassphrase)
            }
            Keep::Encrypted => (draft.passphrase != draft.again).then_some(SaveProblem::Differ),
        }
    }

    /// The text of the file that is exported.
    pub fn exported(&self) -> String {
        let chosen = |stored: &&Stored| match &self.draft.which {
            Some(id) => stored.id == *id,
            None => true,
        };
        let profiles = self.shelf.list.iter().filter(chosen);
        export(profiles.map(|stored| &stored.profile), self.draft.secrets)
    }

    /// The panel after an action.
    pub fn apply(&mut self, action: ProfilesAction) {
        let draft = &mut self.draft;
        match action {
            ProfilesAction::Shelf(shelf) => self.shelf = shelf,
            ProfilesAction::Open(open, name) => {
                self.open = open;
                self.said = None;
                self.asking = None;
                self.draft = Draft {
                    name,
                    ..Draft::default()
                };
            }
            ProfilesAction::Name(name) => draft.name = name,
            ProfilesAction::Keep(keep) => draft.keep = keep,
            ProfilesAction::Passphrase(text) => draft.passphrase = text,
            ProfilesAction::Again(text) => draft.again = text,
            ProfilesAction::Reveal(revealed) => draft.revealed = revealed,
            ProfilesAction::Which(which) => draft.which = which,
            ProfilesAction::Secrets(secrets) => draft.secrets = secrets,
            ProfilesAction::Text(text) => draft.text = text,
            ProfilesAction::Clear(clear) => draft.clear = clear,
            ProfilesAction::Ask(asking) => {
                self.open = Open::None;
                self.said = None;
                self.draft = Draft::default();
                self.asking = asking;
            }
            ProfilesAction::Busy => {
                self.busy = true;
                self.said = None;
            }
            ProfilesAction::Said(said) => self.say(said),
        }
    }

    fn say(&mut self, said: Said) {
        self.busy = false;
        match &said {
            Said::Saved(..) | Said::Loaded(..) | Said::Expired(_) | Said::Imported(..) => {
                // Done: neither a passphrase nor a secret stays behind in a closed part.
                self.open = Open::None;
                self.asking = None;
                self.draft = Draft::default();
            }
            Said::Deleted(of) => {
                if self.asking.as_ref() == Some(&of.id) {
                    self.asking = None;
                }
            }
            // What was typed stays to be mended.
            Said::Unreadable(_)
            | Said::TooLarge(_)
            | Said::NoFile
            | Said::WrongPassphrase
            | Said::Damaged
            | Said::NoCrypto
            | Said::StorageOff
            | Said::StorageFull => {}
        }
        self.said = Some(said);
    }
}
