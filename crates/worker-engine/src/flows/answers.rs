//! The field for an answer, and what is wrong with one.

use super::codes;
use super::fields::{Field, Kind, value};
use super::sheet::notice;
use crate::answer::pick;
use crate::words::lang;
use connack_diagnosis::wire_words;
use connack_protocol::{AskFlow, Lang, Node};
use connack_signer::{AnswerError, Answering, Refusal};

/// The name of the field for the answer of this way in.
pub(super) fn name(ask: &AskFlow) -> String {
    format!("{}{}", AskFlow::ANSWER, ask.flow.name())
}

/// What was answered so far.
pub(super) fn text(ask: &AskFlow) -> &str {
    value(ask, &name(ask))
}

/// The field.
pub(super) fn field(ask: &AskFlow, label: &str, hint: &str) -> Node {
    let name = name(ask);
    let field = Field {
        name: &name,
        hint,
        kind: Kind::Area,
        ..Field::new("flow-answer", label)
    };
    field.laid_out(ask)
}

/// A refusal: its code, the platform's own words, what it means.
pub(super) fn refused(answering: Answering, refusal: &Refusal, in_lang: Lang) -> Node {
    let own = match (&*refusal.message, in_lang) {
        ("", _) => String::new(),
        (message, Lang::En) => format!(" (“{message}”)"),
        (message, Lang::Zh) => format!("（“{message}”）"),
    };
    let code = refusal.code;
    let means = codes::code(answering, code, in_lang);
    let text = match in_lang {
        Lang::En => format!("The platform refused with code {code}{own}. {means}"),
        Lang::Zh => format!("平台拒绝，错误码 {code}{own}。{means}"),
    };
    // The message is the platform's: it may have backticks.
    notice("bad", "flow-refused", &text.replace('`', "'"), Vec::new())
}

/// An answer that gives nothing to go on with.
pub(super) fn wrong(answering: Answering, error: &AnswerError, in_lang: Lang) -> Node {
    let text = match error {
        AnswerError::Refused(refusal) => return refused(answering, refusal, in_lang),
        AnswerError::NotJson => pick(
            in_lang,
            "There is no JSON object in it. Paste the whole text that the server sent.",
            "其中没有 JSON 对象。请粘贴服务器返回的完整内容。",
        ),
        AnswerError::Missing { field } => match in_lang {
            Lang::En => {
                format!("`{field}` is missing. Is it the answer to another request, or cut off?")
            }
            Lang::Zh => format!("缺少 `{field}`。是其他请求的应答，或内容被截断？"),
        },
        AnswerError::Code => pick(
            in_lang,
            "Its `code` is not a number. Paste the whole text that the server sent.",
            "其中的 `code` 不是数字。请粘贴服务器返回的完整内容。",
        ),
        AnswerError::Unusable(error) => {
            let error = wire_words(*error, lang(in_lang));
            match in_lang {
                Lang::En => format!("A value in it cannot be used. {error}"),
                Lang::Zh => format!("其中有的值无法使用。{error}"),
            }
        }
    };
    notice("bad", "flow-refused", &text, Vec::new())
}
