//! About: what this is, and how to check what it claims.

/// See the module.
#[derive(Debug)]
#[allow(missing_docs, reason = "each text is its own documentation")]
pub struct AboutText {
    pub title: &'static str,
    pub what: &'static str,
    pub what_body: &'static str,
    pub private: &'static str,
    pub private_body: &'static [&'static str],
    pub unverified: &'static str,
    pub unverified_body: &'static [&'static str],
    pub commands: &'static str,
    pub commands_body: &'static str,
    pub build: &'static str,
}

pub(super) const EN: AboutText = AboutText {
    title: "About Connack",
    what: "What it is",
    what_body: "Connack computes what a device must send to get CONNACK 0 from Alibaba Cloud IoT Platform, shows each step of the computation, and connects as the device by MQTT over WebSocket. It is no product of Alibaba Cloud.",
    private: "Why you can type a secret here, and how to check",
    private_body: &[
        "All computing happens in this page; there is no server behind it.",
        "The page carries a Content-Security-Policy that lets it load only its own files, and connect only by wss:// to any host, by ws:// to this machine (any-broker.html: to any) and by https:// to hosts under aliyuncs.com; the workers are bound by the same policy.",
        "To check: open the browser's developer tools, the Network tab, and type. No request to another host appears until you press Connect, or Send on a way in that begins with HTTPS; a part of the page may come from its own host.",
        "Connect sends the client id, the user name and the password to the URL that you see; Send posts the body that you see. The device secret itself is never sent.",
        "Secrets are not stored unless you save one with a profile on Connect, and are not read from links. Copies that the browser makes of what you type, in input fields for one, cannot be wiped by a page; closing the tab ends them.",
    ],
    unverified: "What is not verified",
    unverified_body: &[
        "The platform's rules come from its documentation and its official SDKs; none of it was tried against the live platform.",
        "Whether the platform compares securemode with the transport, and which WebSocket path new instances want, is not documented clearly. Both are fields here.",
        "The empty client id, |…| on the wire, is used by official SDKs, but not documented.",
    ],
    commands: "Beside this page",
    commands_body: "The same computation runs on the command line as “connack sign”, and “connack-broker” is a practice broker that applies the platform's rules on your own machine.",
    build: "Build",
};

pub(super) const ZH: AboutText = AboutText {
    title: "关于 Connack",
    what: "这是什么",
    what_body: "Connack 计算设备为了从阿里云物联网平台得到 CONNACK 0 应发送的内容，展示计算的每一步，并以设备身份通过 MQTT over WebSocket 连接。它不是阿里云的产品。",
    private: "为什么可以在此输入密钥，如何验证",
    private_body: &[
        "所有计算都在本页面内完成，背后没有服务器。",
        "页面带有 Content-Security-Policy，只能加载自己的文件，并且只能以 wss:// 连接任意主机、以 ws:// 连接本机（any-broker.html 可连接任意主机）、以 https:// 访问 aliyuncs.com 下的主机；Worker 受同一策略约束。",
        "验证方法：打开浏览器开发者工具的“网络”面板，然后输入。在点击“连接”，或在 HTTPS 类接入方式中点击“发送”之前，不会出现对其他主机的请求；页面的部分文件可能从其自身所在主机加载。",
        "“连接”只把 Client ID、用户名和密码发送到您看到的地址；“发送”只提交您看到的请求体。DeviceSecret 本身从不发送。",
        "密钥不会被存储（除非您在“连接”中随配置一起保存），也不会从链接中读取。浏览器对输入内容的副本（例如输入框）无法由页面清除，关闭标签页即可。",
    ],
    unverified: "尚未验证的内容",
    unverified_body: &[
        "平台规则来自其文档和官方 SDK，未在真实平台上验证。",
        "平台是否校验 securemode 与传输方式一致、新实例的 WebSocket 路径是什么，文档没有写明；两者在此均可填写。",
        "空 clientId（即 |…|）见于官方 SDK，文档未说明。",
    ],
    commands: "页面之外",
    commands_body: "命令行 “connack sign” 使用同一套计算；“connack-broker” 是在本机按平台规则运行的练习 Broker。",
    build: "版本",
};
