//! Facts to report: runs the rules, orders the findings, draws verdict and plan.

use std::cmp::Reverse;

use super::{Options, Plan, Report, ReportInput, SCHEMA, Tool, verdict};
use crate::context::Context;
use crate::facts::Facts;
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
    let verdict = verdict(&findings, complete);
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
