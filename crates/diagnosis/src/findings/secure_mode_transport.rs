//! `secure-mode-transport`: `securemode` and the transport disagree.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField, SecureMode};

pub(crate) const ENTRY: Entry = Entry {
    code: "secure-mode-transport",
    certainty: Certainty::Likely,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "securemode is {part}, but the connection goes over {transport}, which is documented with {right}",
        zh: "securemode 为 {part}，而连接方式是 {transport}，文档规定对应 {right}",
    },
    why: Words {
        en: "the console always hands out securemode=2, also beside a plain connection; some devices connect with the other value, some were mended by changing it: whether the platform compares the two is not known",
        zh: "控制台给出的参数一律是 securemode=2，明文连接时也如此；有的设备值不相符也能连上，有的改了才连上：平台是否校验尚不确定",
    },
    remedy: Words {
        en: "make them agree: 2 with TLS or wss, 3 with plain TCP or ws",
        zh: "让二者一致：TLS、wss 用 2，明文 TCP、ws 用 3",
    },
};

pub(crate) fn rule(claim: &Claim, reading: &Reading) -> Option<Finding> {
    let id = reading.id.as_ref()?;
    let transport = claim.transport?;
    let mode = SecureMode::from_wire(id.param("securemode")?)?;
    let right = transport.secure_mode();
    if mode == right || id.broken_off {
        return None;
    }
    Some(
        Finding::new(&ENTRY)
            .with("found", id.sent.as_str())
            .with("expected", id.with_param("securemode", right.wire()))
            .with("part", mode.wire())
            .with("right", right.wire())
            .with("transport", transport.wire()),
    )
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    use connack_signer::Transport;

    #[test]
    fn they_disagree() {
        check(
            |claim| claim.transport = Some(Transport::Tcp),
            &["secure-mode-transport"],
        );
        check(
            |claim| claim.mqtt_client_id = Some("12345|securemode=3,signmethod=hmacsha1|".into()),
            &["secure-mode-transport"],
        );
    }

    #[test]
    fn nothing_to_compare_with() {
        check(|claim| claim.transport = None, &[]);
    }
}
