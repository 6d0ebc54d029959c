//! Counts cases by check, and prints them.

use std::collections::BTreeMap;

/// What was met and what was not.
#[derive(Default)]
pub struct Table {
    checks: BTreeMap<String, (usize, Vec<String>)>,
}

impl Table {
    /// Counts one case; `failure` says what is wrong with it.
    pub fn count(&mut self, check: &str, case: &str, failure: Option<String>) {
        let (cases, failures) = self.checks.entry(check.to_owned()).or_default();
        *cases += 1;
        failures.extend(failure.map(|failure| format!("{case}: {failure}")));
    }

    /// Cases met of each check, in per cent.
    pub fn shares(&self) -> impl Iterator<Item = (&str, f64)> {
        #[allow(clippy::cast_precision_loss)]
        self.checks
            .iter()
            .map(|(check, (cases, failures))| (check.as_str(), (cases - failures.len()) as f64 * 100.0 / *cases as f64))
    }

    pub fn print(&self) {
        println!("{:40} {:>6} {:>6} {:>8}", "suite / check", "cases", "met", "percent");
        for (check, share) in self.shares() {
            let (cases, failures) = &self.checks[check];
            println!("{check:40} {cases:>6} {:>6} {share:>8.2}", cases - failures.len());
        }
        for (check, (_, failures)) in &self.checks {
            for failure in failures {
                println!("not met: {check}: {failure}");
            }
        }
    }
}
