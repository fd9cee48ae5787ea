//! Where `connack sign` takes the device secret from, and which wins.

mod program;

use program::{DEVICE, Input, MARKER, check, connack, json, temporary_file, with};

/// The password of [`DEVICE`] with [`MARKER`] as the secret, by Python's `hmac`.
const MARKER_PASSWORD: &str = "e1fc2fd9da3f8f1a8be639ce9cde4cd85d9565cc317cd7301835f6c996c5219f";

#[test]
fn each_way_to_give_the_secret() {
    let password = format!("\"password\":\"{MARKER_PASSWORD}\"");
    let args = with(DEVICE, &["--json"]);
    check(&args, &Input::environment(MARKER), 0, &password, "");

    let flag = with(&args, &["--device-secret", MARKER]);
    check(
        &flag,
        &Input::none(),
        0,
        &password,
        "warning: --device-secret shows",
    );

    // One line end at the end of a file is dropped.
    for end in ["", "\n", "\r\n"] {
        let text = format!("{MARKER}{end}");
        let file = temporary_file(text.as_bytes());
        let from_file = with(&args, &["--device-secret-file", file.path()]);
        check(&from_file, &Input::none(), 0, &password, "");
        let from_stdin = with(&args, &["--device-secret-file", "-"]);
        check(
            &from_stdin,
            &Input::stdin(text.as_bytes()),
            0,
            &password,
            "",
        );
    }
    // Only one.
    let run = connack(
        &with(&args, &["--device-secret-file", "-"]),
        &Input::stdin(format!("{MARKER}\n\n").as_bytes()),
    );
    assert_ne!(json(&run)["password"], MARKER_PASSWORD);
    assert!(
        run.err
            .contains("device secret begins or ends with a blank"),
        "{}",
        run.err
    );
}

#[test]
fn the_flag_wins_over_the_file_and_the_file_over_the_environment() {
    let password = format!("\"password\":\"{MARKER_PASSWORD}\"");
    let other = temporary_file(b"another secret");
    let right = temporary_file(MARKER.as_bytes());
    let args = with(DEVICE, &["--json", "--device-secret-file"]);
    let elsewhere = Input::environment("a third secret");
    let flag = with(&args, &[other.path(), "--device-secret", MARKER]);
    check(&flag, &elsewhere, 0, &password, "warning: --device-secret");
    check(&with(&args, &[right.path()]), &elsewhere, 0, &password, "");
    // What is not needed is not even read.
    let unread = with(&args, &["/does/not/exist", "--device-secret", MARKER]);
    check(
        &unread,
        &elsewhere,
        0,
        &password,
        "warning: --device-secret",
    );
}

#[test]
fn secrets_that_cannot_be_read() {
    let file = |path| with(DEVICE, &["--device-secret-file", path]);
    let none = Input::none();
    check(DEVICE, &none, 2, "", "error: no device secret was given");
    check(
        &file("/does/not/exist"),
        &none,
        2,
        "",
        "error: device secret file /does/not/exist cannot be read",
    );
    check(
        &file("/"),
        &none,
        2,
        "",
        "error: device secret file / cannot be read",
    );
    let text = [MARKER.as_bytes(), b"\xff"].concat();
    let at = format!("is not UTF-8 text at byte {}", MARKER.len() + 1);
    check(&file("-"), &Input::stdin(&text), 2, "", &at);
    let long = MARKER.repeat(10_000);
    check(
        &file("-"),
        &Input::stdin(long.as_bytes()),
        2,
        "",
        "standard input has more than 65536 bytes",
    );
    // A value that was forgotten, and a secret that was not quoted.
    check(
        &with(DEVICE, &["--device-secret", "--json"]),
        &none,
        2,
        "",
        "looks like the next option",
    );
    check(
        &with(DEVICE, &["--device-secret", "two", MARKER]),
        &none,
        2,
        "",
        "a word that belongs to no option",
    );
}
