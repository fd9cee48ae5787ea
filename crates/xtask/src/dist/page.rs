//! What the build writes into the page's head, and the policy that must stand there.
//!
//! Plain search in text: the head is ours, its elements are written in one way, and a page that
//! is written in another way is refused with a sentence.

use crate::failure::{Failure, Outcome};

/// The content security policy of the page, as hosts that send no headers get it.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self' blob:; connect-src 'self' wss: ws://127.0.0.1:* ws://localhost:* https://*.aliyuncs.com; base-uri 'none'; form-action 'none'";

/// The part of [`POLICY`] that the page for any broker widens, and what it becomes.
const CONNECT: [&str; 2] = ["connect-src 'self' wss:", "connect-src 'self' wss: ws:"];

const POLICY_META: &str = "<meta http-equiv=\"Content-Security-Policy\"";

/// Refuses a page whose policy is not the agreed one: a test of it would test something else.
pub(super) fn hold_policy(html: &str) -> Outcome {
    let found = policy_of(html)?;
    if found == POLICY {
        return Ok(());
    }
    Err(Failure::new(
        format!(
            "index.html has another content security policy than agreed:\n  found    {found}\n  expected {POLICY}"
        ),
        "mend index.html, or change the policy in crates/xtask/src/dist/page.rs and in the documents with it",
    ))
}

/// The policy in the page's head.
pub(crate) fn policy_of(html: &str) -> Outcome<&str> {
    content_after(html, POLICY_META)
        .map(|(start, end)| &html[start..end])
        .ok_or_else(|| {
            Failure::new(
                "index.html has no content security policy",
                format!("put `{POLICY_META} content=\"…\">` into its head"),
            )
        })
}

/// The same page with `ws:` allowed, for brokers on a local network.
pub(super) fn for_any_broker(html: &str) -> Outcome<String> {
    let policy = policy_of(html)?;
    let [narrow, wide] = CONNECT;
    Ok(html.replacen(policy, &policy.replacen(narrow, wide, 1), 1))
}

/// The page with another content in `<meta name="…" content="…">`.
pub(crate) fn set_meta(html: &str, name: &str, value: &str) -> Outcome<String> {
    let element = format!("<meta name=\"{name}\"");
    let (start, end) = content_after(html, &element).ok_or_else(|| {
        Failure::new(
            format!("index.html has no `{element} content=\"…\">`"),
            "put it into its head",
        )
    })?;
    let value = value
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;");
    Ok(format!("{}{value}{}", &html[..start], &html[end..]))
}

/// Where the double-quoted `content` of the element that begins like this starts and ends.
fn content_after(html: &str, element: &str) -> Option<(usize, usize)> {
    const CONTENT: &str = "content=\"";
    let from = html.find(element)? + element.len();
    let tag = &html[from..];
    let open = tag.find(CONTENT)?;
    if tag.find('>').is_some_and(|close| close < open) {
        return None;
    }
    let start = from + open + CONTENT.len();
    let length = html[start..].find('"')?;
    Some((start, start + length))
}

#[cfg(test)]
mod tests {
    use super::{POLICY, for_any_broker, hold_policy, policy_of, set_meta};

    fn page() -> String {
        format!(
            "<head>\n<meta http-equiv=\"Content-Security-Policy\"\n  content=\"{POLICY}\">\n<meta name=\"connack-build\" content=\"dev\">"
        )
    }

    #[test]
    fn the_twin_differs_in_one_word() {
        hold_policy(&page()).unwrap();
        let twin = for_any_broker(&page()).unwrap();
        assert!(
            policy_of(&twin)
                .unwrap()
                .contains("connect-src 'self' wss: ws: ws://127")
        );
        assert_eq!(twin.len(), page().len() + " ws:".len());
    }

    #[test]
    fn another_policy_is_refused() {
        let open = page().replace("'none'; script-src", "'self'; script-src");
        assert!(hold_policy(&open).is_err());
        assert!(hold_policy("<head></head>").is_err());
    }

    #[test]
    fn a_meta_is_set_and_escaped() {
        let html = set_meta(&page(), "connack-build", "1 \"<x>\"").unwrap();
        assert!(html.ends_with("content=\"1 &quot;&lt;x>&quot;\">"));
        assert!(set_meta(&page(), "connack-other", "1").is_err());
    }
}
