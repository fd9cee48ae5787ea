//! The wasm modules: the page's, built for size; Connect's and each worker's, built for speed.
//!
//! wasm-pack builds, wasm-opt finishes. wasm-opt's results are kept by content, because it takes
//! longer than a build that has nothing to do.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Files, digest, imports, keep_only};
use crate::command;
use crate::failure::{Failure, Outcome};
use crate::setup::{self, Set, System, path_of};
use crate::workspace::{Package, Workspace};

/// The package of the page.
const PAGE: &str = "connack-web";
/// The name of its other module, and the feature that chooses it. It follows the first view, and shows
/// many messages a second: it is built for speed.
const CONNECT: &str = "connect";

/// What rustc's wasm32 target uses, and no more: wasm-opt may write whatever it is allowed to,
/// and some of the newest features are not in the browsers yet.
const FEATURES: [&str; 8] = [
    "--mvp-features",
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Nobody reads names and producers in the field; the features section has served its purpose.
const STRIP: [&str; 3] = [
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// What is sent is compressed by brotli, which likes the compiler's regular code better than what
/// `-Oz` makes of it: these passes take out what is double or dead and leave the rest alone
/// (measured: 3 kB less than `-Oz`).
const PAGE_PASSES: [&str; 7] = [
    "--duplicate-function-elimination",
    "--optimize-instructions",
    "--vacuum",
    "--remove-unused-brs",
    "--remove-unused-names",
    "--merge-blocks",
    "--remove-unused-module-elements",
];

/// The page signs once for each key press: SHA-256 in a loop is enough, unrolled it is 6 kB more.
const PAGE_FLAGS: [&str; 1] = ["--cfg=sha2_backend_soft=\"compact\""];

/// How a module's script finds its wasm: what wasm-pack calls a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bindings {
    /// The page and its workers fetch it.
    Web,
    /// Node reads it; CommonJS.
    Node,
    /// It is imported, and a bundler sees to that.
    Bundler,
}

impl Bindings {
    const fn target(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Node => "nodejs",
            Self::Bundler => "bundler",
        }
    }
}

/// One module to build.
struct Module<'a> {
    package: &'a Package,
    /// Name of its files: `page`, `worker-session`.
    name: String,
    /// Features of the package.
    features: &'static [&'static str],
    profile: &'static str,
    /// What wasm-opt does.
    optimise: &'static [&'static str],
    /// Further flags for rustc.
    flags: &'static [&'static str],
    bindings: Bindings,
}

/// Builds all modules of the site; returns each one's script and wasm under plain names, and what to
/// keep of wasm-opt's results.
pub(super) fn build(workspace: &Workspace) -> Outcome<(Files, Vec<PathBuf>)> {
    let mut files = Files::new();
    let mut kept = Vec::new();
    for module in modules(workspace)? {
        let (of_module, wasm) = finished(workspace, &module)?;
        files.extend(of_module);
        kept.push(wasm);
    }
    Ok((files, kept))
}

/// Drops all other results of wasm-opt.
pub(super) fn keep(workspace: &Workspace, kept: &[PathBuf]) {
    keep_only(&workspace.scratch().join("wasm-opt"), kept);
}

/// A package outside the site, built as small as the page, for others: its scripts, wasm and types,
/// and where its wasm is kept.
pub(super) fn bound(
    workspace: &Workspace,
    package: &Package,
    name: &str,
    bindings: Bindings,
) -> Outcome<(Files, PathBuf)> {
    let module = Module {
        package,
        name: name.to_owned(),
        features: &[],
        profile: "page",
        optimise: &PAGE_PASSES,
        flags: &PAGE_FLAGS,
        bindings,
    };
    finished(workspace, &module)
}

/// A package outside the site, built as the workers are: its script and wasm under plain names.
pub(crate) fn as_worker(workspace: &Workspace, package: &Package, name: &str) -> Outcome<Files> {
    let module = Module {
        package,
        name: name.to_owned(),
        features: &[],
        profile: "worker",
        optimise: &["-O3"],
        flags: &[],
        bindings: Bindings::Web,
    };
    finished(workspace, &module).map(|(files, _)| files)
}

/// The files of one module, and where its wasm is kept.
fn finished(workspace: &Workspace, module: &Module<'_>) -> Outcome<(Files, PathBuf)> {
    let folder = pack(workspace, module)?;
    let script = format!("{}.js", module.name);
    let wasm = format!("{}_bg.wasm", module.name);
    if folder.join("snippets").exists() {
        return Err(Failure::new(
            format!(
                "{} brings inline JavaScript (snippets)",
                module.package.name
            ),
            "leave out the dependency or feature that does, or teach crates/xtask/src/dist to copy it",
        ));
    }
    let (kept, content) = optimised(workspace, &folder.join(&wasm), module.optimise)?;
    // With a bundler the names are in a script of their own.
    let naming = match module.bindings {
        Bindings::Web | Bindings::Node => script.clone(),
        Bindings::Bundler => format!("{}_bg.js", module.name),
    };
    let (numbered, content) = imports::numbered(read(&folder.join(&naming))?, content);
    let mut files = Files::from([(naming, numbered), (wasm, content)]);
    match module.bindings {
        Bindings::Web => {}
        Bindings::Node | Bindings::Bundler => {
            let types = format!("{}.d.ts", module.name);
            files.insert(types.clone(), read(&folder.join(&types))?);
        }
    }
    if module.bindings == Bindings::Bundler {
        files.insert(script.clone(), read(&folder.join(&script))?);
    }
    Ok((files, kept))
}

fn modules(workspace: &Workspace) -> Outcome<Vec<Module<'_>>> {
    let page = workspace.package(PAGE).ok_or_else(|| {
        Failure::new(
            format!("the workspace has no package `{PAGE}`"),
            "the page's package has this name",
        )
    })?;
    let mut modules = vec![
        Module {
            package: page,
            name: "page".to_owned(),
            features: &[],
            profile: "page",
            optimise: &PAGE_PASSES,
            flags: &PAGE_FLAGS,
            bindings: Bindings::Web,
        },
        Module {
            package: page,
            name: CONNECT.to_owned(),
            features: &[CONNECT],
            profile: "worker",
            optimise: &["-O3"],
            flags: &[],
            bindings: Bindings::Web,
        },
    ];
    for package in &workspace.packages {
        let folder = package.folder.file_name().unwrap_or_default();
        let folder = folder.to_string_lossy();
        if folder.starts_with("worker-") {
            modules.push(Module {
                package,
                name: folder.into_owned(),
                features: &[],
                profile: "worker",
                optimise: &["-O3"],
                flags: &[],
                bindings: Bindings::Web,
            });
        }
    }
    Ok(modules)
}

/// Builds one module and returns the folder with its files.
fn pack(workspace: &Workspace, module: &Module<'_>) -> Outcome<PathBuf> {
    let folder = match module.bindings {
        Bindings::Web => module.name.clone(),
        Bindings::Node | Bindings::Bundler => {
            format!("{}-{}", module.name, module.bindings.target())
        }
    };
    let out = workspace.scratch().join("pack").join(folder);
    let tools = setup::bindgen_folder(workspace)?;
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(std::iter::once(tools).chain(env::split_paths(&path)))
        .map_err(|error| Failure::new(format!("PATH cannot be extended: {error}"), "see PATH"))?;
    // wasm-pack looks for tools in its own cache too, and fails when that folder is not there.
    let cache = workspace.cache.join("wasm-pack");
    fs::create_dir_all(&cache).map_err(|error| Failure::file("make", &cache, &error))?;
    let types = (module.bindings == Bindings::Web).then_some("--no-typescript");
    command::run(
        Command::new(setup::wasm_pack(workspace))
            // Its warnings are about its own updates; cargo speaks for itself.
            .args(["--log-level", "error", "build"])
            .arg(&module.package.folder)
            .args(["--target", module.bindings.target()])
            .args(["--mode", "no-install", "--no-opt", "--no-pack"])
            .args(types)
            .args(["--profile", module.profile, "--out-name", &module.name])
            .arg("--out-dir")
            .arg(&out)
            // The root is a package and the workspace in one: without its name all would be built.
            .args(["--", "--package", &module.package.name])
            .args(["--features", &module.features.join(",")])
            .env("PATH", path)
            .env("WASM_PACK_CACHE", cache)
            .env(
                "CARGO_ENCODED_RUSTFLAGS",
                rust_flags(workspace, module.flags),
            )
            .current_dir(&workspace.root),
        "mend what the compiler says above",
    )?;
    Ok(out)
}

/// Flags that keep this machine's folders out of the modules, since every panic names its source
/// file; and `further` ones.
fn rust_flags(workspace: &Workspace, further: &[&str]) -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let home = env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" })?;
        Some(PathBuf::from(home).join(".cargo"))
    });
    let registries = home.map(|home| home.join("registry/src"));
    let sources = registries.into_iter().flat_map(fs::read_dir).flatten();
    // In one order on every run: other flags would mean another build.
    let mut sources: Vec<PathBuf> = sources.flatten().map(|entry| entry.path()).collect();
    sources.sort();
    let flag = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let mut flags = vec![flag(&workspace.root, ".")];
    flags.extend(sources.iter().map(|source| flag(source, "crates")));
    flags.extend(further.iter().map(ToString::to_string));
    flags.join("\u{1f}")
}

/// The finished module, and where it is kept.
fn optimised(workspace: &Workspace, wasm: &Path, passes: &[&str]) -> Outcome<(PathBuf, Vec<u8>)> {
    let folder = workspace.scratch().join("wasm-opt");
    fs::create_dir_all(&folder).map_err(|error| Failure::file("make", &folder, &error))?;
    let tool = setup::node_modules(workspace, Set::Build).join("binaryen/bin/wasm-opt");
    let mut key = read(wasm)?;
    let flags = FEATURES.iter().chain(&STRIP).chain(passes);
    key.extend(flags.flat_map(|flag| flag.bytes()));
    key.extend(tool.to_string_lossy().bytes());
    let made = folder.join(format!("{}.wasm", digest(&key)));
    if !made.is_file() {
        let part = made.with_extension("part");
        let node = path_of(System::Node)
            .ok_or_else(|| Failure::new("there is no node", "install nodejs and npm"))?;
        command::run(
            Command::new(node)
                .arg(&tool)
                .arg(wasm)
                .args(FEATURES)
                .args(passes)
                .args(STRIP)
                .arg("-o")
                .arg(&part),
            "a feature that the module uses may be missing from FEATURES in crates/xtask/src/dist/modules.rs",
        )?;
        fs::rename(&part, &made).map_err(|error| Failure::file("write", &made, &error))?;
    }
    let content = read(&made)?;
    Ok((made, content))
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| Failure::file("read", path, &error))
}
