//! One WebSocket with its listeners. Dropped, it is closed and its listeners are gone, so that
//! nothing of an old connection reaches a new one.

use connack_session::Close;
use wasm_bindgen::prelude::*;
use web_sys::{BinaryType, CloseEvent, Event, MessageEvent, WebSocket};

use crate::worker;

pub(crate) struct Socket {
    socket: WebSocket,
    _on_open: Closure<dyn Fn(Event)>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(Event)>,
    _on_close: Closure<dyn Fn(CloseEvent)>,
}

impl Socket {
    /// None when the browser refuses to try: a malformed URL, or one that its policy forbids.
    pub(crate) fn open(url: &str) -> Option<Self> {
        let socket = WebSocket::new_with_str(url, "mqtt").ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);

        let opened = socket.clone();
        let on_open = Closure::<dyn Fn(Event)>::new(move |_| {
            let subprotocol = opened.protocol();
            worker::with(|worker| worker.handle_open(&subprotocol));
        });
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
            match event.data().dyn_into::<js_sys::ArrayBuffer>() {
                Ok(data) => {
                    let bytes = js_sys::Uint8Array::new(&data).to_vec();
                    worker::with(|worker| worker.handle_bytes(&bytes));
                }
                Err(_) => worker::with(worker::Worker::handle_text),
            }
        });
        let on_error = Closure::<dyn Fn(Event)>::new(|_| {
            worker::with(worker::Worker::handle_error);
        });
        let on_close = Closure::<dyn Fn(CloseEvent)>::new(|event: CloseEvent| {
            let close = Close {
                code: event.code(),
                reason: event.reason(),
                clean: event.was_clean(),
            };
            worker::with(|worker| worker.handle_close(close));
        });
        socket.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        socket.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Some(Self {
            socket,
            _on_open: on_open,
            _on_message: on_message,
            _on_error: on_error,
            _on_close: on_close,
        })
    }

    /// Bytes that were sent here and not yet by the browser.
    pub(crate) fn buffered(&self) -> u32 {
        self.socket.buffered_amount()
    }

    pub(crate) fn is_open(&self) -> bool {
        self.socket.ready_state() == WebSocket::OPEN
    }

    /// A socket that is closing takes nothing more and says so by its close event.
    pub(crate) fn send(&self, bytes: &[u8]) {
        let _ = self.socket.send_with_u8_array(bytes);
    }

    /// Closes after what was sent. Of the codes of RFC 6455 a browser lets a page send 1000 only;
    /// the others go into the private range: 1002 as 4002.
    pub(crate) fn close(&self, code: u16) {
        let code = if code == 1000 {
            code
        } else {
            code.saturating_add(3000)
        };
        let _ = self.socket.close_with_code(code);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onerror(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}
