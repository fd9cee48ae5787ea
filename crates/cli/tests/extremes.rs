//! What a program meets at the edges: bytes that are no text, pipes that close, very long values.

mod program;

use program::{DEVICE, Input, MARKER, check, connack, with};

#[cfg(unix)]
#[test]
fn arguments_that_are_not_utf_8() {
    use std::os::unix::ffi::OsStrExt;
    let bad = std::ffi::OsStr::from_bytes(b"d\xff");
    let args = [
        "sign",
        "--product-key",
        "pk",
        "--client-id",
        "a",
        "--device-name",
    ];
    let mut args: Vec<_> = args.iter().map(std::ffi::OsStr::new).collect();
    args.push(bad);
    check(&args, &Input::environment(MARKER), 2, "", "invalid UTF-8");
    check(
        DEVICE,
        &Input::environment_bytes(bad),
        2,
        "",
        "CONNACK_DEVICE_SECRET is not UTF-8 text",
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_that_goes_away_is_no_failure_and_a_full_disk_is() {
    let run = program::into_closed_pipe(&with(DEVICE, &["--json"]), &Input::environment(MARKER));
    assert_eq!((run.code, &*run.err), (0, ""));
    let run = program::into_file("/dev/full", DEVICE, &Input::environment(MARKER));
    assert_eq!(run.code, 2);
    assert!(
        run.err
            .starts_with("error: standard output cannot be written"),
        "{}",
        run.err
    );
}

#[test]
fn very_long_values() {
    // The system itself allows an argument 128 KiB.
    let device = |dn: &str, id: &str| {
        let args = [
            "sign",
            "--json",
            "--product-key",
            "pk",
            "--device-name",
            dn,
            "--client-id",
            id,
        ];
        connack(&args, &Input::environment(MARKER))
    };
    let run = device(&"x".repeat(60_000), "a");
    assert_eq!(
        (run.code, &*run.err),
        (
            0,
            "warning: device name has 60000 characters, at most 32 are allowed\n"
        )
    );
    let run = device(&"x".repeat(100_000), "a");
    assert_eq!((run.code, &*run.out), (2, ""));
    assert!(
        run.err.contains("device name has 100000 bytes"),
        "{}",
        run.err
    );
    // Parts that fit, but not together.
    let run = device("device", &"x".repeat(65_535));
    assert_eq!((run.code, &*run.out), (2, ""));
    assert!(
        run.err.contains("mqtt client id has 65571 bytes"),
        "{}",
        run.err
    );
}
