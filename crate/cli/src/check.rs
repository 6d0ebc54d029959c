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
    match analyze(check).and_then(|report| print(check, &report).map(|()| report)) {
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

/// `START/END`.
fn window(text: &str) -> Result<PlannedWindow, Stop> {
    let times = text.split_once('/').filter(|(start, end)| {
        let times = [start, end].map(|time| Timestamp::parse_rfc3339(time));
        matches!(times, [Some(start), Some(end)] if start < end)
    });
    let Some((start, end)) = times else {
        return Err(Stop::usage(format!(
            "--window: `{text}` is not START/END, two times as RFC 3339 with a zone, in this order"
        )));
    };
    Ok(PlannedWindow { start: start.to_owned(), end: end.to_owned() })
}

/// The ticks of a runbook that comes back.
fn ticks(check: &Check) -> Result<Ticks, Stop> {
    let Some(path) = &check.ticks else { return Ok(Ticks::default()) };
    let bytes = std::fs::read(path).map_err(|error| Stop::usage(format!("--ticks {}: {error}", path.display())))?;
    Ok(report::ticks(&String::from_utf8_lossy(&bytes)))
}

/// The system's time, RFC 3339.
fn present() -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_secs()).unwrap_or(0)).to_string()
}

fn print(check: &Check, report: &Report) -> Result<(), Stop> {
    let bytes = match check.format {
        Format::Text => report::text(report, check.output.is_none() && out::has_colours()).into_bytes(),
        Format::Json => report.to_json(),
        Format::Cyclonedx => report::cyclonedx(report),
        Format::Markdown => report::markdown_with_ticks(report, &ticks(check)?).into_bytes(),
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
