//! `password-upper-case`: the password is upper-case hex.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "password-upper-case",
    certainty: Certainty::Note,
    field: ClaimField::Password,
    problem: Words {
        en: "password is hex with upper-case letters; the platform takes either case",
        zh: "密码为大写十六进制；平台不区分大小写",
    },
    why: Words {
        en: "the C SDKs write upper case, most other libraries lower case; both stand for the same bytes",
        zh: "C SDK 输出大写，多数其他库输出小写；二者表示的字节相同",
    },
    remedy: Words {
        en: "nothing has to change",
        zh: "无需修改",
    },
};

pub(crate) fn rule(claim: &Claim, _: &Reading) -> Option<Finding> {
    let password = claim.password.as_ref()?.expose().trim();
    // One that lost digits on the way is hex all the same.
    let is_hex = password.len() >= 16 && password.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_upper = password.bytes().any(|byte| byte.is_ascii_uppercase());
    (is_hex && is_upper).then(|| Finding::new(&ENTRY))
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    use connack_signer::Secret;

    #[test]
    fn upper_case_hex() {
        let digits = "4780A5F17990D8DC4CCAD392683ED80160C4C2A1FFA649425CD0E2666A8593EB";
        check(
            |claim| claim.password = Some(Secret::new(digits)),
            &["password-upper-case"],
        );
    }

    #[test]
    fn no_hex_and_no_letters() {
        check(|claim| claim.password = Some(Secret::new("NOTHEX")), &[]);
        let digits = "0123456789".repeat(4);
        check(|claim| claim.password = Some(Secret::new(digits)), &[]);
    }
}
