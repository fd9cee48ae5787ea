//! All that the page knows, in one place, and every change of it. One reducer serves all: each
//! further one would cost the page kilobytes.

use crate::route::{Address, Prefill, Route};
use crate::state::{
    Computed, Filled, FlowAction, FlowState, FormAction, FormState, Knows, Linked, ShareAction,
    ShareState, Signed, Theme, UseInAction, UseInState, VerifyAction, VerifyState, compute, lang,
    linked_claim, linked_secret, self_check,
};
use crate::text::{Language, Text};
use connack_protocol::{
    self as protocol, AskFlow, Credentials, Hidden, Link, Password, Share, UseIn,
};
use connack_signer::{Secret, SecureMode};
use std::rc::Rc;
use yew::Reducible;

/// All that the page knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The page that is shown.
    pub route: Route,
    /// The language.
    pub language: Language,
    /// The theme.
    pub theme: Theme,
    /// The fields of Compute.
    pub form: FormState,
    /// What follows from them.
    pub computed: Rc<Computed>,
    /// What is written from that for a device.
    pub use_in: UseInState,
    /// What a colleague is to get.
    pub share: ShareState,
    /// The link that was opened last, if there is something to say about it.
    pub linked: Option<Linked>,
    /// The further ways in.
    pub flow: FlowState,
    /// What Connect is to send in place of what follows from the fields; until they change.
    pub given: Option<Box<Credentials>>,
    /// Whether this build computes the documented example rightly.
    pub self_check: bool,
    /// Whether the secret is shown.
    pub revealed: bool,
    /// Verify.
    pub verify: Rc<VerifyState>,
    /// Connect, whose module is loaded when it is opened.
    pub connect: ConnectModule,
    /// Counts the devices that were loaded: Connect follows each, whatever was typed there.
    pub followed: u32,
    /// What was copied last, and whether the browser did it; for a moment.
    pub copied: Option<(&'static str, bool)>,
    /// Requests to other hosts so far.
    pub requests: usize,
    /// Everything was just forgotten.
    pub forgotten: bool,
    /// What does not change while the page is open.
    pub surroundings: Surroundings,
}

/// Whether Connect's module runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ConnectModule {
    /// Connect was not opened yet.
    #[default]
    NotLoaded,
    /// Loading.
    Loading,
    /// It shows Connect.
    Running,
    /// It could not be loaded; the text names the file.
    Failed(String),
}

impl Knows for Model {
    fn copied(&self) -> Option<(&'static str, bool)> {
        self.copied
    }
}

/// What the document says about itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Surroundings {
    /// It came over https.
    pub https: bool,
    /// Version and commit.
    pub build: String,
    /// Its address without query and fragment.
    pub base: String,
    /// The practice broker's WebSocket URL; empty: the page was told of none.
    pub practice: String,
    /// The page's own origin.
    pub origin: String,
}

/// A change of what the page knows.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Of the fields of Compute.
    Form(FormAction),
    /// Of what is written for a device.
    UseIn(UseInAction),
    /// Of what a colleague is to get.
    Share(ShareAction),
    /// Of the further ways in.
    Flow(FlowAction),
    /// Values for fields by their names, of Compute or of a further way in.
    Named(Vec<(String, Secret)>),
    /// Connect is to send these.
    Given(Box<Credentials>),
    /// On Verify.
    Verify(VerifyAction),
    /// Of Connect's module.
    Connect(ConnectModule),
    /// Another device is loaded: Connect follows it.
    Follow,
    /// An address was opened.
    Opened(Address),
    /// A language was chosen.
    Language(Language),
    /// A theme was chosen.
    Theme(Theme),
    /// The secret is to be shown or hidden.
    Reveal(bool),
    /// A copy was made or refused, or the word on it has stood long enough.
    Copied(Option<(&'static str, bool)>),
    /// Requests to other hosts were counted.
    Requests(usize),
    /// Everything typed and received is to be forgotten.
    Forget,
}

impl Model {
    /// The page as it opens.
    pub fn new(language: Language, theme: Theme, surroundings: Surroundings) -> Self {
        let form = FormState::default();
        Self {
            route: Route::default(),
            language,
            theme,
            computed: Rc::new(compute(&form.form)),
            form,
            use_in: UseInState::default(),
            share: ShareState::default(),
            linked: None,
            flow: FlowState::default(),
            given: None,
            self_check: self_check(),
            revealed: false,
            verify: Rc::new(VerifyState::default()),
            connect: ConnectModule::default(),
            followed: 0,
            copied: None,
            requests: 0,
            forgotten: false,
            surroundings,
        }
    }

    /// All texts in the page's language.
    pub fn text(&self) -> &'static Text {
        self.language.text()
    }

    /// What Connect is to send.
    pub fn credentials(&self) -> Option<Credentials> {
        if let Some(given) = &self.given {
            return Some((**given).clone());
        }
        let signed = self.computed.signed()?;
        Some(Credentials {
            product_key: signed.product_key.as_str().into(),
            device_name: signed.device_name.as_str().into(),
            device_secret: Hidden(self.form.form.device_secret.expose().into()),
            mqtt_client_id: signed.signing.mqtt_client_id.to_string(),
            username: signed.signing.username.clone(),
            password: Password(signed.signing.password()),
            websocket_url: signed.endpoint.websocket_url.clone(),
            identity: self.form.form.identity(),
        })
    }

    /// What is to be written for a device, once that was opened and there is something to write.
    pub fn use_in(&self) -> Option<UseIn> {
        let signed = self.computed.signed().filter(|_| self.use_in.opened)?;
        Some(UseIn {
            id: self.use_in.asked,
            target: self.use_in.target.clone(),
            with_password: self.use_in.with_password,
            ..self.sent(signed)
        })
    }

    /// What a device must send, and where to.
    fn sent(&self, signed: &Signed) -> UseIn {
        UseIn {
            lang: lang(self.language),
            product_key: signed.product_key.as_str().into(),
            device_name: signed.device_name.as_str().into(),
            signing_content: signed.signing.content.to_string(),
            mqtt_client_id: signed.signing.mqtt_client_id.to_string(),
            username: signed.signing.username.clone(),
            password: Hidden(signed.signing.password()),
            host: signed.endpoint.host.clone(),
            port: signed.endpoint.port,
            websocket_url: signed.endpoint.websocket_url.clone(),
            tls: self.form.form.secure_mode == SecureMode::Tls,
            ..UseIn::default()
        }
    }

    /// Whether there is anything on this page that a colleague could get.
    pub fn can_share(&self) -> bool {
        match self.route {
            Route::Compute => !self.form.form.is_untouched(),
            Route::Verify => !self.verify.text.0.is_empty() || !self.verify.held.0.is_empty(),
            Route::Connect | Route::About => false,
        }
    }

    /// What is to be made for a colleague, once that was opened and there is something to share.
    pub fn share(&self) -> Option<Share> {
        let wanted = self.share.opened && self.can_share();
        let computed = (self.route == Route::Compute).then(|| {
            Box::new(protocol::Computed {
                identity: self.form.form.identity(),
                device_secret: Hidden(self.form.form.device_secret.expose().into()),
                sent: self.computed.signed().map(|signed| self.sent(signed)),
            })
        });
        wanted.then(|| Share {
            id: self.share.asked,
            lang: lang(self.language),
            base: self.surroundings.base.clone(),
            with_secrets: self.share.with_secrets(),
            computed,
        })
    }

    /// Takes in what an address says.
    pub fn open(&mut self, address: Address) {
        if self.route != address.route {
            self.route = address.route;
            self.share = self.share.forgotten();
        }
        self.flow.open(address.flow);
        self.forgotten = false;
        match address.link {
            Some(link) => self.open_link(&link),
            None if address.cleaned.is_some() => {
                let dropped = Link {
                    secrets_dropped: true,
                    ..Link::default()
                };
                self.linked = Some(Linked::new(self.route, &dropped));
            }
            None => {}
        }
        // An address that says nothing changes nothing: what Connect was given stays.
        if address.prefill != Prefill::default() {
            self.change_form(FormAction::Link(Box::new(address.prefill)));
        }
    }

    fn open_link(&mut self, link: &Link) {
        self.linked = Some(Linked::new(self.route, link));
        if link.fields.is_empty() {
            return;
        }
        if self.route == Route::Verify {
            let (loaded, product_secret, observed) = linked_claim(link);
            self.change_verify(VerifyAction::Load(Rc::new(loaded), observed));
            self.change_verify(VerifyAction::ProductSecret(product_secret));
        } else {
            let identity = Box::new(link.identity());
            self.change_form(FormAction::Linked(identity, linked_secret(link)));
        }
    }

    fn change_verify(&mut self, action: VerifyAction) {
        // A search that ended may have found more than what was shared.
        let settled = matches!(&action, VerifyAction::Engine(said) if !said.searching);
        let asked = self.verify.asked;
        Rc::make_mut(&mut self.verify).apply(action);
        if self.verify.asked != asked {
            self.share.renew();
        } else if settled {
            self.share.asked += 1;
        }
    }

    /// The further way in that is shown, with all that was typed for it; when what was answered
    /// ends, as local text.
    pub fn ask_flow(&self, expires: String) -> Option<AskFlow> {
        let flow = self.flow.flow?;
        let form = &self.form.form;
        Some(AskFlow {
            id: self.flow.asked,
            flow,
            lang: lang(self.language),
            identity: form.identity(),
            device_secret: Hidden(form.device_secret.expose().into()),
            fields: self.flow.fields(),
            revealed: self.revealed,
            sent: self.flow.sent,
            expires,
            practice: self.surroundings.practice.clone(),
            origin: self.surroundings.origin.clone(),
        })
    }

    /// The value of a field by its name.
    pub fn named(&self, name: &str) -> &str {
        let own = self.form.form.named(name);
        own.unwrap_or_else(|| self.flow.value(name))
    }

    fn set_named(&mut self, values: Vec<(String, Secret)>) {
        let several = values.len() > 1;
        let before = self.form.form.clone();
        for (name, value) in values {
            match FormAction::named(&name, value.clone()) {
                Some(action) => self.change_form(action),
                None => self.flow.set(&name, value),
            }
        }
        if several && before != self.form.form {
            self.form.filled = Some((Filled::Flow, Box::new(before)));
        }
        self.forgotten = false;
    }

    fn change_form(&mut self, action: FormAction) {
        // Another device: what followed from the old one follows from the new one.
        if matches!(action, FormAction::Practice { .. }) {
            self.followed += 1;
        }
        self.form.apply(action);
        self.computed = Rc::new(compute(&self.form.form));
        self.use_in.asked += 1;
        self.share.renew();
        self.flow.stale();
        self.given = None;
        if self.computed.signed().is_none() {
            // Nothing of a device that is not there any more.
            self.use_in.written = Rc::default();
        }
        self.forgotten = false;
    }
}

impl Reducible for Model {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = Rc::unwrap_or_clone(self);
        match action {
            Action::Form(action) => next.change_form(action),
            Action::UseIn(action) => next.use_in.apply(action),
            Action::Share(action) => next.share.apply(action),
            Action::Flow(action) => next.flow.apply(action),
            Action::Named(values) => next.set_named(values),
            Action::Given(credentials) => next.given = Some(credentials),
            Action::Verify(action) => next.change_verify(action),
            Action::Connect(module) => next.connect = module,
            Action::Follow => next.followed += 1,
            Action::Opened(address) => next.open(address),
            Action::Language(language) => {
                next.language = language;
                next.use_in.asked += 1;
                next.share.asked += 1;
                next.flow.asked += 1;
            }
            Action::Theme(theme) => next.theme = theme,
            Action::Reveal(revealed) => {
                next.revealed = revealed;
                next.flow.asked += 1;
            }
            Action::Copied(copied) => next.copied = copied,
            Action::Requests(requests) => next.requests = requests,
            Action::Forget => {
                next = Self {
                    route: next.route,
                    requests: next.requests,
                    connect: next.connect,
                    followed: next.followed,
                    forgotten: true,
                    use_in: next.use_in.forgotten(),
                    share: next.share.forgotten(),
                    flow: next.flow.forgotten(),
                    verify: Rc::new(next.verify.forgotten()),
                    ..Self::new(next.language, Theme::default(), next.surroundings)
                };
            }
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests;
