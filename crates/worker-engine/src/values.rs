//! Two values side by side, parted at their first difference; and the claimed values beside the
//! right ones.

use crate::answer::pick;
use crate::layout::{copy, group, node, parted, with};
use crate::words::field;
use connack_diagnosis::Expected;
use connack_protocol::{Attr, Copies, Lang, Node, Tag};
use connack_signer::{Claim, ClaimField, Transport};

/// Two texts, parted: what both begin with, where they differ, what both end with.
fn part<'a>(one: &'a str, other: &'a str) -> [[&'a str; 3]; 2] {
    let same = |(a, b): &(char, char)| a == b;
    let begin = one.chars().zip(other.chars()).take_while(same);
    let begin: usize = begin.map(|(a, _)| a.len_utf8()).sum();
    let rests = [&one[begin..], &other[begin..]];
    let end = rests[0].chars().rev().zip(rests[1].chars().rev());
    let end: usize = end.take_while(same).map(|(a, _)| a.len_utf8()).sum();
    [one, other].map(|text| {
        let end = text.len() - end;
        [&text[..begin], &text[begin..end], &text[end..]]
    })
}

/// One value under the other, with their first difference marked; `beside` stands beside them.
pub(crate) fn compared(
    label: &str,
    names: [&str; 2],
    [one, other]: [&str; 2],
    same: bool,
    beside: Option<Node>,
) -> Node {
    let parts = part(one, other);
    let mut rows = Vec::new();
    // The same value need not be read twice.
    let once = usize::from(one == other);
    for (name, part) in names.into_iter().zip(parts).skip(once) {
        rows.push(node(Tag::Dt, name));
        rows.push(group(Tag::Dd, "wire", parted(part)));
    }
    let mut inside = Vec::new();
    if !label.is_empty() {
        inside.push(node(Tag::H3, label));
    }
    inside.push(Node {
        inside: rows,
        ..node(Tag::Dl, "")
    });
    inside.extend(beside);
    with(
        group(Tag::Div, "compared", inside),
        Attr::Same,
        same.to_string(),
    )
}

/// Names of the two sides: found and right.
pub(crate) fn sides(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::En => ["found", "right"],
        Lang::Zh => ["实际", "正确"],
    }
}

/// The claimed values with the right ones, each to be copied.
pub(crate) fn values(claim: &Claim, expected: &Expected, lang: Lang) -> Vec<Node> {
    let websocket = matches!(claim.transport, Some(Transport::Ws | Transport::Wss));
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let signing = &expected.signing;
    let port = claim.port.map(|port| port.to_string()).unwrap_or_default();
    let claimed_url = match (claim.transport, &claim.host) {
        (Some(transport), Some(host)) if websocket => {
            // A claim has no path, so that cannot differ.
            let right = expected.websocket_url.as_deref().unwrap_or_default();
            let path = right.splitn(4, '/').nth(3).unwrap_or_default();
            match claim.port {
                Some(port) => format!("{}://{host}:{port}/{path}", transport.wire()),
                None => format!("{}://{host}/{path}", transport.wire()),
            }
        }
        _ => String::new(),
    };
    let password = claim.password.as_ref().map(|password| password.expose());
    let rows = [
        (
            Copies::Host,
            field(ClaimField::Host, lang),
            text(&claim.host),
            text(&expected.host),
        ),
        (
            Copies::Port,
            field(ClaimField::Port, lang),
            if websocket { String::new() } else { port },
            expected.port.to_string(),
        ),
        (
            Copies::WebsocketUrl,
            "WebSocket",
            claimed_url,
            text(&expected.websocket_url),
        ),
        (
            Copies::MqttClientId,
            field(ClaimField::MqttClientId, lang),
            text(&claim.mqtt_client_id),
            signing.mqtt_client_id.to_string(),
        ),
        (
            Copies::Username,
            field(ClaimField::Username, lang),
            text(&claim.username),
            signing.username.clone(),
        ),
        (
            Copies::Password,
            field(ClaimField::Password, lang),
            password.unwrap_or_default().to_owned(),
            signing.password(),
        ),
    ];
    let mut nodes = vec![node(Tag::H2, pick(lang, "The right values", "正确的参数"))];
    for (what, label, found, right) in rows {
        if right.is_empty() {
            continue;
        }
        // The platform takes either case of these two.
        let either = matches!(what, Copies::Host | Copies::Password);
        let same = found == right || (either && found.eq_ignore_ascii_case(&right));
        let button = copy("copy", what, &pick(lang, "Copy", "复制"), &right);
        let button = with(
            button,
            Attr::Label,
            format!("{} {label}", pick(lang, "Copy", "复制")),
        );
        // Nothing claimed, nothing differs.
        let differs = if found.is_empty() { "" } else { &found };
        nodes.push(compared(
            label,
            sides(lang),
            [differs, &right],
            same,
            Some(button),
        ));
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;
    use connack_diagnosis::{Budget, Case, diagnose};
    use connack_signer::Secret;

    /// Which of the rows are the same on both sides, in their order.
    #[track_caller]
    fn check_values(host: &str, port: u16, same: &[&str]) {
        let password = "fafd82a3d602b37fb0fa8b7892f24a477f851a14";
        let claim = Claim {
            host: Some(host.into()),
            port: Some(port),
            transport: Some(Transport::Ws),
            mqtt_client_id: Some("12345|securemode=3,signmethod=hmacsha1,timestamp=789|".into()),
            username: Some("device&pk".into()),
            password: Some(Secret::new(password)),
            device_secret: Some(Secret::new("secret")),
            ..Claim::default()
        };
        let case = Case {
            claim: claim.clone(),
            observations: Vec::new(),
        };
        let expected = diagnose(case, Budget::SHALLOW).expected.unwrap();
        let rows = values(&claim, &expected, Lang::En);
        let found = rows.iter().flat_map(|row| &row.attrs);
        let found: Vec<&str> = found
            .filter(|(attr, _)| *attr == Attr::Same)
            .map(|(_, value)| value.as_str())
            .collect();
        assert_eq!(found, same, "{host}");
    }

    #[test]
    fn the_right_host_is_marked_as_such() {
        // Port for TCP is not claimed.
        let right = ["true", "false", "true", "true", "true", "true"];
        check_values("iot-06z00.mqtt.iothub.aliyuncs.com", 443, &right);
        check_values("pk.iot-as-mqtt.cn-shanghai.aliyuncs.com", 443, &right);
        check_values("127.0.0.1", 8083, &right);
        let wrong = ["false", "false", "false", "true", "true", "true"];
        check_values("iot-as-http.cn-shanghai.aliyuncs.com", 443, &wrong);
    }

    #[track_caller]
    fn check(one: &str, other: &str, parts: [[&str; 3]; 2]) {
        assert_eq!(part(one, other), parts);
    }

    #[test]
    fn texts_part_at_their_first_difference() {
        check("abXcd", "abYYcd", [["ab", "X", "cd"], ["ab", "YY", "cd"]]);
        check("aaa", "aa", [["aa", "a", ""], ["aa", "", ""]]);
        check("温度", "温床", [["温", "度", ""], ["温", "床", ""]]);
        check("same", "same", [["same", "", ""], ["same", "", ""]]);
        check("", "x", [["", "", ""], ["", "x", ""]]);
    }
}
