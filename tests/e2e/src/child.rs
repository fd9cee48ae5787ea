//! A program that runs as long as the value that stands for it, and what it prints.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::wait::{PATIENCE, within};

/// How long a program may take to end when it is asked to.
const MANNERS: Duration = Duration::from_secs(10);

/// A running program; ended when dropped, also by a panic.
#[derive(Debug)]
pub struct Child {
    name: String,
    child: std::process::Child,
    stdin: Option<ChildStdin>,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Child {
    /// Starts a program. Both its streams are read all the time: one that nobody reads would
    /// stop it.
    pub fn start(command: &mut Command) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {name}: {error}"));
        let lines = Arc::new(Mutex::new(Vec::new()));
        collect(child.stdout.take().expect("piped"), &lines);
        collect(child.stderr.take().expect("piped"), &lines);
        Self {
            name,
            stdin: child.stdin.take(),
            child,
            lines,
        }
    }

    /// Everything it has printed so far, on both streams.
    pub fn output(&self) -> Vec<String> {
        self.lines.lock().expect("no reader panics").clone()
    }

    /// Waits for a line from which `read` takes something.
    #[track_caller]
    pub fn line<T>(&self, what: &str, read: impl Fn(&str) -> Option<T>) -> T {
        self.line_within(PATIENCE, what, read)
    }

    /// The same, for what takes its time.
    #[track_caller]
    pub fn line_within<T>(
        &self,
        patience: Duration,
        what: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> T {
        let found = within(patience, || {
            self.output().iter().find_map(|line| read(line))
        });
        found.unwrap_or_else(|| {
            panic!(
                "{} did not print {what}; it printed:\n{}",
                self.name,
                self.output().join("\n")
            )
        })
    }

    /// Gives it a line to read.
    pub fn tell(&mut self, line: &str) {
        let stdin = self.stdin.as_mut().expect("not closed");
        writeln!(stdin, "{line}")
            .and_then(|()| stdin.flush())
            .unwrap_or_else(|error| panic!("{} reads no more: {error}", self.name));
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // Asked first: some end programs of their own before they end. It may have ended already.
        let _ = Command::new("kill")
            .arg(self.id().to_string())
            .stderr(Stdio::null())
            .status();
        if within(MANNERS, || self.child.try_wait().ok()?).is_none() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

fn collect(stream: impl Read + Send + 'static, lines: &Arc<Mutex<Vec<String>>>) {
    let lines = lines.clone();
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            lines.lock().expect("no reader panics").push(line);
        }
    });
}
