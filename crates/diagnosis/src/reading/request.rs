//! The fields of a request that is no CONNECT: who, which salt, which method, and what else is
//! sent without being signed.

use super::params::Slip;
use super::{Declared, Reading, declared};
use connack_signer::{ClaimRequest, SecureMode};

impl Reading {
    /// Takes the fields of a request in place of a client id.
    pub(super) fn take_request(&mut self, request: &ClaimRequest) {
        let documented = request.kind.field_names();
        let mut method = None;
        for (name, value) in &request.fields {
            let meant = documented
                .iter()
                .copied()
                .chain([self.flow.salt(), "clientId", "signmethod"])
                .find(|meant| folded(meant) == folded(name));
            if let Some(right) = meant.filter(|meant| meant != name && documented.contains(meant)) {
                self.request_slips.push(Slip {
                    found: name.clone(),
                    expected: right.into(),
                });
            }
            match meant.map(folded).as_deref() {
                Some("productkey") => self.sent_identity.1 = Some(value.clone()),
                Some("devicename") => self.sent_identity.0 = Some(value.clone()),
                Some("clientid") if self.flow.signs_client_id() => {
                    self.client_ids.push(value.clone());
                }
                Some(salt) if salt == self.flow.salt() => self.timestamps.push(value.clone()),
                Some("sign") => {}
                Some(_) | None => {
                    if meant.is_some_and(|meant| folded(meant) == "signmethod") {
                        method = Some(value.clone());
                    }
                    self.params.push((name.clone(), value.clone()));
                }
            }
        }
        self.declared = method.map_or(Declared::Absent, |method| declared(&method, false));
        self.whole = self.guessed_client_ids();
    }

    /// The client id of the CONNECT that would follow, which is not in the request.
    fn guessed_client_ids(&self) -> Vec<String> {
        let (Some(id), Declared::Known(method)) = (self.client_ids.first(), &self.declared) else {
            return Vec::new();
        };
        let stamps = self.timestamps.first().into_iter();
        let stamps: Vec<String> = stamps.map(|stamp| format!(",timestamp={stamp}")).collect();
        let modes = [SecureMode::Tls.wire(), SecureMode::Plain.wire(), "-1", "0"];
        modes
            .into_iter()
            .flat_map(|mode| {
                let without = format!("{id}|securemode={mode},signmethod={}", method.wire());
                let with = stamps.iter().map(|stamp| format!("{without}{stamp}|"));
                with.chain([format!("{without}|")]).collect::<Vec<_>>()
            })
            .collect()
    }
}

/// A name without what people change in it.
fn folded(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '_' | '-'))
        .map(|c| c.to_ascii_lowercase())
        .collect()
}
