//! The socket opened, and what came over it is not as MQTT has it.

use super::{HostKind, PathKind, Ranking, Situation, client, place, way, words};

pub(super) fn malformed(s: &Situation, ranking: &mut Ranking) {
    let known = s.was_online_before;
    ranking.add(
        match (known, s.target.path) {
            (true, _) => 1,
            (false, PathKind::Other) => 9,
            (false, PathKind::Root | PathKind::Mqtt) => 7,
        },
        &place::NOT_MQTT,
        words(
            "other services answer in text or in packets of their own",
            "其他服务会以文本或自己的报文格式应答",
        ),
    );
    ranking.add(
        if known { 8 } else { 4 },
        &place::BROKER_BROKEN,
        if known {
            words(
                "CONNACK 0 came from here, so it is a broker",
                "这里曾返回 CONNACK 0，因此它确实是 Broker",
            )
        } else {
            words(
                "brokers that someone wrote for the occasion make such mistakes",
                "临时自行编写的 Broker 常有此类错误",
            )
        },
    );
    other_version(s, if known { 3 } else { 4 }, ranking);
    proxy(s, ranking);
}

/// A return code that 3.1.1 does not have; those of 5.0 begin at 128.
pub(super) fn unknown_code(code: u8, s: &Situation, ranking: &mut Ranking) {
    if code >= 0x80 {
        ranking.add(
            9,
            &client::OTHER_VERSION,
            words(
                "return codes from 128 on belong to MQTT 5.0",
                "128 及以上的返回码属于 MQTT 5.0",
            ),
        );
    } else {
        other_version(s, 3, ranking);
    }
    ranking.add(
        7,
        &place::BROKER_BROKEN,
        words(
            "the packet is a CONNACK, its return code is none of 3.1.1",
            "报文是 CONNACK，但返回码不属于 3.1.1",
        ),
    );
    ranking.add(
        3,
        &place::NOT_MQTT,
        words(
            "bytes of another service may look like a CONNACK by chance",
            "其他服务的数据可能碰巧像 CONNACK",
        ),
    );
    proxy(s, ranking);
}

pub(super) fn no_subprotocol(s: &Situation, ranking: &mut Ranking) {
    ranking.add(
        7,
        &place::SUBPROTOCOL_REFUSED,
        words(
            "the socket opened without it; some brokers work all the same",
            "连接在未确认子协议的情况下建立；部分 Broker 仍可正常工作",
        ),
    );
    ranking.add(
        match (s.was_online_before, s.target.path) {
            (true, _) => 1,
            (false, PathKind::Other) => 8,
            (false, PathKind::Root | PathKind::Mqtt) => 5,
        },
        &place::NOT_MQTT,
        words(
            "services that are not MQTT do not know the name `mqtt`",
            "非 MQTT 服务不认识 `mqtt` 这个名称",
        ),
    );
    proxy(s, ranking);
}

fn other_version(s: &Situation, weight: u8, ranking: &mut Ranking) {
    ranking.add(
        if s.target.host.is_platform() {
            1
        } else {
            weight
        },
        &client::OTHER_VERSION,
        words(
            "packets of 5.0 are longer than those of 3.1.1, and malformed in its eyes",
            "5.0 的报文比 3.1.1 的长，按 3.1.1 解析就是格式错误",
        ),
    );
}

fn proxy(s: &Situation, ranking: &mut Ranking) {
    ranking.add(
        if s.target.host == HostKind::Loopback {
            1
        } else {
            3
        },
        &way::PROXY,
        words(
            "what stands between may leave out headers, or put bytes of its own in",
            "中间设备可能去掉头部，或插入自己的数据",
        ),
    );
}
