//! Takes a claim's secrets out of its diagnosis: a device that sends its secret as its client id
//! must not have it printed by whoever looks for its mistake.

use crate::{Diagnosis, Fact};
use connack_signer::{Claim, Secret};

/// Shorter secrets are found in ordinary text; the platform's have 32 characters.
const MIN_LEN: usize = 8;

/// Replaces secrets in facts; right values that would hold one are left out.
pub(crate) fn redact(diagnosis: &mut Diagnosis, claim: &Claim) {
    let secrets: Vec<&str> = [&claim.device_secret, &claim.product_secret]
        .into_iter()
        .flatten()
        .map(Secret::expose)
        // A secret that was copied with blanks is the same secret.
        .flat_map(|secret| [secret, secret.trim()])
        .filter(|secret| secret.len() >= MIN_LEN)
        .collect();
    let facts = diagnosis
        .findings
        .iter_mut()
        .flat_map(|finding| &mut finding.facts);
    for (_, fact) in facts {
        let Fact::Text(text) = fact else { continue };
        for secret in &secrets {
            if text.contains(secret) {
                *text = text.replace(secret, "[redacted]");
            }
        }
    }
    let has_secret = diagnosis.expected.as_ref().is_some_and(|expected| {
        let texts = [
            expected.signing.content.to_string(),
            expected.signing.mqtt_client_id.to_string(),
            expected.signing.username.clone(),
            expected.host.clone().unwrap_or_default(),
        ];
        secrets
            .iter()
            .any(|secret| texts.iter().any(|text| text.contains(secret)))
    });
    if has_secret {
        diagnosis.expected = None;
    }
}
