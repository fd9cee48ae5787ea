//! Where a secret comes from: flag, file or environment, in this order.
//!
//! Nothing here ever repeats a secret, not even a part of it in an error.

use crate::streams::{Unusable, filled, tell};
use clap::Args;
use connack_diagnosis::{Lang, Words};
use connack_signer::Secret;
use std::convert::Infallible;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What one secret is called.
struct Names {
    secret: Words,
    flag: &'static str,
    variable: &'static str,
}

const DEVICE: Names = Names {
    secret: Words {
        en: "device secret",
        zh: "DeviceSecret",
    },
    flag: "--device-secret",
    variable: "CONNACK_DEVICE_SECRET",
};

const PRODUCT: Names = Names {
    secret: Words {
        en: "product secret",
        zh: "ProductSecret",
    },
    flag: "--product-secret",
    variable: "CONNACK_PRODUCT_SECRET",
};

const ACCESS_KEY: Names = Names {
    secret: Words {
        en: "access key secret",
        zh: "AccessKeySecret",
    },
    flag: "--access-key-secret",
    variable: "CONNACK_ACCESS_KEY_SECRET",
};

/// Far above any secret: a device or a wrong path given as a file must not be read without end.
const MAX_BYTES: u64 = 64 * 1024;

/// The ways to give the device secret. The flag wins over the file, the file over the environment
/// variable CONNACK_DEVICE_SECRET.
#[derive(Args)]
#[command(next_help_heading = "Device secret (one of these, or CONNACK_DEVICE_SECRET)")]
pub(crate) struct SecretInput {
    /// File that holds the device secret, `-` for standard input; one line end at its end is
    /// dropped, anything else counts
    #[arg(long, value_name = "PATH")]
    device_secret_file: Option<PathBuf>,

    /// The device secret itself; every user of this machine can see it while the command runs,
    /// and the shell remembers it: better use the file or the environment
    #[arg(long, value_name = "SECRET", allow_hyphen_values = true, value_parser = secret)]
    device_secret: Option<Secret>,
}

/// For clap: any text is a secret.
fn secret(text: &str) -> Result<Secret, Infallible> {
    Ok(Secret::new(text))
}

impl SecretInput {
    /// The device secret; a secret given as a flag is warned of on standard error.
    pub(crate) fn read(&self) -> Result<Secret, Unusable> {
        self.read_if_given(Lang::En)?.ok_or_else(|| DEVICE.none())
    }

    /// The same where it may be missing; what is wrong with it is said in `lang`.
    pub(crate) fn read_if_given(&self, lang: Lang) -> Result<Option<Secret>, Unusable> {
        let (flag, file) = (&self.device_secret, &self.device_secret_file);
        DEVICE.read(flag.as_ref(), file.as_deref(), lang)
    }

    /// Whether standard input is to be the secret.
    pub(crate) fn is_stdin(&self) -> bool {
        self.device_secret.is_none() && is_stdin(self.device_secret_file.as_deref())
    }

    /// The flag that was given, if one was.
    pub(crate) fn flag(&self) -> Option<&'static str> {
        let given = self.device_secret.is_some() || self.device_secret_file.is_some();
        given.then_some(DEVICE.flag)
    }
}

/// The ways to give the product secret, in the same order of precedence.
#[derive(Args)]
#[command(next_help_heading = "Product secret (one of these, or CONNACK_PRODUCT_SECRET)")]
pub(crate) struct ProductSecretInput {
    /// File that holds the product secret, `-` for standard input
    #[arg(long, value_name = "PATH")]
    product_secret_file: Option<PathBuf>,

    /// The product secret itself; every user of this machine can see it while the command runs
    #[arg(long, value_name = "SECRET", allow_hyphen_values = true, value_parser = secret)]
    product_secret: Option<Secret>,
}

impl ProductSecretInput {
    /// The product secret, if one is given; what is wrong with it is said in `lang`.
    pub(crate) fn read_if_given(&self, lang: Lang) -> Result<Option<Secret>, Unusable> {
        let (flag, file) = (&self.product_secret, &self.product_secret_file);
        PRODUCT.read(flag.as_ref(), file.as_deref(), lang)
    }

    /// The product secret where there must be one.
    pub(crate) fn read(&self) -> Result<Secret, Unusable> {
        self.read_if_given(Lang::En)?.ok_or_else(|| PRODUCT.none())
    }

    /// Whether standard input is to be the secret.
    pub(crate) fn is_stdin(&self) -> bool {
        self.product_secret.is_none() && is_stdin(self.product_secret_file.as_deref())
    }

    /// The flag that was given, if one was.
    pub(crate) fn flag(&self) -> Option<&'static str> {
        let given = self.product_secret.is_some() || self.product_secret_file.is_some();
        given.then_some(PRODUCT.flag)
    }
}

/// The ways to give the secret of an access key, in the same order of precedence.
#[derive(Args)]
#[command(next_help_heading = "Access key secret (one of these, or CONNACK_ACCESS_KEY_SECRET)")]
pub(crate) struct AccessKeyInput {
    /// File that holds the access key secret, `-` for standard input
    #[arg(long, value_name = "PATH")]
    access_key_secret_file: Option<PathBuf>,

    /// The access key secret itself; every user of this machine can see it while the command runs
    #[arg(long, value_name = "SECRET", allow_hyphen_values = true, value_parser = secret)]
    access_key_secret: Option<Secret>,
}

impl AccessKeyInput {
    /// The access key secret.
    pub(crate) fn read(&self) -> Result<Secret, Unusable> {
        let (flag, file) = (&self.access_key_secret, &self.access_key_secret_file);
        ACCESS_KEY
            .read(flag.as_ref(), file.as_deref(), Lang::En)?
            .ok_or_else(|| ACCESS_KEY.none())
    }

    /// The flag that was given, if one was.
    pub(crate) fn flag(&self) -> Option<&'static str> {
        let given = self.access_key_secret.is_some() || self.access_key_secret_file.is_some();
        given.then_some(ACCESS_KEY.flag)
    }
}

fn is_stdin(path: Option<&Path>) -> bool {
    path == Some(Path::new("-"))
}

impl Names {
    fn none(&self) -> Unusable {
        let Self {
            secret: Words { en: secret, .. },
            flag,
            variable,
        } = self;
        Unusable(format!(
            "no {secret} was given; set {variable}, or give {flag}-file PATH (`-` is standard \
             input)"
        ))
    }

    fn read(
        &self,
        flag: Option<&Secret>,
        file: Option<&Path>,
        lang: Lang,
    ) -> Result<Option<Secret>, Unusable> {
        match (flag, file) {
            (Some(secret), _) => self.take_flag(secret, lang).map(Some),
            (None, Some(path)) => self.read_file(path, lang).map(Some),
            (None, None) => std::env::var_os(self.variable)
                .map(|value| self.take_variable(value, lang))
                .transpose(),
        }
    }

    fn take_flag(&self, secret: &Secret, lang: Lang) -> Result<Secret, Unusable> {
        let facts = [("flag", self.flag), ("variable", self.variable)];
        // `--device-secret $EMPTY --json` would otherwise sign with `--json` and say nothing.
        if secret.expose().starts_with("--") {
            return Err(Unusable(filled(LOOKS_LIKE_OPTION, lang, &facts)));
        }
        tell(&filled(SHOWN_TO_OTHERS, lang, &facts));
        Ok(secret.clone())
    }

    fn take_variable(&self, value: OsString, lang: Lang) -> Result<Secret, Unusable> {
        value.into_string().map(Secret::new).map_err(|_| {
            let facts = [("variable", self.variable)];
            Unusable(filled(VARIABLE_NOT_UTF8, lang, &facts))
        })
    }

    fn read_file(&self, path: &Path, lang: Lang) -> Result<Secret, Unusable> {
        let secret = self.secret.in_lang(lang);
        if is_stdin(Some(path)) {
            let name = STANDARD_INPUT.in_lang(lang);
            return from_reader(name, secret, io::stdin().lock(), lang);
        }
        let path_shown = path.display().to_string();
        let name = filled(FILE, lang, &[("secret", secret), ("path", &path_shown)]);
        match File::open(path) {
            Ok(file) => from_reader(&name, secret, file, lang),
            Err(error) => Err(unreadable(&name, &error, lang)),
        }
    }
}

fn from_reader(
    name: &str,
    secret: &str,
    reader: impl Read,
    lang: Lang,
) -> Result<Secret, Unusable> {
    let mut bytes = Zeroizing::new(Vec::new());
    reader
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(name, &error, lang))?;
    if bytes.len() as u64 > MAX_BYTES {
        let max = MAX_BYTES.to_string();
        let facts = [("name", name), ("max", &max), ("secret", secret)];
        return Err(Unusable(filled(FILE_TOO_LONG, lang, &facts)));
    }
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let at = (error.valid_up_to() + 1).to_string();
        Unusable(filled(FILE_NOT_UTF8, lang, &[("name", name), ("at", &at)]))
    })?;
    Ok(Secret::new(without_line_end(text)))
}

/// Editors and `echo` end a file with a line end; it is no part of the secret. Only one is
/// dropped: a second one was meant, or is worth a warning.
fn without_line_end(text: &str) -> &str {
    match text.strip_suffix('\n') {
        Some(line) => line.strip_suffix('\r').unwrap_or(line),
        None => text,
    }
}

/// Against a text or secret that the system does not give.
pub(crate) fn unreadable(name: &str, error: &io::Error, lang: Lang) -> Unusable {
    let error = error.to_string();
    Unusable(filled(
        UNREADABLE,
        lang,
        &[("name", name), ("error", &error)],
    ))
}

/// What standard input is called.
pub(crate) const STANDARD_INPUT: Words = Words {
    en: "standard input",
    zh: "标准输入",
};

const FILE: Words = Words {
    en: "{secret} file {path}",
    zh: "{secret} 文件 {path}",
};

const UNREADABLE: Words = Words {
    en: "{name} cannot be read: {error}; check the path",
    zh: "{name} 无法读取：{error}；请检查路径",
};

const FILE_TOO_LONG: Words = Words {
    en: "{name} has more than {max} bytes, expected a {secret} alone; check the path",
    zh: "{name} 超过 {max} 字节，其中应只有 {secret}；请检查路径",
};

const FILE_NOT_UTF8: Words = Words {
    en: "{name} is not UTF-8 text at byte {at}; save it as UTF-8",
    zh: "{name} 第 {at} 个字节不是 UTF-8；请另存为 UTF-8",
};

const VARIABLE_NOT_UTF8: Words = Words {
    en: "{variable} is not UTF-8 text; set it again from a UTF-8 terminal",
    zh: "{variable} 不是 UTF-8 文本；请在 UTF-8 终端中重新设置",
};

const LOOKS_LIKE_OPTION: Words = Words {
    en: "the value of {flag} begins with `--` and looks like the next option; give the secret, or, if it really begins so, use {variable}",
    zh: "{flag} 的值以 `--` 开头，像是下一个选项；请给出密钥，若密钥确实如此开头，请改用 {variable}",
};

const SHOWN_TO_OTHERS: Words = Words {
    en: "warning: {flag} shows the secret in the process list and in the shell's history; use {flag}-file or {variable}",
    zh: "警告：{flag} 会让密钥出现在进程列表和 shell 历史中；请改用 {flag}-file 或 {variable}",
};
