//! `dropscope check`: the batches on threads, then the report.

use std::io::{self, IsTerminal as _, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::SystemTime;

use dropscope_core::analyze::{self, Reducer, Session};
use dropscope_core::archive::Batch;
use dropscope_core::context::{Context, Role};
use dropscope_core::facts::{Facts, Timestamp};
use dropscope_core::limits::Limits;
use dropscope_core::report::{self, Options, Report, ReportInput};
use dropscope_core::source::{ReadAt as _, ReadError};

use crate::args::{Check, Format};
use crate::beside;
use crate::exit::{self, Exit, Stop};
use crate::file::FileSource;

/// Analyses a package and prints the report.
pub fn run(check: &Check) -> Exit {
    match analyze(check) {
        Ok(report) => match print(check, &report) {
            Ok(()) => verdict(check, &report),
            Err(error) => {
                say(&format!("The report cannot be written: {error}"));
                exit::USAGE
            }
        },
        Err(stop) => {
            say(&stop.message);
            stop.exit
        }
    }
}

fn analyze(check: &Check) -> Result<Report, Stop> {
    let options = options(check)?;
    let name = check.package.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut context =
        Context::new(options.now.as_deref(), &name).map_err(|error| Stop::usage(format!("--now: {error}")))?;
    beside::take(check, &mut context)?;
    let source = FileSource::open(&check.package)
        .map_err(|error| Stop::usage(format!("{} cannot be opened: {error}", check.package.display())))?;
    let session = Session::open(&source, &options.limits)
        .map_err(|error| Stop { exit: exit::NOT_A_PACKAGE, message: format!("{name}: {error}.") })?;

    let threads = check.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)).max(1);
    let (results, sha256) = read(&session, &source, threads, !check.quiet && io::stderr().is_terminal());
    let mut reducer = Reducer::default();
    for (batch, result) in session.batches().iter().zip(results) {
        match result {
            Some(Ok(facts)) => {
                reducer.add(batch.index, facts, &context);
            }
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
    let input = ReportInput {
        role: Role::Package,
        name,
        size: source.size_bytes(),
        sha256: sha256.ok(),
        ..ReportInput::default()
    };
    Ok(reducer.report(&session, input, options, &context))
}

fn options(check: &Check) -> Result<Options, Stop> {
    let mut limits = Limits::default();
    for given in &check.limits {
        let set = given
            .split_once('=')
            .and_then(|(name, value)| Some(limits.set(name.trim(), value.trim().replace('_', "").parse().ok()?)));
        if set != Some(true) {
            let known = Limits::NAMES.join(", ");
            return Err(Stop::usage(format!("--limit {given}: give NAME=NUMBER with one of {known}")));
        }
    }
    Ok(Options { now: Some(check.now.clone().unwrap_or_else(present)), limits })
}

/// The system's time, RFC 3339.
fn present() -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_secs()).unwrap_or(0)).to_string()
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

fn print(check: &Check, report: &Report) -> io::Result<()> {
    let colour = check.output.is_none() && io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut bytes = match check.format {
        Format::Text => report::text(report, colour).into_bytes(),
        Format::Json => report.to_json(),
        Format::Cyclonedx => report::cyclonedx(report),
    };
    if !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    match &check.output {
        Some(path) => std::fs::write(path, bytes),
        None => match io::stdout().lock().write_all(&bytes) {
            // `| head` closed the pipe: the reader has what it wanted.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        },
    }
}

fn verdict(check: &Check, report: &Report) -> Exit {
    if !report.complete {
        return exit::INCOMPLETE;
    }
    let Some(threshold) = check.fail_on.severity() else { return exit::CLEAN };
    let fails = report.findings.iter().any(|finding| finding.severity >= threshold && finding.accepted.is_none());
    if fails { exit::FINDINGS } else { exit::CLEAN }
}

fn say(message: &str) {
    let _ = writeln!(io::stderr().lock(), "dropscope: {message}");
}
