//! What a devices file may hold, and who is known without one.

use super::*;

#[track_caller]
fn check(text: &str, rule: &str) {
    let error = DevicesError {
        path: "d.json".into(),
        fault: Devices::parse(text.as_bytes()).unwrap_err(),
    };
    let shown = error.to_string();
    assert!(shown.contains("d.json"), "{shown}");
    assert!(shown.contains(rule), "{shown}");
    assert!(!format!("{shown} {error:?}").contains("marker"), "{shown}");
}

#[test]
fn a_file_with_faults_is_refused_without_showing_it() {
    check("", "line 1, column 0 (it ends too early)");
    check("[\n {\"device_secret\": marker}]", "line 2, column 20");
    check("{\"device_secret\":\"marker\"}", "no list");
    check("[]", "empty list");
    check("[\"marker\"]", "device 1 is no object");
    check(
        "[{\"device_secret\":\"marker\"}]",
        "device 1 has no `product_key`",
    );
    let item = |rest: &str| format!("{{\"product_key\":\"pk\",\"device_name\":\"dn\"{rest}}}");
    check(
        &format!("[{}]", item("")),
        "device 1 has no `device_secret`",
    );
    check(
        &format!("[{}]", item(",\"device_secret\":[\"marker\"]")),
        "`device_secret` is no text",
    );
    let good = item(",\"device_secret\":\"marker\",\"product_secret\":null");
    check(
        &format!("[{good},{good}]"),
        "device 2 has the identity of device 1",
    );
    check(
        "[{\"product_key\":\"a&marker\",\"device_name\":\"d\",\"device_secret\":\"\"}]",
        "`product_key` has `&`",
    );
    check(
        "[{\"product_key\":\"a\",\"device_name\":\"+\",\"device_secret\":\"\"}]",
        "`device_name` is empty, or has `/`",
    );
    assert!(Devices::parse(format!("\u{feff}[{good}]").as_bytes()).is_ok());
    assert!(matches!(
        Devices::parse(b"[\xff]").unwrap_err(),
        Fault::NotUtf8(2)
    ));
}

#[test]
fn the_practice_identity() {
    let devices = Devices::practice();
    let (number, device) = devices.by_username("practice&a1Practice0").unwrap();
    assert_eq!(number, 0);
    assert_eq!(
        device.identity.device_secret.expose(),
        "practice-device-secret"
    );
    for (name, activated) in [
        ("practice-new&a1Practice0", false),
        ("practice-sub&a1PracticeSub0", true),
    ] {
        let (_, device) = devices.by_username(name).unwrap();
        assert_eq!(device.signer().is_some(), activated, "{name}");
    }
    assert!(devices.product_secret("a1Practice0").is_some());
    assert!(devices.product_secret("a1PracticeSub0").is_none());
    let shown = format!("{devices:?}");
    for secret in ["device-secret", "product-secret", "sub-secret"] {
        assert!(!shown.contains(&format!("practice-{secret}")), "{shown}");
    }
}

#[test]
fn a_device_with_its_products_secret_alone_is_not_activated() {
    let text = r#"[{"product_key":"pk","device_name":"dn","product_secret":"marker"}]"#;
    let mut devices = Devices::parse(text.as_bytes()).unwrap();
    assert!(devices.get(0).unwrap().signer().is_none());
    let identity = devices.activate(0, Secret::new("new")).unwrap();
    assert_eq!(identity.device_secret.expose(), "new");
    assert!(devices.get(0).unwrap().signer().is_some());
    assert!(devices.activate(0, Secret::new("newer")).is_none());
}
