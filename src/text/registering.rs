//! Registering over MQTT: what is said before, on the timeline, and of what was pushed.

use crate::text::Language;
use connack_signer::{AnswerError, Registration, WireError};

/// The words for what cannot stand on the wire.
type OfWire = fn(WireError) -> String;

/// See the module.
#[derive(Debug)]
#[allow(missing_docs, reason = "each text is its own documentation")]
pub struct RegisteringText {
    pub registers: fn(Registration) -> &'static str,
    pub needs_tls: &'static str,
    pub ask: fn(Registration, &str) -> String,
    pub ask_yes: &'static str,
    pub accepted: &'static str,
    pub refused: fn(u8, &str) -> String,
    pub refused_remedy: fn(u8) -> &'static str,
    pub ended: &'static str,
    pub title: &'static str,
    pub secret_came: fn(&str, &str) -> String,
    pub secret_once: &'static str,
    pub secret: &'static str,
    pub use_secret: &'static str,
    pub secret_next: &'static str,
    pub secret_used: &'static str,
    pub token_came: fn(&str, &str) -> String,
    pub token_is_password: &'static str,
    pub token: &'static str,
    pub auth_type: &'static str,
    pub auth_type_hint: &'static str,
    pub use_token: &'static str,
    pub token_next: &'static str,
    pub token_used: &'static str,
    pub nothing_came: fn(&str) -> String,
    pub unreadable: fn(&AnswerError, OfWire) -> String,
    pub kept: &'static str,
    pub drop: &'static str,
    pub hidden_row: &'static str,
    pub hidden: &'static str,
    pub show: &'static str,
    pub with_secrets: &'static str,
}

impl Language {
    /// The texts of registering, which are loaded with Connect.
    pub fn registering(self) -> &'static RegisteringText {
        match self {
            Self::En => &EN,
            Self::Zh => &ZH,
        }
    }
}

const EN: RegisteringText = RegisteringText {
    registers: |registration| match registration {
        Registration::Known => {
            "These credentials register the device (authType=register). The server pushes the device secret without a subscription and ends the connection after 15 s at the latest. The page does not connect again by itself."
        }
        Registration::New => {
            "These credentials register the device (authType=regnwl). The server pushes a client id and a token without a subscription and ends the connection after 15 s at the latest. The page does not connect again by itself."
        }
    },
    needs_tls: "The platform takes a registration over TLS only: use wss://, or it answers with CONNACK 2.",
    ask: |registration, host| match registration {
        Registration::Known => format!(
            "A registration at {host} activates the device: what it issues comes to this page, and an activated device is refused the next time until it is reset in the console."
        ),
        Registration::New => format!(
            "A registration at {host} without pre-registration issues a client id and a token to this page. Up to 5 devices may share one device name so; this one may count."
        ),
    },
    ask_yes: "Register",
    accepted: "The registration was accepted. Its result comes by itself; then, or after 15 s, the server ends the connection.",
    refused: |code, meaning| {
        format!("The registration was refused with CONNACK {code}: {meaning}.")
    },
    refused_remedy: |code| match code {
        2 => {
            "Check authType, random and signmethod in the client id, securemode (2 or -2; with -2 an instance also wants instanceId), and that the URL begins with wss://."
        }
        3 => "Try again later; nothing in the credentials is known to be wrong.",
        _ => {
            "Sign with the product secret, not with a device secret, and check that random in the client id is the one that was signed. Dynamic registration must be switched on for the product."
        }
    },
    ended: "The server ended the connection, as it does with every registration. This is no fault, and nobody else logged in; the page does not connect again.",
    title: "Result of the registration",
    secret_came: |device, topic| format!("{device} got its device secret, on {topic}."),
    secret_once: "Keep it: an activated device cannot register again until it is reset in the console.",
    secret: "Device secret",
    use_secret: "Use it: fill Compute with this device",
    secret_next: "Next: go online as this device. Compute is filled with it, and this connection follows Compute.",
    secret_used: "Compute has this device, and this connection follows it. Press Connect to go online.",
    token_came: |device, topic| format!("{device} got a client id and a token, on {topic}."),
    token_is_password: "Both belong together. The token is the password of CONNECT as it is, nothing is computed; a restart of the device needs it again.",
    token: "Device token",
    auth_type: "authType of the login",
    auth_type_hint: "Sources conflict: the documentation's example and the SDKs have connwl, its prose has regnwl",
    use_token: "Use it: log in with this token",
    token_next: "Next: go online with it. It is filled into the typed credentials of this connection.",
    token_used: "The typed credentials of this connection have it. Press Connect to go online.",
    nothing_came: |topic| {
        format!("A message came on {topic}, but it gives neither secret nor token.")
    },
    unreadable: |error, wire| match error {
        AnswerError::NotJson => "There is no JSON object in it.".into(),
        AnswerError::Missing { field } => format!("It has no `{field}`."),
        AnswerError::Code => "Its `code` is not a number.".into(),
        AnswerError::Unusable(error) => wire(*error),
        AnswerError::Refused(refusal) => {
            format!(
                "The platform answered with code {}: {}",
                refusal.code, refusal.message
            )
        }
    },
    kept: "The message itself is kept among the messages below. It is hidden there, and left out of files, until you ask for it.",
    drop: "Drop",
    hidden_row: "hidden: the secret of a registration. Select the message to show it",
    hidden: "This payload holds the secret of a registration.",
    show: "Show the payload",
    with_secrets: "Write the secrets of registrations into the files too",
};

const ZH: RegisteringText = RegisteringText {
    registers: |registration| match registration {
        Registration::Known => {
            "这组参数用于动态注册（authType=register）。服务器无需订阅即推送设备密钥，并在最多 15 秒后断开连接。页面不会自动重连。"
        }
        Registration::New => {
            "这组参数用于动态注册（authType=regnwl）。服务器无需订阅即推送 Client ID 和 Token，并在最多 15 秒后断开连接。页面不会自动重连。"
        }
    },
    needs_tls: "平台只接受经 TLS 的动态注册：请使用 wss://，否则会返回 CONNACK 2。",
    ask: |registration, host| match registration {
        Registration::Known => format!(
            "在 {host} 动态注册会激活设备：下发的密钥交给本页面；设备激活后，在控制台重置之前不能再次注册。"
        ),
        Registration::New => format!(
            "在 {host} 免预注册动态注册：下发的 Client ID 和 Token 交给本页面。同一 DeviceName 最多可供 5 台设备使用，本次可能计入其中。"
        ),
    },
    ask_yes: "注册",
    accepted: "注册请求已被接受。结果会自动推送；随后，或最多 15 秒后，服务器断开连接。",
    refused: |code, meaning| format!("注册被拒绝，CONNACK {code}：{meaning}。"),
    refused_remedy: |code| match code {
        2 => {
            "请检查 Client ID 中的 authType、random、signmethod 和 securemode（2 或 -2；为 -2 时实例还需要 instanceId），并确认 URL 以 wss:// 开头。"
        }
        3 => "请稍后再试；参数本身没有已知错误。",
        _ => {
            "应使用 ProductSecret 而不是 DeviceSecret 签名，Client ID 中的 random 须与签名时一致，并且产品须打开动态注册开关。"
        }
    },
    ended: "服务器已断开连接：每次动态注册都会如此。这不是故障，也没有其他设备登录；页面不会重连。",
    title: "动态注册结果",
    secret_came: |device, topic| format!("{device} 已获得设备密钥，来自 {topic}。"),
    secret_once: "请保存：设备激活后，在控制台重置之前不能再次注册。",
    secret: "DeviceSecret",
    use_secret: "使用：填入“计算”",
    secret_next: "下一步：以该设备上线。设备填入“计算”，该连接随“计算”变化。",
    secret_used: "“计算”中已是该设备，该连接随其变化。点击“连接”即可上线。",
    token_came: |device, topic| format!("{device} 已获得 Client ID 和 Token，来自 {topic}。"),
    token_is_password: "两者配套使用。Token 原样作为 CONNECT 的密码，无需计算；设备重启后仍需使用。",
    token: "DeviceToken",
    auth_type: "登录时的 authType",
    auth_type_hint: "资料不一致：文档示例和 SDK 为 connwl，文档正文为 regnwl",
    use_token: "使用：以该 Token 登录",
    token_next: "下一步：用它上线。它会填入该连接“在此输入”的参数。",
    token_used: "该连接“在此输入”的参数已填好。点击“连接”即可上线。",
    nothing_came: |topic| format!("{topic} 收到一条消息，但其中没有密钥或 Token。"),
    unreadable: |error, wire| match error {
        AnswerError::NotJson => "其中没有 JSON 对象。".into(),
        AnswerError::Missing { field } => format!("其中缺少 `{field}`。"),
        AnswerError::Code => "其中的 `code` 不是数字。".into(),
        AnswerError::Unusable(error) => wire(*error),
        AnswerError::Refused(refusal) => {
            format!("平台返回 {}：{}", refusal.code, refusal.message)
        }
    },
    kept: "消息本身保留在下方的消息列表中；在您要求之前，列表中不显示其内容，导出的文件中也不包含。",
    drop: "移除",
    hidden_row: "已隐藏：动态注册的密钥。选中该消息可显示",
    hidden: "该消息内容包含动态注册的密钥。",
    show: "显示内容",
    with_secrets: "导出的文件也包含动态注册的密钥",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_device_that_was_added_before_is_refused_the_next_time() {
        for (text, refused) in [(&EN, "refused the next time"), (&ZH, "不能再次注册")] {
            let asked = |registration| (text.ask)(registration, "broker.example");
            assert!(asked(Registration::Known).contains(refused));
            assert!(!asked(Registration::New).contains(refused));
        }
    }
}
