//! `keep-alive-out-of-range`: keep-alive is 0 or outside 30 to 1200 s.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "keep-alive-out-of-range",
    certainty: Certainty::Proved,
    field: ClaimField::KeepAlive,
    problem: Words {
        en: "keep-alive is {found} s, the platform takes 30 to 1200 s",
        zh: "keep-alive 为 {found} 秒，平台只接受 30 到 1200 秒",
    },
    why: Words {
        en: "some libraries have 15 s as default (Arduino PubSubClient), and 0 switches it off; the platform refuses the connection in both cases",
        zh: "部分库默认 15 秒（如 Arduino PubSubClient），设为 0 则表示关闭；这两种情况平台都会拒绝连接",
    },
    remedy: Words {
        en: "set it between 30 and 1200 s; 300 s or more are advised",
        zh: "设为 30 到 1200 秒之间，建议 300 秒以上",
    },
};

pub(crate) fn rule(claim: &Claim, _: &Reading) -> Option<Finding> {
    let found = claim.keep_alive_s?;
    if (30..=1200).contains(&found) {
        return None;
    }
    Some(
        Finding::new(&ENTRY)
            .with_number("found", found.into())
            .with_number("expected", if found > 1200 { 1200 } else { 60 }),
    )
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn outside() {
        for seconds in [0, 15, 29, 1201, 65_535] {
            check(
                |claim| claim.keep_alive_s = Some(seconds),
                &["keep-alive-out-of-range"],
            );
        }
    }

    #[test]
    fn at_the_edges() {
        check(|claim| claim.keep_alive_s = Some(30), &[]);
        check(|claim| claim.keep_alive_s = Some(1200), &[]);
    }
}
