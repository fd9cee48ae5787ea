//! The further ways in on Compute: which is shown, what was typed for it, and what the engine laid
//! out. What the fields are the engine knows; here they are names and values.

use connack_protocol::{AskFlow, Flow, FromEngine, Hidden, Node, Place, Sent};
use connack_signer::Secret;
use std::rc::Rc;

/// The further ways in as the page knows them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FlowState {
    /// The one that is shown; `None`: the direct login.
    pub flow: Option<Flow>,
    /// Their fields by name. Any may be a secret.
    fields: Vec<(String, Secret)>,
    /// What became of the request that was sent last.
    pub sent: Sent,
    /// Counts the requests, and what makes their answers stale.
    pub sends: u32,
    /// Counts the questions; an answer to an older one is dropped.
    pub asked: u32,
    /// Why the engine gives no answer; empty while all is well.
    pub failed: String,
    /// What the engine laid out, and for which.
    pub shown: Option<(Flow, Rc<Node>)>,
}

/// What can happen to the further ways in.
#[derive(Debug, Clone, PartialEq)]
pub enum FlowAction {
    /// A request was sent.
    Sent,
    /// The answer to request `sends` came, for the field of this name; or none will.
    Answered {
        /// Which request.
        sends: u32,
        /// The field.
        into: String,
        /// The answer.
        answer: Option<Secret>,
    },
    /// The engine gives no answer.
    Failed(String),
    /// The engine laid something out.
    Engine(Rc<FromEngine>),
}

impl FlowState {
    /// The state after everything was forgotten; the same way in stays open.
    pub fn forgotten(&self) -> Self {
        Self {
            flow: self.flow,
            // What is still on its way belongs to nobody.
            asked: self.asked + 1,
            sends: self.sends + 1,
            ..Self::default()
        }
    }

    /// Another way in is shown.
    pub fn open(&mut self, flow: Option<Flow>) {
        if self.flow != flow {
            self.flow = flow;
            self.stale();
        }
    }

    /// The value of a field.
    pub fn value(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(of, _)| of == name);
        found.map_or("", |(_, value)| value.expose())
    }

    /// All fields that have a value.
    pub fn fields(&self) -> Vec<(String, Hidden)> {
        let all = self.fields.iter();
        all.map(|(name, value)| (name.clone(), Hidden(value.expose().into())))
            .collect()
    }

    /// Puts a value into a field.
    pub fn set(&mut self, name: &str, value: Secret) {
        match self.fields.iter_mut().find(|(of, _)| of == name) {
            Some((_, slot)) => *slot = value,
            None => self.fields.push((name.into(), value)),
        }
        if name.starts_with(AskFlow::ANSWER) {
            self.asked += 1;
        } else {
            self.stale();
        }
    }

    /// What was typed has changed: what was laid out and sent is of before.
    pub fn stale(&mut self) {
        self.asked += 1;
        self.sends += 1;
        self.sent = Sent::No;
    }

    /// The state after an action.
    pub fn apply(&mut self, action: FlowAction) {
        match action {
            FlowAction::Sent => {
                self.sends += 1;
                self.asked += 1;
                self.sent = Sent::Busy;
            }
            FlowAction::Answered {
                sends,
                into,
                answer,
            } => {
                if sends != self.sends {
                    return;
                }
                self.sent = if answer.is_some() {
                    Sent::No
                } else {
                    Sent::NoAnswer
                };
                self.set(&into, answer.unwrap_or_default());
            }
            FlowAction::Failed(what) => self.failed = what,
            FlowAction::Engine(message) => {
                let mut places = message.places.iter();
                let of_flow = places.find(|(place, _)| *place == Place::Flow);
                if let (Some((_, node)), Some(flow)) = (of_flow, self.flow)
                    && message.id == self.asked
                {
                    self.shown = Some((flow, Rc::new(node.clone())));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(id: u32, text: &str) -> FlowAction {
        let node = Node {
            text: text.into(),
            ..Node::default()
        };
        FlowAction::Engine(Rc::new(FromEngine {
            id,
            places: vec![(Place::Flow, node)],
            ..FromEngine::default()
        }))
    }

    fn shown(state: &FlowState) -> &str {
        state.shown.as_ref().map_or("", |(_, node)| &node.text)
    }

    fn opened() -> FlowState {
        let mut state = FlowState::default();
        state.open(Some(Flow::HttpsAuth));
        state
    }

    #[test]
    fn an_answer_to_an_older_question_is_dropped() {
        let mut state = opened();
        state.apply(laid_out(1, "first"));
        assert_eq!(shown(&state), "first");
        state.set("random", Secret::new("1"));
        state.apply(laid_out(1, "late"));
        assert_eq!(shown(&state), "first");
        state.apply(laid_out(2, "second"));
        assert_eq!(shown(&state), "second");
        // What is shown is known to be of another way in.
        state.open(Some(Flow::Psk));
        assert_eq!(state.shown.as_ref().unwrap().0, Flow::HttpsAuth);
    }

    #[test]
    fn the_answer_goes_into_its_field_unless_the_request_is_of_before() {
        let answered = |sends, answer: Option<&str>| FlowAction::Answered {
            sends,
            into: "answer:https-auth".into(),
            answer: answer.map(Secret::new),
        };
        let mut state = opened();
        state.apply(FlowAction::Sent);
        assert_eq!(state.sent, Sent::Busy);
        let sends = state.sends;
        state.apply(answered(sends, Some("{}")));
        assert_eq!(state.sent, Sent::No);
        assert_eq!(state.value("answer:https-auth"), "{}");
        state.apply(FlowAction::Sent);
        state.set("random", Secret::new("1"));
        assert_eq!(state.sent, Sent::No);
        state.apply(answered(sends + 1, None));
        assert_eq!(state.sent, Sent::No);
        assert_eq!(state.value("answer:https-auth"), "{}");
        state.apply(FlowAction::Sent);
        state.apply(answered(state.sends, None));
        // No answer is not the old answer.
        assert_eq!(state.sent, Sent::NoAnswer);
        assert_eq!(state.value("answer:https-auth"), "");
    }

    #[test]
    fn forgetting_leaves_no_field_and_takes_nothing_late() {
        let mut state = opened();
        state.set("product-secret", Secret::new("hidden"));
        assert!(!format!("{state:?}").contains("hidden"));
        state.apply(FlowAction::Sent);
        let (sends, asked) = (state.sends, state.asked);
        let mut state = state.forgotten();
        assert!(state.fields().is_empty());
        assert_eq!(state.flow, Some(Flow::HttpsAuth));
        state.apply(laid_out(asked, "hidden"));
        state.apply(FlowAction::Answered {
            sends,
            into: "answer:https-auth".into(),
            answer: Some(Secret::new("hidden")),
        });
        assert!(state.fields().is_empty() && state.shown.is_none());
    }
}
