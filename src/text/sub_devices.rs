//! Sub-devices behind a gateway: fields, buttons, states and answers.

use crate::text::Language;

/// See the module.
#[derive(Debug)]
#[allow(missing_docs, reason = "each text is its own documentation")]
pub struct SubDevicesText {
    pub title: &'static str,
    pub hint: &'static str,
    pub product_key: &'static str,
    pub device_name: &'static str,
    pub device_secret: &'static str,
    pub client_id: &'static str,
    pub client_id_hint: &'static str,
    pub sign_method: &'static str,
    pub practice: &'static str,
    pub add: &'static str,
    pub all: &'static str,
    pub all_hint: &'static str,
    pub topo_add: &'static str,
    pub login: &'static str,
    pub logout: &'static str,
    pub drop: fn(&str) -> String,
    pub of: fn(&str) -> String,
    /// In the order of `SubState`.
    pub state: [&'static str; 7],
    pub request: fn(&str, u32) -> String,
    pub done_meaning: &'static str,
    pub answered: fn(&str, i64, &str) -> String,
    pub taken_back: fn(i64, &str) -> String,
    pub unknown_code: &'static str,
    pub platform_says: fn(&str) -> String,
    pub waiting: &'static str,
    pub unanswered: &'static str,
    pub offline: &'static str,
}

impl Language {
    /// The texts of sub-devices, which are loaded with Connect.
    pub fn sub_devices(self) -> &'static SubDevicesText {
        match self {
            Self::En => &EN,
            Self::Zh => &ZH,
        }
    }
}

const EN: SubDevicesText = SubDevicesText {
    title: "Sub-devices",
    hint: "For a gateway: sub-devices have no connection of their own, their messages go through this one. Each is added to the topology once, and logged in after each connect. The requests are signed with the sub-device's secret, which stays in memory only.",
    product_key: "Product key of the sub-device",
    device_name: "Device name of the sub-device",
    device_secret: "Device secret of the sub-device",
    client_id: "Client ID of the sub-device",
    client_id_hint: "Empty: productKey&deviceName, as recommended. Signed as it stands, bars and all",
    sign_method: "Sign method",
    practice: "Fill in the practice sub-device",
    add: "Add to the list",
    all: "Log all in at once",
    all_hint: "combine/batch_login: all or none. The documentation of 2020 allows 5 at once, newer editions 50",
    topo_add: "Add to topology",
    login: "Log in",
    logout: "Log out",
    drop: |name| format!("Drop {name} from the list"),
    of: |name| format!("of {name}"),
    state: [
        "not added yet",
        "adding …",
        "in the topology, offline",
        "logging in …",
        "online",
        "logging out …",
        "refused",
    ],
    request: |asked, id| format!("{asked}, id {id}"),
    done_meaning: "done",
    answered: |latency, code, meaning| format!("answered in {latency} ms: code {code}, {meaning}"),
    taken_back: |code, meaning| format!("told on /ext/error: code {code}, {meaning}"),
    unknown_code: "a code that the documentation does not list",
    platform_says: |message| format!("The platform says: “{message}”"),
    waiting: "no reply yet",
    unanswered: "no reply came within 10 s, or the connection ended before",
    offline: "Connect the gateway first: the requests go through its connection.",
};

const ZH: SubDevicesText = SubDevicesText {
    title: "子设备",
    hint: "用于网关：子设备没有自己的连接，消息经该连接收发。每个子设备只需添加一次拓扑关系，网关每次连接后需重新登录。请求用子设备的密钥签名，密钥只保存在内存中。",
    product_key: "子设备 ProductKey",
    device_name: "子设备 DeviceName",
    device_secret: "子设备 DeviceSecret",
    client_id: "子设备 Client ID",
    client_id_hint: "留空则使用推荐的 productKey&deviceName；按原样参与签名，包括竖线",
    sign_method: "签名算法",
    practice: "填入练习用子设备",
    add: "加入列表",
    all: "全部登录",
    all_hint: "combine/batch_login：全部成功或全部失败。2020 年的文档一次最多 5 个，新版文档为 50 个",
    topo_add: "添加拓扑",
    login: "登录",
    logout: "登出",
    drop: |name| format!("从列表移除 {name}"),
    of: |name| name.to_owned(),
    state: [
        "尚未添加",
        "正在添加 …",
        "已在拓扑中，离线",
        "正在登录 …",
        "在线",
        "正在登出 …",
        "被拒绝",
    ],
    request: |asked, id| format!("{asked}，id {id}"),
    done_meaning: "成功",
    answered: |latency, code, meaning| format!("{latency} 毫秒后返回 {code}：{meaning}"),
    taken_back: |code, meaning| format!("/ext/error 通知 {code}：{meaning}"),
    unknown_code: "文档中没有列出的错误码",
    platform_says: |message| format!("平台原文：“{message}”"),
    waiting: "尚无回复",
    unanswered: "10 秒内没有回复，或连接已先断开",
    offline: "请先连接网关：请求经其连接发送。",
};
