//! `dropscope check`: the package and what lies beside it, then the report.

use std::io::{self, IsTerminal as _, Write};
use std::thread;
use std::time::SystemTime;

use dropscope_core::context::{Context, Role};
use dropscope_core::facts::Timestamp;
use dropscope_core::limits::Limits;
use dropscope_core::report::{self, Options, Report, ReportInput};

use crate::args::{Check, Format};
use crate::beside;
use crate::exit::{self, Exit, Stop};
use crate::package::{Package, Reading};

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
    let threads = check.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)).max(1);
    let show_progress = !check.quiet && io::stderr().is_terminal();
    let reading = Reading { limits: &options.limits, threads, show_progress };
    if let Some(path) = &check.baseline {
        let Package { name, sha256, session, reducer, .. } = reading.read(path, "the baseline")?;
        context.baseline = Some(reducer.baseline(&session, &name, sha256));
    }
    let Package { name, size_bytes, sha256, session, reducer } = reading.read(&check.package, "the package")?;
    let input = ReportInput { role: Role::Package, name, size: size_bytes, sha256, ..ReportInput::default() };
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
