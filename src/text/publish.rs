//! Publishing by hand: forms of payloads, what is wrong with one, limits, templates, what is kept.

use crate::text::Language;
use connack_behaviour::{ImportError, PayloadError};
use connack_protocol::PayloadForm;

/// See the module.
#[derive(Debug)]
#[allow(missing_docs, reason = "each text is its own documentation")]
pub struct PublishText {
    pub form: &'static str,
    pub form_name: fn(PayloadForm) -> &'static str,
    pub error: fn(&PayloadError) -> String,
    pub retain: &'static str,
    pub properties: &'static str,
    pub properties_hint: &'static str,
    pub template: &'static str,
    pub template_none: &'static str,
    pub template_name: fn(&str) -> &'static str,
    pub fill: &'static str,
    pub history: &'static str,
    pub back: &'static str,
    pub forth: &'static str,
    pub writing: fn(usize) -> String,
    pub all_the_same: &'static str,
    pub subscribe_all_the_same: &'static str,
    pub limit_binds: &'static str,
    pub limit_note: &'static str,
    pub source: &'static str,
    pub snippets: &'static str,
    pub snippets_hint: &'static str,
    pub snippet_name: &'static str,
    pub keep: &'static str,
    pub remove: fn(&str) -> String,
    pub take: fn(&str) -> String,
    pub snippet_secret: &'static str,
    pub file: &'static str,
    pub export: &'static str,
    pub import: &'static str,
    pub import_error: fn(&ImportError) -> String,
}

impl Language {
    /// The texts of publishing, which are loaded with Connect.
    pub fn publish(self) -> &'static PublishText {
        match self {
            Self::En => &EN,
            Self::Zh => &ZH,
        }
    }
}

const EN: PublishText = PublishText {
    form: "Written as",
    form_name: |form| match form {
        PayloadForm::Text => "Text",
        PayloadForm::Json => "JSON",
        PayloadForm::Hex => "Hex",
        PayloadForm::Base64 => "Base64",
    },
    error: |error| match error {
        PayloadError::Json {
            line,
            column,
            problem,
        } => format!("Not JSON at line {line}, column {column}: {problem}"),
        PayloadError::HexCharacter { at, found } => {
            format!("Character {at} is “{}”: no hex digit", found.escape_debug())
        }
        PayloadError::HexHalf { at, found } => {
            format!("“{found}” at character {at} stands alone: a byte has two hex digits")
        }
        PayloadError::Base64Character { at, found } => format!(
            "Character {at} is “{}”: not a character of Base64",
            found.escape_debug()
        ),
        PayloadError::Base64Half { at, found } => format!(
            "“{found}” at character {at} is alone in the last group: one character holds no byte"
        ),
        PayloadError::Base64Bits { at, found } => {
            format!("“{found}” at character {at}, the last one, has bits that belong to no byte")
        }
        PayloadError::Base64Padding { found, expected } => {
            format!("It ends with {found} “=”; {expected} or none would be right")
        }
    },
    retain: "Retain",
    properties: "User properties (MQTT 5.0)",
    properties_hint: "One on each line: name=value",
    template: "Template",
    template_none: "Choose …",
    template_name: |id| match id {
        "property-post" => "Property post",
        "event-post" => "Event post",
        "deviceinfo-update" => "Tags: update",
        "deviceinfo-delete" => "Tags: delete",
        "desired-get" => "Desired values: get",
        "desired-delete" => "Desired values: delete",
        "config-get" => "Configuration: get",
        "ota-firmware-get" => "OTA: ask for firmware",
        "topo-get" => "Sub-devices: get",
        "topo-add" => "Sub-devices: add",
        "log-config-get" => "Log settings: get",
        "log-post" => "Log: post",
        "ota-inform" => "OTA: version",
        "ota-progress" => "OTA: progress",
        "ota-request" => "OTA: ask for a version",
        "ntp-request" => "NTP request",
        "shadow-update" => "Shadow: update",
        "shadow-get" => "Shadow: get",
        "user-update" => "Own topic: update",
        "user-update-error" => "Own topic: error",
        _ => "Message",
    },
    fill: "Fill in",
    history: "Sent",
    back: "The message sent before",
    forth: "The message sent after",
    writing: |count| format!("new / {count}"),
    all_the_same: "Send all the same",
    subscribe_all_the_same: "Subscribe all the same",
    limit_binds: "On the platform",
    limit_note: "Note: on the platform",
    source: "Source",
    snippets: "Kept messages",
    snippets_hint: "Kept in this browser only, until you remove them; never with the device secret or the password",
    snippet_name: "Name",
    keep: "Keep this message",
    remove: |name| format!("Remove {name}"),
    take: |name| format!("Take {name}"),
    snippet_secret: "Not kept: the device secret or the password is in it.",
    file: "As a file (JSON)",
    export: "Write",
    import: "Take over",
    import_error: |error| match error {
        ImportError::Shape {
            line,
            column,
            problem,
        } => format!("Line {line}, column {column}: {problem}"),
        ImportError::Version { found, expected } => {
            format!("Version {found}; this page reads version {expected}")
        }
    },
};

const ZH: PublishText = PublishText {
    form: "写法",
    form_name: |form| match form {
        PayloadForm::Text => "文本",
        PayloadForm::Json => "JSON",
        PayloadForm::Hex => "十六进制",
        PayloadForm::Base64 => "Base64",
    },
    error: |error| match error {
        PayloadError::Json {
            line,
            column,
            problem,
        } => format!("第 {line} 行第 {column} 列不是 JSON：{problem}"),
        PayloadError::HexCharacter { at, found } => {
            format!("第 {at} 个字符“{}”不是十六进制数字", found.escape_debug())
        }
        PayloadError::HexHalf { at, found } => {
            format!("第 {at} 个字符“{found}”落单：每个字节应有两位十六进制数字")
        }
        PayloadError::Base64Character { at, found } => {
            format!("第 {at} 个字符“{}”不是 Base64 字符", found.escape_debug())
        }
        PayloadError::Base64Half { at, found } => {
            format!("最后一组只有第 {at} 个字符“{found}”，不足一个字节")
        }
        PayloadError::Base64Bits { at, found } => {
            format!("最后一个字符（第 {at} 个）“{found}”含有多余的位")
        }
        PayloadError::Base64Padding { found, expected } => {
            format!("末尾有 {found} 个“=”，应为 {expected} 个或没有")
        }
    },
    retain: "保留消息",
    properties: "用户属性（MQTT 5.0）",
    properties_hint: "每行一个：名称=值",
    template: "模板",
    template_none: "请选择 …",
    template_name: |id| match id {
        "property-post" => "属性上报",
        "event-post" => "事件上报",
        "deviceinfo-update" => "标签：更新",
        "deviceinfo-delete" => "标签：删除",
        "desired-get" => "期望属性值：获取",
        "desired-delete" => "期望属性值：清除",
        "config-get" => "远程配置：获取",
        "ota-firmware-get" => "OTA：查询升级包",
        "topo-get" => "子设备拓扑：获取",
        "topo-add" => "子设备拓扑：添加",
        "log-config-get" => "日志配置：获取",
        "log-post" => "日志：上报",
        "ota-inform" => "OTA：上报版本",
        "ota-progress" => "OTA：上报进度",
        "ota-request" => "OTA：请求版本",
        "ntp-request" => "NTP 请求",
        "shadow-update" => "设备影子：更新",
        "shadow-get" => "设备影子：获取",
        "user-update" => "自定义 Topic：上报",
        "user-update-error" => "自定义 Topic：上报错误",
        _ => "消息",
    },
    fill: "填入",
    history: "已发送",
    back: "上一条已发送的消息",
    forth: "下一条已发送的消息",
    writing: |count| format!("新 / {count}"),
    all_the_same: "仍然发送",
    subscribe_all_the_same: "仍然订阅",
    limit_binds: "平台限制",
    limit_note: "提示：平台限制",
    source: "来源",
    snippets: "留存的消息",
    snippets_hint: "只留存在本浏览器中，直到删除；不会包含设备密钥或密码",
    snippet_name: "名称",
    keep: "留存当前消息",
    remove: |name| format!("删除 {name}"),
    take: |name| format!("使用 {name}"),
    snippet_secret: "未留存：其中含有设备密钥或密码。",
    file: "文件（JSON）",
    export: "生成",
    import: "导入",
    import_error: |error| match error {
        ImportError::Shape {
            line,
            column,
            problem,
        } => format!("第 {line} 行第 {column} 列：{problem}"),
        ImportError::Version { found, expected } => {
            format!("版本为 {found}，本页面可读取版本 {expected}")
        }
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use connack_behaviour::{Ids, templates};

    #[test]
    fn every_template_has_a_name_of_its_own() {
        for language in [Language::En, Language::Zh] {
            let name = language.publish().template_name;
            let made = templates("pk", "dn", &mut Ids::default(), 0.0);
            let mut names: Vec<&str> = made.iter().map(|made| name(made.id)).collect();
            assert!(!names.contains(&name("")));
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), made.len());
        }
    }
}
