//! The ways in that only a device has: what they need, and what a browser lacks for them. Facts
//! only; words for people are the page's.

use crate::ProductKey;

/// A way in that a page cannot take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeviceOnly {
    /// TLS by pre-shared key (C SDK); [`super::sign_psk`] computes identity and key.
    PskTls,
    /// A certificate for each device (vendor help 使用X.509证书认证), Shanghai only. First CONNECT:
    /// user name `&`, signed with empty values; product key and device name are pushed on
    /// [`DeviceOnly::X509_TOPIC`]. Later ones: `securemode=2`, empty password.
    X509,
    /// A security chip (vendor help 使用ID²认证): `securemode=8`, `authtype=id2`.
    Id2,
}

/// What a device must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeviceNeed {
    /// The device secret.
    DeviceSecret,
    /// A TLS library with PSK-AES128-CBC-SHA.
    PskCipher,
    /// A client certificate that the platform issued or trusts.
    ClientCertificate,
    /// The private key of that certificate.
    PrivateKey,
    /// An ID² chip, or its software twin.
    Id2Chip,
    /// The vendor's own TLS (iTLS), keyed by that chip.
    Itls,
}

/// What a page has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BrowserLack {
    /// A page opens WebSockets, no TCP connections; these servers speak no WebSocket.
    RawTcp,
    /// Browsers offer no cipher suite with a pre-shared key.
    PskCipher,
    /// A page can neither choose nor bring the certificate that TLS presents.
    ClientCertificate,
    /// A page cannot bring another TLS.
    OwnTls,
    /// A page reaches no such chip.
    Id2Chip,
}

impl DeviceOnly {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::PskTls, Self::X509, Self::Id2];

    /// Where X.509 devices are told who they are.
    pub const X509_TOPIC: &str = "/ext/auth/identity/response";

    /// What a device must have.
    pub fn needs(self) -> &'static [DeviceNeed] {
        match self {
            Self::PskTls => &[DeviceNeed::DeviceSecret, DeviceNeed::PskCipher],
            Self::X509 => &[DeviceNeed::ClientCertificate, DeviceNeed::PrivateKey],
            Self::Id2 => &[DeviceNeed::Id2Chip, DeviceNeed::Itls],
        }
    }

    /// Why a page cannot take this way.
    pub fn browser_lacks(self) -> &'static [BrowserLack] {
        match self {
            Self::PskTls => &[BrowserLack::RawTcp, BrowserLack::PskCipher],
            Self::X509 => &[BrowserLack::RawTcp, BrowserLack::ClientCertificate],
            Self::Id2 => &[
                BrowserLack::RawTcp,
                BrowserLack::OwnTls,
                BrowserLack::Id2Chip,
            ],
        }
    }

    /// Host and port, where the documentation names them: of X.509 and ID² only Shanghai's. For
    /// PSK no host is published.
    pub fn server(self, product_key: &ProductKey) -> Option<(String, u16)> {
        match self {
            Self::PskTls => None,
            Self::X509 => Some(("x509.itls.cn-shanghai.aliyuncs.com".into(), 1883)),
            Self::Id2 => Some((format!("{product_key}.itls.cn-shanghai.aliyuncs.com"), 1883)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_needs_something_that_a_page_lacks() {
        for way in DeviceOnly::ALL {
            assert!(!way.needs().is_empty());
            assert!(way.browser_lacks().contains(&BrowserLack::RawTcp));
            assert!(way.browser_lacks().len() > 1, "{way:?}");
        }
        let key = ProductKey::new("pk").unwrap();
        let (host, port) = DeviceOnly::Id2.server(&key).unwrap();
        assert_eq!((&*host, port), ("pk.itls.cn-shanghai.aliyuncs.com", 1883));
        assert_eq!(DeviceOnly::PskTls.server(&key), None);
    }
}
