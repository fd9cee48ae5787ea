//! Both ends of the way between the page and its Connect module: bytes through one function each.

use crate::browser::{document, module};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use yew::Callback;

// What the module is handed at its start.
pub use js_sys::Function;
pub use web_sys::Element;

/// The module as the page has it.
#[derive(Debug, Clone)]
pub struct ConnectModule(Function);

impl ConnectModule {
    /// Loads the module that the page's meta element `meta` names, and has it shown within the
    /// element with the id `within`. `tell` gets what it says.
    ///
    /// # Errors
    /// It cannot be loaded, or the element is not there.
    pub async fn load(
        meta: &str,
        within: &str,
        tell: impl Fn(Vec<u8>) + 'static,
    ) -> Result<Self, String> {
        let mount = module::load(meta, "mount").await?;
        let element = document::by_id(within).ok_or_else(|| format!("no element {within}"))?;
        let tell = Closure::<dyn Fn(js_sys::Uint8Array)>::new(move |said: js_sys::Uint8Array| {
            tell(said.to_vec());
        });
        // The module speaks as long as the page lives.
        mount
            .call2(&JsValue::NULL, &element, &tell.into_js_value())
            .ok()
            .and_then(|take| take.dyn_into().ok())
            .map(Self)
            .ok_or_else(|| format!("{meta} does not start"))
    }

    /// Tells the module something.
    pub fn tell(&self, message: &[u8]) {
        // After a panic it hears nothing, and the page has been told.
        let _ = self
            .0
            .call1(&JsValue::NULL, &js_sys::Uint8Array::from(message));
    }
}

/// The page as the module has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    tell: Function,
    inbox: Inbox,
}

/// Takes what the page says.
#[derive(Debug, Clone, Default)]
struct Inbox(Rc<RefCell<Listening>>);

#[derive(Debug, Default)]
struct Listening {
    /// What the page said before anybody listened.
    waiting: Vec<Vec<u8>>,
    listener: Option<Callback<Vec<u8>>>,
}

impl PartialEq for Inbox {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Page {
    /// The page behind `tell`, and the function that the page calls with what it says.
    pub fn new(tell: Function) -> (Self, Function) {
        let inbox = Inbox::default();
        let waiting = inbox.clone();
        let take = Closure::<dyn Fn(js_sys::Uint8Array)>::new(move |said: js_sys::Uint8Array| {
            let said = said.to_vec();
            let listener = waiting.0.borrow().listener.clone();
            match listener {
                Some(listener) => listener.emit(said),
                None => waiting.0.borrow_mut().waiting.push(said),
            }
        });
        (Self { tell, inbox }, take.into_js_value().unchecked_into())
    }

    /// From here on `listener` gets what the page says, and what it has said already.
    pub fn listen(&self, listener: Callback<Vec<u8>>) {
        let waiting = {
            let mut inbox = self.inbox.0.borrow_mut();
            inbox.listener = Some(listener.clone());
            std::mem::take(&mut inbox.waiting)
        };
        waiting.into_iter().for_each(|said| listener.emit(said));
    }

    /// Tells the page something.
    pub fn tell(&self, message: &[u8]) {
        let _ = self
            .tell
            .call1(&JsValue::NULL, &js_sys::Uint8Array::from(message));
    }
}

/// Shows Connect within an element; returns what takes the page's messages.
pub fn mount<C>(within: Element, tell: Function) -> Function
where
    C: yew::BaseComponent<Properties = ConnectProps>,
{
    let (page, take) = Page::new(tell);
    // Yew knows whose event it is by the number of the app, which each wasm module counts from 1:
    // with the page's own number, presses here would set off what the page has under the same
    // listener's number. The first number is spent on nothing.
    let apart = within.owner_document().map(|of| of.create_element("div"));
    if let Some(Ok(apart)) = apart {
        yew::Renderer::<Nothing>::with_root(apart).render();
    }
    yew::Renderer::<C>::with_root_and_props(within, ConnectProps { page }).render();
    take
}

#[yew::component]
fn Nothing() -> yew::Html {
    yew::Html::default()
}

/// What Connect is shown from.
#[derive(Debug, Clone, PartialEq, yew::Properties)]
pub struct ConnectProps {
    /// The page around it.
    pub page: Page,
}
