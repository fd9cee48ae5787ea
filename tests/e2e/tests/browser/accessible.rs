//! Every view, in both languages and themes, wide and narrow: axe-core finds nothing, nothing
//! makes a telephone's page scroll sideways, and the keyboard reaches what the mouse does.

use std::collections::BTreeMap;

use connack_e2e::{Browser, Practice, Site, axe, flow, free_port};
use serde_json::json;

const WIDE: (u32, u32) = (1440, 900);
const NARROW: (u32, u32) = (360, 740);

/// The themes and sizes in which a language is looked at: both languages together see every theme
/// in every size, each sees both of either.
fn looks(language: &str) -> [Look; 2] {
    match language {
        "en" => [("light", WIDE), ("dark", NARROW)],
        _ => [("light", NARROW), ("dark", WIDE)],
    }
}

/// A theme and a size.
type Look = (&'static str, (u32, u32));

/// What is wrong, with the views in which it is.
type Wrong = BTreeMap<String, Vec<String>>;

/// Looks at a page as it stands, in both themes, and notes what is wrong.
fn judge(browser: &Browser, view: &str, wrong: &mut Wrong) {
    for look in looks(&language(browser)) {
        judge_once(browser, view, look, wrong);
    }
}

/// Looks at a further state of a page, in one theme; the next one is seen in the other.
fn judge_state(browser: &Browser, view: &str, wrong: &mut Wrong) {
    let looks = looks(&language(browser));
    let dark = browser.read("matchMedia('(prefers-color-scheme: dark)').matches");
    judge_once(browser, view, looks[usize::from(dark == false)], wrong);
}

fn language(browser: &Browser) -> String {
    let language = browser.read("document.documentElement.lang");
    language.as_str().unwrap().to_owned()
}

fn judge_once(browser: &Browser, view: &str, (theme, size): Look, wrong: &mut Wrong) {
    // What the theme button does with the same colours is another test's matter.
    let system = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
    browser.devtools("Emulation.setEmulatedMedia", &system);
    browser.resize(size);
    let place = format!("{view}, {theme}, {} wide", size.0);
    for violation in axe::violations(browser) {
        wrong.entry(violation).or_default().push(place.clone());
    }
    let over =
        browser.read("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if over != 0 {
        let what = format!("scrolls sideways by {over} px");
        wrong.entry(what).or_default().push(place);
    }
    browser.resize(WIDE);
}

#[track_caller]
fn report(wrong: &Wrong) {
    let lines: Vec<String> = wrong
        .iter()
        .map(|(what, places)| {
            format!(
                "{what}
    in: {}",
                places.join("; ")
            )
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{}",
        lines.join(
            "
"
        )
    );
}

fn check_compute_and_about(language: &str) {
    let (site, browser) = (Site::dist(), Browser::start());
    let mut wrong = Wrong::new();
    flow::open(&browser, &site, language, "compute");
    judge_state(&browser, "compute, empty", &mut wrong);
    browser.click("#example");
    judge(&browser, "compute, filled", &mut wrong);
    browser.click("#use-in > summary");
    browser.appears("#use-text");
    browser.click("#use-password");
    browser.appears("#use-notes [data-kind=warn]");
    judge(&browser, "compute, as a program", &mut wrong);
    browser.click("#share > summary");
    browser.appears("#share-qr");
    browser.click("#share-secret");
    browser.click("#share-secret-sure");
    browser.appears("#share-notes [data-kind=warn]");
    judge(
        &browser,
        "compute, to a colleague, with secrets",
        &mut wrong,
    );
    browser.type_into("client-id", "a|b");
    browser.type_into("device-name", "${YourDeviceName}");
    browser.type_into("instance", "no host");
    browser.appears("[aria-invalid=true]");
    judge_state(&browser, "compute, with errors", &mut wrong);
    flow::go(&browser, "about");
    judge(&browser, "about", &mut wrong);
    report(&wrong);
}

fn check_verify(language: &str) {
    let (site, browser) = (Site::dist(), Browser::start());
    let mut wrong = Wrong::new();
    flow::open(&browser, &site, language, "verify");
    browser.appears("#verdict[data-verdict=none]");
    judge_state(&browser, "verify, empty", &mut wrong);
    browser.click("#examples button:nth-child(2)");
    browser.appears("#verdict[data-verdict=wrong]");
    judge(&browser, "verify, wrong", &mut wrong);
    browser.click("#share > summary");
    browser.appears("#share-qr");
    judge_state(&browser, "verify, to a colleague", &mut wrong);
    browser.click("#case-file");
    browser.appears("#case-text");
    browser.click("#claim-compare");
    browser.set("claim-working", "username=device&pk");
    browser.appears("#beside");
    judge_state(&browser, "verify, compared, with a case file", &mut wrong);
    browser.set(
        "claim-text",
        "password=hidden username=device&pk clientId=x",
    );
    browser.appears("#verdict:not([data-verdict=wrong])");
    judge_state(&browser, "verify, another verdict", &mut wrong);
    report(&wrong);
}

fn check_connect(language: &str) {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    let mut wrong = Wrong::new();
    flow::open(&browser, &site, language, "connect");
    judge_state(&browser, "connect, without credentials", &mut wrong);
    flow::connect_practice_device(&browser, &practice);
    let topic = "/a1Practice0/practice/user/get";
    flow::subscribe(&browser, topic, "1");
    for payload in ["{\"温度\":21.5}", &"long".repeat(400)] {
        flow::publish(&browser, topic, "1", payload);
        flow::receives(&browser, topic, payload);
    }
    judge(&browser, "connect, online", &mut wrong);
    browser.click("#messages > li:first-child");
    browser.click("#detail-json");
    browser.click("#topics-toggle");
    browser.click("#topics > li:last-child .topic-node");
    browser.click("#chart-topic");
    browser.appears("#chart-values");
    browser.click("#files summary");
    browser.click("#detail-hex");
    judge(&browser, "connect, with all about a message", &mut wrong);
    browser.click("#detail-json");
    browser.choose("filter-kind", "regex");
    browser.type_into("filter-text", "(");
    browser.appears("#filter-text[aria-invalid=true]");
    judge_state(
        &browser,
        "connect, with a filter that cannot be",
        &mut wrong,
    );
    let response = "/sys/a1Practice0/practice/rrpc/request/+";
    flow::follow(&browser, "rrpc", response);
    for panel in ["repeat", "thing", "snippets"] {
        browser.click(&format!("#{panel} > summary"));
    }
    browser.click("#rule-list > li:nth-child(2) button[aria-expanded]");
    browser.set("rule-filter", "/#/a");
    browser.choose("act-0-kind", "publish");
    browser.set("act-0-payload", "{nothing}");
    browser.set("repeat-interval", "soon");
    browser.set("property-0-min", "99");
    browser.choose("publish-form", "hex");
    browser.set("snippet-name", "温度");
    browser.click("#snippet-keep");
    browser.click("#thing .actions #thing-add");
    browser.choose("publish-qos", "2");
    judge(&browser, "connect, the device behaves", &mut wrong);
    browser.set("property-0-min", "1");
    browser.choose("publish-form", "text");
    browser.click("#disconnect");
    browser.phase("closed");
    flow::go(&browser, "compute");
    browser.type_into("device-secret", "another");
    flow::go(&browser, "connect");
    browser.click("#connect");
    browser.phase("refused");
    judge_state(&browser, "connect, refused", &mut wrong);
    browser.click("#new-connection");
    browser.choose("connection-source", "typed");
    browser.click("#options > summary");
    browser.choose("retry", "always");
    browser.choose("mqtt-version", "5.0");
    browser.click("#will");
    browser.type_into("will-topic", "gone");
    browser.set(
        "broker-url",
        &format!("ws://127.0.0.1:{}/mqtt", free_port()),
    );
    browser.click("#connect");
    browser.appears("#timeline [data-probe]");
    browser.click(".cause summary");
    browser.click("#close-connection");
    browser.appears("#close-ask");
    judge_state(&browser, "connect, a second one that waits", &mut wrong);
    browser.click("#close-yes");
    browser.type_into("broker-url", "ws://192.168.1.20:8083/mqtt");
    browser.appears("#cannot-open");
    judge_state(
        &browser,
        "connect, a URL that this page cannot open",
        &mut wrong,
    );
    browser.type_into("broker-url", "wss://broker.example/mqtt");
    browser.click("#connect");
    browser.appears("#ask");
    judge_state(&browser, "connect, asking", &mut wrong);
    report(&wrong);
}

fn check_profiles(language: &str) {
    let (site, browser) = (Site::dist(), Browser::start());
    let mut wrong = Wrong::new();
    flow::open(&browser, &site, language, "connect");
    browser.appears("#no-profiles");
    browser.choose("connection-source", "typed");
    browser.type_into(
        "typed-client-id",
        "a-client-id-with-a-long-name-and-no-place-to-break-it",
    );
    browser.click("#profile-import");
    judge_state(&browser, "profiles, importing", &mut wrong);
    browser.set("profile-text", "{");
    browser.click("#profile-import-text");
    browser.appears("#profile-unreadable");
    judge_state(&browser, "profiles, an unreadable text", &mut wrong);
    browser.click("#profile-save-as");
    browser.type_into("profile-name", "温室");
    browser.choose("profile-keep", "clear-7");
    judge_state(&browser, "profiles, saving in clear", &mut wrong);
    browser.type_into("typed-password", "a password");
    browser.click("#profile-save");
    browser.appears("#profile-saved");
    browser.click("#profile-save-as");
    browser.type_into(
        "profile-name",
        "a name of a profile that goes on and on and on",
    );
    browser.choose("profile-keep", "encrypted");
    judge(&browser, "profiles, saving encrypted", &mut wrong);
    browser.type_into("profile-passphrase", "passphrase");
    browser.type_into("profile-again", "passphrase");
    browser.click("#profile-save");
    browser.appears("#profile-saved");
    browser.click("#profile-export");
    browser.choose("profile-secrets", "clear");
    judge_state(&browser, "profiles, exporting", &mut wrong);
    browser.click("#profiles > li[data-kept=encrypted] .load");
    browser.type_into("profile-passphrase", "another passphrase");
    browser.click("#profile-unlock");
    browser.appears("#profile-wrong");
    judge_state(&browser, "profiles, a wrong passphrase", &mut wrong);
    browser.click("#profiles > li[data-kept=clear] .delete");
    browser.appears("#profile-undo");
    judge_state(&browser, "profiles, one deleted", &mut wrong);
    report(&wrong);
}

#[test]
fn profiles_in_english() {
    check_profiles("en");
}

#[test]
fn profiles_in_chinese() {
    check_profiles("zh");
}

#[test]
fn compute_and_about_in_english() {
    check_compute_and_about("en");
}

#[test]
fn compute_and_about_in_chinese() {
    check_compute_and_about("zh");
}

#[test]
fn verify_in_english() {
    check_verify("en");
}

#[test]
fn verify_in_chinese() {
    check_verify("zh");
}

#[test]
fn connect_in_english() {
    check_connect("en");
}

#[test]
fn connect_in_chinese() {
    check_connect("zh");
}

#[test]
fn the_keyboard_reaches_everything() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    browser.click("#example");
    let all = browser.read(
        "(() => {
            const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')];
            window.unreached = new Set(all.filter((found) => !found.disabled && found.checkVisibility()));
            document.activeElement.blur();
            return unreached.size;
        })()",
    );
    let count = all.as_u64().unwrap();
    assert!(count > 20, "{count} things to reach");
    for _ in 0..count + 5 {
        browser.press_tab();
        // A ring or the like must show where the focus is.
        let visible = browser.read(
            "(() => {
                const found = document.activeElement;
                unreached.delete(found);
                if (found === document.body) return true;
                const style = getComputedStyle(found);
                return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
            })()",
        );
        assert_eq!(
            visible,
            true,
            "{}",
            browser.read("document.activeElement.outerHTML")
        );
    }
    let left = browser.read("[...unreached].map((found) => found.outerHTML)");
    assert_eq!(left, json!([]));
}
