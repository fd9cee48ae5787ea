//! Causes in what was sent, or in who else sends it: CONNECT, credentials, identity, limits.

use super::{CauseEntry, words};

pub(super) const REFUSED_BY_CLOSING: CauseEntry = CauseEntry {
    id: "refused-by-closing",
    problem: words(
        "the broker refuses the login by closing, without CONNACK",
        "Broker 不返回 CONNACK，直接关闭连接以拒绝登录",
    ),
    remedy: words(
        "let Verify check client id, user name and password; the broker's log says what it disliked",
        "用“校验”页检查 Client ID、用户名和密码；Broker 的日志会说明原因",
    ),
};

pub(super) const CONNECT_MALFORMED: CauseEntry = CauseEntry {
    id: "connect-malformed",
    problem: words(
        "the other side cannot read CONNECT: a client id or user name in another shape or length than it takes, or another version of MQTT",
        "对方无法解析 CONNECT：Client ID 或用户名的格式、长度不符合要求，或 MQTT 版本不同",
    ),
    remedy: words(
        "compare client id and user name with those that Compute shows; no spaces, both bars, at most 64 characters before the first",
        "与“计算”页的 Client ID 和用户名逐字比较：没有空格、两个竖线俱全、第一个竖线前最多 64 个字符",
    ),
};

pub(super) const RATE_LIMIT: CauseEntry = CauseEntry {
    id: "rate-limit",
    problem: words(
        "too many attempts: the platform takes 5 connects a minute from a device",
        "连接过于频繁：平台限制每台设备每分钟最多连接 5 次",
    ),
    remedy: words(
        "wait a minute, then try once; stop other clients that try with the same identity",
        "等一分钟后只试一次；停掉使用同一设备身份重试的其他客户端",
    ),
};

pub(super) const VERSION_REFUSED: CauseEntry = CauseEntry {
    id: "version-refused",
    problem: words(
        "the broker does not take the version of MQTT that was sent",
        "Broker 不支持所发送的 MQTT 版本",
    ),
    remedy: words(
        "choose the other version: 3.1.1 works on every instance of the platform, 5.0 on enterprise instances only",
        "换用另一个版本：平台的所有实例都支持 3.1.1，只有企业版实例支持 5.0",
    ),
};

pub(super) const VERSION_KEPT: CauseEntry = CauseEntry {
    id: "version-kept",
    problem: words(
        "the device has connected with MQTT 5.0 before, and then the platform no longer takes 3.1.1 from it",
        "该设备曾用 MQTT 5.0 连接，此后平台不再接受它的 3.1.1 连接",
    ),
    remedy: words(
        "connect with 5.0, or use another device for the test",
        "改用 5.0 连接，或换一台设备测试",
    ),
};

pub(super) const OTHER_VERSION: CauseEntry = CauseEntry {
    id: "other-version",
    problem: words(
        "the broker answers in another version of MQTT than it was asked in",
        "Broker 用另一个 MQTT 版本应答",
    ),
    remedy: words(
        "see which versions the broker's listener is set to, and choose one of them",
        "查看 Broker 监听配置所支持的版本，并选用其一",
    ),
};

pub(super) const CLIENT_ID_SHAPE: CauseEntry = CauseEntry {
    id: "client-id-shape",
    problem: words(
        "the client id is malformed: a bar missing, a parameter misspelt, or a space in it",
        "Client ID 格式有误：缺少竖线、参数拼写错误，或含有空格",
    ),
    remedy: words(
        "compare it letter by letter with the one that Compute shows",
        "与“计算”页的结果逐字比较",
    ),
};

pub(super) const CLIENT_ID_TOO_LONG: CauseEntry = CauseEntry {
    id: "client-id-too-long",
    problem: words(
        "the client id is too long: 64 characters before the first bar on the platform, 23 on strict old brokers",
        "Client ID 过长：平台限制第一个竖线前最多 64 个字符，严格的旧 Broker 只接受 23 个",
    ),
    remedy: words(
        "shorten the part before the first bar; any name that is unique to the device will do",
        "缩短第一个竖线之前的部分；只要该设备唯一即可",
    ),
};

pub(super) const CLIENT_ID_NOT_ALLOWED: CauseEntry = CauseEntry {
    id: "client-id-not-allowed",
    problem: words(
        "the broker has rules of its own for client ids: characters, a prefix, or a list",
        "Broker 对 Client ID 有自己的规则：字符、前缀或白名单",
    ),
    remedy: words(
        "take a client id that its configuration or its access rules allow",
        "使用其配置或访问规则允许的 Client ID",
    ),
};

pub(super) const KEEP_ALIVE_RANGE: CauseEntry = CauseEntry {
    id: "keep-alive-range",
    problem: words(
        "the keep-alive is outside 30 to 1200 s, which the platform answers with CONNACK 3",
        "保活时间不在 30～1200 秒之间，平台会返回 CONNACK 3",
    ),
    remedy: words("set it to 300 s", "设为 300 秒"),
};

pub(super) const SERVICE_UNAVAILABLE: CauseEntry = CauseEntry {
    id: "service-unavailable",
    problem: words(
        "the broker has trouble itself: starting, full, or without what it asks for logins",
        "Broker 自身有问题：正在启动、容量已满，或其认证服务不可用",
    ),
    remedy: words(
        "try again after a minute; see its log, or the platform's status page",
        "一分钟后重试；查看其日志，或平台的状态页",
    ),
};

pub(super) const SIGNATURE_WRONG: CauseEntry = CauseEntry {
    id: "signature-wrong",
    problem: words(
        "the password is not the signature that the broker expects: wrong device secret, or signed in another way",
        "密码与 Broker 期望的签名不符：DeviceSecret 有误，或签名方式不同",
    ),
    remedy: words(
        "press “Why?”: Verify finds the way it was signed; copy the secret anew from the console",
        "点击“为什么？”，由“校验”页找出签名方式；并从控制台重新复制密钥",
    ),
};

pub(super) const IDENTITY_WRONG: CauseEntry = CauseEntry {
    id: "identity-wrong",
    problem: words(
        "product key or device name is another device's, or misspelt; letter case counts",
        "ProductKey 或 DeviceName 有误或属于其他设备；区分大小写",
    ),
    remedy: words(
        "copy all three values of the device anew from the console, in one go",
        "从控制台一次性重新复制该设备的三元组",
    ),
};

pub(super) const USERNAME_SHAPE: CauseEntry = CauseEntry {
    id: "username-shape",
    problem: words(
        "the user name is not `deviceName&productKey`",
        "用户名不是 `deviceName&productKey` 的形式",
    ),
    remedy: words(
        "device name first, one `&`, no spaces, nothing escaped",
        "设备名称在前，一个 `&`，不含空格，不要转义",
    ),
};

pub(super) const DEVICE_DISABLED: CauseEntry = CauseEntry {
    id: "device-disabled",
    problem: words(
        "the device is disabled or deleted in the console, or its secret was reset",
        "该设备在控制台中已被禁用或删除，或其密钥已重置",
    ),
    remedy: words(
        "look at the device's state and log in the console",
        "在控制台查看设备状态和设备日志",
    ),
};

pub(super) const CREDENTIALS_WRONG: CauseEntry = CauseEntry {
    id: "credentials-wrong",
    problem: words(
        "the broker has user names and passwords of its own, and these are not among them",
        "该 Broker 有自己的用户名和密码，而所发送的不在其中",
    ),
    remedy: words(
        "ask whoever runs the broker for a user name and password",
        "向 Broker 的管理员索取用户名和密码",
    ),
};

pub(super) const NOT_AUTHORIZED: CauseEntry = CauseEntry {
    id: "not-authorized",
    problem: words(
        "the broker knows the login and does not let it in: its access rules name other clients, addresses or hours",
        "Broker 认识该账号但不允许接入：访问规则限定了客户端、地址或时段",
    ),
    remedy: words(
        "look at the access rules of the broker for this user and client id",
        "查看 Broker 针对该用户和 Client ID 的访问规则",
    ),
};

pub(super) const IDENTITY_SHARED: CauseEntry = CauseEntry {
    id: "identity-shared",
    problem: words(
        "two clients use one device identity and push each other out: a second board, a test tool, another tab of this page",
        "两个客户端使用同一设备身份，互相挤下线：例如另一块板、测试工具，或本页面的另一个标签页",
    ),
    remedy: words(
        "stop the other client, wait a minute, connect once; or give each a device of its own",
        "停掉另一个客户端，等一分钟后只连接一次；或为每个客户端使用单独的设备",
    ),
};

pub(super) const TOPIC_NOT_ALLOWED: CauseEntry = CauseEntry {
    id: "topic-not-allowed",
    problem: words(
        "the broker closes because of what is sent after the login: a topic that is not this client's, or too much at once",
        "Broker 因登录后发送的内容而关闭连接：使用了无权限的 Topic，或发送过快",
    ),
    remedy: words(
        "connect and send nothing; if it stays online, add subscriptions and messages one by one",
        "只连接不发送；若能保持在线，再逐个加入订阅和消息",
    ),
};
