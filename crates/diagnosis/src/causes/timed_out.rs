//! Something did not come: the socket to open, CONNACK, PINGRESP.

use super::{HostKind, PathKind, Ranking, SURE, Situation, client, place, way, words};

pub(super) fn socket(s: &Situation, ranking: &mut Ranking) {
    let host = s.target.host;
    let here = host == HostKind::Loopback;
    if offline(s, ranking) {
        return;
    }
    if !here {
        let usual_port = matches!(s.target.port, 80 | 443);
        ranking.add(
            if usual_port { 7 } else { 9 },
            &way::FIREWALL,
            words(
                "a port that refuses says so at once; silence mostly means dropped packets",
                "拒绝连接的端口会立即应答；没有应答多半是报文被丢弃",
            ),
        );
        ranking.add(
            match (s.was_online_before, host.is_platform()) {
                (true, _) => 9,
                (false, false) => 6,
                (false, true) => 2,
            },
            &place::SERVER_DOWN,
            words(
                "a machine that is switched off, or an address that nobody has, does not answer",
                "关机的机器，或无人使用的地址，不会有任何应答",
            ),
        );
        ranking.add(
            match host {
                HostKind::Address | HostKind::Loopback => 0,
                HostKind::Misspelt | HostKind::Nowhere => 10,
                HostKind::Public
                | HostKind::Instance
                | HostKind::OtherService
                | HostKind::Local
                | HostKind::Name => 2,
            },
            &place::NAME_NOT_FOUND,
            words(
                "a DNS server that does not answer is waited for as long",
                "DNS 服务器无应答时，同样会一直等待",
            ),
        );
        ranking.add(
            3,
            &way::PROXY,
            words(
                "some proxies take the connection and let the upgrade wait for ever",
                "有些代理接受连接后，会让升级请求一直等待",
            ),
        );
    }
    // The machine may well have answered: what is missing is the answer to the handshake.
    ranking.add(
        if here || matches!(s.target.port, 1883 | 8883) {
            10
        } else {
            4
        },
        &place::NOT_A_WEBSOCKET,
        words(
            "a server of another protocol waits for other first bytes than a browser sends",
            "其他协议的服务在等待另一种开头字节，而浏览器不会发送",
        ),
    );
    if s.target.tls && !(host.is_platform() && s.target.port == 443) {
        ranking.add(
            5,
            &way::TLS_NOT_SPOKEN,
            words(
                "a server without TLS may wait for the end of a request that never comes",
                "不支持 TLS 的服务器可能一直在等待请求结束",
            ),
        );
    } else if !s.target.tls {
        ranking.add(
            3,
            &way::TLS_EXPECTED,
            words(
                "a server with TLS may wait for a handshake that never comes",
                "支持 TLS 的服务器可能一直在等待 TLS 握手",
            ),
        );
    }
    ranking.add(
        if here { 7 } else { 3 },
        &place::BROKER_BUSY,
        words(
            "a program that stands still leaves its connections waiting",
            "停滞的程序会让连接一直等待",
        ),
    );
}

pub(super) fn connack(s: &Situation, ranking: &mut Ranking) {
    let host = s.target.host;
    if offline(s, ranking) {
        return;
    }
    if host == HostKind::OtherService {
        ranking.add(
            9,
            &place::WRONG_HOST,
            words(
                "this name belongs to another service of the vendor's",
                "该域名属于该厂商的其他服务",
            ),
        );
    }
    let not_mqtt = match (host.is_platform(), s.was_online_before, s.target.path) {
        (true, ..) | (_, true, _) => 1,
        (false, false, PathKind::Other) => 8,
        (false, false, PathKind::Root | PathKind::Mqtt) => 6,
    };
    ranking.add(
        not_mqtt,
        &place::NOT_MQTT,
        words(
            "a WebSocket that is no MQTT broker's takes CONNECT and has nothing to say to it",
            "不是 MQTT Broker 的 WebSocket 服务收到 CONNECT 后不会有任何应答",
        ),
    );
    ranking.add(
        if s.was_online_before { 8 } else { 5 },
        &place::BROKER_BUSY,
        words(
            "a broker checks logins elsewhere, and waits when that does not answer",
            "Broker 常通过其他服务认证，若该服务无应答，它就会一直等待",
        ),
    );
    if host != HostKind::Loopback {
        ranking.add(
            if host.is_platform() { 6 } else { 4 },
            &way::PROXY,
            words(
                "the upgrade passed; some proxies hold back the bytes after it",
                "升级请求已通过；有些代理会扣住其后的数据",
            ),
        );
        ranking.add(
            3,
            &way::NETWORK_GONE,
            words(
                "the way may have broken off since the socket opened",
                "连接建立之后，网络路径可能已中断",
            ),
        );
    }
    ranking.add(
        3,
        &client::CONNECT_MALFORMED,
        words(
            "a broker may wait for more bytes of a CONNECT that it reads otherwise",
            "Broker 若按其他方式解析 CONNECT，可能会继续等待后续字节",
        ),
    );
}

pub(super) fn pingresp(s: &Situation, ranking: &mut Ranking) {
    let here = s.target.host == HostKind::Loopback;
    if offline(s, ranking) {
        return;
    }
    if !here {
        ranking.add(
            7,
            &way::NETWORK_GONE,
            words(
                "a way that dies without a word is noticed by the missing PINGRESP only",
                "网络路径无声中断时，只能通过缺失的 PINGRESP 发现",
            ),
        );
        // Cheap routers forget an idle connection after one to five minutes.
        let (weight, why) = if s.keep_alive_s > 120 || s.keep_alive_s == 0 {
            (
                9,
                words(
                    "with this keep-alive the connection is idle for minutes",
                    "按此保活时间，连接会空闲数分钟",
                ),
            )
        } else {
            (
                4,
                words(
                    "even short pauses are too long for some devices between",
                    "对某些中间设备来说，短暂的空闲也太久",
                ),
            )
        };
        ranking.add(weight, &way::IDLE_DROPPED, why);
    }
    ranking.add(
        if here { 8 } else { 5 },
        &place::BROKER_BUSY,
        words(
            "the connection is open, and a broker that works answers within a second",
            "连接未断开，而正常的 Broker 会在一秒内应答",
        ),
    );
    ranking.add(
        if here { 3 } else { 4 },
        &place::SERVER_DOWN,
        words(
            "a machine that loses power says no goodbye",
            "突然断电的机器不会通知对方",
        ),
    );
    ranking.add(
        4,
        &way::ASLEEP,
        words(
            "while a computer sleeps no PINGREQ is sent, and the broker gives up after 1.5 times the keep-alive",
            "电脑休眠时不会发送 PINGREQ，超过 1.5 倍保活时间后 Broker 会放弃连接",
        ),
    );
}

/// Without a network nothing can come; true if that is all there is to say.
fn offline(s: &Situation, ranking: &mut Ranking) -> bool {
    if s.online {
        return false;
    }
    way::offline(ranking);
    if s.target.host == HostKind::Loopback {
        // This computer is reached without a network.
        return false;
    }
    ranking.add(
        SURE / 2,
        &way::NETWORK_GONE,
        words(
            "the network may have changed while waiting",
            "等待期间网络可能发生了变化",
        ),
    );
    true
}
