//! `dropscope check`: the package and what lies beside it, then the report.

use std::time::SystemTime;

use dropscope_core::context::{Context, Role};
use dropscope_core::facts::Timestamp;
use dropscope_core::report::{self, Options, PlannedWindow, Report, ReportInput, Ticks};

use crate::args::{Check, Format};
use crate::exit::{self, Exit, Stop};
use crate::package::{Package, Reading};
use crate::{beside, out, package};

/// Analyses a package and prints the report.
pub fn run(check: &Check) -> Exit {
    // What is wrong with the options is said before the package is read.
    let result = ticks(check).and_then(|ticks| {
        let report = analyze(check)?;
        print(check, &report, &ticks).map(|()| report)
    });
    match result {
        Ok(report) => verdict(check, &report),
        Err(stop) => {
            out::say(&stop.message);
            stop.exit
        }
    }
}

fn analyze(check: &Check) -> Result<Report, Stop> {
    let options = Options {
        now: Some(check.now.clone().unwrap_or_else(present)),
        limits: package::limits(&check.effort)?,
        window: check.window.as_deref().map(window).transpose()?,
    };
    let name = check.package.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut context =
        Context::new(options.now.as_deref(), &name).map_err(|error| Stop::usage(format!("--now: {error}")))?;
    let reading = Reading::new(&check.effort, &options.limits);
    beside::take(&check.beside, &reading, &mut context)?;
    let Package { name, size_bytes, sha256, session, reducer } = reading.read(&check.package, "the package")?;
    let input = ReportInput { role: Role::Package, name, size: size_bytes, sha256, ..ReportInput::default() };
    Ok(reducer.report(&session, input, options, &context))
}

/// The system's time, RFC 3339.
fn present() -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_secs()).unwrap_or(0)).to_string()
}

/// `START/END`.
fn window(text: &str) -> Result<PlannedWindow, Stop> {
    let (start, end) =
        text.split_once('/').ok_or_else(|| Stop::usage("--window: start and end are separated by a slash"))?;
    let window = PlannedWindow { start: start.trim().to_owned(), end: end.trim().to_owned() };
    match window.error() {
        Some(error) => Err(Stop::usage(format!("--window: {error}"))),
        None => Ok(window),
    }
}

/// The ticks of an earlier runbook; none where none is given.
fn ticks(check: &Check) -> Result<Ticks, Stop> {
    let Some(path) = &check.ticks else { return Ok(Ticks::default()) };
    if check.format != Format::Markdown {
        return Err(Stop::usage("--ticks goes with --format markdown"));
    }
    let read = std::fs::read(path).map_err(|error| Stop::usage(format!("--ticks: {}: {error}", path.display())))?;
    Ok(report::ticks(&String::from_utf8_lossy(&read)))
}

fn print(check: &Check, report: &Report, ticks: &Ticks) -> Result<(), Stop> {
    let bytes = match check.format {
        Format::Text => report::text(report, check.output.is_none() && out::has_colours()).into_bytes(),
        Format::Json => report.to_json(),
        Format::Cyclonedx => report::cyclonedx(report),
        Format::Markdown => report::markdown_with_ticks(report, ticks).into_bytes(),
    };
    out::write(bytes, check.output.as_deref())
        .map_err(|error| Stop::usage(format!("The report cannot be written: {error}")))
}

fn verdict(check: &Check, report: &Report) -> Exit {
    if !report.complete {
        return exit::INCOMPLETE;
    }
    let Some(threshold) = check.fail_on.severity() else { return exit::CLEAN };
    let fails = report.findings.iter().any(|finding| finding.severity >= threshold && finding.accepted.is_none());
    if fails { exit::FINDINGS } else { exit::CLEAN }
}
