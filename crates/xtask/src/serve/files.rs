//! The site in memory, and the answer to each request: a look into a map of names.
//!
//! No path of a request ever reaches the file system.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use tiny_http::{Header, Method, Request, Response, StatusCode};

use crate::dist::{self, ANY_BROKER, INDEX};
use crate::failure::{Failure, Outcome};

/// Files by name, and the policy that goes with each page.
pub(super) struct Site {
    files: BTreeMap<String, Vec<u8>>,
    policy: String,
    any_broker_policy: String,
}

/// What is sent back.
#[derive(Debug, PartialEq)]
struct Answer<'a> {
    status: u16,
    headers: Vec<(&'static str, &'a str)>,
    body: &'a [u8],
}

/// Reads the folder and writes the practice broker's address into the pages.
pub(super) fn load(folder: &Path, practice: Option<&str>) -> Outcome<Site> {
    let mut files = BTreeMap::new();
    let entries = fs::read_dir(folder).map_err(|error| Failure::file("read", folder, &error))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        let content = fs::read(&path).map_err(|error| Failure::file("read", &path, &error))?;
        let name = path.file_name().unwrap_or_default();
        files.insert(name.to_string_lossy().into_owned(), content);
    }
    let mut policies = Vec::new();
    for page in [INDEX, ANY_BROKER] {
        let html = files.remove(page).unwrap_or_default();
        let mut html = String::from_utf8_lossy(&html).into_owned();
        if let Some(url) = practice {
            html = dist::set_meta(&html, "connack-practice", url)?;
            // They hold the page as it was.
            files.remove(&format!("{page}.br"));
            files.remove(&format!("{page}.gz"));
        }
        policies.push(dist::policy_of(&html)?.to_owned());
        files.insert(page.to_owned(), html.into_bytes());
    }
    let any_broker_policy = policies.pop().unwrap_or_default();
    let policy = policies.pop().unwrap_or_default();
    Ok(Site {
        files,
        policy,
        any_broker_policy,
    })
}

/// Answers one request.
pub(super) fn respond(site: &Site, request: Request) {
    let accepted = request
        .headers()
        .iter()
        .find(|header| header.field.equiv("Accept-Encoding"))
        .map(|header| header.value.as_str().to_owned())
        .unwrap_or_default();
    let answer = if matches!(request.method(), Method::Get | Method::Head) {
        answer(site, request.url(), &accepted)
    } else {
        Answer {
            status: 405,
            headers: vec![("Allow", "GET, HEAD")],
            body: b"only GET and HEAD\n",
        }
    };
    let headers = answer
        .headers
        .iter()
        .filter_map(|(name, value)| Header::from_bytes(name.as_bytes(), value.as_bytes()).ok())
        .collect();
    let response = Response::new(
        StatusCode(answer.status),
        headers,
        Cursor::new(answer.body),
        Some(answer.body.len()),
        None,
    )
    // Its length is known: a static host sends it whole too.
    .with_chunked_threshold(usize::MAX);
    // A browser that has gone away needs no answer.
    let _ = request.respond(response);
}

fn answer<'a>(site: &'a Site, url: &str, accepted: &str) -> Answer<'a> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let name = path.strip_prefix('/').unwrap_or(path);
    let name = if name.is_empty() { INDEX } else { name };
    let Some((name, plain)) = site.files.get_key_value(name) else {
        return Answer {
            status: 404,
            headers: vec![("Content-Type", "text/plain; charset=utf-8")],
            body: b"there is no such file\n",
        };
    };
    let is_page = name == INDEX || name == ANY_BROKER;
    let mut headers = vec![
        ("Content-Type", media_type(name)),
        (
            "Cache-Control",
            if is_page {
                "no-cache"
            } else {
                // The name changes with the content.
                "public, max-age=31536000, immutable"
            },
        ),
        (
            "Content-Security-Policy",
            if name == ANY_BROKER {
                site.any_broker_policy.as_str()
            } else {
                site.policy.as_str()
            },
        ),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Vary", "Accept-Encoding"),
    ];
    for (encoding, extension) in [("br", "br"), ("gzip", "gz")] {
        let compressed = site.files.get(&format!("{name}.{extension}"));
        if let Some(body) = compressed.filter(|_| accepts(accepted, encoding)) {
            headers.push(("Content-Encoding", encoding));
            return Answer {
                status: 200,
                headers,
                body,
            };
        }
    }
    Answer {
        status: 200,
        headers,
        body: plain,
    }
}

fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|part| {
        let mut words = part.split(';').map(str::trim);
        let name = words.next().unwrap_or_default();
        let refused = words.any(|word| matches!(word, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        name.eq_ignore_ascii_case(encoding) && !refused
    })
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Site, accepts, answer};

    fn site() -> Site {
        let files = [
            ("index.html", "page"),
            ("any-broker.html", "twin"),
            ("page-1.wasm", "wasm"),
            ("page-1.wasm.br", "br"),
            ("page-1.wasm.gz", "gz"),
        ];
        Site {
            files: files
                .iter()
                .map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec()))
                .collect(),
            policy: "narrow".to_owned(),
            any_broker_policy: "wide".to_owned(),
        }
    }

    fn header<'a>(answer: &Answer<'a>, name: &str) -> Option<&'a str> {
        let found = answer.headers.iter().find(|(field, _)| *field == name);
        found.map(|(_, value)| *value)
    }

    #[test]
    fn a_file_comes_as_the_browser_likes_it() {
        let site = site();
        for (accepted, body, encoding) in [
            ("gzip, deflate, br, zstd", "br", Some("br")),
            ("gzip", "gz", Some("gzip")),
            ("br;q=0, identity", "wasm", None),
            ("", "wasm", None),
        ] {
            let answer = answer(&site, "/page-1.wasm?x", accepted);
            assert_eq!(answer.status, 200);
            assert_eq!(answer.body, body.as_bytes(), "{accepted}");
            assert_eq!(header(&answer, "Content-Encoding"), encoding);
            assert_eq!(header(&answer, "Content-Type"), Some("application/wasm"));
            assert!(
                header(&answer, "Cache-Control")
                    .unwrap()
                    .contains("immutable")
            );
        }
    }

    #[test]
    fn each_page_has_its_policy_and_is_asked_for_again() {
        let site = site();
        let index = answer(&site, "/", "br");
        assert_eq!(index.body, b"page");
        assert_eq!(header(&index, "Content-Security-Policy"), Some("narrow"));
        assert_eq!(header(&index, "Cache-Control"), Some("no-cache"));
        let twin = answer(&site, "/any-broker.html", "br");
        assert_eq!(header(&twin, "Content-Security-Policy"), Some("wide"));
    }

    #[test]
    fn nothing_outside_the_map_is_found() {
        for url in ["/../Cargo.toml", "//index.html", "/%2e%2e/x", "/none", "x"] {
            assert_eq!(answer(&site(), url, "").status, 404, "{url}");
        }
    }

    #[test]
    fn an_encoding_is_a_whole_word() {
        assert!(accepts("gzip;q=0.8", "gzip"));
        assert!(!accepts("brotli", "br"));
    }
}
