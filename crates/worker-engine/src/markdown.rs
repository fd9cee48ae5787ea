//! What a device must send, as Markdown.

use crate::answer::pick;
use connack_protocol::Lang;

/// What must be sent, whoever computed it; `None`: it is not known, or not to be said.
pub(crate) struct Sent<'a> {
    pub(crate) host: Option<&'a str>,
    pub(crate) port: u16,
    pub(crate) websocket_url: Option<&'a str>,
    pub(crate) mqtt_client_id: &'a str,
    pub(crate) username: &'a str,
    pub(crate) password: Option<&'a str>,
    pub(crate) signing_content: &'a str,
}

/// A table of it, and the text that was signed.
pub(crate) fn sent(of: &Sent<'_>, lang: Lang) -> String {
    let port = of.port.to_string();
    let rows = [
        (pick(lang, "Host", "主机"), of.host),
        (pick(lang, "Port", "端口"), Some(&*port)),
        ("WebSocket".into(), of.websocket_url),
        (
            pick(lang, "Client ID (MQTT)", "Client ID（MQTT）"),
            Some(of.mqtt_client_id),
        ),
        (pick(lang, "User name", "用户名"), Some(of.username)),
        (pick(lang, "Password", "密码"), of.password),
    ];
    let mut text = pick(lang, "| Field | Value |", "| 字段 | 值 |");
    text.push_str("\n|---|---|\n");
    for (name, value) in rows {
        let value = match value {
            Some(value) => in_table(value),
            None => pick(lang, "(not in this text)", "（未包含）"),
        };
        text.push_str(&format!("| {name} | {value} |\n"));
    }
    text.push_str(&format!(
        "\n{}\n\n{}\n",
        pick(
            lang,
            "Signing content; the key of the HMAC is the device secret:",
            "签名内容，HMAC 的密钥是 DeviceSecret：",
        ),
        block(of.signing_content)
    ));
    text
}

/// A text as code in a line.
pub(crate) fn code(text: &str) -> String {
    let fence = "`".repeat(longest_ticks(text) + 1);
    // A blank is taken off at both ends where one stands at both.
    let apart = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let apart = if apart { " " } else { "" };
    format!("{fence}{apart}{}{apart}{fence}", seen(text))
}

/// The same in a table, where a bar would end the cell even there.
fn in_table(text: &str) -> String {
    match text {
        "" => String::new(),
        text => code(text).replace('|', "\\|"),
    }
}

/// A text as a block of code.
fn block(text: &str) -> String {
    let fence = "`".repeat(3.max(longest_ticks(text) + 1));
    format!("{fence}\n{}\n{fence}", seen(text))
}

/// Line ends and the like would end the line, or the table: they are written out as `\u{…}`, and so
/// is a backslash that would look like the beginning of that. Who pastes it gets the text again.
fn seen(text: &str) -> String {
    let mut seen = String::new();
    for (at, found) in text.char_indices() {
        if found.is_control() || text[at..].starts_with("\\u{") {
            seen.extend(found.escape_unicode());
        } else {
            seen.push(found);
        }
    }
    seen
}

fn longest_ticks(text: &str) -> usize {
    let runs = text.split(|found| found != '`').map(str::len);
    runs.max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_keeps_its_ticks_and_bars() {
        assert_eq!(code("a|b"), "`a|b`");
        assert_eq!(in_table("a|b|"), "`a\\|b\\|`");
        assert_eq!(in_table(""), "");
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a\nb\\n\\u{a}"), "`a\\u{a}b\\n\\u{5c}u{a}`");
        assert_eq!(block("````"), "`````\n````\n`````");
    }

    #[test]
    fn a_table_and_the_signing_content() {
        let of = Sent {
            host: None,
            port: 1883,
            websocket_url: Some("wss://h:443/"),
            mqtt_client_id: "1|securemode=2|",
            username: "d&p",
            password: None,
            signing_content: "clientId1",
        };
        assert_eq!(
            sent(&of, Lang::En),
            "| Field | Value |\n|---|---|\n| Host | (not in this text) |\n| Port | `1883` |\n\
             | WebSocket | `wss://h:443/` |\n| Client ID (MQTT) | `1\\|securemode=2\\|` |\n\
             | User name | `d&p` |\n| Password | (not in this text) |\n\n\
             Signing content; the key of the HMAC is the device secret:\n\n```\nclientId1\n```\n"
        );
        let with_password = Sent {
            password: Some("aa"),
            ..of
        };
        assert!(sent(&with_password, Lang::Zh).contains("| 密码 | `aa` |"));
    }
}
