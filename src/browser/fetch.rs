//! Asking a server, at a person's request. The only place that fetches.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestCache, RequestCredentials, RequestInit, Response, window};

/// Posts a form and gives the answer's text, whatever its status; an empty one gives its status.
/// `None`: the browser gave no answer, and does not tell a page why.
pub async fn post_form(url: &str, body: &str) -> Option<String> {
    let answered = async {
        let window = window().ok_or(JsValue::NULL)?;
        let headers = Headers::new()?;
        // A type that needs no question before it: no preflight, which the platform does not know.
        headers.set("content-type", "application/x-www-form-urlencoded")?;
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_headers(&headers);
        init.set_body(&body.into());
        init.set_credentials(RequestCredentials::Omit);
        init.set_cache(RequestCache::NoStore);
        let response = JsFuture::from(window.fetch_with_str_and_init(url, &init)).await?;
        let response: Response = response.dyn_into()?;
        let text = JsFuture::from(response.text()?).await?;
        Ok::<_, JsValue>((text.as_string().unwrap_or_default(), response.status()))
    };
    match answered.await.ok()? {
        (text, status) if text.is_empty() => Some(format!("HTTP {status}")),
        (text, _) => Some(text),
    }
}
