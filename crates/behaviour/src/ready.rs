//! Rules, read: what they wait for and what they do, with every template taken apart.

use std::collections::VecDeque;

use connack_protocol::{Condition, Device, Qos, Rule, RuleAct, filter_matches};

use crate::check::filter_of;
use crate::json;
use crate::shared::Heard;
use crate::template::Template;
use crate::topic;
use crate::trigger::Trigger;

/// A rule, read.
pub(crate) struct Ready {
    /// `None`: it follows nothing.
    pub(crate) filter: Option<String>,
    /// What every topic of the filter begins with: most messages are told from it at once.
    prefix: String,
    pub(crate) condition: Match,
    pub(crate) retained: bool,
    pub(crate) acts: Vec<ReadyAct>,
    /// When it did something, within the last second.
    pub(crate) recent: VecDeque<f64>,
}

pub(crate) enum Match {
    Always,
    Contains(String),
    Field { path: Vec<String>, equals: String },
    Never,
}

pub(crate) struct ReadyAct {
    pub(crate) what: What,
    pub(crate) after_ms: u32,
    pub(crate) times: u32,
    pub(crate) every_ms: u32,
}

pub(crate) enum What {
    Log(Template),
    Send {
        /// `None`: where the request's answer belongs.
        topic: Option<Template>,
        payload: Template,
        /// `None`: that of the request, at most 1.
        qos: Option<Qos>,
    },
}

impl Ready {
    pub(crate) fn new(rule: Rule, device: &Device) -> Self {
        let filter = filter_of(&rule.filter, device).filter(|_| rule.enabled);
        let condition = match rule.condition {
            Condition::None => Match::Always,
            Condition::Contains(text) => Match::Contains(text),
            Condition::Field { pointer, equals } => {
                json::pointer(&pointer).map_or(Match::Never, |path| Match::Field { path, equals })
            }
        };
        let fixed = filter.as_deref().unwrap_or_default();
        let fixed = fixed.split(['+', '#']).next().unwrap_or_default();
        Self {
            // `a/#` has `a` as well.
            prefix: fixed.strip_suffix('/').unwrap_or(fixed).to_owned(),
            filter,
            condition,
            retained: rule.retained,
            acts: rule.acts.into_iter().map(ReadyAct::new).collect(),
            recent: VecDeque::new(),
        }
    }

    pub(crate) fn listens_to(&self, message: &Heard<'_>) -> bool {
        let Some(filter) = &self.filter else {
            return false;
        };
        (self.retained || !message.retain)
            && message.topic.starts_with(&self.prefix)
            && filter_matches(filter, message.topic)
            && !(self.answers_requests() && topic::is_reply(message.topic))
    }

    /// A rule that answers where answers belong has nothing to say to an answer.
    fn answers_requests(&self) -> bool {
        self.acts.iter().any(|act| match &act.what {
            What::Send { topic, .. } => topic.is_none(),
            What::Log(_) => false,
        })
    }
}

impl ReadyAct {
    pub(crate) fn new(act: RuleAct) -> Self {
        let once = |what, after_ms| Self {
            what,
            after_ms,
            times: 1,
            every_ms: 0,
        };
        match act {
            RuleAct::Log { text } => once(What::Log(Template::plain(&text)), 0),
            RuleAct::Reply {
                topic,
                payload,
                after_ms,
            } => {
                let topic = (!topic.is_empty()).then(|| Template::plain(&topic));
                let payload = Template::payload(&payload);
                let send = What::Send {
                    topic,
                    payload,
                    qos: None,
                };
                once(send, after_ms)
            }
            RuleAct::Publish {
                topic,
                payload,
                qos,
                after_ms,
                times,
                every_ms,
            } => Self {
                what: What::Send {
                    topic: Some(Template::plain(&topic)),
                    payload: Template::payload(&payload),
                    qos: Some(qos),
                },
                after_ms,
                times,
                every_ms,
            },
        }
    }
}

impl Match {
    pub(crate) fn holds(&self, trigger: &Trigger) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Contains(text) => contains(&trigger.payload, text.as_bytes()),
            Self::Field { path, equals } => trigger
                .json()
                .and_then(|text| json::piece(text, path))
                .is_some_and(|piece| json::equals(piece, equals)),
        }
    }
}

fn contains(payload: &[u8], wanted: &[u8]) -> bool {
    wanted.is_empty() || payload.windows(wanted.len()).any(|window| window == wanted)
}
