//! A plain static host: files under a path, the right types, no header of ours. What it was asked
//! for is kept, so that a test can say what a page loaded and what it did not.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use tiny_http::{Header, Method, Request, Response, Server};

use crate::practice::Practice;
use crate::surroundings::{Needed, needed};

/// Enough for a browser's parallel requests.
const THREADS: usize = 4;

/// A static host with the files that it serves; ends when dropped.
pub struct Site {
    server: Arc<Server>,
    threads: Vec<JoinHandle<()>>,
    requests: Arc<Mutex<Vec<String>>>,
    /// Where it is, with the path under which it serves, ending in `/`.
    pub url: String,
}

/// Served files by their path on the host, query not included.
type Files = BTreeMap<String, Vec<u8>>;

impl Site {
    /// The finished site on a free port, deep under a sub-path as on many a project's host.
    pub fn dist() -> Self {
        Self::dist_with(&[])
    }

    /// The finished site, whose host hands devices' HTTPS requests on to a practice broker, as
    /// `cargo xtask serve` does.
    pub fn dist_beside(practice: &Practice) -> Self {
        Self::start(
            "127.0.0.1",
            "/",
            Self::finished(&[]),
            Some(practice.ports().1),
        )
    }

    /// The finished site with further files beside it.
    pub fn dist_with(further: &[(&str, &str)]) -> Self {
        Self::start(
            "127.0.0.1",
            "/some/sub/path/",
            Self::finished(further),
            None,
        )
    }

    fn finished(further: &[(&str, &str)]) -> Files {
        let mut files = Files::new();
        let folder = needed(Needed::Dist);
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| {
            panic!(
                "no finished site in {}: {error}; `cargo xtask dist` makes it",
                folder.display()
            )
        });
        for entry in entries {
            let path = entry.expect("an entry of the folder").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            files.insert(
                name.into_owned(),
                fs::read(&path).expect("a file of the site"),
            );
        }
        for (name, content) in further {
            files.insert((*name).to_owned(), content.as_bytes().to_vec());
        }
        files
    }

    /// Any files on any host of this machine; every answer may be read from everywhere.
    pub fn elsewhere(host: &str, files: &[(&str, &str)]) -> Self {
        let files = files
            .iter()
            .map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec()))
            .collect();
        Self::start(host, "/", files, None)
    }

    fn start(host: &str, path: &'static str, files: Files, auth: Option<u16>) -> Self {
        let server = Server::http(format!("{host}:0")).expect("a free port");
        let port = server.server_addr().to_ip().expect("an address").port();
        let server = Arc::new(server);
        let (files, requests) = (Arc::new(files), Arc::new(Mutex::new(Vec::new())));
        let threads = (0..THREADS)
            .map(|_| {
                let (server, files, requests) = (server.clone(), files.clone(), requests.clone());
                thread::spawn(move || {
                    while let Ok(mut request) = server.recv() {
                        let url = request.url().to_owned();
                        requests.lock().expect("no thread panics").push(url.clone());
                        // A browser that has gone away needs no answer.
                        let response = match auth.filter(|_| is_auth(&request)) {
                            Some(port) => handed_on(&mut request, port),
                            None => answer(&files, path, &url),
                        };
                        let _ = request.respond(response);
                    }
                })
            })
            .collect();
        Self {
            server,
            threads,
            requests,
            url: format!("http://{host}:{port}{path}"),
        }
    }

    /// The URL of a file or a fragment.
    pub fn at(&self, rest: &str) -> String {
        format!("{}{rest}", self.url)
    }

    /// `127.0.0.1:PORT`.
    pub fn authority(&self) -> &str {
        let rest = self.url.strip_prefix("http://").expect("http");
        rest.split('/').next().expect("an authority")
    }

    /// What was asked for so far: path and query, in order.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no thread panics").clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        for _ in &self.threads {
            self.server.unblock();
        }
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn is_auth(request: &Request) -> bool {
    *request.method() == Method::Post && request.url().starts_with("/auth/")
}

/// What the practice broker answers to a device's request.
fn handed_on(request: &mut Request, port: u16) -> Response<Cursor<Vec<u8>>> {
    let path = request.url().to_owned();
    let mut body = String::new();
    let read = request.as_reader().read_to_string(&mut body);
    read.expect("the body of a form");
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the practice broker");
    let length = body.len();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .expect("the practice broker listens");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    Response::from_data(body).with_status_code(status.unwrap_or(500_u16))
}

fn answer(files: &Files, path: &str, url: &str) -> Response<Cursor<Vec<u8>>> {
    let bare = url.split(['?', '#']).next().unwrap_or_default();
    let name = bare.strip_prefix(path).map(|name| match name {
        "" => "index.html",
        name => name,
    });
    let found = name.and_then(|name| Some((name, files.get(name)?)));
    let (status, kind, body) = match found {
        Some((name, body)) => (200, media_type(name), body.clone()),
        None => (404, "text/plain", b"there is no such file\n".to_vec()),
    };
    let header = |name: &str, value: &str| {
        Header::from_bytes(name.as_bytes(), value.as_bytes()).expect("a header")
    };
    Response::from_data(body)
        .with_status_code(status)
        .with_header(header("Content-Type", kind))
        .with_header(header("Access-Control-Allow-Origin", "*"))
        .with_chunked_threshold(usize::MAX)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// A port that was free a moment ago, for a program that must be told one.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}
