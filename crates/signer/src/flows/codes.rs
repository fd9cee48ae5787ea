//! What the codes of answers mean. Facts only; words for people are the page's.

/// What was asked: one code means different things in different answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answering {
    /// `/auth/devicename` (older edition of vendor help topic 73742).
    HttpsAuth,
    /// `/auth/register/device` (vendor help 设备端错误码, unique certificate per product).
    HttpsRegister,
    /// CONNACK's return code while registering over MQTT (vendor help topic 132111).
    MqttRegister,
    /// `thing/topo/add` (vendor help 设备端错误码 and 管理拓扑关系).
    TopoAdd,
    /// `combine/login`, `combine/batch_login`, and what comes later on `/ext/error` (vendor help
    /// 设备端错误码 and 子设备上下线).
    SubLogin,
}

/// What a code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeMeaning {
    /// The signature is not the expected one: wrong secret, content or method.
    WrongSignature,
    /// Data are missing, malformed, or too many.
    BadParameter,
    /// A parameter is missing or malformed, or plain TCP was used where TLS must be.
    BadParameterOrPlainTcp,
    /// An error on the platform's side, not known more closely.
    PlatformError,
    /// The platform has no such device.
    DeviceNotFound,
    /// The platform has no such product.
    ProductNotFound,
    /// The product uses another way to authenticate.
    AuthTypeMismatch,
    /// The product's switch for dynamic registration is off.
    RegistrationOff,
    /// The device was activated before; it cannot register again until it is reset.
    AlreadyActivated,
    /// The sign method is not supported.
    SignMethodUnsupported,
    /// Too many requests in a short time.
    TooManyRequests,
    /// The gateway has as many sub-devices as it may have.
    TooManySubDevices,
    /// The topic could not be parsed.
    BadTopic,
    /// The device was disabled.
    DeviceDisabled,
    /// The device was deleted.
    DeviceDeleted,
    /// Gateway and sub-device are the same device.
    GatewayIsSubDevice,
    /// The gateway and the sub-device are not in one topology.
    NoTopology,
    /// The sub-device is not online through this gateway.
    NoSession,
    /// Somebody else logged in with the same identity.
    DuplicateLogin,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerCode {
    /// What was asked.
    pub answering: Answering,
    /// The code.
    pub code: i64,
    /// What it means there.
    pub meaning: CodeMeaning,
}

const fn row(answering: Answering, code: i64, meaning: CodeMeaning) -> AnswerCode {
    AnswerCode {
        answering,
        code,
        meaning,
    }
}

/// Every documented code.
const CODES: [AnswerCode; 35] = {
    use Answering::{HttpsAuth, HttpsRegister, MqttRegister, SubLogin, TopoAdd};
    [
        row(HttpsAuth, 401, CodeMeaning::WrongSignature),
        row(HttpsAuth, 460, CodeMeaning::BadParameter),
        row(HttpsAuth, 500, CodeMeaning::PlatformError),
        row(HttpsAuth, 5001, CodeMeaning::DeviceNotFound),
        row(HttpsAuth, 6200, CodeMeaning::AuthTypeMismatch),
        row(HttpsRegister, 460, CodeMeaning::BadParameter),
        row(HttpsRegister, 500, CodeMeaning::PlatformError),
        row(HttpsRegister, 6250, CodeMeaning::ProductNotFound),
        row(HttpsRegister, 6288, CodeMeaning::RegistrationOff),
        row(HttpsRegister, 6289, CodeMeaning::AlreadyActivated),
        row(HttpsRegister, 6292, CodeMeaning::SignMethodUnsupported),
        row(HttpsRegister, 6600, CodeMeaning::WrongSignature),
        row(MqttRegister, 2, CodeMeaning::BadParameterOrPlainTcp),
        row(MqttRegister, 3, CodeMeaning::PlatformError),
        row(MqttRegister, 4, CodeMeaning::WrongSignature),
        row(TopoAdd, 401, CodeMeaning::WrongSignature),
        row(TopoAdd, 429, CodeMeaning::TooManyRequests),
        row(TopoAdd, 460, CodeMeaning::BadParameter),
        row(TopoAdd, 6100, CodeMeaning::DeviceNotFound),
        row(TopoAdd, 6203, CodeMeaning::BadTopic),
        row(TopoAdd, 6204, CodeMeaning::DeviceDisabled),
        row(TopoAdd, 6400, CodeMeaning::TooManySubDevices),
        row(TopoAdd, 6402, CodeMeaning::GatewayIsSubDevice),
        row(SubLogin, 427, CodeMeaning::DuplicateLogin),
        row(SubLogin, 428, CodeMeaning::TooManySubDevices),
        row(SubLogin, 429, CodeMeaning::TooManyRequests),
        row(SubLogin, 460, CodeMeaning::BadParameter),
        row(SubLogin, 500, CodeMeaning::PlatformError),
        row(SubLogin, 520, CodeMeaning::NoSession),
        row(SubLogin, 521, CodeMeaning::DeviceDeleted),
        row(SubLogin, 522, CodeMeaning::DeviceDisabled),
        row(SubLogin, 6100, CodeMeaning::DeviceNotFound),
        row(SubLogin, 6204, CodeMeaning::DeviceDisabled),
        row(SubLogin, 6287, CodeMeaning::WrongSignature),
        row(SubLogin, 6401, CodeMeaning::NoTopology),
    ]
};

impl Answering {
    /// Every documented code, for a list on the page.
    pub const CODES: &[AnswerCode] = &CODES;

    /// What a code means in this answer; `None` where the documentation does not tell.
    pub fn meaning(self, code: i64) -> Option<CodeMeaning> {
        CODES
            .iter()
            .find(|row| row.answering == self && row.code == code)
            .map(|row| row.meaning)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_means_what_was_asked() {
        let check = |answering: Answering, code, meaning| {
            assert_eq!(answering.meaning(code), meaning, "{answering:?} {code}");
        };
        check(Answering::HttpsAuth, 401, Some(CodeMeaning::WrongSignature));
        check(Answering::HttpsRegister, 401, None);
        check(
            Answering::MqttRegister,
            4,
            Some(CodeMeaning::WrongSignature),
        );
        check(
            Answering::TopoAdd,
            6402,
            Some(CodeMeaning::GatewayIsSubDevice),
        );
        check(Answering::SubLogin, 6402, None);
        check(Answering::SubLogin, 200, None);
    }

    #[test]
    fn no_code_is_listed_twice() {
        for (i, row) in Answering::CODES.iter().enumerate() {
            let same =
                |other: &&AnswerCode| (other.answering, other.code) == (row.answering, row.code);
            assert!(
                !Answering::CODES[i + 1..].iter().any(|other| same(&other)),
                "{row:?}"
            );
        }
    }
}
