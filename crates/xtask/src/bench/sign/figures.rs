//! What the contestants report: read, held against each other, and set as a table.

use std::fmt::Write as _;

use serde_json::Value;

use crate::failure::{Failure, Outcome};

/// One contestant with one method.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    who: String,
    method: String,
    per_second: f64,
    /// The passwords of the first and the last key.
    passwords: [String; 2],
}

pub(super) type Figures = Vec<Figure>;

/// Contestants of this name are the signer.
const SIGNER: &str = "signer";
/// What begins so is a limit for comparison; all others are peers.
const LIMIT: char = '(';

/// Reads the JSON that every contestant reports in.
pub(super) fn read(json: &str) -> Outcome<Figures> {
    let unreadable = || {
        Failure::new(
            format!("a measurement reported `{}`", json.trim()),
            "see tests/bench and crates/bench-sign",
        )
    };
    let report: Value = serde_json::from_str(json).map_err(|_| unreadable())?;
    let figure = |value: &Value| {
        let text = |key: &str| value[key].as_str().map(str::to_owned);
        Some(Figure {
            who: text("who")?,
            method: text("method")?,
            per_second: value["per_second"].as_f64()?,
            passwords: [text("first")?, text("last")?],
        })
    };
    let list = report.as_array().ok_or_else(unreadable)?;
    list.iter()
        .map(|value| figure(value).ok_or_else(unreadable))
        .collect()
}

/// Only who computes the same may be compared.
pub(super) fn hold_agreement(groups: &[&Figures]) -> Outcome {
    let all = || groups.iter().copied().flatten();
    for figure in all() {
        let same = all().filter(|other| other.method == figure.method);
        for other in same {
            if other.passwords != figure.passwords {
                return Err(Failure::new(
                    format!(
                        "{} and {} give different passwords for {}: {:?} and {:?}",
                        figure.who, other.who, figure.method, figure.passwords, other.passwords
                    ),
                    "one of them is wrong: see tests/vectors, and what each is given to sign",
                ));
            }
        }
    }
    Ok(())
}

/// A row per contestant, a column per method, and how far the signer is ahead of the best peer.
pub(super) fn table(figures: &Figures, expected: f64) -> String {
    let mut methods: Vec<&str> = Vec::new();
    let mut contestants: Vec<&str> = Vec::new();
    for figure in figures {
        for (list, name) in [
            (&mut methods, &figure.method),
            (&mut contestants, &figure.who),
        ] {
            if !list.contains(&name.as_str()) {
                list.push(name);
            }
        }
    }
    let of = |who: &str, method: &str| {
        let found = figures
            .iter()
            .find(|figure| figure.who == who && figure.method == method);
        found.map(|figure| figure.per_second)
    };
    let best_peer = |method: &str| {
        let peers = contestants
            .iter()
            .filter(|who| !is_signer(who) && !who.starts_with(LIMIT));
        peers.filter_map(|who| of(who, method)).fold(0.0, f64::max)
    };
    let mut text = row("", methods.iter().map(|method| (*method).to_owned()));
    for who in &contestants {
        let cells = methods
            .iter()
            .map(|method| of(who, method).map_or_else(|| "n/a".to_owned(), thousands));
        text += &row(who, cells);
    }
    for who in contestants.iter().filter(|who| is_signer(who)) {
        let ratios: Vec<f64> = methods
            .iter()
            .map(|method| of(who, method).unwrap_or(0.0) / best_peer(method))
            .collect();
        let cells = ratios.iter().map(|ratio| {
            let verdict = if *ratio >= expected { "met" } else { "missed" };
            format!("{ratio:.1}× {verdict}")
        });
        text += &row(&format!("{who} : best peer ({expected}×)"), cells);
    }
    text
}

fn is_signer(who: &str) -> bool {
    who.split(',').next() == Some(SIGNER)
}

fn row(name: &str, cells: impl Iterator<Item = String>) -> String {
    let mut text = format!("  {name:<38}");
    for cell in cells {
        // Writing into a string cannot fail.
        let _ = write!(text, "{cell:>15}");
    }
    text.push('\n');
    text
}

/// A whole number, its digits in groups of three.
fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Figures, hold_agreement, read, table};

    fn figures(lines: &[(&str, &str, f64, &str)]) -> Figures {
        let list: Vec<_> = lines
            .iter()
            .map(|(who, method, per_second, password)| {
                serde_json::json!({
                    "who": who, "method": method, "per_second": per_second,
                    "first": password, "last": "00",
                })
            })
            .collect();
        read(&serde_json::Value::from(list).to_string()).unwrap()
    }

    #[test]
    fn the_best_peer_is_what_counts() {
        let table = table(
            &figures(&[
                ("signer", "a", 1_500_000.0, "1"),
                ("signer", "b", 100.0, "2"),
                ("signer, all fields", "a", 1.0, "1"),
                ("(limit)", "a", 2_000_000.0, "1"),
                ("fast", "a", 100_000.0, "1"),
                ("slow", "a", 1_000.0, "1"),
                ("slow", "b", 10.0, "2"),
            ]),
            15.0,
        );
        let expected = "
                                                      a              b
  signer                                      1 500 000            100
  signer, all fields                                  1            n/a
  (limit)                                     2 000 000            n/a
  fast                                          100 000            n/a
  slow                                            1 000             10
  signer : best peer (15×)                    15.0× met   10.0× missed
  signer, all fields : best peer (15×)      0.0× missed    0.0× missed
";
        assert_eq!(format!("\n{table}"), expected, "{table}");
    }

    #[test]
    fn who_computes_something_else_is_not_compared() {
        let right = figures(&[("signer", "a", 1.0, "1"), ("peer", "a", 1.0, "1")]);
        let wrong = figures(&[("other", "a", 1.0, "2")]);
        assert!(hold_agreement(&[&right, &right]).is_ok());
        let failure = hold_agreement(&[&right, &wrong]).unwrap_err().to_string();
        assert!(
            failure.contains("signer and other give different passwords for a"),
            "{failure}"
        );
    }

    #[test]
    fn an_error_in_the_page_is_told() {
        let failure = read(r#"{"error":"no such module"}"#)
            .unwrap_err()
            .to_string();
        assert!(failure.contains("no such module"), "{failure}");
    }
}
