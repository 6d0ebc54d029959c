//! Facts to report: runs the rules, orders the findings, draws verdict and plan.

use std::cmp::Reverse;

use super::{Coverage, Options, Plan, Report, ReportInput, SCHEMA, Tool, verdict};
use crate::context::Context;
use crate::facts::{Facts, FileType, ReadState};
use crate::finding::Finding;
use crate::rules::{self, Outcome, OutcomeKind, Rule, RuleOutcome};

/// What a report is made of.
pub struct Parts {
    /// What the analysis was asked to do.
    pub options: Options,
    /// The files it was given, the package first.
    pub inputs: Vec<ReportInput>,
    /// Everything that was read.
    pub facts: Facts,
    /// What the user knows beside the package.
    pub context: Context,
    /// Whether every batch was read to its end.
    pub complete: bool,
}

/// Runs every rule over the facts and makes the report.
pub fn build(parts: Parts) -> Report {
    let Parts { options, inputs, mut facts, context, complete } = parts;
    let mut findings = Vec::new();
    let mut outcomes = Vec::new();
    let most = usize::try_from(options.limits.findings_per_rule).unwrap_or(usize::MAX);
    let mut skipped = std::mem::take(&mut facts.skipped);
    for rule in rules::all() {
        let (outcome, mut found) = run(rule, &facts, &context);
        sort(&mut found);
        if found.len() > most {
            let more = found.len() - most;
            facts.skip("", format!("{more} more findings of {} (limit findings_per_rule = {most})", rule.id));
            found.truncate(most);
        }
        findings.append(&mut found);
        outcomes.push(outcome);
    }
    skipped.append(&mut facts.skipped);
    sort(&mut findings);
    let verdict = verdict(&findings, coverage(&facts, complete));
    let plan = Plan::from_findings(&findings);
    let tool = Tool { name: "dropscope".into(), version: env!("CARGO_PKG_VERSION").into() };
    Report { schema: SCHEMA.into(), tool, options, inputs, complete, verdict, findings, outcomes, skipped, facts, plan }
}

/// Runs one rule.
pub fn run(rule: &Rule, facts: &Facts, context: &Context) -> (RuleOutcome, Vec<Finding>) {
    let (outcome, why, findings) = match (rule.check)(rule, facts, context) {
        Outcome::Findings(findings) => (OutcomeKind::Findings, None, findings),
        Outcome::Clean => (OutcomeKind::Clean, None, Vec::new()),
        Outcome::NotApplicable(why) => (OutcomeKind::NotApplicable, Some(why), Vec::new()),
        Outcome::NotChecked(why) => (OutcomeKind::NotChecked, Some(why), Vec::new()),
    };
    let count = (outcome == OutcomeKind::Findings).then_some(findings.len() as u64);
    (RuleOutcome { rule: rule.id.to_owned(), outcome, why, count }, findings)
}

/// Worst first; ties by rule, subject, place and message, so that the order never depends on how facts came in.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (Reverse(f.severity), Reverse(f.confidence));
        key(a)
            .cmp(&key(b))
            .then_with(|| a.rule.cmp(&b.rule))
            .then_with(|| a.subject.cmp(&b.subject))
            .then_with(|| a.primary.cmp(&b.primary))
            .then_with(|| a.message.cmp(&b.message))
    });
}

fn coverage(facts: &Facts, complete: bool) -> Coverage {
    let files = || facts.files.iter().filter(|file| file.file_type == FileType::File);
    let not_read = files().filter(|file| file.read == ReadState::NotRead).count() as u64;
    Coverage { complete, files: files().count() as u64, not_read }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::FileFact;

    fn parts(entries: usize, most: u64) -> Parts {
        let files = (0..entries)
            .map(|number| FileFact { path: format!("../{number:03}"), read: ReadState::Whole, ..FileFact::default() })
            .collect();
        let mut options = Options::default();
        options.limits.findings_per_rule = most;
        let facts = Facts { files, ..Facts::default() };
        Parts { options, inputs: vec![], facts, context: Context::default(), complete: true }
    }

    #[test]
    fn findings_over_the_limit_are_counted_and_named_as_left_out() {
        let report = build(parts(12, 5));
        let of_rule = |id: &str| report.findings.iter().filter(|finding| finding.rule == id).count();
        assert_eq!(of_rule("archive/path-traversal"), 5);
        let outcome = report.outcomes.iter().find(|outcome| outcome.rule == "archive/path-traversal");
        assert_eq!(outcome.and_then(|outcome| outcome.count), Some(12));
        assert!(report.skipped.iter().any(|s| s.reason.starts_with("7 more findings of archive/path-traversal")));
    }

    #[test]
    fn every_rule_has_an_outcome() {
        let report = build(parts(0, 5));
        let ended: Vec<&str> = report.outcomes.iter().map(|outcome| outcome.rule.as_str()).collect();
        let known: Vec<&str> = rules::all().map(|rule| rule.id).collect();
        assert_eq!(ended, known);
    }

    #[test]
    fn the_order_of_findings_does_not_depend_on_the_order_of_facts() {
        let mut reversed = parts(12, 100);
        reversed.facts.files.reverse();
        assert_eq!(build(reversed).findings, build(parts(12, 100)).findings);
    }
}
