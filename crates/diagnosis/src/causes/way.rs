//! Causes on the way: this computer, its browser, the network, TLS, and what stands between.

use super::{CauseEntry, Ranking, SURE, words};

pub(super) const OFFLINE: CauseEntry = CauseEntry {
    id: "offline",
    problem: words("this computer has no network", "本机没有网络"),
    remedy: words(
        "restore the network, then connect again",
        "恢复网络后重新连接",
    ),
};

pub(super) const OFFLINE_MISREPORTED: CauseEntry = CauseEntry {
    id: "offline-misreported",
    problem: words(
        "the browser is wrong about the network: a VPN or virtual adapter hides it, or its offline mode is on",
        "浏览器对网络状态判断有误：VPN 或虚拟网卡造成误判，或浏览器处于离线模式",
    ),
    remedy: words(
        "open any other page; if it loads, switch the offline mode off or connect all the same",
        "打开任意其他网页；若能打开，请关闭离线模式，或照常连接",
    ),
};

pub(super) const FIREWALL: CauseEntry = CauseEntry {
    id: "firewall",
    problem: words(
        "a firewall on the way blocks the port or drops the packets, as company networks do",
        "途中的防火墙封锁了端口或丢弃报文，公司网络常见",
    ),
    remedy: words(
        "try another network (a telephone's hotspot); if that works, have the port opened, or use 443",
        "换一个网络（如手机热点）再试；若能连上，请开放该端口，或改用 443",
    ),
};

pub(super) const PROXY: CauseEntry = CauseEntry {
    id: "proxy",
    problem: words(
        "a proxy, gateway or virus scanner between breaks WebSocket connections or changes their bytes",
        "中间的代理、网关或杀毒软件中断了 WebSocket 连接，或改动了数据",
    ),
    remedy: words(
        "try without proxy and from another network; in the proxy, let WebSocket upgrades pass and idle connections live",
        "不经代理、换一个网络再试；在代理上放行 WebSocket 升级，并延长空闲超时",
    ),
};

pub(super) const TLS_NOT_SPOKEN: CauseEntry = CauseEntry {
    id: "tls-not-spoken",
    problem: words(
        "the port speaks no TLS, and `wss://` needs it",
        "该端口不支持 TLS，而 `wss://` 需要 TLS",
    ),
    remedy: words(
        "take the broker's TLS port, or `ws://` where page and broker allow it",
        "改用 Broker 的 TLS 端口；在页面和 Broker 都允许时，也可改用 `ws://`",
    ),
};

pub(super) const TLS_EXPECTED: CauseEntry = CauseEntry {
    id: "tls-expected",
    problem: words(
        "the port expects TLS, and `ws://` has none",
        "该端口要求 TLS，而 `ws://` 不加密",
    ),
    remedy: words(
        "use `wss://` (on the platform with securemode=2)",
        "改用 `wss://`（在平台上配合 securemode=2）",
    ),
};

pub(super) const CERTIFICATE_REFUSED: CauseEntry = CauseEntry {
    id: "certificate-refused",
    problem: words(
        "the browser does not accept the server's certificate: self-signed, expired, or made out to another name",
        "浏览器不接受服务器的证书：自签名、已过期，或证书上的域名不符",
    ),
    remedy: words(
        "open the same address with `https://` in a tab: the browser says what it dislikes; a page cannot skip the check",
        "在新标签页中用 `https://` 打开同一地址，浏览器会说明原因；网页无法跳过证书校验",
    ),
};

pub(super) const LOCAL_NETWORK_BLOCKED: CauseEntry = CauseEntry {
    id: "local-network-blocked",
    problem: words(
        "the browser keeps pages of the Internet from this computer and its local network until it is allowed",
        "浏览器默认不允许互联网页面访问本机和局域网，需要授权",
    ),
    remedy: words(
        "allow local network access for this page in the browser's site settings, or serve the page locally",
        "在浏览器的网站设置中允许本页面访问本地网络，或在本地打开本页面",
    ),
};

pub(super) const MIXED_CONTENT: CauseEntry = CauseEntry {
    id: "mixed-content",
    problem: words(
        "the page came over https, and from such a page browsers open no unencrypted `ws://`",
        "本页面经 https 打开，浏览器不允许从中建立不加密的 `ws://` 连接",
    ),
    remedy: words(
        "use `wss://` with securemode=2, or open this page over http",
        "改用 `wss://` 和 securemode=2，或通过 http 打开本页面",
    ),
};

pub(super) const NETWORK_GONE: CauseEntry = CauseEntry {
    id: "network-gone",
    problem: words(
        "the way to the broker broke off: Wi-Fi, VPN or address changed, or a router restarted",
        "到 Broker 的网络路径中断：Wi-Fi、VPN 或地址发生变化，或路由器重启",
    ),
    remedy: words(
        "connect again; if it happens at the same moments, watch what changes in the network then",
        "重新连接；若总在相同时刻发生，请留意当时网络的变化",
    ),
};

pub(super) const IDLE_DROPPED: CauseEntry = CauseEntry {
    id: "idle-dropped",
    problem: words(
        "a router (NAT), firewall or proxy between forgot the connection while it was idle",
        "中间的路由器（NAT）、防火墙或代理清除了空闲的连接",
    ),
    remedy: words(
        "set a keep-alive shorter than their idle time-out: 60 s is short enough for most",
        "把保活时间设得短于其空闲超时，通常 60 秒即可",
    ),
};

pub(super) const ASLEEP: CauseEntry = CauseEntry {
    id: "asleep",
    problem: words(
        "this computer slept, or the browser froze the page, while the broker waited",
        "本机曾休眠，或浏览器冻结了本页面，Broker 未等到报文",
    ),
    remedy: words(
        "connect again; keep the computer awake and the page out of the browser's energy saver",
        "重新连接；不要让电脑休眠，并让本页面不受浏览器省电模式影响",
    ),
};

pub(super) fn offline(ranking: &mut Ranking) {
    ranking.add(
        SURE,
        &OFFLINE,
        words(
            "the browser reports that it is offline",
            "浏览器报告处于离线状态",
        ),
    );
    ranking.add(
        10,
        &OFFLINE_MISREPORTED,
        words(
            "browsers judge by the adapters of the computer, not by what can be reached",
            "浏览器根据本机网卡判断，而不是看实际能否访问",
        ),
    );
}

pub(super) fn mixed_content(ranking: &mut Ranking) {
    ranking.add(
        SURE,
        &MIXED_CONTENT,
        words(
            "the address of this page begins with https, the broker's with ws",
            "本页面地址以 https 开头，而 Broker 地址以 ws 开头",
        ),
    );
}
