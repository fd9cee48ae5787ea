//! `request-field-misspelt`: a field of a request has another name than documented.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "request-field-misspelt",
    certainty: Certainty::Proved,
    field: ClaimField::Request,
    problem: Words {
        en: "the field `{part}` should be `{right}`",
        zh: "字段 `{part}` 应为 `{right}`",
    },
    why: Words {
        en: "the names differ from one request to the next: `signMethod` in registrations over HTTPS and in logins of sub-devices, `signmethod` in CONNECT, in `/auth/devicename` and in `thing/topo/add`; an unknown field is as good as none",
        zh: "各请求的字段名不同：HTTPS 注册和子设备登录用 `signMethod`，CONNECT、`/auth/devicename` 和 `thing/topo/add` 用 `signmethod`；写错等于没有发送",
    },
    remedy: Words {
        en: "write `{right}`",
        zh: "写成 `{right}`",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let slip = reading.request_slips.first()?;
    Some(
        Finding::new(&ENTRY)
            .with("part", slip.found.as_str())
            .with("right", slip.expected.as_str()),
    )
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    use connack_signer::{ClaimRequest, RequestKind};

    #[track_caller]
    fn check_fields(kind: RequestKind, names: &[&str], codes: &[&str]) {
        let fields = names.iter().map(|name| ((*name).into(), "1".into()));
        let request = ClaimRequest {
            kind,
            fields: fields.collect(),
        };
        check(|claim| claim.request = Some(request), codes);
    }

    #[test]
    fn the_capital_m() {
        let wrong = &["request-field-misspelt"];
        check_fields(RequestKind::HttpsRegister, &["random", "signmethod"], wrong);
        check_fields(RequestKind::SubLogin, &["clientId", "sign_method"], wrong);
        check_fields(RequestKind::HttpsAuth, &["clientId", "signMethod"], wrong);
        check_fields(RequestKind::TopoAdd, &["clientid"], wrong);
    }

    #[test]
    fn as_documented_and_what_is_not_known() {
        check_fields(RequestKind::HttpsRegister, &["random", "signMethod"], &[]);
        check_fields(RequestKind::HttpsAuth, &["signmethod", "resouces"], &[]);
        check_fields(RequestKind::SubLogin, &["cleanSession", "x"], &[]);
    }
}
