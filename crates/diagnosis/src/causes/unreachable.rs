//! The WebSocket never opened. A browser reports a dead name, a closed port, a failed TLS
//! handshake, an HTTP answer and a refused subprotocol alike, so each is weighed by what is known.

use super::{HostKind, PathKind, Ranking, SURE, Situation, place, way, words};
use crate::Words;

/// Nothing speaks for it; it fits, and the finding says that the browser hides which.
const ANY: Option<Words> = None;
const WAS_ONLINE: Option<Words> = because(
    "this address was online before, so name, port, path and TLS were right then",
    "该地址此前曾连接成功，当时域名、端口、路径和 TLS 都正确",
);
const SLOW: Option<Words> = because(
    "the failure took seconds: nobody answered, or an answer took long",
    "等了数秒才失败：无人应答，或应答很慢",
);

const fn because(en: &'static str, zh: &'static str) -> Option<Words> {
    Some(words(en, zh))
}

/// Ports that brokers serve MQTT over plain TCP or TLS on, without WebSocket.
const RAW_MQTT: [u16; 2] = [1883, 8883];
/// Ports that usually speak TLS, and ports that usually do not.
const TLS_PORTS: [u16; 5] = [443, 8084, 8443, 8883, 9443];
const PLAIN_PORTS: [u16; 7] = [80, 1883, 8000, 8080, 8083, 9001, 15675];

pub(super) fn rank(s: &Situation, ranking: &mut Ranking) {
    if !s.online {
        ranking.add(
            SURE,
            &way::OFFLINE,
            because(
                "the browser reports that it is offline",
                "浏览器报告处于离线状态",
            ),
        );
    }
    if s.page_https && !s.target.tls && s.target.host != HostKind::Loopback {
        ranking.add(
            SURE,
            &way::MIXED_CONTENT,
            because(
                "the address of this page begins with https, the broker's with ws",
                "本页面地址以 https 开头，而 Broker 地址以 ws 开头",
            ),
        );
    }
    probed(s, ranking);
    // What opened in one way has a name, a machine and a way to it.
    if !s.probed.any_opened() {
        place_and_way(s, ranking);
        tls(s, ranking);
    }
    upgrade(s, ranking);
}

/// What a probe answered is certain, as far as the server answers twice alike.
fn probed(s: &Situation, ranking: &mut Ranking) {
    let opened = because(
        "the probe that differs from the attempt in this alone opened",
        "与失败的尝试只差这一点的探测成功建立了连接",
    );
    let probed = s.probed;
    for (outcome, entry) in [
        (probed.without_subprotocol, &place::SUBPROTOCOL_REFUSED),
        (probed.other_path, &place::WRONG_PATH),
        (probed.over_tls, &way::TLS_EXPECTED),
        (probed.other_port, &place::WRONG_PORT),
    ] {
        if outcome == Some(true) {
            ranking.add(SURE, entry, opened);
        }
    }
    if probed.other_port == Some(true) && s.target.host != HostKind::Loopback {
        ranking.add(
            SURE / 2,
            &way::FIREWALL,
            because(
                "the host answers on another port, so this one may be blocked on the way",
                "该主机的另一个端口有应答，因此这个端口可能在途中被封锁",
            ),
        );
    }
}

/// Name, port, and what lies between.
fn place_and_way(s: &Situation, ranking: &mut Ranking) {
    let host = s.target.host;
    let slow = s.was_slow();
    let usual_port = matches!(s.target.port, 80 | 443);

    let (name, why) = match host {
        HostKind::Misspelt => (
            10,
            because(
                "the host looks like one of the platform's, but is spelt otherwise",
                "该域名形似平台的接入域名，但写法不同",
            ),
        ),
        HostKind::Nowhere => (
            10,
            because(
                "names that end so are reserved and never lead anywhere",
                "以此结尾的域名是保留域名，永远不会被解析",
            ),
        ),
        HostKind::Instance => (
            6,
            because(
                "one wrong letter in the instance's id is enough",
                "实例 ID 错一个字母就无法解析",
            ),
        ),
        HostKind::Public | HostKind::Local => (5, ANY),
        HostKind::Name => (6, ANY),
        HostKind::OtherService => (4, ANY),
        HostKind::Loopback | HostKind::Address => (0, ANY),
    };
    let numeric_or_here = name == 0;
    ranking.add(
        if s.was_online_before {
            name.min(1)
        } else {
            name
        },
        &place::NAME_NOT_FOUND,
        if s.was_online_before { WAS_ONLINE } else { why },
    );

    let (listens, why) = match host {
        HostKind::Loopback => (
            if slow { 5 } else { 9 },
            because(
                "on this computer a closed port refuses at once, and nothing else lies between",
                "在本机上，未开放的端口会立即拒绝，中间也没有其他设备",
            ),
        ),
        HostKind::Local | HostKind::Address => (6, ANY),
        HostKind::Name => (if usual_port { 3 } else { 5 }, ANY),
        HostKind::Public | HostKind::Instance | HostKind::OtherService if s.target.port == 443 => {
            (1, ANY)
        }
        HostKind::Public | HostKind::Instance | HostKind::OtherService => (
            8,
            because(
                "the platform serves WebSocket on 443 only",
                "平台的 WebSocket 只使用 443 端口",
            ),
        ),
        HostKind::Misspelt | HostKind::Nowhere => (1, ANY),
    };
    ranking.add(listens, &place::NOTHING_LISTENS, why);

    if s.was_online_before {
        ranking.add(10, &place::SERVER_DOWN, WAS_ONLINE);
        if !host.is_near() {
            ranking.add(5, &way::NETWORK_GONE, WAS_ONLINE);
        }
    }
    if host == HostKind::OtherService {
        ranking.add(
            9,
            &place::WRONG_HOST,
            because(
                "this name belongs to another service of the vendor's",
                "该域名属于该厂商的其他服务",
            ),
        );
    }
    if host != HostKind::Loopback {
        let weight = 2 + if usual_port { 0 } else { 3 } + if slow { 3 } else { 0 };
        let why = match (slow, usual_port) {
            (true, _) => SLOW,
            (false, true) => ANY,
            (false, false) => because(
                "networks that are kept tight let 80 and 443 through and little else",
                "管控严格的网络通常只放行 80 和 443",
            ),
        };
        ranking.add(
            if numeric_or_here { weight + 1 } else { weight },
            &way::FIREWALL,
            why,
        );
        ranking.add(if slow { 3 } else { 2 }, &way::PROXY, ANY);
    }
    if s.page_https && host.is_near() {
        ranking.add(
            4,
            &way::LOCAL_NETWORK_BLOCKED,
            because(
                "the page came over https, the broker is on this computer or its local network",
                "本页面经 https 打开，而 Broker 位于本机或局域网",
            ),
        );
    }
}

/// Encryption: wanted by one side only, or with a certificate that the browser dislikes.
fn tls(s: &Situation, ranking: &mut Ranking) {
    let host = s.target.host;
    let port = s.target.port;
    if !s.target.tls {
        let usual = TLS_PORTS.contains(&port) && !host.is_platform();
        let why = because(
            "servers mostly speak TLS on this port",
            "该端口通常使用 TLS",
        );
        let (weight, why) = match s.probed.over_tls {
            // With a certificate that the browser dislikes, the probe fails too.
            Some(false) => (1, ANY),
            Some(true) | None if s.was_online_before => (1, ANY),
            Some(true) | None if usual => (7, why),
            Some(true) | None => (2, ANY),
        };
        return ranking.add(weight, &way::TLS_EXPECTED, why);
    }
    let (plain, why) = match (host, port) {
        (HostKind::Public | HostKind::Instance, 443) => (0, ANY),
        (_, port) if PLAIN_PORTS.contains(&port) => (
            8,
            because(
                "servers mostly speak no TLS on this port",
                "该端口通常不使用 TLS",
            ),
        ),
        (HostKind::Loopback | HostKind::Local, _) => (
            6,
            because(
                "brokers on one's own computer or network seldom have TLS set up",
                "自己电脑或局域网中的 Broker 很少配置 TLS",
            ),
        ),
        (
            HostKind::Public
            | HostKind::Instance
            | HostKind::Misspelt
            | HostKind::OtherService
            | HostKind::Address
            | HostKind::Nowhere
            | HostKind::Name,
            _,
        ) => (2, ANY),
    };
    // What worked has not changed its ways; a certificate may have expired.
    let limit = if s.was_online_before { 2 } else { u8::MAX };
    ranking.add(plain.min(limit), &way::TLS_NOT_SPOKEN, why);
    let (certificate, why) = match host {
        HostKind::Loopback | HostKind::Local | HostKind::Address => (
            7,
            because(
                "certificates for private hosts and bare addresses are mostly self-signed",
                "内网主机和纯 IP 地址的证书大多是自签名的",
            ),
        ),
        HostKind::Name => (5, ANY),
        HostKind::Public | HostKind::Instance => (1, ANY),
        HostKind::Misspelt | HostKind::OtherService | HostKind::Nowhere => (2, ANY),
    };
    ranking.add(certificate.min(limit), &way::CERTIFICATE_REFUSED, why);
}

/// The server was reached, and its answer to the upgrade is not the one that was hoped for.
fn upgrade(s: &Situation, ranking: &mut Ranking) {
    let host = s.target.host;
    let here = |weight: u8| match host {
        // Without an address there is no answer.
        HostKind::Misspelt | HostKind::Nowhere => 1,
        _ if s.probed.any_opened() => 1,
        _ if s.was_online_before => weight.min(2),
        HostKind::Public
        | HostKind::Instance
        | HostKind::OtherService
        | HostKind::Loopback
        | HostKind::Local
        | HostKind::Address
        | HostKind::Name => weight,
    };
    if RAW_MQTT.contains(&s.target.port) {
        ranking.add(
            here(10),
            &place::NOT_A_WEBSOCKET,
            because(
                "1883 and 8883 are MQTT without WebSocket, which no browser can open",
                "1883 和 8883 是不带 WebSocket 的 MQTT，浏览器无法使用",
            ),
        );
    } else if !(host.is_platform() && s.target.port == 443) {
        ranking.add(here(3), &place::NOT_A_WEBSOCKET, ANY);
    }
    if s.probed.other_path != Some(true) {
        let (weight, why) = match (host.is_platform(), s.target.path) {
            (_, PathKind::Other) => (
                7,
                because(
                    "brokers mostly serve `/mqtt` or `/`, and the platform no other as far as is known",
                    "Broker 大多使用 `/mqtt` 或 `/`，目前所知平台也只有这两种",
                ),
            ),
            (false, PathKind::Root) => (
                5,
                because(
                    "most brokers serve WebSocket under `/mqtt` only",
                    "多数 Broker 只在 `/mqtt` 上提供 WebSocket",
                ),
            ),
            (true, PathKind::Root) | (_, PathKind::Mqtt) => (4, ANY),
        };
        // A third path may still be the right one.
        let tried = s.probed.other_path == Some(false);
        let weight = if tried { 2 } else { weight };
        ranking.add(here(weight), &place::WRONG_PATH, why);
    }
    if s.probed.without_subprotocol.is_none() {
        ranking.add(here(3), &place::SUBPROTOCOL_REFUSED, ANY);
    }
    let (error, why) = match (s.probed.any_opened(), s.was_online_before) {
        (true, _) => (1, ANY),
        (false, true) => (5, WAS_ONLINE),
        (false, false) => (3, ANY),
    };
    ranking.add(error, &place::SERVER_ERROR, why);
    ranking.add(here(2), &place::ORIGIN_REFUSED, ANY);
}
