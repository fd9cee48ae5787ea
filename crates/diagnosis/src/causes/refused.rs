//! CONNACK with a return code: what the standard says, and what the platform uses it for.

use super::{HostKind, Ranking, Situation, client, opened, place, words};
use crate::Words;

/// As they are on the platform (its documentation of return codes).
const FITS: Words = words("this return code is used for it", "该返回码用于这种情况");
const LOOSELY: Words = words(
    "brokers use 4 and 5 loosely, so neither tells more than “refused”",
    "各 Broker 对 4 和 5 并不严格区分，二者都只表示“被拒绝”",
);

pub(super) fn rank(code: u8, s: &Situation, ranking: &mut Ranking) {
    match code {
        0 => {}
        1 => version(s, ranking),
        2 => identifier(s, ranking),
        3 => unavailable(s, ranking),
        4 | 5 => credentials(code, s, ranking),
        _ => opened::unknown_code(code, s, ranking),
    }
}

fn version(s: &Situation, ranking: &mut Ranking) {
    ranking.add(7, &client::VERSION_REFUSED, FITS);
    let (weight, why) = match s.target.host {
        HostKind::Instance => (
            6,
            words(
                "enterprise instances take 5.0, so the device may have used it",
                "企业版实例支持 5.0，该设备可能用过",
            ),
        ),
        HostKind::Public => (
            1,
            words(
                "public instances take no 5.0, so it is hardly that",
                "公共实例不支持 5.0，因此可能性很小",
            ),
        ),
        HostKind::Misspelt
        | HostKind::OtherService
        | HostKind::Loopback
        | HostKind::Local
        | HostKind::Address
        | HostKind::Nowhere
        | HostKind::Name => (0, FITS),
    };
    ranking.add(weight, &client::VERSION_KEPT, why);
}

fn identifier(s: &Situation, ranking: &mut Ranking) {
    let platform = s.target.host.is_platform();
    ranking.add(
        8,
        &client::CLIENT_ID_SHAPE,
        words(
            "the client id is looked at before the password",
            "Client ID 的检查先于密码",
        ),
    );
    ranking.add(5, &client::CLIENT_ID_TOO_LONG, FITS);
    if !platform {
        ranking.add(
            5,
            &client::CLIENT_ID_NOT_ALLOWED,
            words(
                "this host is not the platform's, and other brokers have other rules",
                "这不是平台的接入地址，其他 Broker 有各自的规则",
            ),
        );
    }
    ranking.add(
        if keep_alive_is_odd(s) { 6 } else { 1 },
        &client::KEEP_ALIVE_RANGE,
        words(
            "a keep-alive of 15 s was seen answered with 2 as well as with 3",
            "见过 15 秒的保活时间得到 2，也见过得到 3",
        ),
    );
}

fn unavailable(s: &Situation, ranking: &mut Ranking) {
    if s.is_at_rate_limit() {
        ranking.add(
            7,
            &client::RATE_LIMIT,
            words(
                "there were five attempts or more within a minute",
                "一分钟内已尝试五次或更多",
            ),
        );
    }
    ranking.add(
        match (keep_alive_is_odd(s), s.target.host.is_platform()) {
            (true, true) => 10,
            (true, false) => 6,
            (false, _) => 1,
        },
        &client::KEEP_ALIVE_RANGE,
        if keep_alive_is_odd(s) {
            words(
                "the keep-alive that was sent is outside the range",
                "所发送的保活时间超出范围",
            )
        } else {
            words(
                "the keep-alive that was sent is within the range",
                "所发送的保活时间在范围之内",
            )
        },
    );
    ranking.add(6, &client::SERVICE_UNAVAILABLE, FITS);
    ranking.add(
        4,
        &client::CLIENT_ID_SHAPE,
        words(
            "the platform's own SDK names a bad client id as a cause of 3",
            "平台的 SDK 说明 Client ID 有误也会返回 3",
        ),
    );
    ranking.add(3, &place::BROKER_BUSY, FITS);
}

fn credentials(code: u8, s: &Situation, ranking: &mut Ranking) {
    let platform = s.target.host.is_platform();
    if s.was_online_before {
        ranking.add(
            9,
            &client::DEVICE_DISABLED,
            words(
                "this address has let a login in before; if the values are the same, the device was changed",
                "该地址此前曾登录成功；若参数未变，则是设备一侧发生了变化",
            ),
        );
    }
    ranking.add(
        8,
        &client::SIGNATURE_WRONG,
        words("by far the most frequent cause", "这是最常见的原因"),
    );
    ranking.add(
        if code == 5 { 6 } else { 5 },
        &client::IDENTITY_WRONG,
        LOOSELY,
    );
    ranking.add(
        if code == 4 { 6 } else { 3 },
        &client::USERNAME_SHAPE,
        if code == 4 {
            words(
                "the platform uses 4 for a user name or password that it cannot read",
                "平台在无法解析用户名或密码时返回 4",
            )
        } else {
            LOOSELY
        },
    );
    if platform {
        ranking.add(
            5,
            &place::WRONG_HOST,
            words(
                "another region or instance does not know the device",
                "其他地域或实例不认识这台设备",
            ),
        );
        if !s.was_online_before {
            ranking.add(
                4,
                &client::DEVICE_DISABLED,
                words(
                    "a disabled device is refused like an unknown one",
                    "被禁用的设备与不存在的设备一样会被拒绝",
                ),
            );
        }
    } else {
        ranking.add(
            5,
            &client::CREDENTIALS_WRONG,
            words("this host is not the platform's", "这不是平台的接入地址"),
        );
        ranking.add(
            if code == 5 { 6 } else { 2 },
            &client::NOT_AUTHORIZED,
            if code == 5 { FITS } else { LOOSELY },
        );
    }
}

/// Outside what the platform takes (its limits page).
fn keep_alive_is_odd(s: &Situation) -> bool {
    !(30..=1200).contains(&s.keep_alive_s)
}
