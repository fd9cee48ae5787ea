//! A client's connection as two byte streams, whether TCP or WebSocket.
//!
//! Over WebSocket, MQTT is a stream across binary messages: they may cut and join packets
//! anywhere (MQTT 3.1.1, 6.0). Deliberately without TLS: the broker is for one's own machine.

use crate::http::Rewound;
use crate::packet::{Incoming, MAX_PACKET};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use std::fmt;
use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::http::header::SEC_WEBSOCKET_PROTOCOL;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, accept_hdr_async_with_config};

/// Bytes read at once from TCP.
const CHUNK: usize = 16 * 1024;

/// What a client came over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Transport {
    Tcp,
    WebSocket,
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tcp => "TCP",
            Self::WebSocket => "WebSocket",
        })
    }
}

/// Bytes from the client.
pub(crate) enum Reader {
    Tcp(OwnedReadHalf),
    WebSocket(SplitStream<WebSocketStream<Rewound>>),
}

/// Bytes to the client.
pub(crate) enum Writer {
    Tcp(OwnedWriteHalf),
    WebSocket(SplitSink<WebSocketStream<Rewound>, Message>),
}

/// A client's connection.
pub(crate) struct Link {
    pub(crate) reader: Reader,
    pub(crate) writer: Writer,
    /// What was read and not yet taken.
    pub(crate) incoming: Incoming,
}

/// A connection over TCP.
pub(crate) fn over_tcp(stream: TcpStream) -> Link {
    let (reader, writer) = stream.into_split();
    Link {
        reader: Reader::Tcp(reader),
        writer: Writer::Tcp(writer),
        incoming: Incoming::default(),
    }
}

/// A connection over WebSocket: shakes hands.
pub(crate) async fn over_websocket(stream: Rewound) -> io::Result<Link> {
    let config = WebSocketConfig::default()
        .max_message_size(Some(MAX_PACKET))
        .max_frame_size(Some(MAX_PACKET));
    let socket = accept_hdr_async_with_config(stream, choose_subprotocol, Some(config))
        .await
        .map_err(io_error)?;
    let (writer, reader) = socket.split();
    Ok(Link {
        reader: Reader::WebSocket(reader),
        writer: Writer::WebSocket(writer),
        incoming: Incoming::default(),
    })
}

/// Answers `mqtt`, or `mqttv3.1`, where it is offered; any path and origin will do.
#[allow(
    clippy::result_large_err,
    reason = "the error type is the library's, and never made here"
)]
fn choose_subprotocol(
    request: &Request,
    mut response: Response,
) -> Result<Response, tokio_tungstenite::tungstenite::handshake::server::ErrorResponse> {
    let offered: Vec<&str> = request
        .headers()
        .get_all(SEC_WEBSOCKET_PROTOCOL)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    if let Some(chosen) = ["mqtt", "mqttv3.1"]
        .into_iter()
        .find(|name| offered.contains(name))
    {
        response
            .headers_mut()
            .insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(chosen));
    }
    Ok(response)
}

impl Reader {
    /// Adds what comes next; 0 bytes at the end. Nothing is lost when the future is dropped.
    pub(crate) async fn read(&mut self, incoming: &mut Incoming) -> io::Result<usize> {
        match self {
            Self::Tcp(stream) => {
                let mut chunk = [0; CHUNK];
                let len = stream.read(&mut chunk).await?;
                incoming.push(chunk.get(..len).unwrap_or_default());
                Ok(len)
            }
            Self::WebSocket(stream) => loop {
                match stream.next().await {
                    None => return Ok(0),
                    Some(Ok(Message::Binary(bytes))) if bytes.is_empty() => {}
                    Some(Ok(Message::Binary(bytes))) => {
                        incoming.push(&bytes);
                        return Ok(bytes.len());
                    }
                    Some(Ok(Message::Text(_))) => {
                        return Err(io::Error::other(
                            "a WebSocket text message came, MQTT needs binary ones",
                        ));
                    }
                    // Pings are answered by the library.
                    Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                    Some(Ok(Message::Close(_)) | Err(Error::ConnectionClosed)) => return Ok(0),
                    Some(Err(error)) => return Err(io_error(error)),
                }
            },
        }
    }

    /// Reads and forgets until the client has closed as well. A socket closed with bytes unread
    /// is reset, and what was sent last (a CONNACK, most often) could be lost with it.
    pub(crate) async fn drain(&mut self) {
        loop {
            let mut forgotten = Incoming::default();
            match self.read(&mut forgotten).await {
                Ok(0) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }
}

impl Writer {
    pub(crate) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Tcp(stream) => stream.write_all(bytes).await,
            Self::WebSocket(stream) => stream
                .send(Message::Binary(bytes.to_vec().into()))
                .await
                .map_err(io_error),
        }
    }

    /// Says that nothing more comes.
    pub(crate) async fn close(&mut self) -> io::Result<()> {
        match self {
            Self::Tcp(stream) => stream.shutdown().await,
            Self::WebSocket(stream) => stream.close().await.map_err(io_error),
        }
    }
}

fn io_error(error: Error) -> io::Error {
    if let Error::Io(error) = error {
        return error;
    }
    io::Error::other(error.to_string())
}
