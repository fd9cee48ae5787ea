//! A wire to the broker that can be cut at any byte, and remembers what went over it.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// Each connection lives for at most so many bytes, both ways together, while cuts are left.
const LONGEST_LIFE: u64 = 5_000;

pub(crate) struct Wire {
    pub(crate) port: u16,
    state: Arc<Mutex<State>>,
}

struct State {
    random: u64,
    cuts_left: usize,
    cuts: usize,
    /// Of the connection that is open: bytes until it is cut, and whether it is.
    life: Option<u64>,
    severed: bool,
    logs: Logs,
}

/// What went over the wire, of one connection after the other.
#[derive(Clone, Default)]
pub(crate) struct Logs {
    pub(crate) to_broker: Vec<u8>,
    pub(crate) from_broker: Vec<u8>,
}

impl Wire {
    pub(crate) fn to(broker: u16, seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new(State {
            random: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            cuts_left: 0,
            cuts: 0,
            life: None,
            severed: false,
            logs: Logs::default(),
        }));
        let shared = state.clone();
        thread::spawn(move || {
            // One client at a time, so one connection at a time.
            for near in listener.incoming().map_while(Result::ok) {
                let far = TcpStream::connect(("127.0.0.1", broker)).unwrap();
                near.set_nodelay(true).unwrap();
                far.set_nodelay(true).unwrap();
                shared.lock().unwrap().begin();
                let back = {
                    let (from, to) = (far.try_clone().unwrap(), near.try_clone().unwrap());
                    let state = shared.clone();
                    thread::spawn(move || pump(from, to, &state, false))
                };
                pump(near, far, &shared, true);
                back.join().unwrap();
            }
        });
        Self { port, state }
    }

    /// From now on cuts at random points, so many times. What is open now lives on a little.
    pub(crate) fn cut_times(&self, cuts: usize) {
        let mut state = self.state.lock().unwrap();
        state.cuts_left = cuts;
        state.begin();
    }

    pub(crate) fn cuts(&self) -> usize {
        self.state.lock().unwrap().cuts
    }

    pub(crate) fn logs(&self) -> Logs {
        self.state.lock().unwrap().logs.clone()
    }
}

impl State {
    fn begin(&mut self) {
        self.severed = false;
        self.life = (self.cuts_left > 0).then(|| {
            self.random ^= self.random >> 12;
            self.random ^= self.random << 25;
            self.random ^= self.random >> 27;
            (self.random.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % LONGEST_LIFE
        });
    }

    /// How many of `length` bytes still go through.
    fn spend(&mut self, length: usize) -> usize {
        let Some(life) = &mut self.life else {
            return length;
        };
        let through = (length as u64).min(*life);
        *life -= through;
        // Both ways end at one cut.
        if (through as usize) < length && !self.severed {
            self.severed = true;
            self.cuts_left -= 1;
            self.cuts += 1;
        }
        through as usize
    }
}

/// Carries bytes one way until either side ends or the wire is cut.
fn pump(mut from: TcpStream, mut to: TcpStream, state: &Mutex<State>, up: bool) {
    let mut buffer = [0; 4096];
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        let through = {
            let mut state = state.lock().unwrap();
            let through = state.spend(length);
            let log = if up {
                &mut state.logs.to_broker
            } else {
                &mut state.logs.from_broker
            };
            log.extend_from_slice(&buffer[..through]);
            through
        };
        if to.write_all(&buffer[..through]).is_err() || through < length {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
