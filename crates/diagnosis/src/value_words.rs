//! What is said of a value that was typed: the rule, what was found, and what to do. Beside a field
//! it needs no name; longer texts name it.

use crate::Lang;
use connack_signer::{Oddity, Subject, WireError};

/// Against a value that would break the wire.
pub fn wire_words(error: WireError, lang: Lang) -> String {
    match lang {
        Lang::En => wire_en(error),
        Lang::Zh => wire_zh(error),
    }
}

/// Of a value that is unusual.
pub fn odd_words(subject: Subject, oddity: Oddity, lang: Lang) -> String {
    match lang {
        Lang::En => odd_en(subject, oddity),
        Lang::Zh => odd_zh(subject, oddity),
    }
}

/// A character so that a reader can see it, whatever it is.
fn visible(found: char) -> String {
    if found.is_control() || found.is_whitespace() || matches!(found, '\u{feff}' | '\u{200b}') {
        format!("U+{:04X}", u32::from(found))
    } else {
        found.to_string()
    }
}

fn wire_en(error: WireError) -> String {
    match error {
        WireError::Nul { at, .. } => {
            format!("U+0000 at character {at}: MQTT forbids it. Remove it.")
        }
        WireError::Separator {
            subject: Subject::ClientId,
            found,
            at,
        } => format!(
            "“{found}” at character {at}: a bar ends the clientId on the wire. Remove it; parameters have their own fields."
        ),
        WireError::Separator { found, at, .. } => {
            format!("“{found}” at character {at}: the platform reads it as a separator. Remove it.")
        }
        WireError::TooLong { bytes, max, .. } => {
            format!("{bytes} bytes: a text of MQTT has at most {max}. Shorten it.")
        }
        WireError::NotNameValue { at } => {
            format!("Parameter {at} is not name=value. Write it so, separated by commas.")
        }
        WireError::Reserved { at, name } => {
            format!("Parameter {at} sets {name}, which has its own field. Remove it here.")
        }
        WireError::Host { found, at } => format!(
            "“{}” at character {at}: expected an instance ID, a host, host:port, or a ws:// or wss:// URL.",
            visible(found)
        ),
        WireError::NoHost => "There is no host in it.".into(),
        WireError::Port => "The port must be a number from 1 to 65535, as in host:port.".into(),
    }
}

fn wire_zh(error: WireError) -> String {
    match error {
        WireError::Nul { at, .. } => format!("第 {at} 个字符是 U+0000，MQTT 不允许，请删除。"),
        WireError::Separator {
            subject: Subject::ClientId,
            found,
            at,
        } => {
            format!("第 {at} 个字符是“{found}”：竖线会结束 clientId，请删除；扩展参数另有输入框。")
        }
        WireError::Separator { found, at, .. } => {
            format!("第 {at} 个字符是“{found}”，平台会把它当作分隔符，请删除。")
        }
        WireError::TooLong { bytes, max, .. } => {
            format!("共 {bytes} 字节，MQTT 文本最多 {max} 字节，请缩短。")
        }
        WireError::NotNameValue { at } => {
            format!("第 {at} 个参数不是 name=value 形式，请改正，多个参数以逗号分隔。")
        }
        WireError::Reserved { at, name } => {
            format!("第 {at} 个参数是 {name}，它有单独的输入框，请在此删除。")
        }
        WireError::Host { found, at } => format!(
            "第 {at} 个字符是“{}”：应为实例 ID、主机名、host:port，或 ws://、wss:// 地址。",
            visible(found)
        ),
        WireError::NoHost => "其中没有主机名。".into(),
        WireError::Port => "端口应为 1 到 65535 的数字，写作 host:port。".into(),
    }
}

fn odd_en(subject: Subject, oddity: Oddity) -> String {
    match oddity {
        Oddity::Empty if subject == Subject::DeviceSecret => {
            "Empty: the password is computed with an empty key and will be refused.".into()
        }
        Oddity::Empty => "Empty: every device has one.".into(),
        Oddity::TooShort { chars, min } => {
            format!("{chars} characters; the platform wants {min} or more.")
        }
        Oddity::TooLong { chars, max } => {
            format!("{chars} characters; the platform takes at most {max}.")
        }
        Oddity::BlankAround => {
            "A blank or line end at the beginning or end, copied along? It is signed as it stands."
                .into()
        }
        Oddity::Charset { found, at } => {
            let found = found.map_or_else(
                || "An unusual character".into(),
                |c| format!("“{}”", visible(c)),
            );
            let set = match subject {
                Subject::DeviceName => "device names have letters, digits and - _ @ . :",
                Subject::ProductKey => "product keys have letters and digits",
                Subject::DeviceSecret | Subject::ProductSecret => "secrets have letters and digits",
                Subject::Timestamp => "usually digits; any text is signed as it stands",
                Subject::ClientId
                | Subject::Random
                | Subject::AccessKeyId
                | Subject::InstanceId
                | Subject::ExtParams
                | Subject::Host => "a blank is mostly a slip",
            };
            format!("{found} at character {at}: {set}.")
        }
        Oddity::Placeholder => {
            "A placeholder that was not replaced: put the device's own value here.".into()
        }
    }
}

fn odd_zh(subject: Subject, oddity: Oddity) -> String {
    match oddity {
        Oddity::Empty if subject == Subject::DeviceSecret => {
            "为空：密码将以空密钥计算，会被平台拒绝。".into()
        }
        Oddity::Empty => "为空：每个设备都有该值。".into(),
        Oddity::TooShort { chars, min } => format!("共 {chars} 个字符，平台要求至少 {min} 个。"),
        Oddity::TooLong { chars, max } => format!("共 {chars} 个字符，平台最多允许 {max} 个。"),
        Oddity::BlankAround => "首尾有空格或换行，是复制时带入的吗？将按原样签名。".into(),
        Oddity::Charset { found, at } => {
            let found =
                found.map_or_else(|| "不常见的字符".into(), |c| format!("“{}”", visible(c)));
            let set = match subject {
                Subject::DeviceName => "DeviceName 由字母、数字和 - _ @ . : 组成",
                Subject::ProductKey => "ProductKey 由字母和数字组成",
                Subject::DeviceSecret | Subject::ProductSecret => "密钥由字母和数字组成",
                Subject::Timestamp => "一般为数字；任何文本都按原样签名",
                Subject::ClientId
                | Subject::Random
                | Subject::AccessKeyId
                | Subject::InstanceId
                | Subject::ExtParams
                | Subject::Host => "空格多半是误输入",
            };
            format!("第 {at} 个字符：{found}。{set}。")
        }
        Oddity::Placeholder => "占位符未替换：请填入设备自己的值。".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_named() {
        assert_eq!(visible('\t'), "U+0009");
        assert_eq!(visible('/'), "/");
    }
}
