//! A package as a file: its batches on threads, and its digest beside them.

use std::io::{self, IsTerminal as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;

use dropscope_core::analyze::{self, Reducer, Session};
use dropscope_core::archive::Batch;
use dropscope_core::facts::Facts;
use dropscope_core::limits::Limits;
use dropscope_core::source::{ReadAt as _, ReadError};

use crate::args::Effort;
use crate::exit::{self, Stop};
use crate::file::FileSource;

/// How packages are read.
pub struct Reading<'c> {
    limits: &'c Limits,
    /// At least one.
    threads: usize,
    show_progress: bool,
}

/// A package that was read.
pub struct Package {
    /// File name, without folders.
    pub name: String,
    pub size_bytes: u64,
    /// Of the whole file, in hexadecimal; `None` where it could not be read to its end.
    pub sha256: Option<String>,
    pub session: Session,
    /// Its facts, batch by batch.
    pub reducer: Reducer,
}

impl<'c> Reading<'c> {
    /// As the command line asks for it.
    pub fn new(effort: &Effort, limits: &'c Limits) -> Self {
        let threads = effort.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)).max(1);
        Self { limits, threads, show_progress: !effort.quiet && io::stderr().is_terminal() }
    }

    /// Reads a package; `role` names it where something is wrong.
    pub fn read(&self, path: &Path, role: &str) -> Result<Package, Stop> {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let source = FileSource::open(path)
            .map_err(|error| Stop::usage(format!("{role} {} cannot be opened: {error}", path.display())))?;
        let session = Session::open(&source, self.limits)
            .map_err(|error| Stop { exit: exit::NOT_A_PACKAGE, message: format!("{role} {name}: {error}.") })?;
        let (results, sha256) = read(&session, &source, self.threads, self.show_progress);
        let mut reducer = Reducer::default();
        for (batch, result) in session.batches().iter().zip(results) {
            match result {
                Some(Ok(facts)) => reducer.insert(batch.index, facts),
                Some(Err(reason)) => reducer.lose(batch.index, session.paths(batch), &reason),
                None => {}
            }
        }
        if source.has_changed() {
            return Err(Stop {
                exit: exit::INCOMPLETE,
                message: format!("{name} was changed while it was read; copy it to a quiet place and try again."),
            });
        }
        Ok(Package { name, size_bytes: source.size_bytes(), sha256: sha256.ok(), session, reducer })
    }
}

/// The limits in force.
///
/// # Errors
/// Where one that is given is no `NAME=NUMBER` with a known name.
pub fn limits(effort: &Effort) -> Result<Limits, Stop> {
    let mut limits = Limits::default();
    for given in &effort.limits {
        let set = given
            .split_once('=')
            .and_then(|(name, value)| Some(limits.set(name.trim(), value.trim().replace('_', "").parse().ok()?)));
        if set != Some(true) {
            let known = Limits::NAMES.join(", ");
            return Err(Stop::usage(format!("--limit {given}: give NAME=NUMBER with one of {known}")));
        }
    }
    Ok(limits)
}

type BatchResult = Result<Facts, String>;

/// Runs every batch, and the digest of the file beside them.
fn read(
    session: &Session,
    source: &FileSource,
    threads: usize,
    show_progress: bool,
) -> (Vec<Option<BatchResult>>, Result<String, ReadError>) {
    let batches = session.batches();
    let results: Mutex<Vec<Option<BatchResult>>> = Mutex::new(batches.iter().map(|_| None).collect());
    let (next, bytes_done) = (AtomicUsize::new(0), AtomicU64::new(0));
    let work = || {
        while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
            let result = run_batch(session, source, batch);
            let done = bytes_done.fetch_add(batch.length, Ordering::Relaxed) + batch.length;
            if show_progress {
                let percent = done.saturating_mul(100) / source.size_bytes().max(1);
                let _ = write!(io::stderr(), "\rreading {}% ", percent.min(100));
            }
            let slot = usize::try_from(batch.index).unwrap_or(usize::MAX);
            if let Ok(mut results) = results.lock()
                && let Some(slot) = results.get_mut(slot)
            {
                *slot = Some(result);
            }
        }
    };
    let digest = thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        let digest = scope.spawn(|| analyze::sha256(source));
        work();
        digest.join().unwrap_or_else(|_| {
            Err(ReadError { offset: 0, length: source.size_bytes(), reason: "the digest's thread ended early".into() })
        })
    });
    if show_progress {
        let _ = write!(io::stderr(), "\r              \r");
    }
    (results.into_inner().unwrap_or_default(), digest)
}

/// One batch; a defect in it costs the batch, not the report.
fn run_batch(session: &Session, source: &FileSource, batch: &Batch) -> BatchResult {
    match catch_unwind(AssertUnwindSafe(|| session.run(batch, source))) {
        Ok(Ok(facts)) => Ok(facts),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("a defect of Dropscope ended the batch that this entry is in; please report it".into()),
    }
}
