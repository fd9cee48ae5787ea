//! The programs that are written for a device, run as they are: each connects to the practice broker
//! over TCP, and over WebSocket where its library has it, is let in, and is heard by the platform; and
//! so with client ids and device names that every language takes for something else somewhere.
//!
//! What its language's own tool makes of the text is tested in `connack-exports`. Programs for
//! modules and boards run nowhere here; nor does Java, whose library no package manager brings.

#![allow(
    clippy::unwrap_used,
    reason = "everything here is a test, its own parts included"
)]

mod device;
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use connack_e2e::{Folder, Needed, needed};
use connack_exports::Target;
use connack_signer::Transport;

use device::{DEVICES, Stage};
use program::{is_there, is_there_to, not_checked, succeeds};

/// What each program says of CONNACK, in its own words.
const CONNACK_0: &str = "CONNACK: 0";

fn in_shell(file: &Path) -> Command {
    let mut command = Command::new("sh");
    command.arg(file);
    command
}

/// A program of Node, with the libraries that set-up brought.
fn in_node(file: &Path) -> Command {
    let mut command = Command::new(needed(Needed::Node));
    command
        .arg(file)
        .env("NODE_PATH", needed(Needed::ProgramModules));
    command
}

#[test]
fn mosquitto_pub() {
    let stage = Stage::set();
    for device in DEVICES {
        // It ends by itself, after the acknowledgement of the broker.
        let (text, _) = stage.text(Target::MosquittoPub, device, Transport::Tcp);
        let file = stage.folder.write("publish.sh", &text);
        succeeds(&mut in_shell(&file));
        stage.hears(device);
    }
}

#[test]
fn mosquitto_sub() {
    let mut stage = Stage::set();
    for device in DEVICES {
        let (text, given) = stage.text(Target::MosquittoSub, device, Transport::Tcp);
        // Its own process, so that it ends with the shell's.
        let file = stage.folder.write("subscribe.sh", &format!("exec {text}"));
        let expected = format!("{} from the platform", given.subscribe_topic());
        stage.tells_until(&mut in_shell(&file), &given.subscribe_topic(), &expected);
    }
}

#[test]
fn paho_for_python() {
    let stage = Stage::set();
    stage.run_all(Target::PahoPython, "CONNACK: Success", |file| {
        let mut command = Command::new(needed(Needed::Python));
        command.arg("-u").arg(file);
        command
    });
}

#[test]
fn mqtt_js() {
    Stage::set().run_all(Target::MqttJs, CONNACK_0, in_node);
}

/// It signs by itself: the secret is put where the text says.
#[test]
fn the_vendors_sdk_for_node() {
    Stage::set().run_all(Target::AlibabaNode, CONNACK_0, in_node);
}

#[test]
fn paho_for_c() {
    let folder = Folder::new("paho-c");
    let probe = folder.write(
        "probe.c",
        "#include <MQTTClient.h>\nint main(void) { return 0; }\n",
    );
    let mut compiler = Command::new("cc");
    compiler.arg(&probe).arg("-lpaho-mqtt3c").arg("-o");
    if !is_there_to(compiler.arg(folder.path().join("probe"))) {
        return not_checked(
            "programs of Paho for C",
            "its library is not on this machine",
        );
    }
    Stage::set().run_all(Target::PahoC, CONNACK_0, |file| {
        let binary = file.with_extension("");
        let mut compiler = Command::new("cc");
        compiler.arg(file).arg("-lpaho-mqtt3c").arg("-o");
        succeeds(compiler.arg(&binary));
        // Its standard output has a buffer when nobody looks.
        let mut command = Command::new("stdbuf");
        command.arg("-oL").arg(binary);
        command
    });
}

/// All programs in one package, so that the library is built once; and kept, so that it is built on
/// a machine's first run only.
#[test]
fn rumqttc() {
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rumqttc");
    let (source, programs) = (here("rumqttc"), package.join("src/bin"));
    if programs.exists() {
        fs::remove_dir_all(&programs).unwrap();
    }
    fs::create_dir_all(&programs).unwrap();
    for name in ["Cargo.toml", "Cargo.lock"] {
        fs::copy(source.join(name), package.join(name)).unwrap();
    }
    let stage = Stage::set();
    let runs = device::runs(Target::Rumqttc);
    for (i, (device, transport)) in runs.iter().enumerate() {
        let (text, _) = stage.text(Target::Rumqttc, device, *transport);
        fs::write(programs.join(format!("p{i}.rs")), text).unwrap();
    }
    let target = package.join("target");
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["build", "--quiet", "--locked", "--bins"])
        .current_dir(&package)
        .env("CARGO_TARGET_DIR", &target);
    succeeds(&mut cargo);
    for (i, (device, _)) in runs.iter().enumerate() {
        let mut program = Command::new(target.join(format!("debug/p{i}")));
        stage.run(&mut program, device, "code: Success");
    }
}

#[test]
fn paho_for_go() {
    if !is_there("go", "programs of Paho for Go") {
        return;
    }
    let folder = Folder::new("paho-go");
    let file = folder.write(
        "go.mod",
        "module device\n\ngo 1.18\n\nrequire github.com/eclipse/paho.mqtt.golang v1.4.3\n",
    );
    folder.write(
        "device.go",
        "package main\n\nimport _ \"github.com/eclipse/paho.mqtt.golang\"\n\nfunc main() {}\n",
    );
    let module = file.parent().unwrap().to_owned();
    let mut tidy = Command::new("go");
    if !is_there_to(tidy.args(["mod", "tidy"]).current_dir(&module)) {
        return not_checked("programs of Paho for Go", "its module cannot be fetched");
    }
    Stage::set().run_all(Target::PahoGo, CONNACK_0, |file| {
        fs::copy(file, module.join("device.go")).unwrap();
        let mut go = Command::new("go");
        succeeds(go.args(["build", "-o", "device"]).current_dir(&module));
        Command::new(module.join("device"))
    });
}

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
