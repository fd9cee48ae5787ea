//! Computed credentials, turned into programs and commands that a device, a script or a colleague
//! can use as they are: one file per library or module, its text beside it in `templates/`.
//!
//! Deliberately no template language beyond `fill`'s two rules, and no choice of style: each
//! text is the least that connects, subscribes and publishes. A value is quoted by its language's
//! own rules in `quote`, never by hand. The password stands in a text only when it is asked
//! for, a device secret never.

mod alibaba_node;
mod c_header;
mod dot_env;
mod draft;
mod esp_at;
mod esp_mqtt;
mod fill;
mod given;
mod json;
mod mosquitto;
mod mqtt_js;
mod mqttx;
mod note;
mod paho_c;
mod paho_go;
mod paho_java;
mod paho_python;
mod pub_sub_client;
mod quectel;
mod quote;
mod rumqttc;
mod simcom;
mod target;
mod umqtt;
mod way;

pub use draft::{Export, export};
pub use given::{Given, Include};
pub use note::Note;
pub use target::Target;

/// What stands in place of the password until a person puts it there.
pub const PASSWORD_PLACEHOLDER: &str = "<password>";

/// What stands in place of a device secret, always.
pub const DEVICE_SECRET_PLACEHOLDER: &str = "<device-secret>";
