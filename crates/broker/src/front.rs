//! One client's connection up to its login: reads CONNECT, and answers a refusal or goes on.

use crate::connect::{self, Connect, Unreadable};
use crate::explain::{case, explain};
use crate::inner::Inner;
use crate::log::Event;
use crate::login::{Accepted, PLATFORM, Refusal, judge};
use crate::packet::{MAX_CONNECT, Malformed, kind};
use crate::pipe::{Login, pipe};
use crate::server::Shared;
use crate::socket::{Link, Transport, open};
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Time for the WebSocket handshake and CONNECT together.
const CONNECT_TIME: Duration = Duration::from_secs(10);
/// Time for a client to close after the broker did.
const LINGER: Duration = Duration::from_secs(2);

/// CONNACK of MQTT 5, reason 0x84: a client of MQTT 5 need not understand the older form.
const CONNACK_5: [u8; 5] = [0x20, 3, 0, 0x84, 0];

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

/// Serves a connection to its end.
pub(crate) async fn serve(shared: &Shared, inner: &Inner, stream: TcpStream, arrival: Arrival) {
    // Without this, small packets may wait for others; nothing worse.
    let _ = stream.set_nodelay(true);
    let begun = timeout(CONNECT_TIME, async {
        let mut link = open(arrival.transport, stream)
            .await
            .map_err(NoConnect::Failed)?;
        let connect = read_connect(&mut link).await;
        Ok((link, connect))
    });
    let (mut link, connect) = match begun.await {
        Ok(Ok(begun)) => begun,
        Ok(Err(error)) => return tell_closed(shared, &arrival, &error),
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
    let (connack, name) = if level == 5 {
        (CONNACK_5.to_vec(), "MQTT 5".to_owned())
    } else {
        (connack(1).to_vec(), format!("protocol level {level}"))
    };
    shared.log.tell_code(
        arrival.number,
        Event::Refused,
        Some("protocol-version"),
        format!(
            "CONNACK 1: {name} is not spoken on the public platform; choose MQTT 3.1.1 (or 3.1) \
             in the client ({arrival})"
        ),
    );
    // Should the client be gone, the log has it already.
    let _ = link.writer.write(&connack).await;
}

fn connack(return_code: u8) -> [u8; 4] {
    [0x20, 2, 0, return_code]
}

async fn login(
    shared: &Shared,
    inner: &Inner,
    arrival: &Arrival,
    connect: &Connect,
    link: &mut Link,
) {
    let password = String::from_utf8_lossy(connect.password.as_deref().unwrap_or_default());
    let mask = shared.mask().with(&password);
    let judged = judge(connect, &shared.devices, &shared.platform_password, &mask);
    let Accepted { who, notes } = match judged {
        Ok(accepted) => accepted,
        Err(Refusal {
            connack: code,
            remark,
        }) => {
            // The answer does not wait for its explanation.
            let _ = link.writer.write(&connack(code)).await;
            let is_device = connect.username.as_deref() != Some(PLATFORM);
            let case = is_device.then(|| case(connect, &shared.devices, arrival.transport));
            let explained = explain(case, remark, &mask).await;
            let text = format!("CONNACK {code}: {} ({arrival})", explained.text);
            let log = &shared.log;
            log.tell_codes(arrival.number, Event::Refused, &explained.codes, text);
            return;
        }
    };
    let user = mask.show(connect.username.as_deref().unwrap_or_default());
    shared.log.tell(
        arrival.number,
        Event::Connected,
        format!(
            "{user} with client id {}, keep-alive {} s, {} session, MQTT {} ({arrival})",
            mask.show(&connect.client_id),
            connect.keep_alive_s,
            if connect.clean_session {
                "clean"
            } else {
                "persistent"
            },
            if connect.level == 3 { "3.1" } else { "3.1.1" },
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
    };
    if let Err(error) = pipe(shared, inner, &login, link).await {
        let text = format!("CONNACK 3: the broker behind the front does not answer: {error}");
        shared.log.tell(arrival.number, Event::Refused, text);
        let _ = link.writer.write(&connack(3)).await;
    }
}
