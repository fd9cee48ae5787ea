//! A signed HTTPS request: a form, its body, and the same as a command.

use crate::{Mac, SigningContent};
use std::fmt::{self, Write as _};

/// `POST` of a form (`application/x-www-form-urlencoded`). `Debug` leaves the values out: one of
/// them is the signature.
#[derive(Clone, PartialEq, Eq)]
pub struct FormRequest {
    /// The whole URL.
    pub url: String,
    /// Names and values in the order of the body.
    pub fields: Vec<(&'static str, String)>,
}

impl FormRequest {
    /// The body, in the encoding of HTML forms (WHATWG URL, 5.2). ASCII only, without quotes.
    pub fn body(&self) -> String {
        let mut body = String::new();
        for (name, value) in &self.fields {
            if !body.is_empty() {
                body.push('&');
            }
            body.push_str(name);
            body.push('=');
            encode(value, &mut body);
        }
        body
    }

    /// The request as a command. Its double quotes hold nothing that sh or PowerShell would read,
    /// nor cmd at its prompt (a batch file reads `%` otherwise); in PowerShell 5 the program's name
    /// is `curl.exe`.
    pub fn curl(&self) -> String {
        format!(
            "curl --silent --show-error --data \"{}\" \"{}\"",
            self.body(),
            self.url
        )
    }
}

impl fmt::Debug for FormRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.fields.iter().map(|(name, _)| *name).collect();
        f.debug_struct("FormRequest")
            .field("url", &self.url)
            .field("fields", &names)
            .finish()
    }
}

/// Every stage of a signed form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormSigning {
    /// What is signed.
    pub content: SigningContent,
    /// HMAC of the content; its lower-case hex is the field `sign`.
    pub mac: Mac,
    /// What is sent.
    pub request: FormRequest,
}

fn encode(value: &str, body: &mut String) {
    for byte in value.bytes() {
        match byte {
            b' ' => body.push('+'),
            b'*' | b'-' | b'.' | b'_' => body.push(byte.into()),
            _ if byte.is_ascii_alphanumeric() => body.push(byte.into()),
            _ => {
                // Writing into a string cannot fail.
                let _ = write!(body, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_and_its_command() {
        let request = FormRequest {
            url: "https://h/x".into(),
            fields: vec![("a", "b c&d=\"'$%~*".into()), ("e", "设😀".into())],
        };
        let body = "a=b+c%26d%3D%22%27%24%25%7E*&e=%E8%AE%BE%F0%9F%98%80";
        assert_eq!(request.body(), body);
        assert_eq!(
            request.curl(),
            format!("curl --silent --show-error --data \"{body}\" \"https://h/x\"")
        );
        assert!(!format!("{request:?}").contains("b c"));
    }
}
