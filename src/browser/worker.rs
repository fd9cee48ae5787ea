//! A worker of ours: started from a blob that imports the module by its absolute URL, since only so
//! the page's own policy binds it on a host that sends no headers. Messages are bytes.

use crate::browser::listener::Listener;
use crate::browser::module;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, Event, MessageEvent, Url, Worker, WorkerOptions, WorkerType};

/// Requests that wait for the worker to be ready; `None` once it is.
type Waiting = Rc<RefCell<Option<Vec<Vec<u8>>>>>;

/// A running worker; dropping it ends it and what it does.
#[derive(Debug)]
pub struct ModuleWorker {
    worker: Worker,
    waiting: Waiting,
    _listeners: [Listener; 2],
}

impl ModuleWorker {
    /// Starts the worker that the page's meta element `meta` names. `tell` gets its messages, or
    /// `Err` when it cannot be loaded. The first message says that it is ready.
    ///
    /// # Errors
    /// What the browser says against starting it.
    pub fn start(
        meta: &str,
        tell: impl Fn(Result<Vec<u8>, String>) + 'static,
    ) -> Result<Self, String> {
        let url = module::url(meta)?;
        let worker = spawn(&url).map_err(|_| format!("cannot start {url}"))?;
        let waiting: Waiting = Rc::new(RefCell::new(Some(Vec::new())));
        let tell = Rc::new(tell);
        let on_message = {
            let (worker, waiting, tell) = (worker.clone(), waiting.clone(), tell.clone());
            move |event: Event| {
                let Some(message) = read(&event) else { return };
                let requests = waiting.borrow_mut().take();
                requests
                    .iter()
                    .flatten()
                    .for_each(|request| post(&worker, request));
                tell(Ok(message));
            }
        };
        let on_error = move |event: Event| {
            event.prevent_default();
            tell(Err(format!("cannot load {url}")));
        };
        let _listeners = [
            Listener::new(&worker, "message", on_message),
            Listener::new(&worker, "error", on_error),
        ];
        Ok(Self {
            worker,
            waiting,
            _listeners,
        })
    }

    /// Sends a request, at once or as soon as the worker is ready.
    pub fn request(&self, request: Vec<u8>) {
        match &mut *self.waiting.borrow_mut() {
            Some(waiting) => waiting.push(request),
            None => post(&self.worker, &request),
        }
    }
}

impl Drop for ModuleWorker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn spawn(url: &str) -> Result<Worker, JsValue> {
    // The browser wrote this URL itself: it has no quote in it.
    let source = format!(
        "import start from \"{url}\";
await start();
"
    );
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let parts = js_sys::Array::of1(&JsValue::from_str(&source));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Worker::new_with_options(&address, &options)
}

fn post(worker: &Worker, request: &[u8]) {
    let bytes = js_sys::Uint8Array::from(request).buffer();
    // A terminated worker takes nothing, and its end was told already.
    let _ = worker.post_message_with_transfer(&bytes, &js_sys::Array::of1(&bytes));
}

fn read(event: &Event) -> Option<Vec<u8>> {
    let data = event.dyn_ref::<MessageEvent>()?.data();
    Some(js_sys::Uint8Array::new(data.dyn_ref::<js_sys::ArrayBuffer>()?).to_vec())
}
