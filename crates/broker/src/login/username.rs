//! Rules for the user name: `deviceName&productKey` of a known device.

use super::{Refusal, refuse};
use crate::devices::Devices;
use crate::log::Mask;

/// The number of the device.
pub(super) fn check(
    username: Option<&str>,
    devices: &Devices,
    mask: &Mask<'_>,
) -> Result<usize, Refusal> {
    let username = username.unwrap_or_default();
    if let Some((number, _)) = devices.by_username(username) {
        return Ok(number);
    }
    let shown = mask.show(username);
    if devices.by_username(username.trim()).is_some() {
        return refuse(
            4,
            "username-whitespace",
            format!("username {shown} has blanks or line ends around it; send it without"),
        );
    }
    let escaped = ["&amp;", "%26"].iter().any(|text| username.contains(text));
    if escaped || username.matches('&').count() != 1 {
        return refuse(
            4,
            "username-separator-wrong",
            format!("username {shown}, expected deviceName&productKey with one `&` between them"),
        );
    }
    let (device_name, product_key) = username.split_once('&').unwrap_or_default();
    let swapped = format!("{product_key}&{device_name}");
    if devices.by_username(&swapped).is_some() || devices.has_product(device_name) {
        return refuse(
            5,
            "username-swapped",
            format!("username {shown} is productKey&deviceName, expected deviceName&productKey"),
        );
    }
    refuse(
        5,
        "username-identity-mismatch",
        format!(
            "username {shown} names no device that the practice broker knows; give its devices \
             with --devices FILE"
        ),
    )
}
