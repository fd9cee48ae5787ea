//! Pre-shared keys, which no browser can use, and the neighbour ApsaraMQ for MQTT.

use super::Options;
use super::output::Output;
use super::parts::{self, fits, need};
use crate::streams::{Unusable, tell};
use connack_signer::{
    MqLogin, PSK_TIMESTAMP, SignMethod, Subject, Timestamp, sign_apsara_mq, sign_psk,
};

/// `psk`.
pub(super) fn psk(options: &Options) -> Result<Output, Unusable> {
    let timestamp = match parts::timestamp(options)? {
        Some(given) => given,
        None => Timestamp::new(PSK_TIMESTAMP)?,
    };
    parts::warn_timestamp(Some(&timestamp));
    let signing = sign_psk(&parts::identity(options)?, &timestamp);
    let algorithm = SignMethod::HmacSha256.algorithm();
    Ok(
        Output::signed(&signing.content, algorithm, "the device secret")
            .with("psk_identity", &*signing.identity)
            .with("psk_key", signing.key().expose()),
    )
}

/// `apsara-mq`.
pub(super) fn apsara_mq(options: &Options) -> Result<Output, Unusable> {
    let access_key_id = need(&options.access_key_id, "--access-key-id")?;
    let instance_id = need(&options.instance, "--instance")?;
    let client_id = need(&options.client_id, "--client-id")?;
    let login = MqLogin::new(
        options.scheme.unwrap_or_default(),
        access_key_id,
        instance_id,
        client_id,
        options.access_key.read()?,
    )?;
    parts::warn(Subject::AccessKeyId, access_key_id);
    parts::warn(Subject::InstanceId, instance_id);
    if !login.has_usual_client_id() {
        tell(
            "warning: client id is not GID_…@@@… with at most 64 characters, the shape that the \
             platform documents; it is signed all the same",
        );
    }
    let signing = sign_apsara_mq(&login);
    fits("user name", &signing.username)?;
    let algorithm = SignMethod::HmacSha1.algorithm();
    let password = signing.password();
    Ok(
        Output::of_text(signing.content, algorithm, "the access key secret")
            .with("password", password)
            .with("username", signing.username)
            .with("mqtt_client_id", &**client_id),
    )
}
