//! The `code` of the platform's replies, with its meaning in both languages.
//!
//! Source unless noted: vendor page 设备端错误码.md (GHD, state of 2020-12-09; the same list in help
//! topic 120329), in our words. aliyun.md §4, §5 name the codes of registration and sub-devices.

use connack_protocol::Lang;

/// A code of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The number.
    pub code: i64,
    /// Its meaning in English.
    pub en: &'static str,
    /// Its meaning in Chinese.
    pub zh: &'static str,
    /// Whether the platform's own list of codes for devices has it. The others are in use on its
    /// neighbours and only likely to mean the same here.
    pub verified: bool,
}

impl Code {
    /// Its meaning.
    pub fn meaning(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }
}

/// A device's own errors (vendor page 设备端通用code.md).
const OWN: Code = listed(
    100_000,
    "an error of the device's own, 100000 to 110000",
    "设备自定义错误，100000～110000",
);

/// What a code means; `None` when no source tells.
pub fn code_meaning(code: i64) -> Option<&'static Code> {
    if (100_000..=110_000).contains(&code) {
        return Some(&OWN);
    }
    CODES.iter().find(|known| known.code == code)
}

const fn listed(code: i64, en: &'static str, zh: &'static str) -> Code {
    Code {
        code,
        en,
        zh,
        verified: true,
    }
}

const fn unverified(code: i64, en: &'static str, zh: &'static str) -> Code {
    Code {
        code,
        en,
        zh,
        verified: false,
    }
}

/// All that are known, in the order of their numbers.
pub const CODES: &[Code] = &[
    listed(200, "done", "成功"),
    listed(400, "the request could not be processed", "处理请求时出错"),
    listed(
        401,
        "the signature does not verify (topology)",
        "签名校验失败（拓扑关系）",
    ),
    // Feiyan (Living IoT) lists these three for its own services.
    unverified(403, "not allowed", "请求被禁止"),
    unverified(404, "no such service", "服务未找到"),
    listed(
        427,
        "the same identity logged in elsewhere; this one is cut off",
        "同一设备身份在别处登录，当前连接被断开",
    ),
    listed(
        428,
        "too many sub-devices at this gateway",
        "网关下的子设备数超过上限",
    ),
    listed(
        429,
        "too many requests: slowed down by the platform, or by the device",
        "请求过于频繁，被限流",
    ),
    listed(
        460,
        "empty data, a parameter of the wrong form, or too many parameters",
        "数据为空、参数格式错误或参数过多",
    ),
    listed(500, "unknown error of the platform", "系统未知异常"),
    unverified(503, "service not available", "服务不可用"),
    listed(
        520,
        "no session of this sub-device, or not through this gateway",
        "子设备会话错误：不存在，或不是经当前网关上线",
    ),
    listed(521, "the device is deleted", "设备已被删除"),
    listed(522, "the device is disabled", "设备已被禁用"),
    // aliyun.md §3, the codes of HTTPS authentication.
    listed(
        5001,
        "no such device (HTTPS authentication)",
        "设备不存在（HTTPS 认证）",
    ),
    listed(
        5005,
        "no such product: check the product key",
        "查询产品信息失败，请核对 ProductKey",
    ),
    listed(
        5244,
        "the data of this LoRaWAN product could not be read",
        "查询 LoRaWAN 产品的元信息失败",
    ),
    listed(
        6100,
        "no such device: check product key and device name",
        "未查询到该设备，请核对设备信息",
    ),
    listed(
        6104,
        "more than 200 properties in one request",
        "一次请求的属性超过 200 个",
    ),
    listed(
        6106,
        "more than 200 properties in one post",
        "一次上报的属性超过 200 个",
    ),
    listed(
        6200,
        "the product uses another way of authentication (HTTPS authentication)",
        "认证方式不匹配（HTTPS 认证）",
    ),
    listed(6203, "the topic cannot be parsed", "解析 Topic 失败"),
    listed(6204, "the device is disabled", "设备已被禁用"),
    listed(6207, "the data is not JSON", "上报或解析后的数据不是 JSON"),
    listed(
        6250,
        "no such product: check the product key",
        "查询产品信息失败，请核对 ProductKey",
    ),
    listed(
        6280,
        "the name of the sub-device found is not allowed",
        "上报的子设备名称不符合规范",
    ),
    listed(
        6287,
        "the signature of the sub-device does not verify",
        "子设备签名校验失败",
    ),
    listed(
        6288,
        "dynamic registration is switched off for the product",
        "产品未打开动态注册开关",
    ),
    listed(
        6289,
        "the device is activated already",
        "设备已激活，不能再动态注册",
    ),
    listed(6292, "the sign method is not supported", "不支持该签名算法"),
    listed(6300, "the field `method` is missing", "缺少 method 参数"),
    listed(
        6301,
        "the thing model says array, the data is none",
        "物模型定义为数组，上报的不是数组",
    ),
    listed(
        6302,
        "a required parameter of the service is missing",
        "缺少服务的必需参数",
    ),
    listed(
        6304,
        "the struct has no such parameter",
        "结构体中不存在该参数",
    ),
    listed(
        6306,
        "type or range is not that of the thing model",
        "参数类型或取值范围与物模型不符",
    ),
    listed(
        6307,
        "not a 32-bit float of the thing model",
        "不符合 32 位浮点规范",
    ),
    listed(
        6308,
        "not a boolean of the thing model",
        "不符合布尔类型规范",
    ),
    listed(
        6309,
        "not an enum value of the thing model",
        "不符合枚举类型规范",
    ),
    listed(
        6310,
        "not a text of the thing model, or too long",
        "不符合字符类型规范，或超过长度",
    ),
    listed(
        6311,
        "not a date: expected a UTC timestamp as text",
        "不符合日期类型规范，应为 UTC 时间戳字符",
    ),
    listed(
        6312,
        "not the struct of the thing model",
        "不符合结构体规范",
    ),
    listed(
        6320,
        "the thing model has no such property",
        "物模型中没有该属性",
    ),
    listed(
        6322,
        "not a 64-bit float of the thing model",
        "不符合 64 位浮点规范",
    ),
    listed(
        6324,
        "not the array of the thing model, or too many elements",
        "不符合数组规范，或元素过多",
    ),
    listed(
        6325,
        "the array has elements of a type that is not supported",
        "数组元素类型不支持",
    ),
    listed(6326, "the field `time` is malformed", "time 字段格式错误"),
    listed(6328, "expected an array", "参数不是数组"),
    listed(
        6356,
        "more than 200 events in one post of a gateway",
        "网关一次上报的事件超过 200 个",
    ),
    listed(
        6357,
        "more than 20 sub-devices in one post of a gateway",
        "网关一次上报的子设备超过 20 个",
    ),
    listed(
        6400,
        "too many sub-devices at this gateway",
        "网关的子设备数超过限制",
    ),
    listed(
        6401,
        "this device does not belong to the gateway",
        "拓扑关系不存在",
    ),
    listed(
        6402,
        "gateway and sub-device are the same device",
        "网关与子设备是同一个设备",
    ),
    listed(
        6450,
        "parsed by the script, the data has no `method`",
        "脚本解析后的数据没有 method",
    ),
    listed(
        6600,
        "the signature does not verify (registration)",
        "签名校验失败（动态注册）",
    ),
    listed(
        6619,
        "the device belongs to another gateway",
        "设备已绑定到其他网关",
    ),
    listed(
        6661,
        "the desired values could not be read",
        "查询期望属性失败",
    ),
    listed(
        6710,
        "there is no remote configuration",
        "未查询到远程配置信息",
    ),
    listed(
        6713,
        "remote configuration is switched off for the product",
        "产品未打开远程配置开关",
    ),
    // Vendor page 设备日志上报.md.
    listed(
        6717,
        "getType of the log configuration must be `content`",
        "日志配置的 getType 只能是 content",
    ),
    listed(
        6718,
        "configScope of the log configuration must be `device`",
        "日志配置的 configScope 只能是 device",
    ),
    listed(6760, "error of the platform", "系统异常"),
    listed(9112, "no such device (OTA)", "未查询到指定设备（OTA）"),
    listed(
        26001,
        "the product has no submitted parsing script",
        "没有已提交的数据解析脚本",
    ),
    listed(26002, "the parsing script failed", "数据解析脚本有错误"),
    listed(
        26006,
        "the parsing script lacks protocolToRawData or rawDataToProtocol",
        "解析脚本缺少 protocolToRawData 或 rawDataToProtocol",
    ),
    listed(
        26007,
        "the parsing script gave back something of another type",
        "解析脚本的返回结果格式不符",
    ),
    listed(
        26010,
        "too many requests to the parsing script",
        "数据解析请求过于频繁，被限流",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_listed_once_in_order_and_in_both_languages() {
        assert!(CODES.is_sorted_by(|a, b| a.code < b.code));
        for code in CODES {
            assert!(code.en.is_ascii() && !code.en.is_empty(), "{}", code.code);
            let chinese = !code.zh.is_ascii();
            let half_width = code.zh.contains([',', ':', ';']);
            assert!(chinese && !half_width, "{}", code.code);
        }
    }

    #[test]
    fn a_code_has_its_meaning() {
        let meaning = |code| code_meaning(code).map(|known| known.meaning(Lang::En));
        assert_eq!(meaning(200), Some("done"));
        assert_eq!(
            meaning(6100),
            Some("no such device: check product key and device name")
        );
        assert_eq!(meaning(105_000), Some(OWN.en));
        assert_eq!(
            (meaning(110_001), meaning(-1), meaning(0)),
            (None, None, None)
        );
        assert!(code_meaning(460).is_some_and(|known| known.verified));
        assert!(code_meaning(403).is_some_and(|known| !known.verified));
    }
}
