//! What a label or an identifier names: `EXAMPLE_PRODUCT_KEY`, `mqttClientId`, `客户端 ID`.

use crate::ClaimField;

/// What a key says of the value beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// The value of a field.
    Field(ClaimField),
    /// A host, or a URL: the word is used for both, and for much else.
    Server,
    /// Whether TLS is used.
    Tls,
    /// The topic of a will: with one there is a will.
    WillTopic,
    /// `产品密钥`, which people write for the product key and for the product secret.
    ProductKeyOrSecret,
}

/// Longest key looked at, in bytes.
pub(super) const MAX_BYTES: usize = 64;

/// What the key means, if its last words name anything. Words before them may be any prefix but
/// one that says that the value is something else's.
pub(super) fn meaning(key: &str) -> Option<Key> {
    if key.len() < 2 || key.len() > MAX_BYTES {
        return None;
    }
    let (joined, starts) = words(key);
    for (i, start) in starts.iter().enumerate() {
        let Some(found) = named(&joined[*start..], i == 0) else {
            continue;
        };
        let ends = starts[1..].iter().copied().chain([joined.len()]);
        let mut before = starts[..i]
            .iter()
            .zip(ends)
            .map(|(from, to)| &joined[*from..to]);
        return (!before.any(is_foreign)).then_some(found);
    }
    None
}

/// Whether words before a key say that it is something else's.
pub(super) fn is_another(prefix: &str) -> bool {
    let (joined, starts) = words(prefix);
    let ends = starts.iter().copied().skip(1).chain([joined.len()]);
    let mut words = starts.iter().zip(ends).map(|(from, to)| &joined[*from..to]);
    words.any(is_foreign)
}

/// The words of a key in lower case, joined, and where each begins.
fn words(key: &str) -> (String, Vec<usize>) {
    let mut joined = String::with_capacity(key.len());
    let mut starts = Vec::new();
    let mut before = ' ';
    let mut chars = key.chars().peekable();
    while let Some(found) = chars.next() {
        if !found.is_alphanumeric() {
            before = ' ';
            continue;
        }
        let next_lower = chars.peek().is_some_and(|next| next.is_ascii_lowercase());
        let begins = before == ' '
            || found.is_ascii() != before.is_ascii()
            || found.is_ascii_uppercase()
                && (before.is_ascii_lowercase() || before.is_ascii_uppercase() && next_lower);
        if begins {
            starts.push(joined.len());
        }
        joined.extend(found.to_lowercase());
        before = found;
    }
    // `deviceName1`, `deviceName2`: numbered, not named otherwise.
    let kept = joined
        .trim_end_matches(|found: char| found.is_ascii_digit())
        .len();
    joined.truncate(kept);
    starts.retain(|start| *start < kept);
    (joined, starts)
}

/// Words that make a password, host or port another service's.
fn is_foreign(word: &str) -> bool {
    matches!(
        word,
        "wifi"
            | "fi"
            | "wlan"
            | "ssid"
            | "sta"
            | "ap"
            | "ntp"
            | "sntp"
            | "http"
            | "https"
            | "ota"
            | "proxy"
            | "local"
            | "uart"
            | "serial"
            | "com"
            | "debug"
            | "db"
            | "database"
            | "mysql"
            | "redis"
            | "ftp"
            | "smtp"
            | "mail"
            | "ssh"
            | "root"
            | "admin"
            | "web"
            | "coap"
            | "dns"
            | "src"
            | "source"
            | "keystore"
            | "truststore"
            | "key"
            | "cert"
            | "ca"
            | "private"
            | "log"
            | "telnet"
            | "udp"
            | "will"
            | "topic"
            | "signed"
            | "max"
            | "min"
            | "or"
            | "invalid"
            | "bad"
            | "wrong"
            | "incorrect"
            | "错误"
            | "无效"
            | "无线"
            | "热点"
            | "数据库"
            | "串口"
            | "本地"
    )
}

fn named(joined: &str, whole: bool) -> Option<Key> {
    use ClaimField as F;
    Some(Key::Field(match joined {
        "productkey" | "产品key" | "产品标识" | "产品标识符" | "产品编码" => {
            F::ProductKey
        }
        "devicename" | "设备名称" | "设备名" => F::DeviceName,
        "devicesecret" | "devicesecre" | "设备密钥" | "设备秘钥" | "设备secret" => {
            F::DeviceSecret
        }
        "productsecret" | "产品secret" => F::ProductSecret,
        "clientid" | "clientidentifier" | "客户端id" | "客户端标识" | "客户端标识符"
        | "客户端编号" | "客户id" | "客户端" => F::MqttClientId,
        "username" | "user" | "usr" | "userid" | "login" | "用户名" | "用户名称" | "账号"
        | "帐号" | "用户" => F::Username,
        "password" | "passwd" | "pass" | "pwd" | "psw" | "passwort" | "密码" | "口令" => {
            F::Password
        }
        "host" | "hostname" | "hosturl" | "hostip" | "hostaddr" | "hostaddress" | "mqtthost"
        | "主机" | "主机名" => F::Host,
        "port" | "端口" | "端口号" => F::Port,
        "keepalive" | "keepaliveinterval" | "keepalives" | "keepalivesec" | "keepaliveseconds"
        | "keepalivetime" | "heartbeat" | "heartbeatinterval" | "保活" | "保活时间"
        | "保活间隔" | "心跳" | "心跳时间" | "心跳间隔" | "心跳周期" | "心跳保活" => {
            F::KeepAlive
        }
        "protocollevel" | "protocolversion" | "mqttversion" | "protocolver" | "协议版本" => {
            F::ProtocolLevel
        }
        "transport" | "protocol" | "scheme" | "协议" | "传输协议" => F::Transport,
        "qos" => F::Qos,
        "retain" | "retained" => F::Retain,
        "will" if whole => F::Will,
        "connack" | "connackcode" | "connackreturncode" => F::Observation,
        // Too short to end any other name with.
        "pk" | "dn" | "ds" | "ps" | "secret" | "cid" if !whole => return None,
        "pk" => F::ProductKey,
        "dn" => F::DeviceName,
        "ds" | "secret" => F::DeviceSecret,
        "ps" => F::ProductSecret,
        "cid" => F::MqttClientId,
        "产品密钥" | "产品秘钥" => return Some(Key::ProductKeyOrSecret),
        "server" | "serverurl" | "serveruri" | "serveraddress" | "serveraddr" | "serverip"
        | "serverhost" | "broker" | "brokerurl" | "brokeruri" | "brokeraddress" | "brokeraddr"
        | "url" | "uri" | "address" | "addr" | "endpoint" | "domain" | "服务器" | "服务器地址"
        | "服务地址" | "接入地址" | "接入域名" | "接入点" | "域名" | "主机地址" | "服务器域名"
        | "连接地址" | "连接域名" | "地址" => return Some(Key::Server),
        "ssl" | "tls" | "usessl" | "usetls" | "sslenabled" | "tlsenabled" | "enablessl"
        | "enabletls" | "ssltls" => return Some(Key::Tls),
        "willtopic" | "lwttopic" => return Some(Key::WillTopic),
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ClaimField as F;

    #[track_caller]
    fn check(keys: &[&str], expected: Option<F>) {
        for key in keys {
            assert_eq!(meaning(key), expected.map(Key::Field), "{key}");
        }
    }

    #[test]
    fn names_and_their_prefixes() {
        check(
            &[
                "PRODUCT_KEY",
                "EXAMPLE_PRODUCT_KEY",
                "productKey",
                "g_product_key",
                "ProductKey",
                "Product Key",
                "pk",
                "PK",
                "产品标识",
            ],
            Some(F::ProductKey),
        );
        check(
            &[
                "clientId",
                "MQTTClientID",
                "CLIENTID",
                "mqtt_client_id",
                "setClientId",
                "Client ID",
                "client-id",
                "客户端ID",
                "MQTT客户端ID",
            ],
            Some(F::MqttClientId),
        );
        check(
            &[
                "passwd",
                "mqtt_pass",
                "MQTT_PASSWD",
                "password2",
                "密码",
                "self.password",
            ],
            Some(F::Password),
        );
        check(
            &[
                "wifi_password",
                "WIFI_PASS",
                "WiFi密码",
                "keystorePassword",
                "PASSWORD_MAX_LEN",
                "compass",
                "x",
                "",
            ],
            None,
        );
        check(
            &[
                "src port",
                "local_port",
                "transport_x",
                "securemode",
                "signmethod",
                "timestamp",
                "clientIdLength",
                "signed clientId",
                "signed deviceName",
            ],
            None,
        );
        check(&["MQTT_PORT", "Broker Port", "端口"], Some(F::Port));
    }
}
