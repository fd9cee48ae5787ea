//! The host as it was meant: which kind of server it names, and what is wrong with its shape.

use super::text::{Blank, edits, without_blanks};
use connack_signer::REGIONS;

/// The server that a host names, or was meant to name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Named {
    /// Old public instance; a part that is missing is `None`.
    Public {
        product_key: Option<String>,
        region: Option<String>,
    },
    /// New public or enterprise instance.
    Instance { id: String },
    /// The shared host that HTTPS pre-authentication hands out.
    Shared { region: String },
    /// Another service of the vendor.
    Service(&'static str, Option<String>),
    /// Anything else: a broker of one's own.
    #[default]
    Own,
}

/// A host, read.
#[derive(Debug, Clone, Default)]
pub(crate) struct HostReading {
    /// As sent.
    pub(crate) sent: String,
    /// Without blanks, and nothing else mended.
    pub(crate) clean: String,
    pub(crate) named: Named,
    /// The piece that is wrong or does not belong there.
    pub(crate) fault: Option<String>,
    pub(crate) blank: Option<Blank>,
}

const DOMAIN: &str = "aliyuncs.com";

/// Reads a host as sent.
pub(crate) fn read(sent: &str) -> HostReading {
    let clean = without_blanks(sent);
    let (bare, extra) = bare(&clean);
    let (named, misspelt) = name(bare);
    // A broker of one's own is written as its client wants it.
    let fault = misspelt.or(extra.filter(|_| named != Named::Own));
    HostReading {
        sent: sent.into(),
        named,
        fault,
        blank: Blank::first(sent),
        clean,
    }
}

impl HostReading {
    /// The product key in it.
    pub(crate) fn product_key(&self) -> Option<&str> {
        match &self.named {
            Named::Public { product_key, .. } => product_key.as_deref(),
            Named::Instance { .. } | Named::Shared { .. } | Named::Service(..) | Named::Own => None,
        }
    }

    /// The fault is a region that is nearly a known one.
    pub(crate) fn mends_region(&self) -> bool {
        let (
            Some(fault),
            Named::Public {
                region: Some(right),
                ..
            },
        ) = (&self.fault, &self.named)
        else {
            return false;
        };
        right != fault && mended_region(fault).0 == *right
    }

    /// The right host, where it can be told.
    pub(crate) fn expected(&self, known: Option<&str>) -> Option<String> {
        match &self.named {
            Named::Public {
                product_key,
                region: Some(region),
            } => {
                let key = known.or(product_key.as_deref())?;
                Some(format!("{key}.iot-as-mqtt.{region}.{DOMAIN}"))
            }
            Named::Shared { region } | Named::Service(_, Some(region)) => {
                Some(format!("{}.iot-as-mqtt.{region}.{DOMAIN}", known?))
            }
            Named::Instance { id } if id.is_empty() => None,
            Named::Instance { id } => Some(format!("{id}.mqtt.iothub.{DOMAIN}")),
            Named::Public { region: None, .. } | Named::Service(_, None) | Named::Own => None,
        }
    }
}

/// The host without scheme, user, port and path; and the first of those that stood there.
fn bare(text: &str) -> (&str, Option<String>) {
    let mut extra = None;
    let mut host = text;
    if let Some(at) = host.find("://") {
        extra = Some(host[..at + 3].to_owned());
        host = &host[at + 3..];
    }
    if let Some(at) = host.find(['/', '?', '\\']) {
        extra = extra.or(Some(host[at..].to_owned()));
        host = &host[..at];
    }
    // Two colons or more are an IPv6 address.
    if host.matches([':', '：']).count() == 1
        && let Some(at) = host.find([':', '：'])
    {
        extra = extra.or(Some(host[at..].to_owned()));
        host = &host[..at];
    }
    // A dot at the very end is how names are written in full.
    (host.strip_suffix('.').unwrap_or(host), extra)
}

/// What a host names, and the label that is misspelt, missing or too much.
fn name(host: &str) -> (Named, Option<String>) {
    let labels: Vec<&str> = host.split('.').collect();
    let lower: Vec<String> = labels
        .iter()
        .map(|label| label.to_ascii_lowercase())
        .collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    match lower[..] {
        [id, "mqtt", "iothub", "aliyuncs", "com"] if !id.is_empty() => {
            return (Named::Instance { id: id.into() }, None);
        }
        ["ipv6", "itls", _, "aliyuncs", "com"] => return (Named::Own, None),
        ["public", "iot-as-mqtt", region, "aliyuncs", "com"] => {
            let region = region.into();
            return (Named::Shared { region }, Some("public".into()));
        }
        [key, "iot-as-mqtt", region, "aliyuncs", "com"] if key != "mqtt" && !key.is_empty() => {
            let (region, fault) = mended_region(region);
            let named = Named::Public {
                product_key: Some(labels[0].into()),
                region: Some(region),
            };
            return (named, fault);
        }
        _ => {}
    }
    if let Some(found) = without_key(&lower) {
        return found;
    }
    if let Some(found) = misspelt(&labels, &lower) {
        return found;
    }
    if lower.join(".").contains("iot-as-mqtt") {
        let named = Named::Public {
            product_key: None,
            region: None,
        };
        return (named, Some(host.into()));
    }
    match service(&lower) {
        Some((service, region)) => (Named::Service(service, region), None),
        None => (Named::Own, None),
    }
}

/// `iot-as-mqtt.…` and `mqtt.iot-as-mqtt.…`: the product key is not there.
fn without_key(lower: &[&str]) -> Option<(Named, Option<String>)> {
    let (region, fault) = match lower {
        ["" | "mqtt", "iot-as-mqtt", region, "aliyuncs", "com"] => (region, lower[0]),
        ["iot-as-mqtt", region, "aliyuncs", "com"] => (region, "iot-as-mqtt"),
        _ => return None,
    };
    let named = Named::Public {
        product_key: None,
        region: Some(mended_region(region).0),
    };
    Some((named, Some(fault.into())))
}

/// A region, a known one where it is one letter off: the list may have grown.
fn mended_region(region: &str) -> (String, Option<String>) {
    if REGIONS.contains(&region) {
        return (region.into(), None);
    }
    let near = REGIONS
        .iter()
        .find(|known| {
            edits(region, known, 2).is_some() && !region.ends_with(|c: char| c.is_ascii_digit())
        })
        .or_else(|| {
            REGIONS
                .iter()
                .find(|known| known.strip_prefix("cn-") == Some(region))
        });
    match near {
        Some(known) => ((*known).into(), Some(region.into())),
        None => (region.into(), None),
    }
}

/// One of the two shapes with a label misspelt, or a dot lost.
fn misspelt(labels: &[&str], lower: &[&str]) -> Option<(Named, Option<String>)> {
    let near = |found: &str, right: &str| edits(found, right, 2).is_some();
    let wrong = |pairs: &[(&str, &str)]| {
        let pair = pairs.iter().find(|(found, right)| found != right);
        pair.map(|(found, _)| (*found).to_owned())
    };
    match lower {
        [key, service, region, vendor, top]
            if !key.is_empty()
                && near(service, "iot-as-mqtt")
                && near(vendor, "aliyuncs")
                && near(top, "com") =>
        {
            let (region, odd) = mended_region(region);
            let fault = wrong(&[(service, "iot-as-mqtt"), (vendor, "aliyuncs"), (top, "com")]);
            let named = Named::Public {
                product_key: Some(labels[0].into()).filter(|_| *key != "mqtt"),
                region: Some(region),
            };
            Some((named, fault.or(odd)))
        }
        [id, mqtt, hub, vendor, top]
            if !id.is_empty()
                && edits(mqtt, "mqtt", 1).is_some()
                && near(hub, "iothub")
                && near(vendor, "aliyuncs")
                && near(top, "com") =>
        {
            let fault = wrong(&[
                (mqtt, "mqtt"),
                (hub, "iothub"),
                (vendor, "aliyuncs"),
                (top, "com"),
            ]);
            Some((Named::Instance { id: (*id).into() }, fault))
        }
        [id, "iothub", "aliyuncs", "com"] if id.starts_with("iot-") => {
            Some((Named::Instance { id: (*id).into() }, Some((*id).into())))
        }
        ["mqtt", "iothub", "aliyuncs", "com"]
        | ["iothub", "aliyuncs", "com"]
        | ["", "mqtt", "iothub", "aliyuncs", "com"] => {
            let id = String::new();
            Some((Named::Instance { id }, Some((*lower.first()?).into())))
        }
        [glued, region, "aliyuncs", "com"] => {
            let key = glued.strip_suffix("iot-as-mqtt")?.trim_end_matches('-');
            let named = Named::Public {
                product_key: labels[0].get(..key.len()).map(Into::into),
                region: Some((*region).into()),
            };
            Some((named, Some(labels[0].into())))
        }
        _ => None,
    }
}

/// The vendor's other service that a host belongs to, and the region in it.
fn service(lower: &[&str]) -> Option<(&'static str, Option<String>)> {
    let region = lower
        .iter()
        .find(|label| REGIONS.contains(label))
        .map(|region| (*region).to_owned());
    let has = |label: &str| lower.contains(&label);
    let starts = |start: &str| lower.first().is_some_and(|label| label.starts_with(start));
    if lower.ends_with(&["console", "aliyun", "com"]) {
        return Some(("console", None));
    }
    if !lower.ends_with(&["aliyuncs", "com"]) {
        return None;
    }
    let service = if has("iot-as-http") || has("http") {
        "HTTP data channel"
    } else if starts("iot-auth") || has("auth") {
        "HTTPS authentication"
    } else if has("coap") || has("iot-as-coap") {
        "CoAP"
    } else if has("itls") {
        if starts("x509") {
            "X.509 login"
        } else {
            "ID² login"
        }
    } else if has("amqp") || starts("iot-amqp") {
        "AMQP subscription"
    } else if has("iothub") {
        "IoT Platform, not MQTT"
    } else if has("mqtt") || has("mqtt-internal") {
        "ApsaraMQ for MQTT"
    } else if starts("iot") {
        "IoT Platform API"
    } else {
        "Alibaba Cloud"
    };
    Some((service, region))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sent: &str, fault: Option<&str>, expected: Option<&str>) {
        let reading = read(sent);
        assert_eq!(
            reading.fault.as_deref(),
            fault,
            "{sent}: {:?}",
            reading.named
        );
        assert_eq!(reading.expected(None).as_deref(), expected, "{sent}");
    }

    #[test]
    fn right_hosts_have_no_fault() {
        let old = "a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com";
        check(old, None, Some(old));
        let grown = "a1Practice0.iot-as-mqtt.us-west-2.aliyuncs.com";
        check(grown, None, Some(grown));
        let instance = "iot-06z00abcdefgh12.mqtt.iothub.aliyuncs.com";
        check(instance, None, Some(instance));
        for own in [
            "localhost",
            "127.0.0.1",
            "::1",
            "broker.example.com",
            "tcp://192.168.1.5:1883",
            "mqtt.as.feifengiot.com",
            "ipv6.itls.cn-shanghai.aliyuncs.com",
            "",
        ] {
            assert_eq!(read(own).named, Named::Own, "{own}");
            check(own, None, None);
        }
    }

    #[test]
    fn faults_are_mended() {
        let old = Some("a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com");
        check(
            "tcp://a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com",
            Some("tcp://"),
            old,
        );
        check(
            "a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com:1883",
            Some(":1883"),
            old,
        );
        check(
            "a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com/mqtt",
            Some("/mqtt"),
            old,
        );
        check(
            "a1Practice0.iot-as-mqt.cn-shanghai.aliyuncs.com",
            Some("iot-as-mqt"),
            old,
        );
        check(
            "a1Practice0.iot-as-mqtt.cn-shanghai.aliyun.com",
            Some("aliyun"),
            old,
        );
        check(
            "a1Practice0.iot-as-mqtt.cn-shanghia.aliyuncs.com",
            Some("cn-shanghia"),
            old,
        );
        check(
            "a1Practice0.iot-as-mqtt.shanghai.aliyuncs.com",
            Some("shanghai"),
            old,
        );
        check(
            "a1Practice0iot-as-mqtt.cn-shanghai.aliyuncs.com",
            Some("a1Practice0iot-as-mqtt"),
            old,
        );
        check(
            "mqtt.iot-as-mqtt.cn-shanghai.aliyuncs.com",
            Some("mqtt"),
            None,
        );
        check(
            "iot-as-mqtt.cn-shanghai.aliyuncs.com",
            Some("iot-as-mqtt"),
            None,
        );
        check(
            "a1Practice0.iot-as-mqtt.aliyuncs.com",
            Some("a1Practice0.iot-as-mqtt.aliyuncs.com"),
            None,
        );
        check("mqtt.iothub.aliyuncs.com", Some("mqtt"), None);
        check(
            "iot-06z00abc.mqtt.iothub.aliyun.com",
            Some("aliyun"),
            Some("iot-06z00abc.mqtt.iothub.aliyuncs.com"),
        );
    }

    #[test]
    fn other_services_are_known() {
        for (host, name) in [
            ("iot-as-http.cn-shanghai.aliyuncs.com", "HTTP data channel"),
            ("post-cn-abc.mqtt.aliyuncs.com", "ApsaraMQ for MQTT"),
            ("x509.itls.cn-shanghai.aliyuncs.com", "X.509 login"),
            ("oss-cn-shanghai.aliyuncs.com", "Alibaba Cloud"),
        ] {
            let named = read(host).named;
            assert!(
                matches!(named, Named::Service(service, _) if service == name),
                "{named:?}"
            );
        }
    }
}
