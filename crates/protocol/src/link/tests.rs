//! Single links; what every version must open stands in `tests/links`.

use super::*;

/// Reads a link's query on Compute: its fields in one line, and what is wrong.
#[track_caller]
fn check(query: &str, fields: &str, trouble: Option<Trouble>) -> Link {
    let link = read_link(LinkTo::Compute, query).unwrap();
    let read: Vec<String> = link
        .fields
        .iter()
        .map(|(name, value)| format!("{name}={}", value.0))
        .collect();
    assert_eq!(read.join(" "), fields, "{query}");
    assert_eq!(link.trouble, trouble, "{query}");
    link
}

#[test]
fn a_link_is_written_as_promised() {
    let fields = [
        ("deviceName", "a_b*~"),
        ("productKey", "& = % + # \" ' 中"),
        ("deviceSecret", "hidden"),
        ("anything", "else"),
    ];
    assert_eq!(
        write_link(LinkTo::Compute, &fields, false),
        "#/compute?v=1&productKey=%26%20%3D%20%25%20%2B%20%23%20%22%20%27%20%E4%B8%AD&deviceName=a%5Fb%2A%7E&with=fields"
    );
    assert_eq!(
        write_link(
            LinkTo::Verify,
            &[("deviceSecret", "s"), ("password", "p")],
            true
        ),
        "#/verify?v=1&password=p&deviceSecret=s&with=secret"
    );
}

#[test]
fn an_address_without_a_version_is_no_link() {
    assert_eq!(
        read_link(LinkTo::Compute, "productKey=pk&with=secret"),
        None
    );
}

#[test]
fn secrets_are_read_only_from_a_link_that_was_made_with_them() {
    let link = check(
        "v=1&productKey=pk&deviceSecret=hidden&with=fields",
        "productKey=pk",
        None,
    );
    assert!(link.secrets_dropped && !link.secrets_read);
    let made = "v=1&deviceSecret=hidden&my_Password=x&with=secret";
    let link = check(made, "deviceSecret=hidden", None);
    assert!(link.secrets_dropped && link.secrets_read);
    // A claim's secrets are no fields of Compute.
    let link = check("v=1&password=x&productSecret=y&with=secret", "", None);
    assert!(link.secrets_dropped && !link.secrets_read);
}

#[test]
fn of_another_version_nothing_secret_is_taken() {
    let version = |text: &str| Some(Trouble::Version(text.into()));
    let link = check(
        "v=2&productKey=pk&deviceSecret=x&with=secret",
        "productKey=pk",
        version("2"),
    );
    assert!(link.secrets_dropped && !link.secrets_read);
    check("v=&productKey=pk&with=fields", "productKey=pk", version(""));
    check(
        &format!("v={}", "中".repeat(99)),
        "",
        version(&"中".repeat(20)),
    );
}

#[test]
fn a_link_that_was_cut_or_changed_says_so_and_keeps_what_can_be_read() {
    let damaged = Some(Trouble::Damaged);
    let cut = "v=1&productKey=pk&deviceName=dev";
    let link = check(
        &format!("{cut}&deviceSecret=x"),
        "productKey=pk deviceName=dev",
        damaged.clone(),
    );
    assert!(link.secrets_dropped);
    for end in ["&with=", "&with=sec", "&with", "&wi"] {
        let link = read_link(LinkTo::Compute, &format!("{cut}{end}")).unwrap();
        assert_eq!(
            (link.get("deviceName"), &link.trouble),
            (Some("dev"), &damaged)
        );
    }
    check(
        "v=1&productKey=%E4%B8&with=fields",
        "productKey=\u{fffd}",
        damaged.clone(),
    );
    check(
        "v=1&productKey=100%&with=fields",
        "productKey=100%",
        damaged.clone(),
    );
    check(
        "v=1&productKey=a&productKey=b&with=fields",
        "productKey=a",
        damaged,
    );
    // This character may be meant.
    check(
        "v=1&productKey=%ef%bf%bd&with=fields",
        "productKey=\u{fffd}",
        None,
    );
}

#[test]
fn what_is_not_known_is_named() {
    let unknown = Some(Trouble::Unknown("colour".into()));
    check(
        "v=1&colour=red&productKey=pk&with=fields",
        "productKey=pk",
        unknown,
    );
}

#[test]
fn a_read_link_does_not_show_what_is_in_it() {
    let link = read_link(LinkTo::Compute, "v=1&deviceSecret=hidden&with=secret").unwrap();
    assert!(!format!("{link:?}").contains("hidden"));
}

#[test]
fn every_observation_has_its_word() {
    let all = OBSERVED.iter().map(|(_, seen)| *seen);
    for seen in all.chain([Observed::Connack(0), Observed::Connack(255)]) {
        assert_eq!(read_observed(&observed_word(seen)), Some(seen));
    }
    assert_eq!(read_observed("connack256"), None);
    assert_eq!(read_observed(""), None);
}

#[test]
fn anything_can_be_read() {
    for query in [
        "v",
        "v=1&&&=&%&with=secret&with",
        "v=1&=x&\u{0}=%00%ff",
        "&v=1",
        "v=1?v=1#",
    ] {
        assert!(read_link(LinkTo::Verify, query).is_some(), "{query}");
    }
}
