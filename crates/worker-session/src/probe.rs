//! A socket that is opened and closed again: whether it opens tells causes apart. Nothing is sent.

use connack_protocol::FromSession;
use wasm_bindgen::prelude::*;
use web_sys::{CloseEvent, Event, WebSocket};

use crate::outbox::post;
use crate::scope::{self, Alarm};
use crate::worker;

/// As long as a connection waits.
const TIMEOUT_MS: f64 = 10_000.0;

/// A probe under way; dropped, its socket is closed and it tells nothing.
pub(crate) struct Probe {
    socket: Option<WebSocket>,
    _on_open: Closure<dyn Fn(Event)>,
    _on_close: Closure<dyn Fn(CloseEvent)>,
    alarm: Alarm,
}

/// Begins a probe, in place of the one before.
pub(crate) fn start(id: u32, url: &str, subprotocol: bool) -> Probe {
    let began_ms = scope::now_ms();
    let end = move |opened: bool| {
        post(&FromSession::Probed {
            id,
            opened,
            after_ms: scope::now_ms() - began_ms,
        });
        worker::with(worker::Worker::handle_probed);
    };
    let on_open = Closure::<dyn Fn(Event)>::new(move |_| end(true));
    let on_close = Closure::<dyn Fn(CloseEvent)>::new(move |_| end(false));
    let mut alarm = Alarm::new(move || end(false));
    let socket = match subprotocol {
        true => WebSocket::new_with_str(url, "mqtt"),
        false => WebSocket::new(url),
    };
    match &socket {
        Ok(socket) => {
            socket.set_onopen(Some(on_open.as_ref().unchecked_ref()));
            socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
            alarm.at_latest(began_ms + TIMEOUT_MS);
        }
        Err(_) => alarm.at_latest(began_ms),
    }
    Probe {
        socket: socket.ok(),
        _on_open: on_open,
        _on_close: on_close,
        alarm,
    }
}

impl Probe {
    /// It has told what it found: nothing more of it is wanted. It is kept until the next one, as
    /// one of its listeners may be running.
    pub(crate) fn end(&mut self) {
        self.alarm.clear();
        if let Some(socket) = self.socket.take() {
            socket.set_onopen(None);
            socket.set_onclose(None);
            let _ = socket.close();
        }
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        self.end();
    }
}
