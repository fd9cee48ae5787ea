//! An accepted connection: bytes both ways between the client and the broker behind the front.
//!
//! What a device may not send is stopped on the way up: a subscription at QoS 2 asks for 1, a
//! message at QoS 2 ends the connection; with MQTT 3.1.1 RETAIN is taken out, and there is no will;
//! with 5.0 a subscription identifier ends the connection. The documentation says "not supported"
//! of them and no more; what the platform does is unverified. On the way down bytes of 3.1.1 pass
//! as they are, packets of 5.0 one by one, and the last one says why the connection ends.

use crate::answer::{Told, disconnect, shown};
use crate::connect::{Connect, Rewritten, Will, write};
use crate::end::{End, STALLED};
use crate::flows::sub_devices::{DUPLICATE_LOGIN, lost};
use crate::inner::{self, FRONT, Inner};
use crate::log::Event;
use crate::login::Who;
use crate::pace::Pace;
use crate::packet::{Incoming, MAX_PACKET, Malformed, Packet, V5, check_from_client, kind};
use crate::server::Shared;
use crate::socket::{Link, Reader, Writer};
use std::borrow::Cow;
use std::future::pending;
use std::io;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::oneshot;
use tokio::time::timeout;

/// Bytes read at once from the broker behind.
const CHUNK: usize = 16 * 1024;
/// Largest packet from the broker behind: it may add properties to one that it took.
const MAX_DOWN: usize = 2 * MAX_PACKET;
/// Time for the broker behind to take what a client sent last.
const SETTLE: Duration = Duration::from_secs(2);

/// Who is piped.
pub(crate) struct Login<'a> {
    pub(crate) number: u64,
    pub(crate) who: Who,
    /// The user name, fit for the log.
    pub(crate) user: &'a str,
    pub(crate) connect: &'a Connect,
    /// The will that is passed on.
    pub(crate) will: Option<&'a Will>,
}

/// Pipes until one side ends, and tells how.
///
/// # Errors
/// The broker behind cannot be reached; the client was told nothing yet.
pub(crate) async fn pipe(
    shared: &Shared,
    inner: &Inner,
    login: &Login<'_>,
    link: &mut Link,
) -> io::Result<()> {
    let seat = Seat::take(shared, login);
    let client_id = inner::client_id(login.who, login.number);
    let stream = log_in(inner, login, &client_id).await?;
    let (mut down, mut up) = stream.into_split();
    let told = (login.connect.level == V5).then(|| Told {
        connect: login.connect,
        is_device: matches!(login.who, Who::Device(_)),
        limits: shared.limits.is_some(),
        client_id: &client_id,
    });
    let pace = Pace::new();
    let evicted = seat.evicted;
    let end = tokio::select! {
        // First, or the broker behind may be seen to close before the reason is.
        biased;
        by = until_evicted(evicted) => End::Evicted { by },
        end = upward(shared, login, &pace, &mut link.reader, &mut link.incoming, &mut up) => end,
        end = downward(&pace, told.as_ref(), &mut down, &mut link.writer) => end,
    };
    tell(shared, login, &end);
    let reason = end.reason(login.connect.keep_alive_s);
    if let (V5, Some(reason), false) = (login.connect.level, reason, pace.is_cut()) {
        let answer = disconnect(login.connect, reason, &end.to_string());
        // A client that has gone need not be told.
        let _ = timeout(SETTLE, link.writer.write(&answer)).await;
    }
    drop(seat.leave);
    let _ = timeout(SETTLE, settle(up, down)).await;
    Ok(())
}

fn tell(shared: &Shared, login: &Login<'_>, end: &End) {
    let (event, code) = match end {
        End::Evicted { .. } => (Event::Evicted, Some("evicted")),
        End::Qos2 => (Event::Disconnected, Some("will-or-qos2")),
        End::Inner { .. } if end.is_silence(login.connect.keep_alive_s) => {
            (Event::Disconnected, Some("transport-keep-alive-lost"))
        }
        End::Malformed(_) => (Event::Disconnected, Some("transport-malformed")),
        End::Disconnect
        | End::Left
        | End::Failed(_)
        | End::SubscriptionIdentifier
        | End::Stalled
        | End::Inner { .. } => (Event::Disconnected, None),
    };
    let text = format!("{}: {end}", login.user);
    shared.log.tell_code(login.number, event, code, text);
}

/// The place of a device, given up when `leave` is dropped.
struct Seat<'a> {
    evicted: Option<oneshot::Receiver<u64>>,
    leave: Leave<'a>,
}

struct Leave<'a>(Option<(&'a Shared, usize, u64)>);

impl<'a> Seat<'a> {
    fn take(shared: &'a Shared, login: &Login<'_>) -> Self {
        if let Who::Device(device) = login.who {
            // A login of its own ends the one through a gateway.
            let known = shared.registry.known();
            let gateway = shared.topology.log_out(device);
            let told = gateway.and_then(|gateway| lost(&known, gateway, device, DUPLICATE_LOGIN));
            if let Some(message) = told {
                // Over the queue's length the gateway has been told often enough.
                let _ = shared.cloud.try_send(message);
            }
        }
        match login.who {
            Who::Device(device) => Self {
                evicted: Some(
                    shared
                        .online
                        .take(device, login.number, login.connect.level),
                ),
                leave: Leave(Some((shared, device, login.number))),
            },
            Who::Platform => Self {
                evicted: None,
                leave: Leave(None),
            },
        }
    }
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        if let Some((shared, device, connection)) = self.0 {
            shared.topology.leave(device, connection);
            shared.online.leave(device, connection);
        }
    }
}

async fn until_evicted(evicted: Option<oneshot::Receiver<u64>>) -> u64 {
    match evicted {
        Some(evicted) => match evicted.await {
            Ok(by) => by,
            // The seat is never dropped before this connection leaves it.
            Err(_) => pending().await,
        },
        None => pending().await,
    }
}

async fn log_in(inner: &Inner, login: &Login<'_>, client_id: &str) -> io::Result<TcpStream> {
    let mut stream = TcpStream::connect(inner.address).await?;
    stream.set_nodelay(true)?;
    let is_device = matches!(login.who, Who::Device(_));
    let extras = &login.connect.extras;
    let connect = write(&Rewritten {
        level: if login.connect.level == V5 { V5 } else { 4 },
        client_id,
        // A platform login gets another client id each time, and could never come back to a
        // session.
        clean_session: login.connect.clean_session || !is_device,
        session_expiry_s: if is_device {
            extras.session_expiry_s
        } else {
            0
        },
        properties: &extras.others,
        // The broker behind takes 0, no limit by the standard, for five minutes.
        keep_alive_s: match login.connect.keep_alive_s {
            0 => u16::MAX,
            keep_alive_s => keep_alive_s,
        },
        will: login.will,
        username: FRONT,
        password: inner.password.expose(),
    });
    stream.write_all(&connect).await?;
    Ok(stream)
}

async fn upward(
    shared: &Shared,
    login: &Login<'_>,
    pace: &Pace,
    reader: &mut Reader,
    incoming: &mut Incoming,
    up: &mut OwnedWriteHalf,
) -> End {
    let mut told_retain = false;
    loop {
        let mut passed = Vec::new();
        let level = login.connect.level;
        let end = take_packets(incoming, login.who, level, |packet, cleared| {
            passed.extend_from_slice(packet.bytes());
            if cleared && !told_retain {
                told_retain = true;
                let text = "RETAIN is not supported with MQTT 3.1.1 and is taken out here";
                shared
                    .log
                    .tell_code(login.number, Event::Note, Some("will-or-qos2"), text.into());
            }
        });
        if !passed.is_empty() {
            pace.heard(passed.len()).await;
            if up.write_all(&passed).await.is_err() {
                // The way down sees the same and knows more.
                return pending().await;
            }
        }
        if let Some(end) = end {
            return end;
        }
        match reader.read(incoming).await {
            Ok(0) => return End::Left,
            Ok(_) => {}
            Err(error) => return End::Failed(error),
        }
    }
}

/// Passes every whole packet on, up to one that ends the connection. `pass` also learns whether
/// RETAIN was taken out.
fn take_packets(
    incoming: &mut Incoming,
    who: Who,
    level: u8,
    mut pass: impl FnMut(&Packet, bool),
) -> Option<End> {
    loop {
        let mut packet = match incoming.next(MAX_PACKET) {
            Ok(Some(packet)) => packet,
            Ok(None) => return None,
            Err(error) => return Some(End::Malformed(error)),
        };
        if let Err(error) = check_from_client(&packet) {
            return Some(End::Malformed(error));
        }
        let mut cleared = false;
        if let Who::Device(_) = who {
            match packet.kind() {
                kind::PUBLISH if packet.qos() == 2 => return Some(End::Qos2),
                kind::PUBLISH if level != V5 && packet.retain() => {
                    packet.clear_retain();
                    cleared = true;
                }
                kind::SUBSCRIBE if level == V5 && packet.has_subscription_identifier() => {
                    return Some(End::SubscriptionIdentifier);
                }
                kind::SUBSCRIBE => packet.lower_subscribed_qos(level),
                _ => {}
            }
        }
        pass(&packet, cleared);
        if packet.kind() == kind::DISCONNECT {
            return Some(End::Disconnect);
        }
    }
}

async fn downward(
    pace: &Pace,
    told: Option<&Told<'_>>,
    down: &mut OwnedReadHalf,
    writer: &mut Writer,
) -> End {
    let mut chunk = vec![0; CHUNK];
    let mut incoming = Incoming::default();
    loop {
        let len = match down.read(&mut chunk).await {
            Ok(0) | Err(_) => {
                let quiet_ms = pace.quiet_ms();
                return End::Inner { quiet_ms };
            }
            Ok(len) => len,
        };
        let bytes = chunk.get(..len).unwrap_or_default();
        let bytes = match told {
            None => Cow::Borrowed(bytes),
            Some(told) => {
                incoming.push(bytes);
                match whole(&mut incoming, told) {
                    Ok(bytes) => Cow::Owned(bytes),
                    // The broker behind sends what it would not take.
                    Err(error) => return End::Failed(io::Error::other(error)),
                }
            }
        };
        if bytes.is_empty() {
            continue;
        }
        let writing = pace.write().await;
        let written = timeout(STALLED, writer.write(&bytes)).await;
        drop(writing);
        match written {
            Ok(Ok(())) => pace.taken(),
            Ok(Err(error)) => return End::Failed(error),
            Err(_) => return End::Stalled,
        }
    }
}

/// Every whole packet of MQTT 5.0, as the client is to see it.
fn whole(incoming: &mut Incoming, told: &Told<'_>) -> Result<Vec<u8>, Malformed> {
    let mut bytes = Vec::new();
    while let Some(packet) = incoming.next(MAX_DOWN)? {
        bytes.extend(shown(&packet, told));
    }
    Ok(bytes)
}

/// Lets the broker behind take what was sent last: a socket closed with bytes unread is reset,
/// and messages on the way up could be lost with it.
async fn settle(mut up: OwnedWriteHalf, mut down: OwnedReadHalf) {
    if up.shutdown().await.is_err() {
        return;
    }
    let mut chunk = vec![0; CHUNK];
    while down.read(&mut chunk).await.is_ok_and(|len| len > 0) {}
}
