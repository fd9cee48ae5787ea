//! The document's own attributes, and what it says about itself in meta elements.

use crate::browser::listener::Listener;
use crate::state::connect::PageFacts;
use wasm_bindgen::JsCast;
use web_sys::{
    Document, Element, FocusOptions, HtmlDialogElement, HtmlElement, HtmlMetaElement,
    ScrollIntoViewOptions, ScrollLogicalPosition, window,
};
use yew::NodeRef;

fn document() -> Option<Document> {
    window()?.document()
}

/// The element that the app is rendered into; the rest of the document outlives a panic.
pub fn root() -> Option<Element> {
    by_id("app")
}

/// The element with an id.
pub fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// The content of a meta element.
pub fn meta(name: &str) -> Option<String> {
    let element = document()?
        .query_selector(&format!("meta[name={name}]"))
        .ok()??;
    Some(element.dyn_into::<HtmlMetaElement>().ok()?.content())
}

/// The absolute URL of a file beside the page.
pub fn absolute(file: &str) -> Option<String> {
    let base = document()?.base_uri().ok()??;
    Some(web_sys::Url::new_with_base(file, &base).ok()?.href())
}

/// Sets `lang` and the title.
pub fn set_language(tag: &str, title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
        if let Some(root) = document.document_element() {
            let _ = root.set_attribute("lang", tag);
        }
    }
}

/// The `lang` attribute.
pub fn language() -> Option<String> {
    document()?.document_element()?.get_attribute("lang")
}

/// The first language that the browser prefers.
pub fn preferred_language() -> Option<String> {
    window()?.navigator().language()
}

/// Sets the theme: `light`, `dark`, or the system's for anything else.
pub fn set_theme(theme: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = match theme {
            "light" | "dark" => root.set_attribute("data-theme", theme),
            _ => root.remove_attribute("data-theme"),
        };
    }
}

/// What the page's address and policy say about URLs.
pub fn facts() -> PageFacts {
    let https = window().and_then(|window| window.location().protocol().ok());
    let policy = document().and_then(|document| {
        document
            .query_selector("meta[http-equiv=Content-Security-Policy]")
            .ok()?
    });
    let policy = policy
        .and_then(|element| element.get_attribute("content"))
        .unwrap_or_default();
    let connect = policy
        .split(';')
        .find(|directive| directive.trim().starts_with("connect-src"));
    PageFacts {
        https: https.is_some_and(|protocol| protocol == "https:"),
        any_ws: connect.is_none_or(|sources| sources.split(' ').any(|source| source == "ws:")),
    }
}

/// Whether the browser says that it has a network.
pub fn has_network() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Calls back when the browser's network comes or goes.
pub fn on_network(callback: impl Fn(bool) + 'static) -> Option<[Listener; 2]> {
    let window = window()?;
    let callback = std::rc::Rc::new(callback);
    let gone = callback.clone();
    Some([
        Listener::new(&window, "online", move |_| callback(true)),
        Listener::new(&window, "offline", move |_| gone(false)),
    ])
}

/// The browser's own name for itself, for reports.
pub fn user_agent() -> String {
    window()
        .and_then(|window| window.navigator().user_agent().ok())
        .unwrap_or_default()
}

/// Moves the focus to an element.
pub fn focus(id: &str) {
    if let Some(Ok(element)) = by_id(id).map(|element| element.dyn_into::<HtmlElement>()) {
        let _ = element.focus();
    }
}

/// Moves the focus to an element if what has it is such a one: the body has it when what had it is
/// gone.
pub fn focus_instead(css: &str, id: &str) {
    let active = document().and_then(|document| document.active_element());
    if active.is_none_or(|active| active.matches(css).unwrap_or_default()) {
        focus(id);
    }
}

/// Opens a dialog over the page, or closes it if it is open.
pub fn turn_dialog(id: &str) {
    let element = by_id(id).map(|element| element.dyn_into::<HtmlDialogElement>());
    if let Some(Ok(dialog)) = element {
        if dialog.open() {
            dialog.close();
        } else {
            // It is in the document and not open: it has no way to fail.
            let _ = dialog.show_modal();
        }
    }
}

/// Moves the focus to an element; nothing is scrolled.
pub fn focus_unmoved(id: &str) {
    if let Some(Ok(element)) = by_id(id).map(|element| element.dyn_into::<HtmlElement>()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Scrolls as little as needed to have the first such element in view.
pub fn bring_into_view(css: &str) {
    let found = document().and_then(|document| document.query_selector(css).ok()?);
    if let Some(element) = found {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Calls back when an element is scrolled: whether its end is in view.
pub fn on_scroll(node: &NodeRef, callback: impl Fn(bool) + 'static) -> Option<Listener> {
    let element = node.cast::<Element>()?;
    let scrolled = element.clone();
    Some(Listener::new(&element, "scroll", move |_| {
        let below = scrolled.scroll_height() - scrolled.scroll_top() - scrolled.client_height();
        // A line of text may be half out of view.
        callback(below < 24);
    }))
}

/// How far an element is scrolled, in CSS pixels, and whether its end is in view.
pub fn scrolled(node: &NodeRef) -> Option<(f64, bool)> {
    let element = node.cast::<Element>()?;
    let below = element.scroll_height() - element.scroll_top() - element.client_height();
    Some((f64::from(element.scroll_top()), below < 24))
}

/// Calls back when an element is scrolled.
pub fn on_scroll_of(node: &NodeRef, callback: impl Fn() + 'static) -> Option<Listener> {
    let element = node.cast::<Element>()?;
    Some(Listener::new(&element, "scroll", move |_| callback()))
}

/// Calls back when a reader begins to select text within an element.
pub fn on_select(node: &NodeRef, callback: impl Fn() + 'static) -> Option<Listener> {
    let element = node.cast::<Element>()?;
    Some(Listener::new(&element, "selectstart", move |_| callback()))
}

/// Makes an element so many CSS pixels high. By script, since the page's policy forbids styles in
/// the markup.
pub fn set_height(node: &NodeRef, pixels: f64) {
    if let Some(element) = node.cast::<HtmlElement>() {
        let _ = element
            .style()
            .set_property("height", &format!("{pixels}px"));
    }
}

/// Scrolls an element by so many CSS pixels.
pub fn scroll_by(node: &NodeRef, pixels: f64) {
    if let Some(element) = node.cast::<Element>() {
        element.set_scroll_top(element.scroll_top() + pixels as i32);
    }
}

/// Scrolls an element to so many CSS pixels of its content.
pub fn scroll_to(node: &NodeRef, pixels: f64) {
    if let Some(element) = node.cast::<Element>() {
        element.set_scroll_top(pixels.round() as i32);
    }
}

/// Scrolls an element to its end.
pub fn scroll_to_end(node: &NodeRef) {
    if let Some(element) = node.cast::<Element>() {
        element.set_scroll_top(element.scroll_height());
    }
}

/// Scrolls an element as little as needed to have these CSS pixels of its content in view.
pub fn reveal(node: &NodeRef, top: f64, height: f64) {
    let Some(element) = node.cast::<Element>() else {
        return;
    };
    let (from, room) = (
        f64::from(element.scroll_top()),
        f64::from(element.client_height()),
    );
    if top < from {
        element.set_scroll_top(top as i32);
    } else if top + height > from + room {
        element.set_scroll_top((top + height - room) as i32);
    }
}
