//! A diagnosis in words: findings, the verdict in one sentence, and how far the search looked.

use crate::answer::pick;
use crate::layout::{group, hint, node, with, words};
use crate::values::{compared, sides};
use crate::words::{fields, thousands};
use connack_diagnosis::{Certainty, Diagnosis, Entry, Fact, Finding};
use connack_protocol::{Attr, Lang, Node, Tag};

/// A finding as it is shown.
pub(crate) fn told(finding: &Finding, lang: Lang) -> Node {
    let of = crate::words::lang(lang);
    let side = |name| finding.text(name).unwrap_or_default();
    let (found, expected) = (side("found"), side("expected"));
    let both = !found.is_empty() && !expected.is_empty() && found != expected;
    let compared = both.then(|| compared("", sides(lang), [found, expected], false, None));
    let alternatives = finding.facts.iter().find_map(|(name, fact)| match fact {
        Fact::Codes(codes) if *name == "alternatives" => Some(codes.join(", ")),
        Fact::Codes(_) | Fact::Text(_) | Fact::Number(_) => None,
    });
    let alternatives = alternatives.map(|codes| {
        hint(format!(
            "{}{codes}",
            pick(lang, "Explains the same: ", "同样可以解释：")
        ))
    });
    let said = [finding.problem(of), finding.why(of), finding.remedy(of)];
    laid_out(
        (finding.code(), finding.certainty),
        said,
        compared.into_iter().collect(),
        alternatives,
        lang,
    )
}

/// An entry of the reference.
pub(crate) fn entry(entry: &Entry, lang: Lang) -> Node {
    let of = crate::words::lang(lang);
    let said = [entry.problem, entry.why, entry.remedy].map(|words| words.in_lang(of).to_owned());
    laid_out((entry.code, entry.certainty), said, Vec::new(), None, lang)
}

fn laid_out(
    (code, certainty): (&str, Certainty),
    [problem, why, remedy]: [String; 3],
    compared: Vec<Node>,
    alternatives: Option<Node>,
    lang: Lang,
) -> Node {
    let name = match certainty {
        Certainty::Proved => pick(lang, "proved", "已证实"),
        Certainty::Likely => pick(lang, "likely", "可能"),
        Certainty::Note => pick(lang, "note", "提示"),
    };
    // Code keeps its letters: it begins with a backtick.
    let words = |text: &str| words(&capitalised(text));
    let paragraph = |class, text: &str| group(Tag::P, class, words(text));
    let mut inside = vec![
        group(
            Tag::P,
            "",
            vec![
                group(Tag::Strong, "", words(&problem)),
                with(node(Tag::Span, name), Attr::Class, "tag"),
            ],
        ),
        paragraph("why", &why),
    ];
    inside.extend(compared);
    inside.push(paragraph("remedy", &remedy));
    inside.extend(alternatives);
    inside.push(with(node(Tag::Code, code), Attr::Class, "code"));
    let told = with(group(Tag::Li, "told", inside), Attr::Code, code);
    with(told, Attr::Certainty, certainty.name())
}

/// The verdict, so that it can be read out over a telephone: where something is found, its own
/// words say more than any verdict.
pub(crate) fn sentence(verdict: &str, diagnosis: &Diagnosis, lang: Lang) -> String {
    let of = crate::words::lang(lang);
    let first = diagnosis.findings.first();
    let first = first.map(|finding| capitalised(&finding.problem(of)));
    match (verdict, first) {
        ("wrong", Some(first)) => {
            let proved = |finding: &&Finding| finding.certainty == Certainty::Proved;
            let more = diagnosis.findings.iter().skip(1).filter(proved).count();
            match (lang, more) {
                (Lang::En, 0) => ended(first, '.'),
                (Lang::En, 1) => format!("{} Another mistake is proved too.", ended(first, '.')),
                (Lang::En, more) => {
                    format!(
                        "{} {more} other mistakes are proved too.",
                        ended(first, '.')
                    )
                }
                (Lang::Zh, 0) => ended(first, '。'),
                (Lang::Zh, more) => format!("{}另有 {more} 处错误已证实。", ended(first, '。')),
            }
        }
        ("suspect", Some(first)) => match lang {
            Lang::En => format!(
                "No mistake is proved; the likely cause: {}",
                ended(first, '.')
            ),
            Lang::Zh => format!("未证实错误，可能的原因：{}", ended(first, '。')),
        },
        ("searching", _) => pick(
            lang,
            "Still searching: no single common mistake gives this password.",
            "仍在查找：常见的单个错误都得不出该密码。",
        ),
        _ => diagnosis.sentence(of),
    }
}

fn ended(mut text: String, stop: char) -> String {
    if !text.ends_with(['.', '。', '?', '!']) {
        text.push(stop);
    }
    text
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// How far the search looked, and what would allow more.
pub(crate) fn looked(diagnosis: &Diagnosis, took_ms: f64, deep: bool, lang: Lang) -> Vec<String> {
    let mut said = Vec::new();
    let looked = diagnosis.looked;
    if looked.recipes > 0 {
        let tried = thousands(looked.recipes);
        let mut text = match lang {
            Lang::En => format!("{tried} ways to compute the password were tried"),
            Lang::Zh => format!("已尝试 {tried} 种密码计算方式"),
        };
        if deep && took_ms >= 1.0 {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss
            )]
            let (ms, rate) = (
                took_ms as u64,
                (looked.recipes as f64 * 1000.0 / took_ms) as u64,
            );
            text.push_str(&match lang {
                Lang::En => format!(" in {} ms, {} a second", thousands(ms), thousands(rate)),
                Lang::Zh => format!("，用时 {} ms，每秒 {} 种", thousands(ms), thousands(rate)),
            });
        }
        let depth = looked.deviations;
        text.push_str(&match (lang, depth) {
            (Lang::En, 0) => ".".to_owned(),
            (Lang::En, 1) => "; all single mistakes.".to_owned(),
            (Lang::En, depth) => format!("; all of up to {depth} mistakes at once."),
            (Lang::Zh, 0) => "。".to_owned(),
            (Lang::Zh, 1) => "；单个错误已全部查完。".to_owned(),
            (Lang::Zh, depth) => format!("；同时出现 {depth} 处以内的错误已全部查完。"),
        });
        said.push(text);
    }
    if looked.cut && deep {
        said.push(pick(
            lang,
            "The search ended before everything was tried: three mistakes at once may remain unseen.",
            "查找在全部尝试之前结束，同时出现三处错误的情况可能未被发现。",
        ));
    }
    let missing = fields(diagnosis.missing.iter().copied(), lang);
    if !missing.is_empty() {
        said.push(match lang {
            Lang::En => format!("The password was not checked. With {missing}, it would be."),
            Lang::Zh => format!("密码未校验。补充后即可校验：{missing}。"),
        });
    }
    said
}
