//! `cargo xtask serve`: the finished site on loopback, and the practice broker beside it.
//!
//! The files are those of `dist`, with one difference: the page is told where its practice broker
//! listens. Forms for `/auth/` go on to that broker. Loopback only, on purpose: this is not a
//! server for a network.

mod files;
mod forward;
mod practice;

use std::io::{self, IsTerminal};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Command, Stdio};
use std::sync::{Arc, mpsc};
use std::thread;

use tiny_http::Server;

use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;
use crate::{ServeOptions, command, dist};

/// Enough for a browser's parallel requests.
const THREADS: usize = 4;

/// Serves until it is interrupted.
pub(crate) fn serve(workspace: &Workspace, options: &ServeOptions, yes: bool) -> Outcome {
    let folder = dist::dist(workspace, &options.dist, yes)?;
    let mut broker = if options.no_broker {
        None
    } else {
        Some(practice::start(workspace, options)?)
    };
    let practice = broker.as_ref().map(|broker| broker.websocket_url.as_str());
    let site = Arc::new(files::load(&folder, practice)?);
    let broker_port = broker.as_ref().map(|broker| broker.port);

    let listener = listen(options.port)?;
    let address = listener
        .local_addr()
        .map_err(|error| Failure::new(format!("a port without an address: {error}"), AGAIN))?;
    if address.port() != options.port {
        println!(
            "port {} is not free, {} is used instead",
            options.port,
            address.port()
        );
    }
    let server = Server::from_listener(listener, None)
        .map_err(|error| Failure::new(format!("cannot serve on {address}: {error}"), AGAIN))?;
    let server = Arc::new(server);
    for _ in 0..THREADS {
        let (server, site) = (Arc::clone(&server), Arc::clone(&site));
        thread::spawn(move || {
            while let Ok(request) = server.recv() {
                if forward::is_for(&request) {
                    forward::respond(broker_port, request);
                } else {
                    files::respond(&site, request);
                }
            }
        });
    }

    let (stop, stopped) = mpsc::channel();
    ctrlc::set_handler(move || {
        // Nobody listens any more once the first signal is being obeyed.
        let _ = stop.send(());
    })
    .map_err(|error| Failure::new(format!("cannot wait for Ctrl-C: {error}"), AGAIN))?;

    let url = format!("http://{address}/");
    println!("serving {url}");
    if !options.no_open {
        open(&url);
    }
    // An error would mean that the handler is gone: then there is nothing to wait for either.
    let _ = stopped.recv();
    if let Some(broker) = broker.as_mut() {
        broker.stop();
    }
    Ok(())
}

const AGAIN: &str = "try again, with another `--port` perhaps";

/// The port wished for, or a free one when it is taken.
fn listen(port: u16) -> Outcome<TcpListener> {
    let taken = |error: &io::Error| {
        matches!(
            error.kind(),
            io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied
        )
    };
    bind(port)
        .or_else(|error| if taken(&error) { bind(0) } else { Err(error) })
        .map_err(|error| Failure::new(format!("cannot listen on 127.0.0.1:{port}: {error}"), AGAIN))
}

fn bind(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
}

/// Opens the browser where somebody sits before it: at a terminal with a desktop.
fn open(url: &str) {
    if !io::stdout().is_terminal() {
        return;
    }
    let desktop = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some());
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if desktop {
        "xdg-open"
    } else {
        return;
    };
    if let Some(program) = command::find(&[program]) {
        // The address stands on the terminal in any case.
        let _ = Command::new(program)
            .arg(url)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
    }
}
