//! Plain HTTP on the WebSocket port: the head of every request there, and the few requests that
//! are no handshake.
//!
//! One request a connection, and an answer that closes it. Head and body are bounded, and the
//! caller bounds the time. Deliberately no server for anything else: no chunked bodies, no
//! `Expect`, and no `Access-Control-Allow-Origin`, which the platform was not seen to send either.

use crate::flows::https::{Endpoint, answer};
use crate::front::now_ms;
use crate::log::Event;
use crate::server::Shared;
use httparse::EMPTY_HEADER;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longest head; a browser's is a tenth of it.
const MAX_HEAD: usize = 16 * 1024;
const MAX_HEADERS: usize = 100;
/// Longest body: the longest form that makes sense has less than one of these.
const MAX_BODY: usize = 16 * 1024;
/// Time for a client to take the answer and to close.
const LINGER: Duration = Duration::from_secs(2);

/// What a connection to the WebSocket port begins with.
pub(crate) enum Begun {
    /// A handshake; the bytes are still to be read by whoever shakes hands.
    Handshake(Rewound),
    /// Some other request, read whole.
    Request(Request, TcpStream),
}

/// A request for one of the two endpoints.
pub(crate) struct Request(Result<(Endpoint, Vec<u8>), Fault>);

/// A request that gets a status of its own.
#[derive(Debug, PartialEq, Eq)]
struct Fault {
    status: &'static str,
    why: &'static str,
}

impl Fault {
    const fn new(status: &'static str, why: &'static str) -> Self {
        Self { status, why }
    }
}

/// Head of a request.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    len: usize,
    is_handshake: bool,
    /// For which endpoint, and how long its body is.
    wanted: Result<(Endpoint, usize), Fault>,
}

/// Reads up to the end of the head, and the body of a form.
///
/// # Errors
/// What is no HTTP, or ends too early.
pub(crate) async fn begin(mut stream: TcpStream) -> io::Result<Begun> {
    let mut bytes = Vec::new();
    let head = loop {
        let searched = bytes.len();
        read_some(&mut stream, &mut bytes).await?;
        if !bytes.first().is_some_and(u8::is_ascii_uppercase) {
            let why = "this is neither a WebSocket handshake nor HTTP; MQTT over TCP has its own \
                       port, see --mqtt";
            return Err(io::Error::other(why));
        }
        // A blank line may have begun in what was there before.
        let fresh = bytes.get(searched.saturating_sub(3)..).unwrap_or_default();
        let ends = |end: &[u8]| fresh.windows(end.len()).any(|part| part == end);
        if ends(b"\n\r\n") || ends(b"\n\n") {
            break head(&bytes);
        }
        if bytes.len() > MAX_HEAD {
            break Err(HEAD_TOO_LARGE);
        }
    };
    let (endpoint, len, head_len) = match head {
        Ok(head) if head.is_handshake => {
            return Ok(Begun::Handshake(Rewound {
                before: bytes,
                stream,
            }));
        }
        Ok(Head {
            wanted: Ok((endpoint, len)),
            len: head_len,
            ..
        }) => (endpoint, len, head_len),
        Ok(Head {
            wanted: Err(fault), ..
        })
        | Err(fault) => {
            return Ok(Begun::Request(Request(Err(fault)), stream));
        }
    };
    let mut body = bytes.split_off(head_len.min(bytes.len()));
    while body.len() < len {
        read_some(&mut stream, &mut body).await?;
    }
    body.truncate(len);
    Ok(Begun::Request(Request(Ok((endpoint, body))), stream))
}

async fn read_some(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut chunk = [0; 4096];
    let len = stream.read(&mut chunk).await?;
    if len == 0 {
        let why = "the client left before its request was whole";
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, why));
    }
    bytes.extend_from_slice(chunk.get(..len).unwrap_or_default());
    Ok(())
}

const HEAD_TOO_LARGE: Fault = Fault::new(
    "431 Request Header Fields Too Large",
    "the head of the request is too long",
);
const MALFORMED: Fault = Fault::new("400 Bad Request", "the head of the request is malformed");

fn head(bytes: &[u8]) -> Result<Head, Fault> {
    let mut headers = [EMPTY_HEADER; MAX_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    let len = match request.parse(bytes) {
        Ok(httparse::Status::Complete(len)) => len,
        Ok(httparse::Status::Partial) => return Err(MALFORMED),
        Err(httparse::Error::TooManyHeaders) => return Err(HEAD_TOO_LARGE),
        Err(_) => return Err(MALFORMED),
    };
    let values = |name: &'static str| {
        let named = request.headers.iter();
        named
            .filter(move |header| header.name.eq_ignore_ascii_case(name))
            .map(|header| String::from_utf8_lossy(header.value))
    };
    let is_handshake = values("Upgrade").any(|value| {
        value
            .split(',')
            .any(|protocol| protocol.trim().eq_ignore_ascii_case("websocket"))
    });
    let path = request.path.unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    let wanted = (|| {
        let endpoint = Endpoint::at(path).ok_or(Fault::new(
            "404 Not Found",
            "here are POST /auth/devicename, POST /auth/register/device, and MQTT over WebSocket \
             on any path; an upgrade to WebSocket was not asked for",
        ))?;
        if request.method != Some("POST") {
            return Err(Fault::new(
                "405 Method Not Allowed",
                "only POST is taken there",
            ));
        }
        let is_form = values("Content-Type").all(|value| {
            let kind = value.split(';').next().unwrap_or_default();
            kind.trim()
                .eq_ignore_ascii_case("application/x-www-form-urlencoded")
        });
        if !is_form {
            return Err(Fault::new(
                "415 Unsupported Media Type",
                "the body is to be application/x-www-form-urlencoded",
            ));
        }
        let no_length = Fault::new("411 Length Required", "one Content-Length is needed");
        if values("Transfer-Encoding").next().is_some() {
            return Err(no_length);
        }
        let mut lengths = values("Content-Length");
        let (Some(length), None) = (lengths.next(), lengths.next()) else {
            return Err(no_length);
        };
        let digits = length.trim();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Fault::new("400 Bad Request", "Content-Length is no number"));
        }
        // A number that has no room is too large as well.
        let length = digits.parse().unwrap_or(usize::MAX);
        if length > MAX_BODY {
            let why = "the body is longer than any form that makes sense";
            return Err(Fault::new("413 Content Too Large", why));
        }
        Ok((endpoint, length))
    })();
    Ok(Head {
        len,
        is_handshake,
        wanted,
    })
}

/// Answers the request and closes.
pub(crate) async fn respond(
    shared: &Shared,
    connection: u64,
    peer: SocketAddr,
    request: Request,
    mut stream: TcpStream,
) {
    let (status, media_type, body) = match request.0 {
        Ok((endpoint, body)) => {
            // The address by which the client found this machine.
            let host = stream
                .local_addr()
                .map_or(shared.mqtt.ip(), |local| local.ip());
            let mqtt = SocketAddr::new(host, shared.mqtt.port());
            let json = answer(shared, connection, endpoint, &body, mqtt, now_ms());
            (
                "200 OK",
                "application/json; charset=utf-8",
                json.to_string(),
            )
        }
        Err(Fault { status, why }) => {
            let text = format!("HTTP {status}: {why} (from {peer} over HTTP)");
            shared.log.tell(connection, Event::Closed, text);
            (status, "text/plain; charset=utf-8", format!("{why}\n"))
        }
    };
    let allow = if status.starts_with("405") {
        "Allow: POST\r\n"
    } else {
        ""
    };
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\n{allow}Connection: close\r\n\r\n{body}",
        body.len()
    );
    // A client that has gone needs no answer; one that stays is not waited for.
    let _ = timeout(LINGER, async {
        stream.write_all(answer.as_bytes()).await?;
        stream.shutdown().await?;
        let mut chunk = [0; 4096];
        while stream.read(&mut chunk).await? > 0 {}
        Ok::<(), io::Error>(())
    })
    .await;
}

/// A connection whose first bytes have been looked at and are read again.
pub(crate) struct Rewound {
    before: Vec<u8>,
    stream: TcpStream,
}

impl AsyncRead for Rewound {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.before.is_empty() {
            return Pin::new(&mut self.stream).poll_read(context, buffer);
        }
        let len = self.before.len().min(buffer.remaining());
        let rest = self.before.split_off(len);
        buffer.put_slice(&self.before);
        self.before = rest;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Rewound {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A head with these lines after the first is refused so.
    #[track_caller]
    fn check(first: &str, lines: &str, status: &str) {
        let bytes = format!("{first} HTTP/1.1\r\nHost: h\r\n{lines}\r\n");
        let fault = match head(bytes.as_bytes()) {
            Ok(head) => head.wanted.unwrap_err(),
            Err(fault) => fault,
        };
        assert!(fault.status.starts_with(status), "{fault:?}");
    }

    const FORM: &str = "POST /auth/devicename";

    #[test]
    fn what_is_not_taken() {
        check("GET /", "", "404");
        check("GET /auth/devicename", "", "405");
        check("POST /auth/devicename/", "Content-Length: 1\r\n", "404");
        check(FORM, "", "411");
        check(
            FORM,
            "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n",
            "411",
        );
        check(FORM, "Content-Length: 1\r\nContent-Length: 2\r\n", "411");
        check(FORM, "Content-Length: -1\r\n", "400");
        check(FORM, "Content-Length: \r\n", "400");
        check(FORM, "Content-Length: 99999999999999999999999\r\n", "413");
        check(FORM, "Content-Length: 16385\r\n", "413");
        check(
            FORM,
            "Content-Type: application/json\r\nContent-Length: 2\r\n",
            "415",
        );
        check(FORM, "no header\r\n", "400");
        check(FORM, &"a: b\r\n".repeat(MAX_HEADERS), "431");
        check("POST", "", "400");
    }

    #[test]
    fn a_form_and_a_handshake() {
        let bytes = b"POST /auth/register/device?x HTTP/1.1\r\ncontent-length: 16384\r\n\
            Content-Type: Application/X-WWW-Form-Urlencoded; charset=UTF-8\r\n\r\nbody";
        let expected = Head {
            len: bytes.len() - 4,
            is_handshake: false,
            wanted: Ok((Endpoint::Register, MAX_BODY)),
        };
        assert_eq!(head(bytes), Ok(expected));
        let handshake = b"GET /mqtt HTTP/1.1\r\nUpgrade: h2c, WebSocket\r\n\r\n";
        assert!(head(handshake).unwrap().is_handshake);
    }
}
