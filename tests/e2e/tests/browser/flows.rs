//! The further ways in: each opens by its address, computes what Python computed, can be used by
//! keyboard and is judged by axe-core, in both languages; and those that a page can take to the end.

use connack_e2e::keys::{ENTER, LEFT};
use connack_e2e::{Browser, Practice, Site, axe, flow};

/// The first cases of tests/flows/flows.toml, by way in: the fields to fill, and what must stand
/// there then.
struct Case {
    way: &'static str,
    fields: &'static [(&'static str, &'static str)],
    choices: &'static [(&'static str, &'static str)],
    outputs: &'static [(&'static str, &'static str)],
}

const CASES: [Case; 8] = [
    Case {
        way: "https-auth",
        fields: &[
            ("product-key", "LL6nSLZfUf7"),
            ("device-name", "13GtKqJ"),
            (
                "device-secret",
                "LSYynaeYAeACYDfps6knB4x1gMqpPaye2XXyJSzvNYd7WZvv886RLb36JwcEzJyZ6",
            ),
            ("client-id", "p8G57sV76"),
            ("timestamp", "007"),
            ("instance", "http://127.0.0.1:8080"),
        ],
        choices: &[("sign-method", "hmacmd5")],
        outputs: &[
            (
                "out-signing-content",
                "clientIdp8G57sV76deviceName13GtKqJproductKeyLL6nSLZfUf7timestamp007",
            ),
            ("out-url", "http://127.0.0.1:8080/auth/devicename"),
            (
                "out-body",
                "productKey=LL6nSLZfUf7&deviceName=13GtKqJ&clientId=p8G57sV76&timestamp=007&signmethod=hmacmd5&sign=88a54c181d27e71fe6fed83b6f23a498&version=default&resources=mqtt",
            ),
        ],
    },
    Case {
        way: "register-https",
        fields: &[
            ("product-key", "YHAWr8NYeAj"),
            ("device-name", "UnkEWaU56eiDKcd"),
            ("product-secret", "Eg83pQ116Z3Ya26BzxBxzfcrT3FXLXNV"),
            ("random", "5hSRhceRKsaJ"),
            ("instance", "iot-06z00"),
        ],
        choices: &[("sign-method", "hmacsha256")],
        outputs: &[
            (
                "out-signing-content",
                "deviceNameUnkEWaU56eiDKcdproductKeyYHAWr8NYeAjrandom5hSRhceRKsaJ",
            ),
            (
                "out-sign",
                "7a24252ff87b89099cbbd1cb258f36e61b7e4b4ba2d7bc677843082339adc65f",
            ),
            (
                "out-url",
                "https://iot-06z00.auth.iothub.aliyuncs.com/auth/register/device",
            ),
        ],
    },
    Case {
        way: "register-mqtt",
        fields: &[
            ("product-key", "zPuifyCiaSS"),
            ("device-name", "rjAed0tTceARyH2kuq8H"),
            (
                "product-secret",
                "ireTsVUNCTVZdsFHukEDyEcW2ifsvimqRjjTSCaGZ5q6ft4b4tK0q6dn5WTpkZPc",
            ),
            ("random", "6P0b68"),
            ("client-id", "GujXLsLGhuduEMXTUup"),
            ("instance", ""),
        ],
        choices: &[("sign-method", "hmacsha256"), ("register-mode", "-2")],
        outputs: &[
            (
                "out-mqtt-client-id",
                "GujXLsLGhuduEMXTUup|securemode=-2,authType=register,random=6P0b68,signmethod=hmacsha256|",
            ),
            ("out-username", "rjAed0tTceARyH2kuq8H&zPuifyCiaSS"),
            (
                "out-password",
                "da771669dcdff27b313bf27802f14d3fa195891fcd8421f31e8366b24b70764f",
            ),
        ],
    },
    Case {
        way: "token-login",
        fields: &[("token-client-id", "issued"), ("device-token", "wer1")],
        choices: &[("token-auth-type", "regnwl")],
        outputs: &[
            (
                "out-mqtt-client-id",
                "issued|securemode=-2,authType=regnwl|",
            ),
            ("out-username", "rjAed0tTceARyH2kuq8H&zPuifyCiaSS"),
        ],
    },
    Case {
        way: "sub-device",
        fields: &[
            ("product-key", "hQ0mQNK3RLu"),
            ("device-name", "tNBNSaqU"),
            ("sub-1-product-key", "JeKMeQwsF7Q"),
            ("sub-1-device-name", "YrmaLae"),
            (
                "sub-1-device-secret",
                "iqS347WT80sfgnMVMGw7xjJ3VGRHALbKtPX65czzKGWj8w1frs4GZ4VdFysdAfgS",
            ),
            ("sub-1-client-id", "qb6pSc7Y00HQ|lan=C,_ss=1|"),
            ("timestamp", "1581417203000"),
        ],
        choices: &[("sign-method", "hmacmd5")],
        outputs: &[
            (
                "out-login-topic",
                "/ext/session/hQ0mQNK3RLu/tNBNSaqU/combine/login",
            ),
            (
                "out-login-payload-1",
                r#"{"id":"3","params":{"productKey":"JeKMeQwsF7Q","deviceName":"YrmaLae","clientId":"qb6pSc7Y00HQ|lan=C,_ss=1|","timestamp":"1581417203000","signMethod":"hmacmd5","sign":"ebb82d6d8072bd1567aca0111e41aede","cleanSession":"true"}}"#,
            ),
        ],
    },
    Case {
        way: "psk",
        fields: &[
            ("product-key", "RVcdPQa4PBF"),
            ("device-name", "VqGkzFVa"),
            ("device-secret", "gctkrJnV4eVZxXJMQDWZfRc6VAjtEKUQ"),
            ("psk-timestamp", "789"),
        ],
        choices: &[],
        outputs: &[
            (
                "out-psk-identity",
                "devicename|hmacsha256|RVcdPQa4PBF&VqGkzFVa|789",
            ),
            (
                "out-psk-key",
                "25EBE15216AA70D02F12E3226034D0BA40D7D67858DBB6DA9FD79178D40C6F4E",
            ),
        ],
    },
    Case {
        way: "device-only",
        fields: &[("product-key", "a1B2c3D4e5F")],
        choices: &[],
        outputs: &[
            ("out-x509-server", "x509.itls.cn-shanghai.aliyuncs.com:1883"),
            (
                "out-id2-server",
                "a1B2c3D4e5F.itls.cn-shanghai.aliyuncs.com:1883",
            ),
        ],
    },
    Case {
        way: "apsara-mq",
        fields: &[
            ("access-key-id", "FSA1qxigpc3A7Zgs"),
            ("access-key-secret", "vmbF17Hjc1Vy9qq7fNcE4a2FAWn21a"),
            ("mq-instance-id", "mqtt-cn-vfQhXhLK"),
            ("mq-client-id", "GID_qLk4Q@@@PTLbgzqqr"),
        ],
        choices: &[("mq-scheme", "Signature")],
        outputs: &[
            (
                "out-username",
                "Signature|FSA1qxigpc3A7Zgs|mqtt-cn-vfQhXhLK",
            ),
            ("out-password", "ConIP1DFZ7bK28oswoJfVn1C4Ns="),
        ],
    },
];

/// What is wrong with the page as it stands.
fn judged(browser: &Browser, view: &str) -> Vec<String> {
    let mut wrong = axe::violations(browser);
    let over =
        browser.read("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if over != 0 {
        wrong.push(format!("scrolls sideways by {over} px"));
    }
    wrong.iter().map(|what| format!("{view}: {what}")).collect()
}

#[track_caller]
fn check_every_way(language: &str, (size, theme): ((u32, u32), &str)) {
    let (site, browser) = (Site::dist(), Browser::start());
    browser.resize(size);
    flow::open(&browser, &site, language, "compute");
    flow::choose_theme(&browser, theme);
    let mut wrong = Vec::new();
    for case in &CASES {
        let way = case.way;
        flow::open(&browser, &site, language, &format!("compute/{way}"));
        browser.appears(&format!(
            ".ways a[href='#/compute/{way}'][aria-current=page]"
        ));
        browser.appears("#flow-about");
        let title = browser.text("#must-send-title").unwrap();
        let chinese = title
            .chars()
            .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert_eq!(chinese, language == "zh", "{title}");
        for (id, value) in case.fields {
            browser.appears(&format!("#{id}"));
            browser.set(id, value);
        }
        for (id, value) in case.choices {
            browser.choose(id, value);
        }
        for (id, expected) in case.outputs {
            browser.shows(&format!("#{id}"), expected);
        }
        wrong.extend(judged(&browser, way));
    }
    assert_eq!(wrong, Vec::<String>::new());
    // Chromium notes at debug level that a password field stands in no form: there is none to send.
    let console = browser.console_of_readers();
    let told = console
        .iter()
        .filter(|line| !line.contains("not contained in a form"));
    assert_eq!(told.collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn every_way_in_in_english() {
    check_every_way("en", ((1440, 900), "light"));
}

#[test]
fn every_way_in_in_chinese() {
    check_every_way("zh", ((360, 740), "dark"));
}

#[test]
fn what_is_typed_stays_where_it_is_typed_and_is_computes_too() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute/https-auth");
    browser.appears("#product-key");
    browser.type_into("product-key", "pk");
    browser.type_into("device-name", "device");
    browser.shows(
        "#out-signing-content",
        "clientIdpk.devicedeviceNamedeviceproductKeypk",
    );
    browser.appears("#device-name:focus");
    // In the middle of a value the caret stays.
    for key in [LEFT, "X", "Y"] {
        browser.press(key);
    }
    browser.shows(
        "#out-signing-content",
        "clientIdpk.devicXYedeviceNamedevicXYeproductKeypk",
    );
    browser.type_into("product-key", "p&k");
    browser.appears("#product-key[aria-invalid=true]");
    assert!(
        browser
            .text("#product-key-said")
            .unwrap()
            .contains("separator")
    );
    browser.type_into("product-key", "pk");
    browser.click(".ways a[href='#/compute']");
    browser.shows("#out-username", "devicXYe&pk");
    browser.click(".ways a[href='#/compute/psk']");
    browser.appears("#psk-timestamp");
    assert_eq!(browser.value("device-name"), "devicXYe");
}

#[test]
fn the_keyboard_reaches_all_of_it() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    browser.click("#example");
    browser.tab_to(".ways a[href='#/compute/register-https']");
    browser.press(ENTER);
    browser.appears("#product-secret");
    for css in [
        "#flow-practice",
        "#product-key",
        "#device-name",
        "#product-secret",
        "#random",
        "#random-new",
        "#sign-method",
        "#region",
        "#instance",
        "#flow-send",
        "#flow-answer",
    ] {
        browser.tab_to(css);
    }
    browser.tab_to("#random-new");
    browser.press(ENTER);
    let first = browser.wait("a random text", || {
        Some(browser.value("random")).filter(|text| text.len() == 16)
    });
    browser.press(ENTER);
    browser.wait("another one", || {
        Some(browser.value("random")).filter(|text| text.len() == 16 && *text != first)
    });
}

const GRANT: &str = r#"{"code":200,"data":{"iotId":"id-of-ours","iotToken":"token-of-ours",
 "resources":{"mqtt":{"host":"public.iot-as-mqtt.cn-shanghai.aliyuncs.com","port":1883}}}}"#;

#[track_caller]
fn check_answers(language: &str, until: &str, refused: &str) {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, language, "compute");
    browser.click("#example");
    browser.choose("secure-mode", "2");
    browser.click(".ways a[href='#/compute/https-auth']");
    browser.appears("#flow-answer");
    browser.set("flow-answer", r#"{"code":5001,"message":"?"}"#);
    browser.appears("#flow-refused");
    let said = browser.text("#flow-refused").unwrap();
    assert!(said.contains(refused), "{said}");
    browser.set("flow-answer", GRANT);
    browser.shows("#out-username", "id-of-ours");
    assert!(browser.text("#flow-expiry").unwrap().contains(until));
    assert!(!browser.exists("#out-password"));
    browser.click(".output button[aria-pressed]");
    browser.shows("#out-password", "token-of-ours");
    browser.click("#flow-connect");
    browser.appears("#phase");
    assert_eq!(
        browser.value("broker-url"),
        "wss://public.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/"
    );
    // Typing on Compute leads back to the direct login.
    flow::go(&browser, "compute");
    browser.type_into("timestamp", "7");
    flow::go(&browser, "connect");
    let own = "wss://pk.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/";
    browser.wait("its own URL", || {
        (browser.value("broker-url") == own).then_some(())
    });
    browser.click("#forget");
    browser.open(&site.at("?lang=en#/compute/https-auth"));
    browser.appears("#flow-answer");
    assert_eq!(browser.value("flow-answer"), "");
}

#[test]
fn an_answer_is_read_and_explained_in_english() {
    check_answers("en", "7 days: until 2", "no such device");
}

#[test]
fn an_answer_is_read_and_explained_in_chinese() {
    check_answers("zh", "则至 2", "没有该设备");
}

#[test]
fn a_request_that_the_browser_refuses_is_explained() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute/https-auth");
    browser.appears("#product-key");
    browser.set("product-key", "pk");
    browser.set("device-name", "device");
    // Outside the page's own policy: nothing leaves.
    browser.set("instance", "https://127.0.0.2:1");
    browser.shows("#out-url", "https://127.0.0.2:1/auth/devicename");
    browser.click("#flow-send");
    browser.appears("#flow-no-answer");
    let said = browser.text("#flow-no-answer").unwrap();
    assert!(
        said.contains("CORS") && said.contains("not even sent"),
        "{said}"
    );
}

/// A page with the practice broker beside it, on one of the ways in, its practice device filled in.
#[track_caller]
fn practising(language: &str, way: &str) -> (Practice, Site, Browser) {
    let practice = Practice::start();
    let (site, browser) = (Site::dist_beside(&practice), Browser::start());
    flow::open(&browser, &site, language, &format!("compute/{way}"));
    browser.click("#flow-practice");
    browser.appears("#filled");
    // The page knows the port that a serving task tells it; this host told it none.
    browser.set("instance", &practice.websocket_url);
    (practice, site, browser)
}

#[track_caller]
fn check_authorisation(language: &str) {
    let (practice, site, browser) = practising(language, "https-auth");
    browser.shows("#out-url", &site.at("auth/devicename"));
    browser.click("#flow-send");
    browser.appears("#out-username");
    let answer = browser.value("flow-answer");
    assert!(answer.contains("iotToken"), "{answer}");
    for shape in ["plain", "sdk"] {
        browser.choose("client-id-shape", shape);
        browser.click("#flow-connect");
        browser.appears("#phase");
        assert_eq!(browser.value("broker-url"), practice.websocket_url);
        browser.click("#connect");
        browser.phase("online");
        browser.click("#disconnect");
        browser.phase("closed");
        flow::go(&browser, "compute");
        browser.click(".ways a[href='#/compute/https-auth']");
        browser.appears("#client-id-shape");
    }
    // The same answer, pasted after everything was forgotten.
    browser.click("#forget");
    browser.open(&site.at(&format!("?lang={language}#/compute/https-auth")));
    browser.click("#flow-practice");
    browser.set("instance", &practice.websocket_url);
    browser.set("flow-answer", &answer);
    browser.click("#flow-connect");
    browser.appears("#phase");
    browser.click("#connect");
    browser.phase("online");
}

#[test]
fn from_https_authorisation_to_online_in_english() {
    check_authorisation("en");
}

#[test]
fn from_https_authorisation_to_online_in_chinese() {
    check_authorisation("zh");
}

#[test]
fn from_registration_to_online_with_the_issued_secret() {
    let (_practice, _site, browser) = practising("en", "register-https");
    browser.click("#flow-send");
    browser.appears("#flow-load");
    let url = browser.value("instance");
    browser.click("#flow-load");
    browser.wait("the issued secret", || {
        (!browser.value("device-name").is_empty()).then_some(())
    });
    browser.click(".ways a[href='#/compute']");
    browser.shows("#out-username", "practice-new&a1Practice0");
    browser.shows("#out-websocket-url", &url);
    flow::go(&browser, "connect");
    browser.click("#connect");
    browser.phase("online");
}
