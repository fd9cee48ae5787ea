//! Every string rule on one claim, and which finding takes the place of which.
//!
//! A rule looks at the reading and nothing else; that one explanation makes another needless is
//! decided here alone.

use crate::findings as f;
use crate::reading::{Flow, Reading, is_template};
use crate::{Certainty, Finding};
use connack_signer::{Claim, ClaimField};

type Rule = fn(&Claim, &Reading) -> Option<Finding>;

/// In the order of the contract; placeholders stand between the two halves.
const BEFORE_PLACEHOLDERS: [Rule; 13] = [
    f::username_swapped::rule,
    f::username_separator_wrong::rule,
    f::username_identity_mismatch::rule,
    f::username_whitespace::rule,
    f::client_id_whitespace::rule,
    f::host_whitespace::rule,
    f::client_id_bar_missing::rule,
    f::client_id_text_after_bar::rule,
    f::client_id_too_long::rule,
    f::client_id_truncated::rule,
    f::client_id_params_malformed::rule,
    f::client_id_escaped_comma::rule,
    f::request_field_misspelt::rule,
];

const AFTER_PLACEHOLDERS: [Rule; 19] = [
    f::client_id_random::rule,
    f::random_missing::rule,
    f::secure_mode_missing::rule,
    f::secure_mode_flow::rule,
    f::secure_mode_transport::rule,
    f::secure_mode_registration::rule,
    f::sign_method_unknown::rule,
    f::sign_method_case::rule,
    f::host_product_mismatch::rule,
    f::host_malformed::rule,
    f::host_other_service::rule,
    f::port_unusual::rule,
    f::keep_alive_out_of_range::rule,
    f::protocol_version::rule,
    f::will_or_qos2::rule,
    f::other_service::rule,
    f::password_upper_case::rule,
    f::timestamp_seconds::rule,
    f::password_token::rule,
];

/// What a placeholder in the same field explains.
const OF_A_PLACEHOLDER: [&str; 9] = [
    f::username_swapped::ENTRY.code,
    f::username_separator_wrong::ENTRY.code,
    f::username_identity_mismatch::ENTRY.code,
    f::secure_mode_flow::ENTRY.code,
    f::sign_method_unknown::ENTRY.code,
    f::host_product_mismatch::ENTRY.code,
    f::host_malformed::ENTRY.code,
    f::host_other_service::ENTRY.code,
    f::timestamp_seconds::ENTRY.code,
];

/// What is as true of a registration over MQTT as of a direct login, and its own. Said only where
/// its password can be checked.
const OF_A_REGISTRATION: [&str; 19] = [
    f::username_swapped::ENTRY.code,
    f::username_separator_wrong::ENTRY.code,
    f::username_identity_mismatch::ENTRY.code,
    f::username_whitespace::ENTRY.code,
    f::client_id_whitespace::ENTRY.code,
    f::client_id_bar_missing::ENTRY.code,
    f::client_id_text_after_bar::ENTRY.code,
    f::client_id_too_long::ENTRY.code,
    f::client_id_truncated::ENTRY.code,
    f::client_id_params_malformed::ENTRY.code,
    f::client_id_escaped_comma::ENTRY.code,
    f::random_missing::ENTRY.code,
    f::secure_mode_registration::ENTRY.code,
    f::sign_method_unknown::ENTRY.code,
    f::sign_method_case::ENTRY.code,
    f::host_whitespace::ENTRY.code,
    f::host_product_mismatch::ENTRY.code,
    f::host_malformed::ENTRY.code,
    f::host_other_service::ENTRY.code,
];

/// What the strings of a claim show: proved, then likely, then notes, each in table order.
pub(crate) fn findings(claim: &Claim, reading: &Reading) -> Vec<Finding> {
    let run = |rules: &[Rule]| -> Vec<Finding> {
        rules
            .iter()
            .filter_map(|rule| rule(claim, reading))
            .collect()
    };
    let mut found = run(&BEFORE_PLACEHOLDERS);
    found.extend(f::client_id_placeholder::rule(reading));
    found.extend(run(&AFTER_PLACEHOLDERS));
    found.retain(|finding| stays(finding, reading));
    found.sort_by_key(|finding| finding.certainty);
    found
}

fn stays(finding: &Finding, reading: &Reading) -> bool {
    let code = finding.code();
    if OF_A_PLACEHOLDER.contains(&code) && is_of_placeholder(finding, reading) {
        return false;
    }
    !reading.other_service
        || code == f::other_service::ENTRY.code
        || code == f::client_id_placeholder::ENTRY.code
        || finding.certainty == Certainty::Note
        || reading.flow == Flow::MqttRegister
            && reading.flow_checked
            && OF_A_REGISTRATION.contains(&code)
}

/// Whether the text that a finding is about holds the placeholder of its field. In a client id that
/// is one parameter, elsewhere the whole.
fn is_of_placeholder(finding: &Finding, reading: &Reading) -> bool {
    let about = finding.text("part").or(finding.text("found"));
    reading.is_template(finding.field)
        && (finding.field != ClaimField::MqttClientId || about.is_some_and(is_template))
}

#[cfg(test)]
pub(crate) mod tests;
