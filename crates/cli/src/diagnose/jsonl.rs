//! One claim a line in, one diagnosis a line out, in the same order, on every core and in constant
//! memory.
//!
//! The reader cuts the stream into chunks; each goes to a worker together with the slot for its
//! answer, while the slots themselves go to the writer in their order. Both ways are bounded, so a
//! slow chunk stops the reader, never fills the memory.

use super::input::open;
use super::line_source::{Content, Line, LineSource, MAX_BYTES};
use super::{answer, words};
use crate::secret_input::unreadable;
use crate::streams::{Unusable, filled, tell, unwritable};
use connack_diagnosis::{Budget, Lang, Verdict, case_from_json, diagnosis_to_json};
use serde_json::json;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Lines of one chunk at most, and bytes after which a chunk is full.
const CHUNK_LINES: usize = 32;
const CHUNK_BYTES: usize = 256 << 10;

/// Bytes read at once.
const BUFFER: usize = 64 << 10;

/// Chunks per worker that wait to be searched or written.
const WAITING: usize = 4;

/// A worker's task.
struct Task {
    lines: Vec<Line>,
    answers: SyncSender<Answers>,
}

/// What becomes of one chunk.
#[derive(Default)]
struct Answers {
    text: String,
    not_ok: u64,
    bad: u64,
}

/// How a run ended.
struct End {
    not_ok: u64,
    bad: u64,
    read: io::Result<()>,
    written: io::Result<()>,
}

/// Diagnoses a file or standard input to its end. Whether every line was `ok`.
pub(super) fn run(path: &Path, lang: Lang, budget: Budget) -> Result<bool, Unusable> {
    let (reader, name) = open(path, lang)?;
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let one = move |line: &Line, into: &mut Answers| diagnose_line(line, lang, budget, into);
    let end = pipeline(reader, &mut io::stdout().lock(), workers, one);
    if end.bad > 0 {
        let bad = end.bad.to_string();
        tell(&words::BAD_LINES.in_lang(lang).replace("{n}", &bad));
    }
    match (end.written, end.read) {
        // Whoever reads has enough: the end is quiet.
        (Err(error), _) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(unwritable(&error, lang))
        }
        (Ok(()), Err(error)) => Err(unreadable(&name, &error, lang)),
        (Ok(()), Ok(())) | (Err(_), _) => Ok(end.not_ok == 0),
    }
}

/// Appends the answer to one line.
fn diagnose_line(line: &Line, lang: Lang, budget: Budget, into: &mut Answers) {
    let case = match &line.content {
        Content::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => case_from_json(text).map_err(|error| error.in_lang(lang)),
            Err(error) => {
                let at = (error.valid_up_to() + 1).to_string();
                Err(filled(words::LINE_NOT_UTF8, lang, &[("at", &at)]))
            }
        },
        Content::Blank => Err(words::LINE_BLANK.in_lang(lang).into()),
        Content::TooLong => {
            let max = MAX_BYTES.to_string();
            Err(filled(words::LINE_TOO_LONG, lang, &[("max", &max)]))
        }
    };
    match case {
        Ok(case) => {
            let diagnosis = answer(&case, budget);
            into.not_ok += u64::from(diagnosis.verdict != Verdict::Ok);
            into.text += &diagnosis_to_json(&diagnosis, lang);
        }
        Err(why) => {
            into.not_ok += 1;
            into.bad += 1;
            let number = line.number.to_string();
            let why = filled(words::LINE, lang, &[("line", &number), ("why", &why)]);
            let error = json!({ "error": why });
            into.text += &error.to_string();
        }
    }
    into.text.push('\n');
}

/// The threads are not waited for when the writer has failed: the reader may then hang in a read
/// that never ends.
fn pipeline<F>(
    reader: impl Read + Send + 'static,
    out: &mut impl Write,
    workers: usize,
    one: F,
) -> End
where
    F: Fn(&Line, &mut Answers) + Clone + Send + 'static,
{
    let (tasks, to_do) = sync_channel::<Task>(workers);
    let (slots, in_order) = sync_channel::<Receiver<Answers>>(workers * WAITING);
    let to_do = Arc::new(Mutex::new(to_do));
    for _ in 0..workers {
        let (to_do, one) = (Arc::clone(&to_do), one.clone());
        thread::spawn(move || work(&to_do, one));
    }
    let reader = thread::spawn(move || cut(reader, &tasks, &slots));
    let mut end = End {
        not_ok: 0,
        bad: 0,
        read: Ok(()),
        written: Ok(()),
    };
    for slot in in_order {
        // A worker that is gone leaves its slot empty.
        let Ok(answers) = slot.recv() else {
            end.read = Err(io::Error::other("a search broke off"));
            return end;
        };
        end.not_ok += answers.not_ok;
        end.bad += answers.bad;
        end.written = out
            .write_all(answers.text.as_bytes())
            .and_then(|()| out.flush());
        if end.written.is_err() {
            return end;
        }
    }
    end.read = reader
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("reading broke off")));
    end
}

/// Cuts the stream into chunks until its end, or until nobody wants the answers.
fn cut(
    reader: impl Read,
    tasks: &SyncSender<Task>,
    slots: &SyncSender<Receiver<Answers>>,
) -> io::Result<()> {
    let mut source = LineSource::new(BufReader::with_capacity(BUFFER, reader));
    loop {
        let (lines, ended) = match chunk(&mut source) {
            Ok(lines) => {
                let ended = lines.is_empty().then_some(Ok(()));
                (lines, ended)
            }
            Err((lines, error)) => (lines, Some(Err(error))),
        };
        if !lines.is_empty() {
            let (answers, slot) = sync_channel(1);
            if slots.send(slot).is_err() || tasks.send(Task { lines, answers }).is_err() {
                return Ok(());
            }
        }
        if let Some(ended) = ended {
            return ended;
        }
    }
}

/// The next lines, empty at the end; fewer than fit when the next one has yet to come, so that
/// whoever writes line by line is answered line by line.
fn chunk<R: Read>(source: &mut LineSource<R>) -> Result<Vec<Line>, (Vec<Line>, io::Error)> {
    let (mut lines, mut bytes) = (Vec::new(), 0);
    while lines.len() < CHUNK_LINES && bytes < CHUNK_BYTES {
        if !lines.is_empty() && !source.has_line() {
            break;
        }
        match source.next() {
            Ok(Some(line)) => {
                if let Content::Bytes(text) = &line.content {
                    bytes += text.len();
                }
                lines.push(line);
            }
            Ok(None) => break,
            Err(error) => return Err((lines, error)),
        }
    }
    Ok(lines)
}

fn work(to_do: &Mutex<Receiver<Task>>, one: impl Fn(&Line, &mut Answers)) {
    loop {
        let task = to_do.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(task) = task else { return };
        let mut answers = Answers::default();
        task.lines.iter().for_each(|line| one(line, &mut answers));
        // The writer may have ended early.
        let _ = task.answers.send(answers);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    /// What is read and not yet written.
    #[derive(Default)]
    struct Between {
        read: AtomicU64,
        written: AtomicU64,
        most: AtomicU64,
    }

    /// `n\n` without end, one line a read.
    struct Endless(Arc<Between>);

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let between = &self.0;
            let read = between.read.fetch_add(1, Ordering::SeqCst) + 1;
            let held = read - between.written.load(Ordering::SeqCst);
            between.most.fetch_max(held, Ordering::SeqCst);
            let line = format!("{read}\n");
            buffer[..line.len()].copy_from_slice(line.as_bytes());
            Ok(line.len())
        }
    }

    /// Takes lines in their order until it has enough.
    struct Enough(Arc<Between>, u64);

    impl Write for Enough {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            for line in str::from_utf8(bytes).unwrap().lines() {
                let number = self.0.written.fetch_add(1, Ordering::SeqCst) + 1;
                assert_eq!(line, number.to_string());
            }
            if self.0.written.load(Ordering::SeqCst) >= self.1 {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn order_is_kept_and_little_is_held() {
        for workers in [1, 2, 5] {
            let between = Arc::new(Between::default());
            let echo = |line: &Line, into: &mut Answers| {
                // Chunks take unlike times.
                if line.number.is_multiple_of(7) {
                    thread::yield_now();
                }
                into.text += &format!("{}\n", line.number);
            };
            let mut out = Enough(Arc::clone(&between), 5_000);
            let end = pipeline(Endless(Arc::clone(&between)), &mut out, workers, echo);
            assert!(end.written.is_err());
            // Slots that wait, and one chunk each at the reader and at the writer.
            let most = (workers * WAITING + 2) * CHUNK_LINES;
            let found = between.most.load(Ordering::SeqCst);
            assert!(found <= most as u64, "{found} lines with {workers} workers");
        }
    }

    #[test]
    fn bad_lines_name_their_number_and_no_text() {
        let text = b"{\"port\":\"hush\"}\n\nhush\n\xffhush\n[]\n{}\n\n".as_slice();
        let mut out = Vec::new();
        let one = |line: &Line, into: &mut Answers| {
            diagnose_line(line, Lang::En, Budget::SHALLOW, into);
        };
        let end = pipeline(text, &mut out, 2, one);
        let out = String::from_utf8(out).unwrap();
        assert_eq!((end.bad, end.not_ok), (5, 6), "{out}");
        let lines: Vec<&str> = out.lines().collect();
        for (line, start) in lines.iter().zip([
            "{\"error\":\"line 1: `port`: expected a number",
            "{\"error\":\"line 2: blank",
            "{\"error\":\"line 3: not JSON at line 1, column 1",
            "{\"error\":\"line 4: not UTF-8 at byte 1",
            "{\"error\":\"line 5: expected a JSON object",
            "{\"verdict\":\"incomplete\"",
        ]) {
            assert!(line.starts_with(start), "{line}");
        }
        assert_eq!(lines.len(), 6);
        assert!(!out.contains("hush"), "{out}");
    }
}
