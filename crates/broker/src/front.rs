//! One client's connection up to its login: reads CONNECT, and answers a refusal or goes on.

use crate::answer::{connack, name, reason, refusal};
use crate::connect::{self, Connect, Unreadable, Will};
use crate::explain::{case, explain};
use crate::flows::{Way, mqtt_register, way};
use crate::http::{self, Begun};
use crate::inner::Inner;
use crate::log::Event;
use crate::login::{Accepted, Refusal, Remark, Who, judge, refuse};
use crate::packet::{MAX_CONNECT, Malformed, V5, kind};
use crate::pipe::{Login, pipe};
use crate::server::Shared;
use crate::socket::{Link, Transport, over_tcp, over_websocket};
use crate::topics::{Use, allowed};
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Time for the WebSocket handshake and CONNECT together.
const CONNECT_TIME: Duration = Duration::from_secs(10);
/// Time for a client to close after the broker did.
const LINGER: Duration = Duration::from_secs(2);

/// How a connection came.
pub(crate) struct Arrival {
    pub(crate) number: u64,
    pub(crate) peer: SocketAddr,
    pub(crate) transport: Transport,
}

impl fmt::Display for Arrival {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "from {} over {}", self.peer, self.transport)
    }
}

/// Why there is no CONNECT to judge.
#[derive(Debug, thiserror::Error)]
enum NoConnect {
    #[error("no CONNECT came within {} s", CONNECT_TIME.as_secs())]
    TimedOut,
    #[error("the client left before its CONNECT was whole")]
    Left,
    #[error("{0}")]
    Failed(io::Error),
    #[error("not MQTT: {0}")]
    Stream(Malformed),
    #[error("not MQTT: {0}")]
    OtherProtocol(&'static str),
    #[error("CONNECT is malformed: {0}")]
    Malformed(&'static str),
    #[error("protocol level {0}")]
    Version(u8),
}

/// What a client begins with.
enum First {
    Connect(Link, Result<Connect, NoConnect>),
    Request(http::Request, TcpStream),
}

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    u64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(u64::MAX)
}

/// Serves a connection to its end.
pub(crate) async fn serve(shared: &Shared, inner: &Inner, stream: TcpStream, arrival: Arrival) {
    // Without this, small packets may wait for others; nothing worse.
    let _ = stream.set_nodelay(true);
    let begun = timeout(CONNECT_TIME, async {
        let mut link = match arrival.transport {
            Transport::Tcp => over_tcp(stream),
            Transport::WebSocket => match http::begin(stream).await? {
                Begun::Handshake(stream) => over_websocket(stream).await?,
                Begun::Request(request, stream) => return Ok(First::Request(request, stream)),
            },
        };
        let connect = read_connect(&mut link).await;
        Ok(First::Connect(link, connect))
    });
    let (mut link, connect) = match begun.await {
        Ok(Ok(First::Connect(link, connect))) => (link, connect),
        Ok(Ok(First::Request(request, stream))) => {
            return http::respond(shared, arrival.number, arrival.peer, request, stream).await;
        }
        Ok(Err(error)) => return tell_closed(shared, &arrival, &NoConnect::Failed(error)),
        Err(_) => return tell_closed(shared, &arrival, &NoConnect::TimedOut),
    };
    match connect {
        Ok(connect) => login(shared, inner, &arrival, &connect, &mut link).await,
        Err(NoConnect::Version(level)) => {
            refuse_version(shared, &arrival, &mut link, level).await;
        }
        Err(error) => tell_closed(shared, &arrival, &error),
    }
    // A client that has gone already cannot be told.
    let _ = timeout(LINGER, async {
        let _ = link.writer.close().await;
        link.reader.drain().await;
    })
    .await;
}

fn tell_closed(shared: &Shared, arrival: &Arrival, error: &NoConnect) {
    let text = format!("{error} ({arrival})");
    shared.log.tell(arrival.number, Event::Closed, text);
}

async fn read_connect(link: &mut Link) -> Result<Connect, NoConnect> {
    loop {
        check_first_byte(link.incoming.pending())?;
        if let Some(packet) = link.incoming.next(MAX_CONNECT).map_err(NoConnect::Stream)? {
            return connect::read(&packet).map_err(|unreadable| match unreadable {
                Unreadable::Version(level) => NoConnect::Version(level),
                Unreadable::Malformed(rule) => NoConnect::Malformed(rule),
            });
        }
        match link.reader.read(&mut link.incoming).await {
            Ok(0) => return Err(NoConnect::Left),
            Ok(_) => {}
            Err(error) => return Err(NoConnect::Failed(error)),
        }
    }
}

/// Tells other protocols by how they begin, as soon as that is seen.
fn check_first_byte(bytes: &[u8]) -> Result<(), NoConnect> {
    const CONNECT: u8 = kind::CONNECT << 4;
    match bytes.first() {
        None | Some(&CONNECT) => Ok(()),
        Some(0x16) => Err(NoConnect::OtherProtocol(
            "this is TLS; the practice broker is plain, connect with mqtt:// or ws://",
        )),
        Some(b'G' | b'H' | b'O' | b'P') => Err(NoConnect::OtherProtocol(
            "this looks like HTTP; MQTT over WebSocket has its own port, see --ws",
        )),
        Some(_) => Err(NoConnect::OtherProtocol(
            "the first byte is not that of CONNECT",
        )),
    }
}

async fn refuse_version(shared: &Shared, arrival: &Arrival, link: &mut Link, level: u8) {
    shared.log.tell_code(
        arrival.number,
        Event::Refused,
        Some("protocol-version"),
        format!(
            "CONNACK 1: protocol level {level} is no version of MQTT that the platform speaks; \
             choose MQTT 3.1.1 in the client (4; or 3 for 3.1, 5 for 5.0) ({arrival})"
        ),
    );
    // Should the client be gone, the log has it already.
    let _ = link.writer.write(&connack(1)).await;
}

async fn login(
    shared: &Shared,
    inner: &Inner,
    arrival: &Arrival,
    connect: &Connect,
    link: &mut Link,
) {
    if connect.extras.enhanced_auth {
        return refuse_enhanced_auth(shared, arrival, connect, link).await;
    }
    let known = shared.registry.known();
    let way = way(connect, &known);
    if let Way::Register(registration) = way {
        let sleep = tokio::time::sleep;
        let number = arrival.number;
        return mqtt_register::serve(shared, number, connect, registration, link, sleep).await;
    }
    let password = String::from_utf8_lossy(connect.password.as_deref().unwrap_or_default());
    let platform_password = &shared.platform_password;
    let mask = known.mask(platform_password);
    let mask = mask.with(&password);
    let judged = judge(connect, way, &known, platform_password, &mask, now_ms())
        .and_then(|accepted| no_way_back(shared, connect, accepted));
    let Accepted { who, notes } = match judged {
        Ok(accepted) => accepted,
        Err(Refusal {
            connack: code,
            remark,
        }) => {
            // The answer does not wait for its explanation.
            let answer = refusal(connect, code, &remark.text);
            let _ = link.writer.write(&answer).await;
            // Only a login by device secret has a password that can be explained.
            let is_direct = way == Way::Direct;
            let case = is_direct.then(|| case(connect, &known.devices, arrival.transport));
            let explained = explain(case, remark, &mask).await;
            let name = name(connect.level, code);
            let text = format!("{name}: {} ({arrival})", explained.text);
            let log = &shared.log;
            log.tell_codes(arrival.number, Event::Refused, &explained.codes, text);
            return;
        }
    };
    let user = match (way, who) {
        // An iotId tells a person nothing.
        (Way::Granted, Who::Device(number)) => known
            .devices
            .get(number)
            .map_or_else(String::new, |device| {
                format!("{} by its iotId", mask.show(&device.identity.username()))
            }),
        _ => mask.show(connect.username.as_deref().unwrap_or_default()),
    };
    shared.log.tell(
        arrival.number,
        Event::Connected,
        format!(
            "{user} with client id {}, keep-alive {} s, {} session, MQTT {} ({arrival})",
            mask.show(&connect.client_id),
            connect.keep_alive_s,
            if connect.persists() {
                "persistent"
            } else {
                "clean"
            },
            match connect.level {
                V5 => "5.0",
                3 => "3.1",
                _ => "3.1.1",
            },
        ),
    );
    for note in notes {
        let log = &shared.log;
        log.tell_code(arrival.number, Event::Note, Some(note.code), note.text);
    }
    let login = Login {
        number: arrival.number,
        who,
        user: &user,
        connect,
        will: will(shared, arrival, who, connect),
    };
    if let Err(error) = pipe(shared, inner, &login, link).await {
        let why = "the broker behind the front does not answer";
        let text = format!("{}: {why}: {error}", name(connect.level, 3));
        shared.log.tell(arrival.number, Event::Refused, text);
        let _ = link.writer.write(&refusal(connect, 3, why)).await;
    }
}

/// MQTT 5.0 lets a client log in by other means than a password. The platform documents none.
async fn refuse_enhanced_auth(
    shared: &Shared,
    arrival: &Arrival,
    connect: &Connect,
    link: &mut Link,
) {
    let code = reason::BAD_AUTHENTICATION_METHOD;
    let why = "an authentication method or its data is set, the platform takes user name and \
               password only; leave it out";
    let text = format!("{}: {why} ({arrival})", name(connect.level, code));
    shared.log.tell(arrival.number, Event::Refused, text);
    let _ = link.writer.write(&refusal(connect, code, why)).await;
}

/// A device that used MQTT 5.0 cannot go back; how the platform says so is unverified. Refused
/// only with `--limits`: whoever practises wants to try both.
fn no_way_back(
    shared: &Shared,
    connect: &Connect,
    mut accepted: Accepted,
) -> Result<Accepted, Refusal> {
    let Who::Device(device) = accepted.who else {
        return Ok(accepted);
    };
    if connect.level == V5 || !shared.online.used_5(device) {
        return Ok(accepted);
    }
    let code = "protocol-version";
    let rule = "this device connected with MQTT 5.0 before, and the platform lets it not go back";
    if shared.limits.is_some() {
        return refuse(1, code, format!("{rule}; connect with MQTT 5.0"));
    }
    accepted.notes.push(Remark {
        code,
        text: format!("{rule}; taken here all the same"),
    });
    Ok(accepted)
}

/// The will, if this client may have one. What the platform does with one on another's topic is
/// unverified; here it is left out.
fn will<'a>(
    shared: &Shared,
    arrival: &Arrival,
    who: Who,
    connect: &'a Connect,
) -> Option<&'a Will> {
    let will = connect.will.as_ref()?;
    let Who::Device(device) = who else {
        return Some(will);
    };
    if connect.level != V5 {
        return None;
    }
    let known = shared.registry.known();
    let identity = &known.devices.get(device)?.identity;
    if allowed(identity, Use::Publish, &will.topic) {
        return Some(will);
    }
    let text = format!(
        "the will is on {}, a device has only its own topics; it is left out here",
        known.mask(&shared.platform_password).show(&will.topic)
    );
    shared.log.tell(arrival.number, Event::PublishRefused, text);
    None
}
