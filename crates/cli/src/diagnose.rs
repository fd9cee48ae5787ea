//! `connack diagnose`: which mistake a failing device makes, from any text that shows what it
//! sends. The diagnosis is the library's; here are its ways in and out.

mod input;
mod jsonl;
mod line_source;
mod place;
mod plain;
mod words;

pub(crate) use words::ERROR;

use crate::secret_input::{ProductSecretInput, SecretInput};
use crate::streams::{Unusable, print, tell};
use clap::{Args, ValueEnum};
use connack_diagnosis::{Budget, Case, Diagnosis, Lang, Verdict, diagnose, diagnosis_to_json};
use connack_signer::Secret;
use input::{Given, read_text};
use std::path::PathBuf;
use std::process::ExitCode;

/// Name the mistake of a device that does not get CONNACK 0
///
/// Takes any text that shows what the device sends: console JSON, lines of a log, source code, AT
/// commands, a mosquitto command line, the hex bytes of CONNECT, or a Claim as a JSON object.
/// Exit code: 0 if the platform would accept it, 1 if not, 2 if the input cannot be used.
#[derive(Args)]
pub(crate) struct Options {
    /// File with the text, `-` for standard input
    #[arg(value_name = "FILE", default_value = "-", hide_default_value = true)]
    file: PathBuf,

    /// Print one JSON object (a list, when the text has several devices)
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,

    /// One Claim as a JSON object a line in, one Diagnosis a line out, in the same order; secrets
    /// come from the lines alone
    #[arg(long, conflicts_with_all = [
        "device_secret", "device_secret_file", "product_secret", "product_secret_file",
    ])]
    jsonl: bool,

    /// Language of the words; of the environment (LC_ALL, LC_MESSAGES, LANG) when absent
    #[arg(long, value_name = "LANG")]
    lang: Option<Language>,

    /// Mistakes at once to look for: 3 when absent, 2 with --jsonl
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=3))]
    deviations: Option<u8>,

    #[command(flatten)]
    device_secret: SecretInput,

    #[command(flatten)]
    product_secret: ProductSecretInput,
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    En,
    Zh,
}

/// A device and the answer to its case.
struct Answered {
    given: Given,
    diagnosis: Diagnosis,
}

/// Diagnoses and prints.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Unusable> {
    let lang = options.lang();
    let all_ok = if options.jsonl {
        jsonl::run(&options.file, lang, options.budget(Budget::STREAM))?
    } else {
        run_text(options, lang)?
    };
    Ok(ExitCode::from(u8::from(!all_ok)))
}

fn run_text(options: &Options, lang: Lang) -> Result<bool, Unusable> {
    let from_stdin = [
        options.file.as_os_str() == "-",
        options.device_secret.is_stdin(),
        options.product_secret.is_stdin(),
    ];
    if from_stdin.iter().filter(|stdin| **stdin).count() > 1 {
        return Err(Unusable(words::STDIN_TWICE.in_lang(lang).into()));
    }
    let text = read_text(&options.file, lang)?;
    let mut read = input::devices(&text, lang)?;
    add_secrets(options, lang, &mut read.devices)?;
    let budget = options.budget(Budget::DEEP);
    let answered: Vec<Answered> = read
        .devices
        .into_iter()
        .map(|given| Answered {
            diagnosis: answer(&given.case, budget),
            given,
        })
        .collect();
    let all_ok = answered
        .iter()
        .all(|answered| answered.diagnosis.verdict == Verdict::Ok);
    if options.json {
        let objects: Vec<String> = answered
            .iter()
            .map(|answered| diagnosis_to_json(&answered.diagnosis, lang))
            .collect();
        let text = match &objects[..] {
            [one] => format!("{one}\n"),
            several => format!("[{}]\n", several.join(",\n")),
        };
        print(&text, lang)?;
    } else {
        print(&plain::page(&answered, &read.not_understood, lang), lang)?;
    }
    Ok(all_ok)
}

/// The answer to a case, without its secrets.
fn answer(case: &Case, budget: Budget) -> Diagnosis {
    diagnose(case.clone(), budget)
}

/// Secrets that the text lacks, from where `connack sign` takes them.
fn add_secrets(options: &Options, lang: Lang, devices: &mut [Given]) -> Result<(), Unusable> {
    let is_missing = |secret: &Option<Secret>| secret.as_ref().is_none_or(Secret::is_empty);
    if devices
        .iter()
        .any(|given| is_missing(&given.case.claim.product_secret))
        && let Some(secret) = options.product_secret.read_if_given(lang)?
    {
        for given in &mut *devices {
            let own = &mut given.case.claim.product_secret;
            if is_missing(own) {
                *own = Some(secret.clone());
            }
        }
    }
    let mut lacking: Vec<&mut Given> = devices
        .iter_mut()
        .filter(|given| is_missing(&given.case.claim.device_secret))
        .collect();
    if lacking.is_empty() {
        return Ok(());
    }
    let Some(secret) = options.device_secret.read_if_given(lang)? else {
        return Ok(());
    };
    // One secret belongs to one device; a working and a failing set of it may both lack it.
    let names: Vec<_> = lacking
        .iter()
        .map(|given| given.case.claim.username.clone())
        .collect();
    if names.windows(2).any(|pair| pair[0] != pair[1]) {
        tell(words::SECRET_OF_WHICH.in_lang(lang));
        return Ok(());
    }
    for given in &mut lacking {
        given.case.claim.device_secret = Some(secret.clone());
    }
    Ok(())
}

impl Options {
    /// The language of everything that is said.
    pub(crate) fn lang(&self) -> Lang {
        match self.lang {
            Some(Language::En) => Lang::En,
            Some(Language::Zh) => Lang::Zh,
            None => lang_of(|name| std::env::var(name).ok()),
        }
    }

    fn budget(&self, otherwise: Budget) -> Budget {
        match self.deviations {
            Some(1) => Budget {
                deviations: 1,
                ..Budget::TWO
            },
            Some(2) => Budget::TWO,
            Some(_) => Budget::DEEP,
            None => otherwise,
        }
    }
}

/// The first of the variables that is set decides, as for every program of a POSIX system.
fn lang_of(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|value| !value.is_empty());
    match locale {
        Some(locale) if locale.to_ascii_lowercase().starts_with("zh") => Lang::Zh,
        Some(_) | None => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variables: &[(&str, &str)], expected: Lang) {
        let variable = |name: &str| {
            let (_, value) = variables.iter().find(|(other, _)| *other == name)?;
            Some((*value).to_owned())
        };
        assert_eq!(lang_of(variable), expected, "{variables:?}");
    }

    #[test]
    fn the_language_of_the_environment() {
        check(&[], Lang::En);
        check(&[("LANG", "zh_CN.UTF-8")], Lang::Zh);
        check(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")], Lang::En);
        check(
            &[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "zh_TW")],
            Lang::Zh,
        );
        check(&[("LC_ALL", ""), ("LANG", "ZH-cn")], Lang::Zh);
    }
}
