//! `username-whitespace`: a blank or line end in or around the user name.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "username-whitespace",
    certainty: Certainty::Proved,
    field: ClaimField::Username,
    problem: Words {
        en: "user name has a blank or line end: {which} at character {at}",
        zh: "用户名中有空白或换行：第 {at} 个字符为 {which}",
    },
    why: Words {
        en: "blanks come along when copying from a web page, with the line end of a file, or from a terminal; neither a device name nor a product key can hold one",
        zh: "从网页复制、读取文件行尾或经过终端时容易带入空白；DeviceName 和 ProductKey 都不含空白",
    },
    remedy: Words {
        en: "send the user name without it",
        zh: "去掉空白后再发送用户名",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let username = reading.username.as_ref()?;
    let blank = username.blank.as_ref()?;
    let mut finding = Finding::new(&ENTRY)
        .with("found", username.sent.as_str())
        .with("which", blank.which.as_str())
        .with_number("at", i64::try_from(blank.at).unwrap_or(i64::MAX));
    if let Some(right) = reading.right_username() {
        finding = finding.with("expected", right);
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn blanks_in_and_around() {
        for username in [
            "practice&a1Practice0\n",
            " practice&a1Practice0",
            "practice &a1Practice0",
            "practice&a1Prac\ttice0",
            "\u{feff}practice&a1Practice0",
        ] {
            check(
                |claim| claim.username = Some(username.into()),
                &["username-whitespace"],
            );
        }
    }

    #[test]
    fn a_blank_as_separator_is_one() {
        check(
            |claim| claim.username = Some("practice a1Practice0".into()),
            &["username-separator-wrong"],
        );
    }
}
