//! All findings, one file each.

use crate::Entry;

pub(crate) mod algorithm_mismatch;
pub(crate) mod client_id_mismatch;
pub(crate) mod client_id_not_signed;
pub(crate) mod content_charset;
pub(crate) mod content_has_whitespace;
pub(crate) mod device_secret_used;
pub(crate) mod ext_params_signed;
pub(crate) mod extra_field_signed;
pub(crate) mod hash_not_hmac;
pub(crate) mod identity_mismatch_signed;
pub(crate) mod identity_not_signed;
pub(crate) mod identity_swapped;
pub(crate) mod key_content_swapped;
pub(crate) mod name_case_wrong;
pub(crate) mod name_misspelt;
pub(crate) mod names_not_signed;
pub(crate) mod order_wrong;
pub(crate) mod password_base64;
pub(crate) mod password_base64_of_hex;
pub(crate) mod password_bytes_unpadded;
pub(crate) mod password_hex;
pub(crate) mod password_leading_zeros_lost;
pub(crate) mod password_raw;
pub(crate) mod password_truncated;
pub(crate) mod password_whitespace;
pub(crate) mod product_secret_used;

// strings
pub(crate) mod client_id_bar_missing;
pub(crate) mod client_id_escaped_comma;
pub(crate) mod client_id_params_malformed;
pub(crate) mod client_id_placeholder;
pub(crate) mod client_id_random;
pub(crate) mod client_id_text_after_bar;
pub(crate) mod client_id_too_long;
pub(crate) mod client_id_truncated;
pub(crate) mod client_id_whitespace;
pub(crate) mod flow_login;
pub(crate) mod host_malformed;
pub(crate) mod host_other_service;
pub(crate) mod host_product_mismatch;
pub(crate) mod host_whitespace;
pub(crate) mod keep_alive_out_of_range;
pub(crate) mod other_service;
pub(crate) mod password_token;
pub(crate) mod password_upper_case;
pub(crate) mod port_unusual;
pub(crate) mod protocol_version;
pub(crate) mod random_missing;
pub(crate) mod request_field_misspelt;
pub(crate) mod secure_mode_flow;
pub(crate) mod secure_mode_missing;
pub(crate) mod secure_mode_registration;
pub(crate) mod secure_mode_transport;
pub(crate) mod sign_method_case;
pub(crate) mod sign_method_unknown;
pub(crate) mod timestamp_seconds;
pub(crate) mod username_identity_mismatch;
pub(crate) mod username_separator_wrong;
pub(crate) mod username_swapped;
pub(crate) mod username_whitespace;
pub(crate) mod will_or_qos2;

pub(crate) mod evicted;
pub(crate) mod flow_algorithm;
pub(crate) mod random_mismatch;
pub(crate) mod random_not_signed;
pub(crate) mod refused_credentials;
pub(crate) mod refused_identifier;
pub(crate) mod refused_unavailable;
pub(crate) mod refused_version;
pub(crate) mod secret_case_changed;
pub(crate) mod secret_has_whitespace;
pub(crate) mod secret_hex_decoded;
pub(crate) mod secret_mistyped;
pub(crate) mod secret_or_identity_wrong;
pub(crate) mod separator_added;
pub(crate) mod sign_method_missing;
pub(crate) mod sign_method_signed;
pub(crate) mod timestamp_mismatch;
pub(crate) mod timestamp_not_sent;
pub(crate) mod timestamp_not_signed;
pub(crate) mod transport_closed;
pub(crate) mod transport_keep_alive_lost;
pub(crate) mod transport_malformed;
pub(crate) mod transport_mixed_content;
pub(crate) mod transport_offline;
pub(crate) mod transport_subprotocol;
pub(crate) mod transport_timeout;
pub(crate) mod transport_unreachable;
pub(crate) mod whole_client_id_signed;

/// Those of how the password was computed; they come first in [`ENTRIES`], in the same order.
pub(crate) const RECIPES: [&Entry; 40] = [
    &algorithm_mismatch::ENTRY,
    &sign_method_missing::ENTRY,
    &flow_algorithm::ENTRY,
    &sign_method_signed::ENTRY,
    &ext_params_signed::ENTRY,
    &extra_field_signed::ENTRY,
    &whole_client_id_signed::ENTRY,
    &client_id_mismatch::ENTRY,
    &client_id_not_signed::ENTRY,
    &timestamp_mismatch::ENTRY,
    &timestamp_not_sent::ENTRY,
    &timestamp_not_signed::ENTRY,
    &random_mismatch::ENTRY,
    &random_not_signed::ENTRY,
    &names_not_signed::ENTRY,
    &order_wrong::ENTRY,
    &separator_added::ENTRY,
    &name_case_wrong::ENTRY,
    &name_misspelt::ENTRY,
    &identity_swapped::ENTRY,
    &secret_has_whitespace::ENTRY,
    &secret_case_changed::ENTRY,
    &secret_hex_decoded::ENTRY,
    &product_secret_used::ENTRY,
    &device_secret_used::ENTRY,
    &key_content_swapped::ENTRY,
    &hash_not_hmac::ENTRY,
    &password_base64::ENTRY,
    &password_base64_of_hex::ENTRY,
    &password_hex::ENTRY,
    &password_leading_zeros_lost::ENTRY,
    &password_truncated::ENTRY,
    &password_whitespace::ENTRY,
    &password_bytes_unpadded::ENTRY,
    &password_raw::ENTRY,
    &content_has_whitespace::ENTRY,
    &content_charset::ENTRY,
    &identity_mismatch_signed::ENTRY,
    &identity_not_signed::ENTRY,
    &secret_mistyped::ENTRY,
];

/// Every finding, in the order of the reference.
pub const ENTRIES: &[Entry] = &[
    // recipes
    algorithm_mismatch::ENTRY,
    sign_method_missing::ENTRY,
    flow_algorithm::ENTRY,
    sign_method_signed::ENTRY,
    ext_params_signed::ENTRY,
    extra_field_signed::ENTRY,
    whole_client_id_signed::ENTRY,
    client_id_mismatch::ENTRY,
    client_id_not_signed::ENTRY,
    timestamp_mismatch::ENTRY,
    timestamp_not_sent::ENTRY,
    timestamp_not_signed::ENTRY,
    random_mismatch::ENTRY,
    random_not_signed::ENTRY,
    names_not_signed::ENTRY,
    order_wrong::ENTRY,
    separator_added::ENTRY,
    name_case_wrong::ENTRY,
    name_misspelt::ENTRY,
    identity_swapped::ENTRY,
    secret_has_whitespace::ENTRY,
    secret_case_changed::ENTRY,
    secret_hex_decoded::ENTRY,
    product_secret_used::ENTRY,
    device_secret_used::ENTRY,
    key_content_swapped::ENTRY,
    hash_not_hmac::ENTRY,
    password_base64::ENTRY,
    password_base64_of_hex::ENTRY,
    password_hex::ENTRY,
    password_leading_zeros_lost::ENTRY,
    password_truncated::ENTRY,
    password_whitespace::ENTRY,
    password_bytes_unpadded::ENTRY,
    password_raw::ENTRY,
    content_has_whitespace::ENTRY,
    content_charset::ENTRY,
    identity_mismatch_signed::ENTRY,
    identity_not_signed::ENTRY,
    secret_mistyped::ENTRY,
    // strings
    username_swapped::ENTRY,
    username_separator_wrong::ENTRY,
    username_identity_mismatch::ENTRY,
    username_whitespace::ENTRY,
    client_id_whitespace::ENTRY,
    host_whitespace::ENTRY,
    client_id_bar_missing::ENTRY,
    client_id_text_after_bar::ENTRY,
    client_id_too_long::ENTRY,
    client_id_truncated::ENTRY,
    client_id_params_malformed::ENTRY,
    client_id_escaped_comma::ENTRY,
    request_field_misspelt::ENTRY,
    client_id_placeholder::ENTRY,
    client_id_random::ENTRY,
    random_missing::ENTRY,
    secure_mode_missing::ENTRY,
    secure_mode_flow::ENTRY,
    secure_mode_transport::ENTRY,
    secure_mode_registration::ENTRY,
    sign_method_unknown::ENTRY,
    sign_method_case::ENTRY,
    host_product_mismatch::ENTRY,
    host_malformed::ENTRY,
    host_other_service::ENTRY,
    port_unusual::ENTRY,
    keep_alive_out_of_range::ENTRY,
    protocol_version::ENTRY,
    will_or_qos2::ENTRY,
    other_service::ENTRY,
    password_upper_case::ENTRY,
    timestamp_seconds::ENTRY,
    password_token::ENTRY,
    flow_login::ENTRY,
    // observed, and overall
    refused_version::ENTRY,
    refused_identifier::ENTRY,
    refused_unavailable::ENTRY,
    refused_credentials::ENTRY,
    transport_closed::ENTRY,
    transport_timeout::ENTRY,
    transport_unreachable::ENTRY,
    transport_mixed_content::ENTRY,
    transport_subprotocol::ENTRY,
    transport_malformed::ENTRY,
    transport_keep_alive_lost::ENTRY,
    transport_offline::ENTRY,
    evicted::ENTRY,
    secret_or_identity_wrong::ENTRY,
];
