//! The identities that the tests write texts for.
#![allow(dead_code, reason = "each test binary uses a part")]
#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

use connack_exports::Given;
use connack_signer::{
    ClientId, DeviceIdentity, DeviceName, ExtParams, ProductKey, Secret, SecureMode, Server,
    SignMethod, SignRequest, Timestamp, Transport, sign,
};

/// What the vendor's documentation computes as its example (vendor help topic 73742).
pub(crate) fn documented(transport: Transport) -> Given {
    given("12345", "pk", "device", SignMethod::HmacSha1, transport)
}

/// How many random identities there are.
pub(crate) const RANDOM: usize = 50;

/// The same random identities each time, with everything in client id and device name that some
/// language takes for something else. The transports take turns.
pub(crate) fn random() -> Vec<Given> {
    let mut random = Random(20_240_229);
    let methods = [
        SignMethod::HmacMd5,
        SignMethod::HmacSha1,
        SignMethod::HmacSha256,
    ];
    (0..RANDOM)
        .map(|i| {
            let client_id = random.text(14).replace('|', "");
            let device_name = random.text(8);
            given(
                &client_id,
                "a1Practice0",
                &device_name,
                methods[i % methods.len()],
                Transport::ALL[i % Transport::ALL.len()],
            )
        })
        .collect()
}

fn given(
    client_id: &str,
    product_key: &str,
    device_name: &str,
    sign_method: SignMethod,
    transport: Transport,
) -> Given {
    let identity = DeviceIdentity {
        product_key: ProductKey::new(product_key).unwrap(),
        device_name: DeviceName::new(device_name).unwrap(),
        device_secret: Secret::new("secret"),
    };
    let secure_mode = match transport {
        Transport::Tls | Transport::Wss => SecureMode::Tls,
        Transport::Tcp | Transport::Ws => SecureMode::Plain,
    };
    let request = SignRequest {
        client_id: ClientId::new(client_id).unwrap(),
        sign_method,
        secure_mode,
        timestamp: Some(Timestamp::new("789").unwrap()),
        extra: ExtParams::default(),
    };
    let server = if product_key == "pk" {
        Server::default()
    } else {
        Server::parse("iot-06z00practice").unwrap()
    };
    let endpoint = server.endpoint(&identity.product_key, secure_mode);
    Given::of(&identity, &sign(&identity, &request), &endpoint, transport)
}

/// Pieces that have a meaning to one language or another.
const PIECES: [&str; 54] = [
    "%s", "%d", "'", "\"", "\\", "%", "&", ",", "$", "`", "|", "${HOME}", "$(id)", "`id`", "%20",
    "\\n", "\\u0041", "\\x41", "\\,", "\\'", "\\\"", "'\\''", "??/", "/*", "*/", "//", "#", ";",
    "<", ">", "(", ")", "[", "]", "{", "!", "~", "^", "=", ":", "@", "*", " ", "\t", "\u{1}",
    "\u{1b}", "\u{7f}", "\u{200b}", "\u{2028}", "中文", "设备", "😀", "{{port}}", "-",
];

/// Knuth's linear congruential generator: the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % count
    }

    /// A text that begins and ends with a letter: blanks around are no part of any value.
    fn text(&mut self, pieces: usize) -> String {
        let mut text = String::from("d");
        for _ in 0..1 + self.below(pieces) {
            if self.below(3) == 0 {
                text.push(char::from(b'a' + self.below(26) as u8));
            } else {
                text.push_str(PIECES[self.below(PIECES.len())]);
            }
        }
        text.push('0');
        text
    }
}
