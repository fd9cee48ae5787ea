//! The other side closed: before CONNACK, or soon after it.

use super::{HostKind, PathKind, Ranking, SURE, Situation, client, place, way, words};

pub(super) fn before_connack(s: &Situation, ranking: &mut Ranking) {
    let host = s.target.host;
    let platform = host.is_platform();
    gone_offline(s, ranking);
    if s.is_at_rate_limit() {
        ranking.add(
            9,
            &client::RATE_LIMIT,
            words(
                "there were five attempts or more within a minute",
                "一分钟内已尝试五次或更多",
            ),
        );
    }
    ranking.add(
        if platform { 7 } else { 6 },
        &client::REFUSED_BY_CLOSING,
        words(
            "brokers may close in place of an answer when they do not like what CONNECT says",
            "Broker 不认可 CONNECT 的内容时，可能直接关闭而不应答",
        ),
    );
    match host {
        HostKind::Public | HostKind::Instance => ranking.add(
            6,
            &place::WRONG_HOST,
            words(
                "another instance than the device's own does not know it",
                "其他实例不认识这台设备",
            ),
        ),
        HostKind::OtherService => ranking.add(
            9,
            &place::WRONG_HOST,
            words(
                "this name belongs to another service of the vendor's",
                "该域名属于该厂商的其他服务",
            ),
        ),
        HostKind::Misspelt
        | HostKind::Loopback
        | HostKind::Local
        | HostKind::Address
        | HostKind::Nowhere
        | HostKind::Name => {}
    }
    let not_mqtt = match (platform, s.was_online_before, s.target.path) {
        (true, ..) | (_, true, _) => 1,
        (false, false, PathKind::Other) => 8,
        (false, false, PathKind::Root | PathKind::Mqtt) => 5,
    };
    ranking.add(
        not_mqtt,
        &place::NOT_MQTT,
        words(
            "a service that expects other messages closes at the first MQTT packet",
            "期望其他消息格式的服务，收到第一个 MQTT 报文就会关闭",
        ),
    );
    ranking.add(
        if platform { 5 } else { 3 },
        &client::CONNECT_MALFORMED,
        words(
            "the standard lets a server close on a CONNECT that it cannot read",
            "按标准，服务器遇到无法解析的 CONNECT 可以直接关闭",
        ),
    );
    ranking.add(
        if s.was_online_before { 7 } else { 4 },
        &place::SERVER_ERROR,
        words(
            "a front opens the WebSocket before it knows whether the broker behind it answers",
            "前置服务先建立 WebSocket，之后才知道其后的 Broker 是否应答",
        ),
    );
    ranking.add(
        if host == HostKind::Loopback { 1 } else { 3 },
        &way::PROXY,
        words(
            "the upgrade passed, the bytes after it may not",
            "升级请求可以通过，其后的数据却可能被拦截",
        ),
    );
}

pub(super) fn after_online(s: &Situation, ranking: &mut Ranking) {
    let near = s.target.host == HostKind::Loopback;
    let platform = s.target.host.is_platform();
    let again = s.closes_soon_after_online >= 2;
    gone_offline(s, ranking);
    ranking.add(
        if again { 10 } else { 6 },
        &client::IDENTITY_SHARED,
        if again {
            words(
                "it was closed soon after each login, as when each login ends the other client's",
                "每次登录后不久都被断开，正像双方的登录互相挤掉对方",
            )
        } else {
            words(
                "one close does not tell; if it happens again soon after the login, this is it",
                "仅断开一次无法判断；若登录后不久再次断开，多半就是它",
            )
        },
    );
    ranking.add(
        if again { 5 } else { 4 },
        &client::TOPIC_NOT_ALLOWED,
        words(
            "some brokers answer a topic that is not allowed by closing",
            "有些 Broker 遇到无权限的 Topic 会直接关闭连接",
        ),
    );
    ranking.add(
        if platform { 5 } else { 2 },
        &client::DEVICE_DISABLED,
        words(
            "a device that is disabled or deleted is closed in the same way",
            "设备被禁用或删除时，表现相同",
        ),
    );
    if s.is_at_rate_limit() {
        ranking.add(
            6,
            &client::RATE_LIMIT,
            words(
                "there were five attempts or more within a minute",
                "一分钟内已尝试五次或更多",
            ),
        );
    }
    ranking.add(
        if again { 3 } else { 7 },
        &place::SERVER_DOWN,
        words(
            "a broker that restarts closes all its connections",
            "Broker 重启时会关闭所有连接",
        ),
    );
    if !near {
        ranking.add(
            if again { 2 } else { 7 },
            &way::NETWORK_GONE,
            words(
                "a changed network ends every connection that went over it",
                "网络变化会使经过它的所有连接中断",
            ),
        );
        ranking.add(
            3,
            &way::PROXY,
            words(
                "proxies end connections that they hold for too long or too idle",
                "代理会关闭保持过久或过于空闲的连接",
            ),
        );
    }
}

fn gone_offline(s: &Situation, ranking: &mut Ranking) {
    if !s.online {
        ranking.add(
            SURE,
            &way::OFFLINE,
            words(
                "the browser reports that it is offline since",
                "浏览器报告此后处于离线状态",
            ),
        );
    }
}
