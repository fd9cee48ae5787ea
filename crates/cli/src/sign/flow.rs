//! Which flows there are, and which options each takes.

use super::Options;
use crate::streams::Unusable;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// A way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    Direct,
    HttpsAuth,
    RegisterHttps,
    RegisterMqtt,
    RegisterMqttNwl,
    TokenLogin,
    TopoAdd,
    SubLogin,
    Psk,
    ApsaraMq,
}

impl Flow {
    const ALL: [Self; 10] = [
        Self::Direct,
        Self::HttpsAuth,
        Self::RegisterHttps,
        Self::RegisterMqtt,
        Self::RegisterMqttNwl,
        Self::TokenLogin,
        Self::TopoAdd,
        Self::SubLogin,
        Self::Psk,
        Self::ApsaraMq,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::HttpsAuth => "https-auth",
            Self::RegisterHttps => "register-https",
            Self::RegisterMqtt => "register-mqtt",
            Self::RegisterMqttNwl => "register-mqtt-nwl",
            Self::TokenLogin => "token-login",
            Self::TopoAdd => "topo-add",
            Self::SubLogin => "sub-login",
            Self::Psk => "psk",
            Self::ApsaraMq => "apsara-mq",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Direct => "CONNECT signed with the device secret",
            Self::HttpsAuth => {
                "HTTPS request for iotId and iotToken, which then are user name and password"
            }
            Self::RegisterHttps => "HTTPS request that registers with the product secret",
            Self::RegisterMqtt => {
                "CONNECT that registers with the product secret (authType=register)"
            }
            Self::RegisterMqttNwl => "the same without pre-registration (authType=regnwl)",
            Self::TokenLogin => {
                "CONNECT with the device token of such a registration as the password"
            }
            Self::TopoAdd => "message by which a gateway adds this sub-device to its topology",
            Self::SubLogin => "message by which a gateway logs this sub-device in",
            Self::Psk => "identity and key of TLS by pre-shared key",
            Self::ApsaraMq => "CONNECT of the neighbour ApsaraMQ for MQTT",
        }
    }

    /// The options that mean something here.
    fn takes(self) -> &'static [&'static str] {
        match self {
            Self::Direct => &[
                "--product-key",
                "--device-name",
                "--client-id",
                "--sign-method",
                "--secure-mode",
                "--timestamp",
                "--ext",
                "--use-in",
                "--region",
                "--instance",
                "--device-secret",
            ],
            Self::HttpsAuth => &[
                "--product-key",
                "--device-name",
                "--client-id",
                "--sign-method",
                "--secure-mode",
                "--timestamp",
                "--region",
                "--instance",
                "--device-secret",
            ],
            Self::RegisterHttps => &[
                "--product-key",
                "--device-name",
                "--sign-method",
                "--random",
                "--region",
                "--instance",
                "--product-secret",
            ],
            Self::RegisterMqtt | Self::RegisterMqttNwl => &[
                "--product-key",
                "--device-name",
                "--client-id",
                "--sign-method",
                "--random",
                "--register-mode",
                "--region",
                "--instance",
                "--product-secret",
            ],
            Self::TokenLogin => &[
                "--product-key",
                "--device-name",
                "--client-id",
                "--auth-type",
                "--region",
                "--instance",
            ],
            Self::TopoAdd => &[
                "--product-key",
                "--device-name",
                "--client-id",
                "--sign-method",
                "--timestamp",
                "--gateway-product-key",
                "--gateway-device-name",
                "--message-id",
                "--device-secret",
            ],
            Self::SubLogin => &[
                "--product-key",
                "--device-name",
                "--client-id",
                "--sign-method",
                "--timestamp",
                "--gateway-product-key",
                "--gateway-device-name",
                "--message-id",
                "--clean-session",
                "--device-secret",
            ],
            Self::Psk => &[
                "--product-key",
                "--device-name",
                "--timestamp",
                "--device-secret",
            ],
            Self::ApsaraMq => &[
                "--client-id",
                "--instance",
                "--access-key-id",
                "--scheme",
                "--access-key-secret",
            ],
        }
    }

    /// Refuses what would silently do nothing.
    pub(super) fn refuse_others(self, options: &Options) -> Result<(), Unusable> {
        let takes = self.takes();
        match given(options).find(|option| !takes.contains(option)) {
            None => Ok(()),
            Some(option) => Err(Unusable(format!(
                "{option} has no place in --flow {}; leave it out",
                self.name()
            ))),
        }
    }
}

/// For clap.
pub(super) fn flow() -> impl TypedValueParser<Value = Flow> {
    PossibleValuesParser::new(
        Flow::ALL.map(|flow| PossibleValue::new(flow.name()).help(flow.help())),
    )
    .try_map(|text| {
        let named = |flow: &Flow| flow.name() == text;
        Flow::ALL.into_iter().find(named).ok_or("no flow")
    })
}

/// The options that were given, in the order of the help.
fn given(options: &Options) -> impl Iterator<Item = &'static str> {
    let is_given = [
        ("--product-key", options.product_key.is_some()),
        ("--device-name", options.device_name.is_some()),
        ("--client-id", options.client_id.is_some()),
        ("--sign-method", options.sign_method.is_some()),
        ("--secure-mode", options.secure_mode.is_some()),
        ("--timestamp", options.timestamp.is_some()),
        ("--ext", !options.ext.is_empty()),
        ("--region", options.region.is_some()),
        ("--instance", options.instance.is_some()),
        ("--use-in", options.use_in.is_some()),
        ("--random", options.random.is_some()),
        ("--register-mode", options.register_mode.is_some()),
        ("--auth-type", options.auth_type.is_some()),
        (
            "--gateway-product-key",
            options.gateway_product_key.is_some(),
        ),
        (
            "--gateway-device-name",
            options.gateway_device_name.is_some(),
        ),
        ("--message-id", options.message_id.is_some()),
        ("--clean-session", options.clean_session.is_some()),
        ("--access-key-id", options.access_key_id.is_some()),
        ("--scheme", options.scheme.is_some()),
    ];
    let secrets = [
        options.secret.flag(),
        options.product_secret.flag(),
        options.access_key.flag(),
    ];
    let named = is_given.into_iter().filter(|(_, given)| *given);
    named
        .map(|(name, _)| name)
        .chain(secrets.into_iter().flatten())
}
