//! `POST /auth/…` of the page's own origin, passed on to the practice broker.
//!
//! The page may speak HTTP to its own host and to the platform only, so it reaches the practice
//! broker's HTTPS authorisation and registration through the server that it came from. Nothing
//! else is passed on: not other paths, not other methods, not headers, not cookies.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response};

/// Longest body that is passed on; the broker takes less.
const MAX_BODY: u64 = 64 * 1024;
/// Longest answer that is taken back.
const MAX_ANSWER: u64 = 64 * 1024;
/// The broker answers at once.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the browser is told.
#[derive(Debug, PartialEq)]
struct Answer {
    status: u16,
    media_type: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(status: u16, text: &str) -> Self {
        Self {
            status,
            media_type: "text/plain; charset=utf-8".to_owned(),
            body: format!("{text}\n").into_bytes(),
        }
    }
}

/// Whether a request is one of these.
pub(super) fn is_for(request: &Request) -> bool {
    *request.method() == Method::Post && request.url().starts_with("/auth/")
}

/// Passes a request on to the broker's WebSocket port, if there is one, and its answer back.
pub(super) fn respond(port: Option<u16>, mut request: Request) {
    let media_type = request
        .headers()
        .iter()
        .find(|header| header.field.equiv("Content-Type"))
        .map(|header| header.value.as_str().to_owned());
    let path = request.url().to_owned();
    let mut body = Vec::new();
    let read = request
        .as_reader()
        .take(MAX_BODY + 1)
        .read_to_end(&mut body);
    let answer = match (port, read) {
        (None, _) => Answer::text(
            404,
            "there is no practice broker; serve without `--no-broker`",
        ),
        (Some(_), Err(_)) => Answer::text(400, "the body is cut off"),
        (Some(_), Ok(_)) if body.len() as u64 > MAX_BODY => Answer::text(413, "too long a body"),
        (Some(port), Ok(_)) => pass(port, &path, media_type.as_deref(), &body)
            .unwrap_or_else(|_| Answer::text(502, "the practice broker does not answer")),
    };
    let mut response = Response::from_data(answer.body)
        .with_status_code(answer.status)
        .with_chunked_threshold(usize::MAX);
    let headers = [
        ("Content-Type", answer.media_type.as_str()),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ];
    for (name, value) in headers {
        if let Ok(header) = Header::from_bytes(name.as_bytes(), value.as_bytes()) {
            response.add_header(header);
        }
    }
    // A browser that has gone away needs no answer.
    let _ = request.respond(response);
}

fn pass(port: u16, path: &str, media_type: Option<&str>, body: &[u8]) -> io::Result<Answer> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let media_type =
        media_type.map_or_else(String::new, |kind| format!("Content-Type: {kind}\r\n"));
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\n{media_type}Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    let mut bytes = Vec::new();
    stream.take(MAX_ANSWER).read_to_end(&mut bytes)?;
    read(&bytes).ok_or_else(|| io::Error::other("the answer is not HTTP"))
}

/// The answer of a server that closes the connection behind it.
fn read(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let (first, headers) = head.split_once("\r\n").unwrap_or((head, ""));
    let status = first.strip_prefix("HTTP/1.")?.split(' ').nth(1)?;
    let media_type = headers.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("Content-Type")
            .then(|| value.trim())
    });
    Some(Answer {
        status: status.parse().ok()?,
        media_type: media_type.unwrap_or_default().to_owned(),
        body: bytes.get(end + 4..)?.to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::sync::Arc;
    use std::thread;

    use tiny_http::Server;

    use super::*;

    const FORM: &str = "application/x-www-form-urlencoded";

    /// A server of the page that passes on to `port`; what it answers to these bytes, and how many
    /// requests were for it.
    fn asked(port: Option<u16>, bytes: &[u8]) -> (Answer, bool) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = Arc::new(Server::from_listener(listener, None).unwrap());
        let serving = thread::spawn(move || {
            let request = server.recv().unwrap();
            let ours = is_for(&request);
            respond(port, request);
            ours
        });
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(bytes).unwrap();
        let ours = serving.join().unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        (read(&answer).unwrap(), ours)
    }

    /// A broker that is asked once and says `answer`; its port, and what it was asked.
    fn broker(answer: &'static [u8]) -> (u16, thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut bytes = Vec::new();
            while !bytes.ends_with(b"sign=%2B") {
                let mut chunk = [0; 1024];
                let len = stream.read(&mut chunk).unwrap();
                assert!(len > 0, "the request ended early");
                bytes.extend(&chunk[..len]);
            }
            stream.write_all(answer).unwrap();
            String::from_utf8(bytes).unwrap()
        });
        (port, asked)
    }

    fn post(path: &str, length: usize, body: &str) -> Vec<u8> {
        format!(
            "POST {path} HTTP/1.1\r\nHost: h\r\nCookie: marker\r\nConnection: close\r\n\
             Content-Type: {FORM}\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .into_bytes()
    }

    #[test]
    fn a_form_and_its_answer_pass() {
        let (port, broker) = broker(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nSet-Cookie: x\r\n\r\n{\"code\":401}",
        );
        let (answer, ours) = asked(Some(port), &post("/auth/devicename?a=b", 8, "sign=%2B"));
        let expected = Answer {
            status: 200,
            media_type: "application/json".to_owned(),
            body: b"{\"code\":401}".to_vec(),
        };
        assert_eq!((answer, ours), (expected, true));
        let seen = broker.join().unwrap();
        let head = format!(
            "POST /auth/devicename?a=b HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\
             Content-Type: {FORM}\r\nContent-Length: 8\r\n\r\nsign=%2B"
        );
        assert_eq!(seen, head);
    }

    #[test]
    fn what_goes_wrong_has_a_status() {
        let form = post("/auth/register/device", 8, "sign=%2B");
        assert_eq!(asked(None, &form).0.status, 404);
        let gone = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = gone.local_addr().unwrap().port();
        drop(gone);
        assert_eq!(asked(Some(port), &form).0.status, 502);
        let (port, broker) = broker(b"nonsense");
        assert_eq!(asked(Some(port), &form).0.status, 502);
        broker.join().unwrap();
        let long = "x".repeat(70_000);
        let (answer, _) = asked(Some(port), &post("/auth/devicename", long.len(), &long));
        assert_eq!(answer.status, 413);
    }

    #[test]
    fn other_requests_are_not_ours() {
        let get = b"GET /auth/devicename HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
        assert!(!asked(None, get).1);
        assert!(!asked(None, &post("/authority", 0, "")).1);
        assert!(!asked(None, &post("/x/auth/devicename", 0, "")).1);
    }
}
