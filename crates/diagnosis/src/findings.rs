//! All findings, one file each.

use crate::Entry;

pub(crate) mod algorithm_mismatch;
pub(crate) mod client_id_mismatch;
pub(crate) mod client_id_not_signed;
pub(crate) mod content_charset;
pub(crate) mod content_has_whitespace;
pub(crate) mod ext_params_signed;
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
pub(crate) mod password_leading_zeros_lost;
pub(crate) mod password_raw;
pub(crate) mod password_truncated;
pub(crate) mod password_whitespace;
pub(crate) mod product_secret_used;
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
pub(crate) mod transport_subprotocol;
pub(crate) mod transport_timeout;
pub(crate) mod transport_unreachable;
pub(crate) mod whole_client_id_signed;

/// Those of how the password was computed; they come first in [`ENTRIES`], in the same order.
pub(crate) const RECIPES: [&Entry; 34] = [
    &algorithm_mismatch::ENTRY,
    &sign_method_missing::ENTRY,
    &sign_method_signed::ENTRY,
    &ext_params_signed::ENTRY,
    &whole_client_id_signed::ENTRY,
    &client_id_mismatch::ENTRY,
    &client_id_not_signed::ENTRY,
    &timestamp_mismatch::ENTRY,
    &timestamp_not_sent::ENTRY,
    &timestamp_not_signed::ENTRY,
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
    &key_content_swapped::ENTRY,
    &hash_not_hmac::ENTRY,
    &password_base64::ENTRY,
    &password_base64_of_hex::ENTRY,
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
    sign_method_signed::ENTRY,
    ext_params_signed::ENTRY,
    whole_client_id_signed::ENTRY,
    client_id_mismatch::ENTRY,
    client_id_not_signed::ENTRY,
    timestamp_mismatch::ENTRY,
    timestamp_not_sent::ENTRY,
    timestamp_not_signed::ENTRY,
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
    key_content_swapped::ENTRY,
    hash_not_hmac::ENTRY,
    password_base64::ENTRY,
    password_base64_of_hex::ENTRY,
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
    secret_or_identity_wrong::ENTRY,
];
