//! Templates' placeholders that nobody replaced.

/// What a placeholder in braces or behind `Your` stands for.
const WORDS: [&str; 15] = [
    "productkey",
    "devicename",
    "devicesecret",
    "productsecret",
    "clientid",
    "mqttclientid",
    "timestamp",
    "signmethod",
    "securemode",
    "region",
    "regionid",
    "instanceid",
    "iotinstanceid",
    "username",
    "password",
];

/// The first placeholder in a text, as it stands there.
pub(crate) fn find(text: &str) -> Option<&str> {
    enclosed(text, "${", "}", false)
        .or_else(|| enclosed(text, "{{", "}}", false))
        .or_else(|| enclosed(text, "<", ">", false))
        .or_else(|| enclosed(text, "{", "}", true))
        .or_else(|| enclosed(text, "[", "]", true))
        .or_else(|| yours(text))
        .or_else(|| text.find("%s").and_then(|at| text.get(at..at + 2)))
}

/// Whether a placeholder stands in a text.
pub(crate) fn is_template(text: &str) -> bool {
    find(text).is_some()
}

/// Whether a placeholder may be somebody's own text: it names no field, or only with `my`.
pub(crate) fn is_doubtful(placeholder: &str) -> bool {
    let word = folded(placeholder.trim_matches(|c| "${}<>[]".contains(c)));
    let rest = ["your", "example"]
        .iter()
        .find_map(|start| word.strip_prefix(start));
    !WORDS.contains(&rest.unwrap_or(&word))
}

fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// What stands between `open` and `close`, both included; of the known words only if `known`.
fn enclosed<'a>(text: &'a str, open: &str, close: &str, known: bool) -> Option<&'a str> {
    let start = text.find(open)?;
    let inside = start + open.len();
    let length = text.get(inside..)?.find(close)?;
    let word = text.get(inside..inside + length)?;
    let fits = if known {
        WORDS.contains(&folded(word).as_str())
    } else {
        !word.trim().is_empty()
    };
    text.get(start..inside + length + close.len())
        .filter(|_| fits)
}

/// `YourProductKey`, `your_device_name`, `EXAMPLE_PRODUCT_KEY`, as a whole part of the text.
fn yours(text: &str) -> Option<&str> {
    text.split(['|', '&', ',', '=', '.', ':', '/', '@'])
        .find(|part| {
            let part = folded(part);
            ["your", "example", "my"].iter().any(|start| {
                part.strip_prefix(start)
                    .is_some_and(|rest| WORDS.contains(&rest))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, placeholder: Option<&str>) {
        assert_eq!(find(text), placeholder, "{text}");
    }

    #[test]
    fn placeholders_are_found_anywhere() {
        check("${deviceName}&a1Practice0", Some("${deviceName}"));
        check("<clientId>|securemode=3|", Some("<clientId>"));
        check(
            "a1Practice0.iot-as-mqtt.{region}.aliyuncs.com",
            Some("{region}"),
        );
        check("YourProductKey.YourDeviceName", Some("YourProductKey"));
        check("your_device_name&pk", Some("your_device_name"));
        check("%s&%s", Some("%s"));
        check("{{client_id}}", Some("{{client_id}}"));
    }

    #[test]
    fn fields_are_named_without_a_doubt() {
        for certain in [
            "${deviceName}",
            "<client-id>",
            "{{client_id}}",
            "YourProductKey",
            "${YourClientId}",
        ] {
            assert!(!is_doubtful(certain), "{certain}");
        }
        for doubtful in ["<dev>", "%s", "${x1}", "my_device_name"] {
            assert!(is_doubtful(doubtful), "{doubtful}");
        }
    }

    #[test]
    fn ordinary_texts_have_none() {
        check("yourdevice&pk", None);
        check(
            "a1Practice0.practice|securemode=3,signmethod=hmacsha1|",
            None,
        );
        check("{0b1c2d}", None);
        check("<>", None);
        check("device&pk", None);
    }
}
