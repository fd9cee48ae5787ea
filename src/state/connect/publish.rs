//! What is published by hand: the form of the payload, what is said against it, and what was sent.

use crate::state::connect::{Connection, host_of};
use connack_behaviour::{
    Ids, Limit, LimitProblem, PayloadError, Sending, Snippet, check_publish, parse_payload,
    templates,
};
use connack_protocol::{Credentials, PayloadForm, Publish, Publishing, Qos, Version};
use std::collections::VecDeque;
use std::rc::Rc;

/// What the publish form knows besides topic, payload and quality of service.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Composing {
    /// How the payload is written.
    pub form: PayloadForm,
    /// The retain flag.
    pub retain: bool,
    /// User properties, one on each line: `name=value`. They exist in 5.0 only.
    pub properties: String,
    /// The template that is chosen; empty: none.
    pub template: String,
    /// What was sent, oldest first.
    pub sent: VecDeque<Rc<Publishing>>,
    /// Which of `sent` the form shows; `None`: what is being written.
    pub at: Option<usize>,
    /// What was written when the first of `sent` was shown.
    draft: Option<Rc<Publishing>>,
    /// Limits that hold a message back because of when it was to be sent.
    pub held: Vec<LimitProblem>,
    /// When something was sent within the last second, in ms since 1970.
    recent: Vec<(f64, Qos)>,
    last_id: u32,
}

/// What can happen to the publish form.
#[derive(Debug, Clone, PartialEq)]
pub enum PublishAction {
    /// The payload is written in this form.
    Form(PayloadForm),
    /// The retain flag was switched.
    Retain(bool),
    /// User properties were typed.
    Properties(String),
    /// A template was chosen.
    Template(String),
    /// The chosen template is filled in, at this time in ms since 1970.
    Fill(f64),
    /// It was sent, at this time in ms since 1970.
    Sent(f64),
    /// It was held back.
    Held(Vec<LimitProblem>),
    /// Show what was sent before, or after.
    Step(Step),
    /// Show a message that was kept.
    Take(Rc<Snippet>),
}

/// A step through what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the one before.
    Back,
    /// To the one after; after the newest comes what was being written.
    Forth,
}

/// Most messages of the history.
const MAX_SENT: usize = 50;

impl Connection {
    /// The publish form as a message.
    pub fn written(&self, credentials: Option<&Credentials>) -> Publishing {
        Publishing {
            topic: self.form.effective_publish_topic(credentials),
            payload: self.form.publish_payload.clone(),
            form: self.composing.form,
            qos: self.form.publish_qos,
            retain: self.composing.retain,
        }
    }

    /// What is said against the payload.
    pub fn payload_error(&self) -> Option<PayloadError> {
        parse_payload(self.composing.form, &self.form.publish_payload).err()
    }

    /// Every limit that sending the form would pass. `now_ms` counts what was sent just before.
    pub fn limits(
        &self,
        credentials: Option<&Credentials>,
        now_ms: Option<f64>,
    ) -> Vec<LimitProblem> {
        let written = self.written(credentials);
        let payload = parse_payload(written.form, &written.payload).unwrap_or_default();
        let host = self.url_in_use(credentials);
        let sending = Sending {
            host: host_of(&host),
            version: self.version_in_use(),
            topic: &written.topic,
            payload_len: payload.len(),
            qos: written.qos,
            retain: written.retain,
            product_key: credentials.map_or("", |of| &of.product_key),
            device_name: credentials.map_or("", |of| &of.device_name),
            recent: now_ms.map_or(&[], |_| &self.composing.recent),
            now_ms: now_ms.unwrap_or_default(),
        };
        let mut problems = check_publish(&sending);
        problems.retain(|problem| !self.is_of_sub(problem));
        problems
    }

    /// Whether a topic counts as another device's that is one of a sub-device which is online.
    pub fn is_of_sub(&self, problem: &LimitProblem) -> bool {
        let Limit::ForeignTopic(key, name) = &problem.limit else {
            return false;
        };
        let mut online = self.sub_devices.online();
        online.any(|of| of == (key.as_str(), name.as_str()))
    }

    /// The form as what is sent, or `None` when the payload is not of its form.
    pub fn to_publish(&self, credentials: Option<&Credentials>) -> Option<Publish> {
        let written = self.written(credentials);
        Some(Publish {
            payload: parse_payload(written.form, &written.payload).ok()?,
            topic: written.topic,
            qos: written.qos,
            retain: written.retain,
            user_properties: match self.version_in_use() {
                Version::V3_1_1 => Vec::new(),
                Version::V5_0 => user_properties(&self.composing.properties),
            },
        })
    }

    fn show(&mut self, message: &Publishing) {
        self.form.publish_topic = Some(message.topic.clone());
        self.form.publish_payload = message.payload.clone();
        self.form.publish_qos = message.qos;
        self.composing.form = message.form;
        self.composing.retain = message.retain;
    }

    fn step(&mut self, step: Step, written: Publishing) {
        let sent = &self.composing.sent;
        let last = sent.len().checked_sub(1);
        let shown = self.composing.at.and_then(|at| sent.get(at));
        // What was changed of an old message is being written as well.
        if shown.is_none_or(|shown| **shown != written) {
            self.composing.draft = Some(Rc::new(written));
        }
        let at = match (self.composing.at, step) {
            (None, Step::Back) => last,
            (Some(at), Step::Back) => Some(at.saturating_sub(1)),
            (Some(at), Step::Forth) => Some(at + 1).filter(|next| Some(*next) <= last),
            (None, Step::Forth) => None,
        };
        self.composing.at = at;
        let shown = match at {
            Some(at) => self.composing.sent.get(at).cloned(),
            None => self.composing.draft.take(),
        };
        if let Some(shown) = shown {
            self.show(&shown);
        }
    }

    /// The publish form after an action.
    pub fn compose(&mut self, action: PublishAction, credentials: Option<&Credentials>) {
        let composing = &mut self.composing;
        composing.held.clear();
        match action {
            PublishAction::Form(form) => composing.form = form,
            PublishAction::Retain(retain) => composing.retain = retain,
            PublishAction::Properties(text) => composing.properties = text,
            PublishAction::Template(id) => composing.template = id,
            PublishAction::Fill(epoch_ms) => {
                let Some(of) = credentials else { return };
                let mut ids = Ids::after(composing.last_id);
                let made = templates(&of.product_key, &of.device_name, &mut ids, epoch_ms);
                composing.last_id = ids.fresh();
                let chosen = made.into_iter().find(|made| made.id == composing.template);
                let Some(template) = chosen else { return };
                composing.form = PayloadForm::Json;
                self.form.publish_topic = Some(template.topic);
                self.form.publish_payload = template.payload;
            }
            PublishAction::Sent(now_ms) => {
                composing
                    .recent
                    .retain(|(at_ms, _)| *at_ms > now_ms - 1_000.0);
                composing.recent.push((now_ms, self.form.publish_qos));
                let written = Rc::new(self.written(credentials));
                let sent = &mut self.composing.sent;
                if sent.back() != Some(&written) {
                    sent.push_back(written);
                }
                if sent.len() > MAX_SENT {
                    sent.pop_front();
                }
                self.composing.at = None;
            }
            PublishAction::Held(problems) => composing.held = problems,
            PublishAction::Step(step) => {
                let written = self.written(credentials);
                self.step(step, written);
            }
            PublishAction::Take(snippet) => self.show(&snippet.message),
        }
    }
}

/// The pairs of a text; what comes first on a line is the name.
fn user_properties(text: &str) -> Vec<(String, String)> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| line.split_once('=').unwrap_or((line, "")))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::connect::{FormAction, OptionAction, plan::tests::practice};

    #[test]
    fn user_properties_go_with_5_alone() {
        let mut of = typed("");
        let text = "room = 7\n\nplain\nformula=a=b\n";
        of.compose(PublishAction::Properties(text.into()), None);
        let sent = |of: &Connection| of.to_publish(None).map(|of| of.user_properties);
        assert_eq!(sent(&of), Some(Vec::new()));
        let five = OptionAction::Version(Version::V5_0);
        of.form.apply(FormAction::Option(five));
        let pairs = [("room", "7"), ("plain", ""), ("formula", "a=b")];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(sent(&of), Some(pairs.to_vec()));
    }

    fn typed(payload: &str) -> Connection {
        let mut of = Connection::default();
        of.form.apply(FormAction::PublishPayload(payload.into()));
        of
    }

    #[test]
    fn what_was_sent_is_shown_again_and_what_was_written_is_not_lost() {
        let mut of = typed("one");
        let practice = practice();
        let given = Some(&practice);
        of.compose(PublishAction::Sent(1.0), given);
        of.compose(PublishAction::Sent(2.0), given);
        of.form.apply(FormAction::PublishPayload("two".into()));
        of.compose(PublishAction::Sent(3.0), given);
        assert_eq!(of.composing.sent.len(), 2);
        of.form.apply(FormAction::PublishPayload("draft".into()));
        let mut seen = Vec::new();
        for step in [
            Step::Back,
            Step::Back,
            Step::Back,
            Step::Forth,
            Step::Forth,
            Step::Forth,
        ] {
            of.compose(PublishAction::Step(step), given);
            seen.push(of.form.publish_payload.clone());
        }
        assert_eq!(seen, ["two", "one", "one", "two", "draft", "draft"]);
        of.compose(PublishAction::Step(Step::Back), given);
        of.form
            .apply(FormAction::PublishPayload("two, changed".into()));
        of.compose(PublishAction::Step(Step::Back), given);
        of.compose(PublishAction::Step(Step::Forth), given);
        of.compose(PublishAction::Step(Step::Forth), given);
        assert_eq!(of.form.publish_payload, "two, changed");
    }

    #[test]
    fn a_template_is_filled_in_with_a_fresh_id_each_time() {
        let practice = practice();
        let mut of = Connection::default();
        of.compose(PublishAction::Template("property-post".into()), None);
        let payloads = [1.0, 2.0].map(|now| {
            of.compose(PublishAction::Fill(now), Some(&practice));
            of.form.publish_payload.clone()
        });
        assert_ne!(payloads[0], payloads[1]);
        assert_eq!(of.composing.form, PayloadForm::Json);
        assert_eq!(of.payload_error(), None);
        let topic = "/sys/a1Practice0/practice/thing/event/property/post";
        assert_eq!(of.form.publish_topic.as_deref(), Some(topic));
    }

    #[test]
    fn a_payload_that_is_not_of_its_form_is_not_sent() {
        let mut of = typed("0g");
        assert!(of.to_publish(None).is_some());
        of.compose(PublishAction::Form(PayloadForm::Hex), None);
        assert_eq!(of.to_publish(None), None);
        assert_eq!(of.form.publish_payload, "0g");
        of.form.apply(FormAction::PublishPayload("00 FF".into()));
        assert_eq!(of.to_publish(None).map(|of| of.payload), Some(vec![0, 255]));
    }

    #[test]
    fn the_platforms_rate_is_counted() {
        let mut of = Connection::default();
        of.form
            .apply(FormAction::PublishTopic("/pk/dn/user/update".into()));
        for at in 0..30 {
            assert_eq!(of.limits(None, Some(f64::from(at))), []);
            of.compose(PublishAction::Sent(f64::from(at)), None);
        }
        assert_eq!(of.limits(None, Some(30.0)).len(), 1);
        assert_eq!(of.limits(None, Some(1_031.0)), []);
        assert_eq!(of.limits(None, None), []);
    }
}
