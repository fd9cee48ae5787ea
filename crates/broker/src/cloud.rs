//! What the platform answers by itself: the time, that a property post arrived, and what gateways
//! ask for their sub-devices.
//!
//! A client of the broker behind the front, so that answers come after what the device did
//! before, and only to those who subscribed. Deliberately no thing model, no shadow, no OTA: a
//! person logged in as the platform plays those.

use crate::connect::{Rewritten, write};
use crate::flows::sub_devices::{self, Message};
use crate::inner::{CLOUD, FRONT, Inner};
use crate::packet::{Incoming, MAX_PACKET, Packet, kind};
use crate::server::Shared;
use crate::wire::{encode, put_binary};
use serde_json::{Value, json};
use std::io;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::interval;

const SUBACK: u8 = 9;
const PINGREQ: [u8; 2] = [0xc0, 0];
const KEEP_ALIVE_S: u16 = 300;
const FILTERS: [&str; 2] = ["/ext/ntp/+/+/request", "/sys/+/+/thing/event/property/post"];

/// The cloud's connection.
pub(crate) struct Cloud {
    stream: TcpStream,
    incoming: Incoming,
}

impl Cloud {
    /// Logs in and subscribes; when this is done, no request is missed.
    pub(crate) async fn start(inner: &Inner) -> io::Result<Self> {
        let mut cloud = Self {
            stream: TcpStream::connect(inner.address).await?,
            incoming: Incoming::default(),
        };
        cloud.stream.set_nodelay(true)?;
        let connect = write(&Rewritten {
            level: 4,
            client_id: CLOUD,
            clean_session: true,
            keep_alive_s: KEEP_ALIVE_S,
            session_expiry_s: 0,
            properties: &[],
            will: None,
            username: FRONT,
            password: inner.password.expose(),
        });
        let mut subscribe = vec![0, 1];
        for filter in FILTERS.into_iter().chain(sub_devices::FILTERS) {
            put_binary(&mut subscribe, filter.as_bytes());
            subscribe.push(0);
        }
        cloud.stream.write_all(&connect).await?;
        cloud.stream.write_all(&encode(0x82, &subscribe)).await?;
        while cloud.next().await?.kind() != SUBACK {}
        Ok(cloud)
    }

    /// Answers, and publishes what `others` ask for, until the connection breaks.
    pub(crate) async fn run(
        mut self,
        shared: &Shared,
        others: &mut mpsc::Receiver<Message>,
    ) -> io::Result<()> {
        let mut pings = interval(Duration::from_secs((KEEP_ALIVE_S / 2).into()));
        loop {
            let packet = tokio::select! {
                packet = self.next() => packet?,
                Some(message) = others.recv() => {
                    self.publish(&message).await?;
                    continue;
                }
                _ = pings.tick() => {
                    self.stream.write_all(&PINGREQ).await?;
                    continue;
                }
            };
            if packet.kind() != kind::PUBLISH {
                continue;
            }
            let received_ms = now_ms();
            let Some((topic, payload)) = packet.message() else {
                continue;
            };
            let mut messages = sub_devices::answer(shared, topic, payload);
            messages.extend(answer(topic, payload, received_ms, now_ms()));
            for message in &messages {
                self.publish(message).await?;
            }
        }
    }

    async fn publish(&mut self, (topic, payload): &Message) -> io::Result<()> {
        let mut body = Vec::new();
        put_binary(&mut body, topic.as_bytes());
        body.extend_from_slice(payload.to_string().as_bytes());
        self.stream.write_all(&encode(0x30, &body)).await
    }

    /// The next packet. Nothing is lost when the future is dropped.
    async fn next(&mut self) -> io::Result<Packet> {
        loop {
            if let Some(packet) = self.incoming.next(MAX_PACKET).map_err(io::Error::other)? {
                return Ok(packet);
            }
            let mut chunk = [0; 4096];
            let len = self.stream.read(&mut chunk).await?;
            if len == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.incoming.push(chunk.get(..len).unwrap_or_default());
        }
    }
}

/// The reply's topic and payload, if the platform answers this message by itself.
fn answer(
    topic: &str,
    payload: &[u8],
    received_ms: u128,
    sent_ms: u128,
) -> Option<(String, Value)> {
    let request: Option<Value> = serde_json::from_slice(payload).ok();
    if let Some(device) = topic
        .strip_prefix("/ext/ntp/")
        .and_then(|rest| rest.strip_suffix("/request"))
    {
        // Without the device's own time there is nothing to compute with, so no answer.
        let device_time = request?.get("deviceSendTime")?.clone();
        let reply = json!({
            "deviceSendTime": device_time,
            "serverRecvTime": received_ms.to_string(),
            "serverSendTime": sent_ms.to_string(),
        });
        return Some((format!("/ext/ntp/{device}/response"), reply));
    }
    if topic.ends_with("/thing/event/property/post") {
        let id = request
            .as_ref()
            .and_then(|request| request.get("id"))
            .filter(|id| id.is_string() || id.is_number());
        let params = request.as_ref().and_then(|request| request.get("params"));
        let well_formed = id.is_some() && params.is_some_and(Value::is_object);
        let (code, message) = if well_formed {
            (200, "success")
        } else {
            (460, "request parameter error")
        };
        let reply = json!({
            "code": code,
            "data": {},
            "id": id.cloned().unwrap_or_else(|| "".into()),
            "message": message,
            "method": "thing.event.property.post",
            "version": "1.0",
        });
        return Some((format!("{topic}_reply"), reply));
    }
    None
}

fn now_ms() -> u128 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_millis()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(topic: &str, payload: &str, expected: Option<(&str, Value)>) {
        let expected = expected.map(|(topic, value)| (topic.to_owned(), value));
        assert_eq!(answer(topic, payload.as_bytes(), 7, 8), expected);
    }

    #[test]
    fn the_time() {
        check(
            "/ext/ntp/pk/dn/request",
            r#"{"deviceSendTime":"100"}"#,
            Some((
                "/ext/ntp/pk/dn/response",
                json!({"deviceSendTime":"100","serverRecvTime":"7","serverSendTime":"8"}),
            )),
        );
        check("/ext/ntp/pk/dn/request", "not JSON", None);
        check("/ext/ntp/pk/dn/request", "{}", None);
    }

    #[test]
    fn property_posts() {
        let topic = "/sys/pk/dn/thing/event/property/post";
        let reply = |code: u16, id: &str, message: &str| {
            Some((
                "/sys/pk/dn/thing/event/property/post_reply",
                json!({"code":code,"data":{},"id":id,"message":message,
                    "method":"thing.event.property.post","version":"1.0"}),
            ))
        };
        check(
            topic,
            r#"{"id":"123","version":"1.0","params":{"Temp":1}}"#,
            reply(200, "123", "success"),
        );
        check(
            topic,
            r#"{"id":"5"}"#,
            reply(460, "5", "request parameter error"),
        );
        check(topic, "not JSON", reply(460, "", "request parameter error"));
        check("/sys/pk/dn/thing/event/alarm/post", "{}", None);
    }
}
