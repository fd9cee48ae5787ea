//! The program: arguments in, one line on standard output when it listens, the log on standard
//! error until Ctrl-C or SIGTERM.

use clap::Parser;
use connack_broker::{Broker, Config, Devices, Sink, random_password};
use connack_signer::Secret;
use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Plays Alibaba Cloud IoT Platform on this machine: the same rules for CONNECT, a reason for
/// every refusal, no account. It speaks MQTT 3.1, 3.1.1 and 5.0.
///
/// Without --devices it knows product a1Practice0 (product secret practice-product-secret) with the
/// devices practice (device secret practice-device-secret) and practice-new (not activated), and
/// a sub-device: product a1PracticeSub0, device practice-sub, secret practice-sub-secret. The user
/// `platform` may use every topic.
#[derive(Parser)]
#[command(name = "connack-broker", version)]
struct Arguments {
    /// Address of MQTT over TCP
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:1883")]
    mqtt: String,
    /// Address of MQTT over WebSocket, any path, and of POST /auth/… over plain HTTP
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8083")]
    ws: String,
    /// JSON list of {"product_key","device_name","device_secret","product_secret"}; without the
    /// device's secret and with its product's, a device is not activated and may register
    #[arg(long, value_name = "FILE")]
    devices: Option<PathBuf>,
    /// Password of the user `platform`; made up and printed when not given
    #[arg(long, value_name = "PASSWORD")]
    platform_password: Option<String>,
    /// Keep the platform's limits too: message rate and size, topic length and depth, no way back
    /// from MQTT 5.0
    #[arg(long)]
    limits: bool,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nowhere is left to tell it when standard error is closed.
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let devices = match &arguments.devices {
        Some(path) => Devices::load(path)?,
        None => Devices::practice(),
    };
    let platform_password = match arguments.platform_password {
        Some(password) if password.is_empty() => {
            return Err("--platform-password is empty; give a password, or leave it out".into());
        }
        Some(password) => Secret::new(password),
        None => {
            let password = random_password()?;
            // The one secret that is shown: without it nobody could log in.
            writeln!(
                io::stderr(),
                "platform login: user platform, password {}",
                password.expose()
            )?;
            password
        }
    };
    let config = Config {
        mqtt: arguments.mqtt,
        ws: arguments.ws,
        devices,
        platform_password,
        limits: arguments.limits,
    };
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(serve(config))
}

async fn serve(config: Config) -> Result<(), Box<dyn Error>> {
    let sink: Sink = Arc::new(|entry| {
        // The log is for people; the broker goes on when nobody listens any more.
        let _ = writeln!(io::stderr(), "{entry}");
    });
    let signals = Signals::listen()?;
    let broker = Broker::start(config, sink).await?;
    // Standard output is buffered when it is a pipe, and a caller waits for this line.
    let mut stdout = io::stdout();
    writeln!(
        stdout,
        "ready mqtt={} ws={}",
        broker.mqtt_address(),
        broker.ws_address()
    )?;
    stdout.flush()?;
    signals.wait().await;
    Ok(())
}

/// Ctrl-C and SIGTERM. Made before anyone is told that the broker is ready: until then a signal
/// ends the program the hard way.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn wait(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// Ctrl-C, where there are no signals.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    async fn wait(self) {
        // Without a console there is nobody to press it.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
