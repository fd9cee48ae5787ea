//! Causes at the place that the URL leads to: host, port, path, and the server that is there.

use super::{CauseEntry, words};

pub(super) const NAME_NOT_FOUND: CauseEntry = CauseEntry {
    id: "name-not-found",
    problem: words(
        "the host's name leads to no address: it is misspelt, or the DNS of this network does not know it",
        "域名无法解析：拼写有误，或当前网络的 DNS 中没有该域名",
    ),
    remedy: words(
        "compare the host letter by letter with the console's, then resolve it on this computer (`nslookup`)",
        "与控制台中的接入地址逐字核对，再在本机用 `nslookup` 解析一次",
    ),
};

pub(super) const NOTHING_LISTENS: CauseEntry = CauseEntry {
    id: "nothing-listens",
    problem: words(
        "nothing listens on this port: the broker is not running, or serves WebSocket on another port",
        "该端口没有服务在监听：Broker 未启动，或其 WebSocket 使用其他端口",
    ),
    remedy: words(
        "start the broker; the port of its WebSocket listener stands in its configuration",
        "启动 Broker，并在其配置中查看 WebSocket 监听的端口",
    ),
};

pub(super) const WRONG_PORT: CauseEntry = CauseEntry {
    id: "wrong-port",
    problem: words(
        "the port is wrong: the same host opens a WebSocket on another one",
        "端口不对：同一主机的另一个端口可以建立 WebSocket",
    ),
    remedy: words("take the port that opened", "改用可以建立连接的端口"),
};

pub(super) const WRONG_PATH: CauseEntry = CauseEntry {
    id: "wrong-path",
    problem: words(
        "the server has no WebSocket under this path: it answers the upgrade with HTTP 404 or the like",
        "服务器在该路径上没有 WebSocket 服务：升级请求得到 HTTP 404 之类的应答",
    ),
    remedy: words(
        "try `/mqtt` or `/`; the right path stands in the broker's configuration",
        "试试 `/mqtt` 或 `/`；正确的路径见 Broker 的配置",
    ),
};

pub(super) const WRONG_HOST: CauseEntry = CauseEntry {
    id: "wrong-host",
    problem: words(
        "the host is not this device's: it belongs to another service, instance or region of the platform",
        "这不是该设备的接入地址，而是平台的其他服务、其他实例或其他地域",
    ),
    remedy: words(
        "take the MQTT host from the console: the instance's details, or the device's MQTT parameters",
        "在控制台的实例详情或设备的 MQTT 连接参数中查看接入地址",
    ),
};

pub(super) const NOT_A_WEBSOCKET: CauseEntry = CauseEntry {
    id: "not-a-websocket",
    problem: words(
        "the port speaks something other than WebSocket, for example MQTT over plain TCP (1883), which no browser can use",
        "该端口不是 WebSocket 服务，例如直接基于 TCP 的 MQTT（1883），浏览器无法使用",
    ),
    remedy: words(
        "take the WebSocket port: 443 on the platform, often 8083, 8084 or 9001 elsewhere",
        "改用 WebSocket 端口：平台为 443，其他 Broker 常用 8083、8084 或 9001",
    ),
};

pub(super) const NOT_MQTT: CauseEntry = CauseEntry {
    id: "not-mqtt",
    problem: words(
        "what answers here is not an MQTT broker: another service of the same host, or the wrong path",
        "此处应答的不是 MQTT Broker：可能是同一主机上的其他服务，或路径不对",
    ),
    remedy: words(
        "check port and path against the broker's configuration; a broker answers CONNECT within a second",
        "对照 Broker 的配置检查端口和路径；正常的 Broker 会在一秒内应答 CONNECT",
    ),
};

pub(super) const SUBPROTOCOL_REFUSED: CauseEntry = CauseEntry {
    id: "subprotocol-refused",
    problem: words(
        "the server does not agree to the WebSocket subprotocol `mqtt`; a browser that asked for it insists on it",
        "服务器未确认 WebSocket 子协议 `mqtt`，而浏览器请求了子协议就必须得到确认",
    ),
    remedy: words(
        "let the server answer `Sec-WebSocket-Protocol: mqtt`; where it cannot, see whether it is an MQTT broker at all",
        "让服务器返回 `Sec-WebSocket-Protocol: mqtt`；若做不到，请先确认它确实是 MQTT Broker",
    ),
};

pub(super) const ORIGIN_REFUSED: CauseEntry = CauseEntry {
    id: "origin-refused",
    problem: words(
        "the server refuses the upgrade with HTTP 401 or 403: it takes no connection from a page of this origin, or wants a login of its own",
        "服务器以 HTTP 401 或 403 拒绝升级：不接受来自本页面地址（Origin）的连接，或要求另行登录",
    ),
    remedy: words(
        "add this page's address to the origins that the server allows; a client outside the browser shows whether that is it",
        "把本页面的地址加入服务器允许的 Origin；用浏览器以外的客户端连接一次即可确认",
    ),
};

pub(super) const SERVER_ERROR: CauseEntry = CauseEntry {
    id: "server-error",
    problem: words(
        "a front answers, the broker behind it does not: HTTP 500, 502 or 503, or a socket that is closed at once",
        "前置服务有应答，其后的 Broker 没有：返回 HTTP 500、502 或 503，或连接一建立就被关闭",
    ),
    remedy: words(
        "look into the log of the front (nginx, load balancer), and whether the broker behind it runs",
        "查看前置服务（nginx、负载均衡）的日志，并确认其后的 Broker 正在运行",
    ),
};

pub(super) const SERVER_DOWN: CauseEntry = CauseEntry {
    id: "server-down",
    problem: words(
        "the server is switched off, has stopped, or is being restarted",
        "服务器已关机、已停止或正在重启",
    ),
    remedy: words(
        "see whether it runs and whether others reach it, then connect again",
        "确认服务器在运行、其他人能否访问，然后重新连接",
    ),
};

pub(super) const BROKER_BUSY: CauseEntry = CauseEntry {
    id: "broker-busy",
    problem: words(
        "the broker is overloaded, or stands still",
        "Broker 过载或停滞",
    ),
    remedy: words(
        "look at its load and log, then try again; see whether another client is answered",
        "查看其负载和日志后重试；看看其他客户端能否得到应答",
    ),
};

pub(super) const BROKER_BROKEN: CauseEntry = CauseEntry {
    id: "broker-broken",
    problem: words(
        "the other side is a broker, but it sent a packet that the standard forbids",
        "对方是 Broker，但发送了标准不允许的报文",
    ),
    remedy: words(
        "the timeline says which packet: hand that to whoever runs the broker, or try another version of it",
        "时间线中写明了是哪个报文：请转告 Broker 的维护者，或换一个版本再试",
    ),
};
