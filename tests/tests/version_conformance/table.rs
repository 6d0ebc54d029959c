//! Counts cases by family and group, and prints them.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::PathBuf;

use flate2::read::GzDecoder;
use serde_json::Value;

use super::deviations;

/// What was met and what was not.
#[derive(Default)]
pub struct Table {
    groups: BTreeMap<(String, String), Group>,
    left_out: BTreeMap<(String, &'static str), usize>,
}

#[derive(Default)]
struct Group {
    cases: usize,
    failures: Vec<String>,
}

impl Table {
    /// Counts one case; `case` says what it is.
    pub fn check(&mut self, family: &str, group: &str, case: &str, is_met: bool) {
        let group = self.groups.entry((family.to_owned(), group.to_owned())).or_default();
        group.cases += 1;
        if !is_met {
            group.failures.push(case.to_owned());
        }
    }

    /// Counts a whole group of cases that ask for something that is not offered.
    pub fn leave_out(&mut self, group: &str, cases: usize, reason: &'static str) {
        if cases > 0 {
            *self.left_out.entry((group.to_owned(), reason)).or_default() += cases;
        }
    }

    /// Cases met in a family, in per cent.
    pub fn share(&self, family: &str) -> Option<f64> {
        let (cases, failures) = self.totals(|(own, _)| own == family);
        #[allow(clippy::cast_precision_loss)]
        (cases > 0).then(|| (cases - failures) as f64 * 100.0 / cases as f64)
    }

    /// Prints all groups, all failures and all that was left out.
    pub fn print(&self) {
        println!("{:62} {:>6} {:>6} {:>8}", "suite / group", "cases", "passed", "percent");
        for ((family, name), group) in &self.groups {
            row(&format!("{family} / {name}"), group.cases, group.failures.len());
        }
        let families: std::collections::BTreeSet<_> = self.groups.keys().map(|(family, _)| family).collect();
        for family in families {
            let (cases, failures) = self.totals(|(own, _)| own == family);
            row(&format!("{family} / all"), cases, failures);
        }
        for ((family, name), group) in &self.groups {
            for case in &group.failures {
                let group = format!("{family} / {name}");
                let reason = deviations::reason(&group, case).unwrap_or("pending");
                println!("failed: {group}: {case}: {reason}");
            }
        }
        for ((group, reason), cases) in &self.left_out {
            println!("left out: {group}, {cases} cases: {reason}");
        }
    }

    fn totals(&self, is_wanted: impl Fn(&(String, String)) -> bool) -> (usize, usize) {
        let wanted = self.groups.iter().filter(|(name, _)| is_wanted(name));
        wanted.fold((0, 0), |(cases, failures), (_, group)| (cases + group.cases, failures + group.failures.len()))
    }
}

fn row(name: &str, cases: usize, failures: usize) {
    #[allow(clippy::cast_precision_loss)]
    let percent = (cases - failures) as f64 * 100.0 / cases as f64;
    println!("{name:62} {cases:6} {:6} {percent:8.2}", cases - failures);
}

/// Where the data lies.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/versions")
}

/// One file of the data.
pub fn load(name: &str) -> Value {
    let bytes = std::fs::read(folder().join(name)).unwrap();
    let mut text = String::new();
    if name.ends_with(".gz") {
        GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
    } else {
        text = String::from_utf8(bytes).unwrap();
    }
    serde_json::from_str(&text).unwrap()
}

/// The rows of an array.
pub fn rows(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A text; `""` for null.
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}
