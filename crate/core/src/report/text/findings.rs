//! The findings, the worst first; those of one rule together.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{BOLD, Paint, SEVERITIES, and_more, colour_of, name, place, printable, spot};
use crate::finding::{Confidence, Finding, Severity, Status, Step};
use crate::report::Report;

/// Findings of one rule and severity.
const FINDINGS_SHOWN: usize = 20;
/// Steps of many findings of one rule, and of a finding of little weight.
const STEPS_SHOWN: usize = 2;

/// `told` are the steps that stand at the top already.
pub(super) fn findings(out: &mut String, report: &Report, told: &BTreeSet<&str>, paint: &Paint) {
    let shown = Shown { told, has_baseline: report.comparison.is_some(), paint };
    for severity in SEVERITIES {
        let groups = by_rule(report.findings.iter().filter(|finding| finding.severity == severity));
        if !groups.is_empty() {
            let _ = writeln!(out, "\n{}", paint.with(colour_of(severity), &name(severity).to_uppercase()));
        }
        for group in &groups {
            if group.len() >= many(severity) {
                shown.many(out, group);
            } else {
                group.iter().for_each(|one| shown.one(out, one));
            }
        }
    }
}

/// From so many of one rule on each has one line; what weighs little never has more.
fn many(severity: Severity) -> usize {
    match severity {
        Severity::Blocker | Severity::High => 3,
        Severity::Medium => 2,
        Severity::Low | Severity::Info => 1,
    }
}

/// Findings by rule, in the order in which each rule comes first.
fn by_rule<'r>(findings: impl Iterator<Item = &'r Finding>) -> Vec<Vec<&'r Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        let is_of_rule = |group: &&mut Vec<&Finding>| group.first().is_some_and(|first| first.rule == finding.rule);
        match groups.iter_mut().find(is_of_rule) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
}

struct Shown<'a> {
    told: &'a BTreeSet<&'a str>,
    has_baseline: bool,
    paint: &'a Paint,
}

impl Shown<'_> {
    fn one(&self, out: &mut String, finding: &Finding) {
        let rule = self.paint.with(BOLD, &finding.rule);
        let _ = writeln!(out, "  {rule}{}  {}", self.marks(finding), printable(&finding.message));
        let _ = writeln!(out, "      at {}", place(&finding.primary));
        let most = related_shown(finding.severity);
        for related in finding.related.iter().take(most) {
            let _ = writeln!(out, "      {}: {}", printable(&related.label), place(&related.location));
        }
        if let Some(more) = finding.related.len().checked_sub(most).filter(|&more| more > 0) {
            let _ = writeln!(out, "      … {more} more place{}", if more == 1 { "" } else { "s" });
        }
        for step in finding.steps.iter().filter(|step| self.is_new(step)) {
            let _ = writeln!(out, "      → {}", printable(&step.text));
        }
    }

    /// The rule once, and a line for each finding: what it is about, and where.
    fn many(&self, out: &mut String, group: &[&Finding]) {
        let rule = group.first().map_or("", |finding| finding.rule.as_str());
        let number = if group.len() == 1 { String::new() } else { format!("  {} findings", group.len()) };
        let _ = writeln!(out, "  {}{number}", self.paint.with(BOLD, rule));
        for finding in group.iter().take(FINDINGS_SHOWN) {
            let marks = self.marks(finding);
            let message = printable(first_sentence(&finding.message));
            let _ = writeln!(out, "    - {message}{marks}  ({})", spot(&finding.primary));
        }
        and_more(out, "    ", group.len(), FINDINGS_SHOWN, &format!(" of {rule}"));
        let mut seen = BTreeSet::new();
        let steps = group.iter().flat_map(|finding| &finding.steps);
        let new: Vec<&Step> = steps.filter(|step| self.is_new(step) && seen.insert(step.text.as_str())).collect();
        for step in new.iter().take(STEPS_SHOWN) {
            let _ = writeln!(out, "      → {}", printable(&step.text));
        }
        and_more(out, "      ", new.len(), STEPS_SHOWN, " steps");
    }

    fn is_new(&self, step: &Step) -> bool {
        !self.told.contains(step.text.as_str())
    }

    /// How sure it is, and whether the package before had it.
    fn marks(&self, finding: &Finding) -> String {
        let doubt = match finding.confidence {
            Confidence::High => "",
            Confidence::Medium => " (likely)",
            Confidence::Low => " (perhaps)",
        };
        let status = match finding.status {
            Status::New if self.has_baseline => " [new]",
            Status::Changed if self.has_baseline => " [changed]",
            _ => "",
        };
        format!("{doubt}{status}")
    }
}

/// Related places shown with a finding: the worse it is, the more evidence.
fn related_shown(severity: Severity) -> usize {
    match severity {
        Severity::Blocker | Severity::High => 4,
        Severity::Medium | Severity::Low | Severity::Info => 2,
    }
}

/// A message up to the end of its first sentence: a full stop before a capital letter or a quoted name.
fn first_sentence(message: &str) -> &str {
    let begins = |rest: &str| rest.starts_with(|c: char| c.is_uppercase() || c == '`');
    let ends = message.match_indices(". ").map(|(at, stop)| (at, at.saturating_add(stop.len())));
    let end =
        ends.filter(|&(_, next)| message.get(next..).is_some_and(begins)).map(|(at, _)| at.saturating_add(1)).next();
    end.and_then(|end| message.get(..end)).unwrap_or(message)
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_sentence_does_not_end_in_a_version_or_a_name() {
        let message = "openssl 1.1.1w of host.dten.test is too old. Source: notes.";
        assert_eq!(first_sentence(message), "openssl 1.1.1w of host.dten.test is too old.");
        assert_eq!(first_sentence("no end"), "no end");
    }
}
