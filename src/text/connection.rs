//! Connections: the causes of a failure, the options of a connection, and the tabs.

use crate::text::Language;

/// See the module.
#[derive(Debug)]
#[allow(missing_docs, reason = "each text is its own documentation")]
pub struct ConnectionText {
    pub other_causes: fn(usize) -> String,
    pub probing: &'static str,
    pub source: &'static str,
    pub from_compute: &'static str,
    pub kept: &'static str,
    pub typed: &'static str,
    pub kept_hint: &'static str,
    pub typed_hint: &'static str,
    pub password_kept: &'static str,
    pub client_id: &'static str,
    pub username: &'static str,
    pub password: &'static str,
    pub options: &'static str,
    pub name: &'static str,
    pub name_hint: &'static str,
    pub retry: &'static str,
    pub retry_never: &'static str,
    pub retry_lost: &'static str,
    pub retry_always: &'static str,
    pub retry_hint: &'static str,
    pub version: &'static str,
    pub version_trap: &'static str,
    pub ask_version: fn(&str) -> String,
    pub ask_version_yes: &'static str,
    pub will: &'static str,
    pub will_on: &'static str,
    pub will_note: &'static str,
    pub will_topic: &'static str,
    pub will_payload: &'static str,
    pub will_retain: &'static str,
    pub next_try: fn(u64, u32) -> String,
    pub next_try_waits: &'static str,
    pub try_now: &'static str,
    pub edits_count: &'static str,
    pub connections: &'static str,
    pub new_connection: &'static str,
    pub close_connection: fn(&str) -> String,
    pub close_asks: fn(&str) -> String,
    pub close_yes: &'static str,
    pub close_no: &'static str,
    pub nameless: &'static str,
    pub unread: fn(u64) -> String,
}

impl Language {
    /// The texts of connections, which are loaded with Connect's module.
    pub fn connection(self) -> &'static ConnectionText {
        match self {
            Self::En => &EN,
            Self::Zh => &ZH,
        }
    }
}

const EN: ConnectionText = ConnectionText {
    other_causes: |count| match count {
        1 => "1 other cause".to_owned(),
        count => format!("{count} other causes"),
    },
    probing: "Trying …",
    source: "Credentials",
    from_compute: "from Compute, as they stand there",
    kept: "from Compute, kept as they are now",
    typed: "typed here",
    kept_hint: "What changes on Compute no longer changes this connection",
    typed_hint: "For any client that is no device of the platform; nothing of it is stored",
    password_kept: "kept from Compute, not shown here",
    client_id: "Client ID",
    username: "Username",
    password: "Password",
    options: "More options: name, reconnecting, MQTT version, will",
    name: "Name of this connection",
    name_hint: "Empty: the device name",
    retry: "Connect again by itself",
    retry_never: "never",
    retry_lost: "when a connection is lost",
    retry_always: "always, also when the first try fails",
    retry_hint: "Waits longer each time; stops when the broker refuses. The platform takes 5 connections a minute",
    version: "MQTT version",
    version_trap: "The platform: a device that connected with 5.0 once cannot go back to 3.1.1; public instances do not take 5.0",
    ask_version: |host| {
        format!(
            "MQTT 5.0 at {host} is a way without return: a device that connected with 5.0 once is refused with 3.1 and 3.1.1 from then on."
        )
    },
    ask_version_yes: "Connect with 5.0",
    will: "Will",
    will_on: "Have the broker publish a will when this client is lost",
    will_note: "The platform takes no will with 3.1.1, and does not document what it does with one; other brokers take it",
    will_topic: "Topic of the will",
    will_payload: "Payload of the will",
    will_retain: "Retained",
    next_try: |seconds, attempt| format!("Try {attempt} in {seconds} s"),
    next_try_waits: "The next try is about to begin",
    try_now: "Try now",
    edits_count: "What you change now counts from the next try on.",
    connections: "Connections",
    new_connection: "New connection",
    close_connection: |name| format!("Close {name}"),
    close_asks: |name| {
        format!("{name} is connected. Closing it disconnects, and drops its messages.")
    },
    close_yes: "Disconnect and close",
    close_no: "Keep it",
    nameless: "no device yet",
    unread: |count| format!("{count} new"),
};

const ZH: ConnectionText = ConnectionText {
    other_causes: |count| format!("其他 {count} 种原因"),
    probing: "正在尝试 …",
    source: "连接参数",
    from_compute: "来自“计算”，随其变化",
    kept: "来自“计算”，保持现在的值",
    typed: "在此输入",
    kept_hint: "“计算”中的改动不再影响该连接",
    typed_hint: "用于不是平台设备的客户端；输入的内容不会被保存",
    password_kept: "取自“计算”，此处不显示",
    client_id: "Client ID",
    username: "用户名",
    password: "密码",
    options: "更多选项：名称、重连、MQTT 版本、遗嘱",
    name: "该连接的名称",
    name_hint: "留空则使用设备名称",
    retry: "自动重连",
    retry_never: "从不",
    retry_lost: "连接中断时",
    retry_always: "总是，包括首次失败时",
    retry_hint: "间隔逐次延长；被 Broker 拒绝时停止。平台每分钟最多接受 5 次连接",
    version: "MQTT 版本",
    version_trap: "平台：设备一旦用 5.0 连接过，就不能再用 3.1.1；公共实例不支持 5.0",
    ask_version: |host| {
        format!(
            "在 {host} 使用 MQTT 5.0 无法回退：设备一旦用 5.0 连接过，以后用 3.1 和 3.1.1 都会被拒绝。"
        )
    },
    ask_version_yes: "用 5.0 连接",
    will: "遗嘱",
    will_on: "客户端失联时由 Broker 发布遗嘱",
    will_note: "平台在 3.1.1 下不支持遗嘱，文档未说明带遗嘱时如何处理；其他 Broker 支持",
    will_topic: "遗嘱的 Topic",
    will_payload: "遗嘱的内容",
    will_retain: "保留",
    next_try: |seconds, attempt| format!("{seconds} 秒后进行第 {attempt} 次重试"),
    next_try_waits: "即将重试",
    try_now: "立即重试",
    edits_count: "现在的改动从下一次尝试起生效。",
    connections: "连接列表",
    new_connection: "新建连接",
    close_connection: |name| format!("关闭 {name}"),
    close_asks: |name| format!("{name} 正在连接中。关闭会断开连接并丢弃其消息。"),
    close_yes: "断开并关闭",
    close_no: "保留",
    nameless: "尚无设备",
    unread: |count| format!("{count} 条新消息"),
};
