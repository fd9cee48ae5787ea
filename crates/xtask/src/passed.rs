//! Which end-to-end tests have passed already: a test program is not run again while everything that
//! it is made of and looks at is byte for byte what it was when it passed last.
//!
//! Deliberately without a guess: what a key covers is named below, a file that cannot be read ends
//! the task, and `CI` or `--again` run everything.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::dist;
use crate::failure::{Failure, Outcome};
use crate::setup::{self, Set, System};
use crate::workspace::Workspace;

/// What the programs of one run have in common, hashed: the site, the package, the programs that
/// are started, the files that tests read while they run, and the tools.
pub(crate) fn surroundings(
    workspace: &Workspace,
    site: &Path,
    programs: &[PathBuf],
    folder: &Path,
) -> Outcome<Sha256> {
    let mut hash = Sha256::new();
    take_folder(&mut hash, site, &|_| true)?;
    for program in programs.iter().chain([&workspace.program]) {
        take(&mut hash, program)?;
    }
    // What is compiled in is in the test program itself.
    take_folder(&mut hash, folder, &|path| {
        path.extension().is_none_or(|extension| extension != "rs")
    })?;
    for tool in [
        System::Chromium,
        System::Chromedriver,
        System::Node,
        System::Mosquitto,
        System::MosquittoClients,
    ] {
        add(&mut hash, version(&setup::program(tool)?).as_bytes());
    }
    // Tests may go without it, and say so: when it comes, they have something to run.
    let paho = setup::path_of(System::PahoC).unwrap_or_default();
    add(&mut hash, paho.as_os_str().as_encoded_bytes());
    take(&mut hash, &dist::packed(workspace))?;
    // Pinned: the folder's name follows from the versions.
    for pinned in [
        setup::python(workspace),
        setup::node_modules(workspace, Set::Test),
        setup::node_modules(workspace, Set::Programs),
        setup::node_modules(workspace, Set::Package),
    ] {
        add(&mut hash, pinned.as_os_str().as_encoded_bytes());
    }
    Ok(hash)
}

/// The mark that a test program leaves when it passes in these surroundings.
pub(crate) struct Mark(PathBuf);

impl Mark {
    pub(crate) fn of(
        workspace: &Workspace,
        surroundings: &Sha256,
        program: &Path,
    ) -> Outcome<Self> {
        let mut hash = surroundings.clone();
        take(&mut hash, program)?;
        let name: String = hash
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Ok(Self(workspace.scratch().join("passed").join(name)))
    }

    /// Whether it stands.
    pub(crate) fn stands(&self) -> bool {
        self.0.is_file()
    }

    pub(crate) fn leave(&self) -> Outcome {
        let folder = self.0.parent().unwrap_or(&self.0);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&self.0, ""))
            .map_err(|error| Failure::file("write", &self.0, &error))
    }
}

/// What a tool says of itself. One that says nothing is known by its bytes' place alone.
fn version(program: &Path) -> String {
    let mut asked = std::process::Command::new(program);
    // mosquitto and its clients end with an error after their help, which names the version.
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    let option = if name.starts_with("mosquitto") {
        "--help"
    } else {
        "--version"
    };
    let said = asked.arg(option).output().map(|output| output.stdout);
    let said = said.unwrap_or_default();
    format!("{} {}", program.display(), String::from_utf8_lossy(&said))
}

fn take_folder(hash: &mut Sha256, folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> Outcome {
    let failed = |error| Failure::file("read", folder, &error);
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.sort();
    for path in paths {
        if path.is_dir() {
            take_folder(hash, &path, wanted)?;
        } else if wanted(&path) {
            add(hash, path.as_os_str().as_encoded_bytes());
            take(hash, &path)?;
        }
    }
    Ok(())
}

fn take(hash: &mut Sha256, path: &Path) -> Outcome {
    let content = fs::read(path).map_err(|error| Failure::file("read", path, &error))?;
    add(hash, &content);
    Ok(())
}

/// With its length first, so that two parts never look like two others.
fn add(hash: &mut Sha256, part: &[u8]) {
    hash.update(part.len().to_le_bytes());
    hash.update(part);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env;

    fn hashed(folder: &Path) -> Vec<u8> {
        let mut hash = Sha256::new();
        take_folder(&mut hash, folder, &|path| !path.ends_with("left-out")).expect("readable");
        hash.finalize().to_vec()
    }

    #[test]
    fn every_byte_and_name_counts_but_what_is_left_out() {
        let folder = env::temp_dir().join(format!("connack-passed-{}", std::process::id()));
        let inner = folder.join("inner");
        fs::create_dir_all(&inner).expect("a folder");
        let write = |name: &str, content: &str| {
            fs::write(inner.join(name), content).expect("a file");
            hashed(&folder)
        };
        let first = write("a", "1");
        assert_eq!(write("a", "1"), first);
        assert_ne!(write("a", "2"), first);
        assert_eq!(write("a", "1"), first);
        assert_ne!(write("b", ""), first);
        fs::remove_file(inner.join("b")).expect("it was there");
        assert_eq!(write("left-out", "3"), first);
        fs::remove_dir_all(&folder).expect("it was there");
    }
}
