//! What is typed on each way in, and what must stand there then.

/// The first cases of tests/flows/flows.toml, by way in: the fields to fill, and what must stand
/// there then.
pub(super) struct Case {
    pub(super) way: &'static str,
    pub(super) fields: &'static [(&'static str, &'static str)],
    pub(super) choices: &'static [(&'static str, &'static str)],
    pub(super) outputs: &'static [(&'static str, &'static str)],
}

pub(super) const CASES: [Case; 8] = [
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
