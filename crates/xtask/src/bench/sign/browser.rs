//! A page of ours in Chromium, alone: files on loopback, one visit, one report posted back.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use crate::command;
use crate::failure::{Failure, Outcome};
use crate::setup::{System, path_of};
use crate::workspace::Workspace;

/// How long the page may be silent; each contestant takes seconds, on a slow machine too.
const PATIENCE: Duration = Duration::from_secs(60);
/// Largest report that is read.
const MAX_REPORT: u64 = 1 << 20;

/// Adds the scripts and pages of a folder, each name behind `prefix`.
pub(super) fn gather(
    files: &mut BTreeMap<String, Vec<u8>>,
    folder: &Path,
    prefix: &str,
) -> Outcome {
    let entries = fs::read_dir(folder).map_err(|error| Failure::file("read", folder, &error))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path
            .extension()
            .is_some_and(|kind| kind == "js" || kind == "html")
        {
            let content = fs::read(&path).map_err(|error| Failure::file("read", &path, &error))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            files.insert(format!("{prefix}{name}"), content);
        }
    }
    Ok(())
}

/// Opens `page` in Chromium and returns what it posts to `/result`.
pub(super) fn visit(
    workspace: &Workspace,
    files: &BTreeMap<String, Vec<u8>>,
    page: &str,
) -> Outcome<String> {
    let server = Server::http("127.0.0.1:0").map_err(|error| {
        Failure::new(format!("cannot serve on 127.0.0.1: {error}"), "try again")
    })?;
    let profile = workspace
        .scratch()
        .join(format!("bench-profile-{}", std::process::id()));
    let mut browser = open(&format!("http://{}/{page}", server.server_addr()), &profile)?;
    let report = report(&server, files, &mut browser);
    // It may have ended by itself, and its profile may be half gone: nothing depends on either.
    let _ = browser.kill();
    let _ = browser.wait();
    let _ = fs::remove_dir_all(&profile);
    report
}

fn open(url: &str, profile: &Path) -> Outcome<Child> {
    let chromium = path_of(System::Chromium)
        .ok_or_else(|| Failure::new("there is no chromium", "install chromium"))?;
    let mut command = Command::new(chromium);
    command
        .args([
            "--headless=new",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
        ])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if command::is_root() {
        // Chromium refuses its sandbox to root.
        command.arg("--no-sandbox");
    }
    command.arg(url);
    eprintln!("measuring in {url}");
    command
        .spawn()
        .map_err(|error| Failure::new(format!("cannot start chromium: {error}"), "run it by hand"))
}

fn report(
    server: &Server,
    files: &BTreeMap<String, Vec<u8>>,
    browser: &mut Child,
) -> Outcome<String> {
    let mut last = (Instant::now(), "nothing".to_owned());
    while last.0.elapsed() < PATIENCE {
        let request = server
            .recv_timeout(Duration::from_secs(1))
            .map_err(|error| {
                Failure::new(
                    format!("the browser's requests cannot be read: {error}"),
                    "try again",
                )
            })?;
        match request {
            Some(request) if *request.method() == Method::Post => return posted(request),
            Some(request) => {
                last = (Instant::now(), request.url().to_owned());
                answer(files, request);
            }
            None => {
                if let Ok(Some(status)) = browser.try_wait() {
                    return Err(Failure::new(
                        format!("chromium ended with {status} before it had measured"),
                        "see whether `chromium --headless=new --dump-dom about:blank` works",
                    ));
                }
            }
        }
    }
    Err(Failure::new(
        format!(
            "the page was silent for {} s; the last it asked for was {}",
            PATIENCE.as_secs(),
            last.1
        ),
        "try again; if it stays so, open the page by hand and look at the browser's console",
    ))
}

fn posted(mut request: Request) -> Outcome<String> {
    let mut text = String::new();
    let read = request
        .as_reader()
        .take(MAX_REPORT)
        .read_to_string(&mut text);
    read.map_err(|error| Failure::new(format!("the report cannot be read: {error}"), "try again"))?;
    let _ = request.respond(Response::empty(204));
    Ok(text)
}

fn answer(files: &BTreeMap<String, Vec<u8>>, request: Request) {
    let name = request.url().trim_start_matches('/').to_owned();
    if name.starts_with("progress/") {
        let _ = request.respond(Response::empty(204));
        return;
    }
    let kind = match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        _ => "application/wasm",
    };
    let (status, body) = match files.get(&name) {
        Some(content) => (200, content.as_slice()),
        None => (404, &b"there is no such file"[..]),
    };
    let headers = Header::from_bytes("Content-Type", kind)
        .into_iter()
        .collect();
    let response = Response::new(
        StatusCode(status),
        headers,
        Cursor::new(body),
        Some(body.len()),
        None,
    );
    // A browser that has gone away needs no answer.
    let _ = request.respond(response);
}
