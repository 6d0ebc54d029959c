//! Whether the baseline has a finding too.

use std::collections::HashMap;

use super::shown::count;
use crate::finding::{Finding, Status};
use crate::report::{Comparison, sort};

/// How many findings are how, and which the baseline alone has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Statuses {
    pub(crate) unchanged: usize,
    pub(crate) changed: usize,
    pub(crate) new: usize,
    pub(crate) absent: Vec<Finding>,
}

/// Sets the status of one rule's findings, by the fingerprint and the message of those of the baseline. Each of these
/// stands for one finding, so that two of one fingerprint do not hide behind one.
pub(crate) fn statuses(findings: &mut [Finding], before: Vec<Finding>) -> Statuses {
    let mut known = Known::new(before);
    let mut statuses = Statuses::default();
    for finding in findings.iter_mut() {
        finding.status = if known.take_same(finding) { Status::Unchanged } else { Status::New };
    }
    // Only now, so that a changed finding does not take what another has word for word.
    for finding in findings.iter_mut().filter(|finding| finding.status == Status::New) {
        if known.take_alike(finding) {
            finding.status = Status::Changed;
        }
    }
    let count = |status| findings.iter().filter(|finding| finding.status == status).count();
    (statuses.unchanged, statuses.changed) = (count(Status::Unchanged), count(Status::Changed));
    statuses.new = count(Status::New);
    statuses.absent = known.left();
    statuses
}

/// The findings of the baseline, each to be taken once.
struct Known {
    findings: Vec<Option<Finding>>,
    /// Places in `findings` by fingerprint and message, the last first.
    same: HashMap<(String, String), Vec<usize>>,
    /// Places in `findings` by fingerprint, the last first.
    alike: HashMap<String, Vec<usize>>,
}

impl Known {
    fn new(findings: Vec<Finding>) -> Self {
        let mut known = Self { findings: Vec::new(), same: HashMap::new(), alike: HashMap::new() };
        for (at, finding) in findings.iter().enumerate().rev() {
            known.same.entry((finding.fingerprint.clone(), finding.message.clone())).or_default().push(at);
            known.alike.entry(finding.fingerprint.clone()).or_default().push(at);
        }
        known.findings = findings.into_iter().map(Some).collect();
        known
    }

    fn take_same(&mut self, finding: &Finding) -> bool {
        let key = (finding.fingerprint.clone(), finding.message.clone());
        let place = self.same.get_mut(&key).and_then(Vec::pop);
        place.and_then(|place| self.findings.get_mut(place)?.take()).is_some()
    }

    fn take_alike(&mut self, finding: &Finding) -> bool {
        let Some(places) = self.alike.get_mut(&finding.fingerprint) else { return false };
        while let Some(place) = places.pop() {
            if self.findings.get_mut(place).and_then(Option::take).is_some() {
                return true;
            }
        }
        false
    }

    fn left(self) -> Vec<Finding> {
        let absent = |finding: Finding| Finding { status: Status::Absent, ..finding };
        self.findings.into_iter().flatten().map(absent).collect()
    }
}

impl Statuses {
    /// Adds those of another rule.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.unchanged = self.unchanged.saturating_add(other.unchanged);
        self.changed = self.changed.saturating_add(other.changed);
        self.new = self.new.saturating_add(other.new);
        self.absent.append(&mut other.absent);
    }

    /// Puts them into the report's comparison.
    pub(crate) fn tell(mut self, comparison: &mut Comparison) {
        sort(&mut self.absent);
        comparison.findings_unchanged = count(self.unchanged);
        comparison.findings_changed = count(self.changed);
        comparison.findings_new = count(self.new);
        comparison.absent = self.absent;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Location;
    use crate::rules::archive;

    fn finding(subject: &str, message: &str) -> Finding {
        let rule = archive::RULES.first().copied().unwrap_or_else(|| unreachable!("there are rules"));
        Finding::new(rule, subject, message, Location::Package)
    }

    #[test]
    fn a_finding_is_unchanged_changed_new_or_absent() {
        let before = vec![finding("a", "one"), finding("b", "two"), finding("c", "three")];
        let mut after = vec![finding("a", "one"), finding("b", "two, but otherwise"), finding("d", "four")];
        let statuses = statuses(&mut after, before);
        let own: Vec<Status> = after.iter().map(|finding| finding.status).collect();
        assert_eq!(own, [Status::Unchanged, Status::Changed, Status::New]);
        assert_eq!((statuses.unchanged, statuses.changed, statuses.new), (1, 1, 1));
        let absent: Vec<(&str, Status)> = statuses.absent.iter().map(|f| (f.subject.as_str(), f.status)).collect();
        assert_eq!(absent, [("c", Status::Absent)]);
    }

    /// `page-1` and `page-2` have one fingerprint.
    #[test]
    fn one_of_the_baseline_stands_for_one_of_the_package() {
        let mut after = vec![finding("page-1", "changed"), finding("page-2", "same"), finding("page-3", "more")];
        let statuses = statuses(&mut after, vec![finding("page-9", "was"), finding("page-8", "same")]);
        let own: Vec<Status> = after.iter().map(|finding| finding.status).collect();
        assert_eq!(own, [Status::Changed, Status::Unchanged, Status::New]);
        assert!(statuses.absent.is_empty());
    }
}
