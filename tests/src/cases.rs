//! Rule cases: a small package each, judged by one rule alone, compared with a snapshot.
//!
//! `tests/cases/<group>/<rule>/<case>/` holds
//! - `package.toml`, an archive described for [`crate::zipcraft`], or `package/`, a folder whose files are zipped in
//!   the order of their paths, with one fixed date;
//! - `case.toml`, optional: see [`Settings`];
//! - `beside/`, optional: files given beside the package (inventories, packs), taken in by name;
//! - `config/`, optional: files of the user's own configuration, as they run in production;
//! - `baseline.toml` or `baseline/`, optional: the package that was installed before, described like the package. Its file
//!   name is `baseline.zip`;
//! - `expected.json`, the findings of a case whose name begins with `hit`. A case named `clean…` must yield none.
//!
//! `UPDATE_CASES=1` writes the snapshots instead of comparing them. Look at every one before it is committed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dropscope_core::analyze::{Reducer, Session};
use dropscope_core::context::{Baseline, Context, InputChoice, Role};
use dropscope_core::facts::{Facts, Location, Timestamp};
use dropscope_core::finding::{Confidence, Finding, Phase, Related, Severity, Step};
use dropscope_core::limits::Limits;
use dropscope_core::report;
use dropscope_core::rules::{self, Case, OutcomeKind, Rule};
use dropscope_core::source::ReadAt;
use serde::{Deserialize, Serialize};
use toml::value::Datetime;

use crate::zipcraft::{Bytes, Entry, Method, Package};

/// `case.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// File name of the package; `package.zip` where none is given.
    pub package_name: Option<String>,
    /// The user's present time in UTC (`now = 2026-11-23T17:00:00Z`).
    pub now: Option<Datetime>,
    /// Limits other than the default, by name.
    pub limits: BTreeMap<String, u64>,
    /// How a clean case must end where that is not `clean`: `not-applicable` or `not-checked`.
    pub outcome: Option<OutcomeKind>,
}

/// What of a finding is compared: everything but what follows from the rest.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Snapshot {
    subject: String,
    message: String,
    severity: Severity,
    confidence: Confidence,
    phase: Phase,
    primary: Location,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related>,
    steps: Vec<Step>,
}

impl From<Finding> for Snapshot {
    fn from(finding: Finding) -> Self {
        let Finding { subject, message, severity, confidence, phase, primary, related, steps, .. } = finding;
        Self { subject, message, severity, confidence, phase, primary, related, steps }
    }
}

/// The folder of all cases.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

/// A rule's case folders, by name. Empty where it has none.
pub fn of_rule(rule: &Rule) -> Vec<PathBuf> {
    children(&folder().join(rule.id)).into_iter().filter(|path| path.is_dir()).collect()
}

/// Every case folder with its rule.
///
/// # Errors
/// Names the folders that belong to no rule: a case that nobody runs is worse than none.
pub fn all() -> Result<Vec<(&'static Rule, PathBuf)>, String> {
    let mut cases = Vec::new();
    let mut strays = Vec::new();
    for group in children(&folder()) {
        for folder in children(&group) {
            let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
            let id = format!("{}/{}", name(&group).unwrap_or_default(), name(&folder).unwrap_or_default());
            match rules::find(&id) {
                Some(rule) => cases.extend(of_rule(rule).into_iter().map(|case| (rule, case))),
                None => strays.push(id),
            }
        }
    }
    if strays.is_empty() { Ok(cases) } else { Err(format!("cases of unknown rules: {}", strays.join(", "))) }
}

/// Runs one case; with `update`, writes its snapshot instead of comparing.
///
/// # Errors
/// A sentence that says what was expected and what came.
pub fn run(rule: &Rule, case: &Path, update: bool) -> Result<(), String> {
    let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let settings: Settings = match fs::read_to_string(case.join("case.toml")) {
        Ok(text) => toml::from_str(&text).map_err(|error| format!("case.toml: {error}"))?,
        Err(_) => Settings::default(),
    };
    let mut limits = Limits::default();
    for (name, value) in &settings.limits {
        if !limits.set(name, *value) {
            return Err(format!("case.toml: no limit is called `{name}`"));
        }
    }
    let mut context = Context {
        now: settings.now.as_ref().map(timestamp).transpose()?,
        package_name: settings.package_name.clone().unwrap_or_else(|| "package.zip".into()),
        ..Context::default()
    };
    for (folder, role) in [("beside", None), ("config", Some(Role::Config))] {
        for path in children(&case.join(folder)) {
            let bytes = fs::read(&path).map_err(|error| error.to_string())?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            context.add_input(&name, &bytes, &InputChoice { role, ..InputChoice::default() });
        }
    }
    if ["baseline.toml", "baseline"].iter().any(|name| case.join(name).exists()) {
        context.baseline = Some(baseline("baseline.zip", &archive(case, "baseline")?, &limits)?);
    }
    let facts = read(&package(case)?, &limits)?;
    let (outcome, mut findings) = report::run(rule, &Case::new(&facts, &context));
    report::sort(&mut findings);

    if name.starts_with("clean") {
        let wanted = settings.outcome.unwrap_or(OutcomeKind::Clean);
        return if outcome.outcome == wanted {
            Ok(())
        } else {
            Err(format!("ends as {outcome:?}, not as {wanted:?}:\n{}", json(findings)?))
        };
    }
    if !name.starts_with("hit") {
        return Err("a case is called `hit…` or `clean…`".into());
    }
    if findings.is_empty() {
        return Err(format!("nothing found; the rule ends as {outcome:?}"));
    }
    let found = json(findings)?;
    let expected = case.join("expected.json");
    if update {
        return fs::write(expected, found).map_err(|error| error.to_string());
    }
    let wanted = fs::read_to_string(expected).unwrap_or_default();
    if wanted == found { Ok(()) } else { Err(difference(&wanted, &found)) }
}

/// The facts of a package, all batches on this thread.
///
/// # Errors
/// A sentence where the package cannot be opened or read.
pub fn read(package: &dyn ReadAt, limits: &Limits) -> Result<Facts, String> {
    let (session, reducer) = reduced(package, limits)?;
    Ok(reducer.facts(&session).0)
}

/// A package to compare with, read in the same way.
///
/// # Errors
/// As [`read`].
pub fn baseline(name: &str, package: &dyn ReadAt, limits: &Limits) -> Result<Baseline, String> {
    let (session, reducer) = reduced(package, limits)?;
    let sha256 = dropscope_core::analyze::sha256(package).map_err(|error| error.to_string())?;
    Ok(reducer.baseline(&session, name, Some(sha256)))
}

fn reduced(package: &dyn ReadAt, limits: &Limits) -> Result<(Session, Reducer), String> {
    let session = Session::open(package, limits).map_err(|error| format!("cannot be opened: {error}"))?;
    let mut reducer = Reducer::default();
    for batch in session.batches() {
        let facts = session.run(batch, package).map_err(|error| error.to_string())?;
        reducer.insert(batch.index, facts);
    }
    Ok((session, reducer))
}

/// The bytes of a case's package.
///
/// # Errors
/// A sentence that names the file at fault.
pub fn package(case: &Path) -> Result<Vec<u8>, String> {
    archive(case, "package")
}

/// The bytes of an archive of a case, out of `NAME.toml` or the folder `NAME/`.
fn archive(case: &Path, name: &str) -> Result<Vec<u8>, String> {
    let described = case.join(name).with_extension("toml");
    if described.exists() {
        let text = fs::read_to_string(described).map_err(|error| error.to_string())?;
        return Package::from_toml(&text)?.build().map_err(|error| format!("{name}.toml: {error}"));
    }
    let root = case.join(name);
    let mut paths = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for path in children(&folder) {
            if path.is_dir() { folders.push(path) } else { paths.push(path) }
        }
    }
    paths.sort();
    let mut package = Package::default();
    for path in paths {
        let inside = path.strip_prefix(&root).map_err(|error| error.to_string())?;
        let contents = fs::read(&path).map_err(|error| format!("{}: {error}", inside.display()))?;
        let hex = contents.iter().map(|byte| format!("{byte:02x}")).collect();
        let path = inside.to_string_lossy().replace('\\', "/");
        package.entry.push(Entry {
            name: Bytes::Text(path),
            data: Bytes::Hex { hex },
            method: Method::Deflate,
            ..Entry::default()
        });
    }
    if package.entry.is_empty() {
        return Err(format!("needs a `{name}.toml` or files in `{name}/`"));
    }
    package.build()
}

/// What a folder holds, by name. Empty where it cannot be read.
fn children(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().filter_map(|child| Some(child.ok()?.path())).collect();
    paths.sort();
    paths
}

fn json(findings: Vec<Finding>) -> Result<String, String> {
    let snapshots: Vec<Snapshot> = findings.into_iter().map(Snapshot::from).collect();
    serde_json::to_string_pretty(&snapshots).map(|text| text + "\n").map_err(|error| error.to_string())
}

/// The first lines that differ.
fn difference(wanted: &str, found: &str) -> String {
    let same = wanted.lines().zip(found.lines()).take_while(|(a, b)| a == b).count();
    let part = |text: &str| text.lines().skip(same).take(6).map(|line| format!("    {line}\n")).collect::<String>();
    format!("differs from line {}; expected\n{}  found\n{}", same + 1, part(wanted), part(found))
}

/// Seconds since 1970 of a TOML date; without a zone it is UTC.
fn timestamp(given: &Datetime) -> Result<Timestamp, String> {
    let date = given.date.ok_or("a date is needed")?;
    if given.offset.is_some_and(|offset| offset != toml::value::Offset::Z) {
        return Err("a time of a case is in UTC: `Z`".into());
    }
    // Days from civil: years begin in March, so that the leap day is the last of its year.
    let (month, day) = (i64::from(date.month), i64::from(date.day));
    let year = i64::from(date.year) - i64::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    let seconds = given.time.map_or(0, |time| {
        i64::from(time.hour) * 3600 + i64::from(time.minute) * 60 + i64::from(time.second.unwrap_or(0))
    });
    Ok(Timestamp(days * 86_400 + seconds))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_date_becomes_seconds() {
        let seconds = |text: &str| timestamp(&text.parse().unwrap()).unwrap().0;
        assert_eq!(seconds("1970-01-01T00:00:00Z"), 0);
        assert_eq!(seconds("2000-02-29"), 951_782_400);
        assert_eq!(seconds("2026-11-23T17:00:00Z"), 1_795_453_200);
    }
}
