//! An MQTT client made of bytes, over TCP or WebSocket: 3.1.1, and 5.0 where it is told so.

use crate::setup::{PATIENCE, PLATFORM_PASSWORD, Setup, password};
use connack_broker::{Device, Devices};
use futures_util::{SinkExt, StreamExt};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{WebSocketStream, client_async};

pub(crate) const ID: &str = "12345|securemode=3,signmethod=hmacsha256,timestamp=789|";

pub(crate) enum Stream {
    Tcp(TcpStream),
    Ws(Box<WebSocketStream<TcpStream>>),
}

pub(crate) struct Client {
    pub(crate) stream: Stream,
    bytes: Vec<u8>,
}

/// The fields of CONNECT, to be changed at will.
#[derive(Clone)]
pub(crate) struct Fields {
    pub(crate) name: &'static str,
    pub(crate) level: u8,
    pub(crate) flags: u8,
    pub(crate) keep_alive_s: u16,
    /// Of 5.0, sent at level 5 only; shorter than 128 bytes.
    pub(crate) properties: Vec<u8>,
    pub(crate) client_id: String,
    /// Between client id and user name.
    pub(crate) will: Vec<u8>,
    pub(crate) username: Option<String>,
    pub(crate) password: Option<Vec<u8>>,
}

impl Fields {
    pub(crate) fn device(device: &Device, client_id: &str) -> Self {
        Self {
            name: "MQTT",
            level: 4,
            flags: 0xc2,
            keep_alive_s: 60,
            properties: Vec::new(),
            client_id: client_id.into(),
            will: Vec::new(),
            username: Some(device.identity.username()),
            password: Some(password(device, client_id).into_bytes()),
        }
    }

    pub(crate) fn practice(client_id: &str) -> Self {
        Self::device(Devices::practice().get(0).unwrap(), client_id)
    }

    pub(crate) fn platform() -> Self {
        Self {
            username: Some("platform".into()),
            password: Some(PLATFORM_PASSWORD.into()),
            client_id: String::new(),
            ..Self::practice(ID)
        }
    }

    /// The same in MQTT 5.0.
    pub(crate) fn in_5_0(self) -> Self {
        Self { level: 5, ..self }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut body = text(self.name);
        body.push(self.level);
        body.push(self.flags);
        body.extend(self.keep_alive_s.to_be_bytes());
        if self.level == 5 {
            body.push(self.properties.len() as u8);
            body.extend(&self.properties);
        }
        body.extend(text(&self.client_id));
        body.extend(&self.will);
        if let Some(username) = &self.username {
            body.extend(text(username));
        }
        if let Some(password) = &self.password {
            body.extend((password.len() as u16).to_be_bytes());
            body.extend(password);
        }
        packet(0x10, &body)
    }
}

pub(crate) fn text(text: &str) -> Vec<u8> {
    let mut bytes = (text.len() as u16).to_be_bytes().to_vec();
    bytes.extend(text.as_bytes());
    bytes
}

pub(crate) fn packet(first: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![first];
    let mut len = body.len();
    while len >= 128 {
        bytes.push(len as u8 | 0x80);
        len >>= 7;
    }
    bytes.push(len as u8);
    bytes.extend(body);
    bytes
}

pub(crate) fn publish(topic: &str, payload: &[u8], qos: u8) -> Vec<u8> {
    let mut body = text(topic);
    if qos > 0 {
        body.extend([0, 7]);
    }
    body.extend(payload);
    packet(0x30 | qos << 1, &body)
}

/// A message of MQTT 5.0, its properties shorter than 128 bytes.
pub(crate) fn publish_5(topic: &str, properties: &[u8], payload: &[u8], qos: u8) -> Vec<u8> {
    let mut body = text(topic);
    if qos > 0 {
        body.extend([0, 7]);
    }
    body.push(properties.len() as u8);
    body.extend(properties);
    body.extend(payload);
    packet(0x30 | qos << 1, &body)
}

/// A packet as it came.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Received {
    pub(crate) first: u8,
    pub(crate) body: Vec<u8>,
}

impl Received {
    /// Topic, payload, QoS.
    #[track_caller]
    pub(crate) fn message(&self) -> (String, Vec<u8>, u8) {
        assert_eq!(self.first >> 4, 3, "{self:?}");
        let qos = self.first >> 1 & 3;
        let len = usize::from(u16::from_be_bytes([self.body[0], self.body[1]]));
        let at = 2 + len + if qos > 0 { 2 } else { 0 };
        let topic = String::from_utf8(self.body[2..2 + len].to_vec()).unwrap();
        (topic, self.body[at..].to_vec(), qos)
    }

    /// Topic, properties, payload, QoS of a message of MQTT 5.0.
    #[track_caller]
    pub(crate) fn message_5(&self) -> (String, Vec<u8>, Vec<u8>, u8) {
        let (topic, rest, qos) = self.message();
        let len = usize::from(rest[0]);
        assert!(len < 128, "{self:?}");
        (
            topic,
            rest[1..1 + len].to_vec(),
            rest[1 + len..].to_vec(),
            qos,
        )
    }
}

impl Client {
    pub(crate) async fn tcp(setup: &Setup) -> Self {
        Self::at(setup.broker.mqtt_address()).await
    }

    /// Over TCP, to any address.
    pub(crate) async fn at(address: SocketAddr) -> Self {
        Self::new(Stream::Tcp(TcpStream::connect(address).await.unwrap()))
    }

    /// Over WebSocket, and the subprotocol that was answered.
    pub(crate) async fn ws(
        setup: &Setup,
        path: &str,
        offered: Option<&str>,
    ) -> (Self, Option<String>) {
        let address = setup.broker.ws_address();
        let mut request = format!("ws://{address}{path}")
            .into_client_request()
            .unwrap();
        if let Some(offered) = offered {
            let headers = request.headers_mut();
            headers.insert("Sec-WebSocket-Protocol", offered.parse().unwrap());
        }
        let stream = TcpStream::connect(address).await.unwrap();
        let (stream, response) = client_async(request, stream).await.unwrap();
        let chosen = response
            .headers()
            .get("Sec-WebSocket-Protocol")
            .map(|value| value.to_str().unwrap().to_owned());
        (Self::new(Stream::Ws(Box::new(stream))), chosen)
    }

    fn new(stream: Stream) -> Self {
        Self {
            stream,
            bytes: Vec::new(),
        }
    }

    /// Logged in.
    pub(crate) async fn online(setup: &Setup, fields: &Fields) -> Self {
        let (client, connack) = Self::answered(setup, fields).await;
        if fields.level == 5 {
            assert_eq!(connack.body[..2], [0, 0], "{connack:?}");
        } else {
            assert_eq!(connack.body, [0, 0], "{connack:?}");
        }
        client
    }

    /// With the CONNACK.
    pub(crate) async fn answered(setup: &Setup, fields: &Fields) -> (Self, Received) {
        let mut client = Self::tcp(setup).await;
        client.send(&fields.bytes()).await;
        let connack = client.next().await.unwrap();
        assert_eq!(connack.first, 0x20, "{connack:?}");
        (client, connack)
    }

    pub(crate) async fn send(&mut self, bytes: &[u8]) {
        match &mut self.stream {
            Stream::Tcp(stream) => stream.write_all(bytes).await.unwrap(),
            Stream::Ws(stream) => {
                let message = Message::Binary(bytes.to_vec().into());
                stream.send(message).await.unwrap();
            }
        }
    }

    /// The next packet; `None` when the broker has closed.
    pub(crate) async fn next(&mut self) -> Option<Received> {
        loop {
            if let Some(received) = self.take() {
                return Some(received);
            }
            let more = timeout(PATIENCE, self.read()).await;
            if !more.expect("nothing came, and the connection stayed open") {
                assert!(self.bytes.is_empty(), "a packet cut off: {:?}", self.bytes);
                return None;
            }
        }
    }

    #[track_caller]
    pub(crate) fn expect(&mut self, bytes: &[u8]) -> impl Future<Output = ()> {
        let expected = Received {
            first: bytes[0],
            body: bytes[2..].to_vec(),
        };
        async move { assert_eq!(self.next().await, Some(expected)) }
    }

    pub(crate) async fn expect_closed(&mut self) {
        assert_eq!(self.next().await, None);
    }

    /// Subscribes, and the granted QoS.
    pub(crate) async fn subscribe(&mut self, filters: &[(&str, u8)]) -> Vec<u8> {
        let mut body = vec![0, 9];
        for (filter, qos) in filters {
            body.extend(text(filter));
            body.push(*qos);
        }
        self.send(&packet(0x82, &body)).await;
        let suback = self.next().await.unwrap();
        assert_eq!((suback.first, &suback.body[..2]), (0x90, [0, 9].as_slice()));
        suback.body[2..].to_vec()
    }

    /// The same in MQTT 5.0, with properties shorter than 128 bytes: the reason codes.
    pub(crate) async fn subscribe_5(
        &mut self,
        properties: &[u8],
        filters: &[(&str, u8)],
    ) -> Vec<u8> {
        let mut body = vec![0, 9, properties.len() as u8];
        body.extend(properties);
        for (filter, options) in filters {
            body.extend(text(filter));
            body.push(*options);
        }
        self.send(&packet(0x82, &body)).await;
        let suback = self.next().await.unwrap();
        assert_eq!((suback.first, &suback.body[..2]), (0x90, [0, 9].as_slice()));
        let properties = usize::from(suback.body[2]);
        suback.body[3 + properties..].to_vec()
    }

    async fn read(&mut self) -> bool {
        match &mut self.stream {
            Stream::Tcp(stream) => {
                let mut chunk = [0; 4096];
                let len = stream.read(&mut chunk).await.unwrap_or(0);
                self.bytes.extend(&chunk[..len]);
                len > 0
            }
            Stream::Ws(stream) => match stream.next().await {
                Some(Ok(Message::Binary(bytes))) => {
                    self.bytes.extend(&bytes[..]);
                    true
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => false,
                Some(Ok(other)) => panic!("{other:?}"),
            },
        }
    }

    fn take(&mut self) -> Option<Received> {
        let (mut len, mut at) = (0, 1);
        loop {
            let byte = *self.bytes.get(at)?;
            len |= usize::from(byte & 0x7f) << (7 * (at - 1));
            at += 1;
            if byte & 0x80 == 0 {
                break;
            }
        }
        if self.bytes.len() < at + len {
            return None;
        }
        let whole: Vec<u8> = self.bytes.drain(..at + len).collect();
        Some(Received {
            first: whole[0],
            body: whole[at..].to_vec(),
        })
    }
}
