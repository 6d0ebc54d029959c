//! Facts to report: runs the rules, orders the findings, draws verdict and plan.

use std::cmp::Reverse;

use super::{Coverage, Options, Plan, Relation, Report, ReportInput, SCHEMA, Tool, verdict};
use crate::compare::{Statuses, statuses};
use crate::context::Context;
use crate::facts::{Facts, FileType, ReadState, Skipped};
use crate::finding::Finding;
use crate::needs;
use crate::plan;
use crate::rules::{self, Case, Outcome, OutcomeKind, Rule, RuleOutcome};

/// What a report is made of.
pub struct Parts<'c> {
    /// What the analysis was asked to do.
    pub options: Options,
    /// The package; the files beside it are in the context.
    pub package: ReportInput,
    /// Everything that was read.
    pub facts: Facts,
    /// What the user knows beside the package.
    pub context: &'c Context,
    /// Whether every batch was read to its end.
    pub complete: bool,
}

/// Runs every rule over the facts and makes the report.
pub fn build(parts: Parts<'_>) -> Report {
    let Parts { options, package, mut facts, context, complete } = parts;
    let beside = context.baseline.iter().map(ReportInput::from).chain(context.beside.iter().map(ReportInput::from));
    let inputs: Vec<ReportInput> = std::iter::once(package).chain(beside).collect();
    let most = usize::try_from(options.limits.findings_per_rule).unwrap_or(usize::MAX);
    let case = Case::new(&facts, context);
    let compared = case.compared();
    // Beside another product every finding would be new and all of the other's absent.
    let is_of_product = compared.is_some_and(|compared| compared.relation() != Relation::OtherProduct);
    let baseline = context.baseline.as_ref().filter(|_| is_of_product);
    let context_before = baseline.map(|baseline| context.of_baseline(baseline));
    let before = baseline.zip(context_before.as_ref()).map(|(baseline, context)| Case::new(&baseline.facts, context));
    let Judged { findings, outcomes, mut left_out, statuses } = judge(rules::all(), &case, before.as_ref(), most);
    let needs = needs::shown(case.needs(), context);
    let matrix = case.matrix().shown();
    let comparison = compared.map(|compared| {
        let listed = usize::try_from(options.limits.changes_listed).unwrap_or(usize::MAX);
        let (mut comparison, mut notes) = compared.shown(listed);
        left_out.append(&mut notes);
        statuses.tell(&mut comparison);
        comparison
    });
    let timeline = case.timeline().steps.clone();
    let rollback = case.rollback().clone();
    let plan = inputs.first().map_or_else(Plan::default, |package| {
        let (window, patches) = (options.window.as_ref(), &matrix.patches);
        plan::plan(&case, &plan::Asked { package, window, findings: &findings, rollback: &rollback, patches })
    });
    let mut skipped = std::mem::take(&mut facts.skipped);
    skipped.append(&mut left_out);
    for file in &mut facts.files {
        file.sketch = None;
    }
    let verdict = verdict(&findings, coverage(&facts, complete));
    let upgrades = crate::upgrade::paths(&facts, context);
    let tool = Tool { name: "dropscope".into(), version: env!("CARGO_PKG_VERSION").into() };
    Report {
        schema: SCHEMA.into(),
        tool,
        options,
        inputs,
        complete,
        verdict,
        findings,
        outcomes,
        skipped,
        facts,
        needs,
        upgrades,
        matrix,
        comparison,
        timeline,
        rollback,
        plan,
    }
}

struct Judged {
    findings: Vec<Finding>,
    outcomes: Vec<RuleOutcome>,
    left_out: Vec<Skipped>,
    statuses: Statuses,
}

/// Runs the rules, on the baseline too where there is one; `most` findings of each are kept.
fn judge<'a>(rules: impl Iterator<Item = &'a Rule>, case: &Case<'_>, before: Option<&Case<'_>>, most: usize) -> Judged {
    let mut judged =
        Judged { findings: Vec::new(), outcomes: Vec::new(), left_out: Vec::new(), statuses: Statuses::default() };
    for rule in rules {
        let (outcome, mut found) = run(rule, case);
        sort(&mut found);
        if let Some(before) = before {
            let mut statuses = statuses(&mut found, run(rule, before).1);
            sort(&mut statuses.absent);
            statuses.absent.truncate(most);
            judged.statuses.append(statuses);
        }
        if let Some(more) = found.len().checked_sub(most).filter(|&more| more > 0) {
            let reason = format!("{more} more findings of {} (limit findings_per_rule = {most})", rule.id);
            judged.left_out.push(Skipped { path: String::new(), reason });
            found.truncate(most);
        }
        judged.findings.append(&mut found);
        judged.outcomes.push(outcome);
    }
    sort(&mut judged.findings);
    judged
}

/// Runs one rule.
pub fn run(rule: &Rule, case: &Case<'_>) -> (RuleOutcome, Vec<Finding>) {
    let (outcome, why, findings) = match (rule.check)(rule, case) {
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
    use crate::context::Baseline;
    use crate::facts::{FileFact, Location, Manifest, Site, Sited};
    use crate::finding::{Phase, Severity, Status};
    use crate::rules::RuleScope;

    /// One finding for each file.
    const EVERY_FILE: Rule = Rule {
        id: "test/every-file",
        severity: Severity::Low,
        phase: Phase::Before,
        scope: RuleScope::Fact,
        document: "",
        check: |rule, case| {
            let of =
                |file: &FileFact| Finding::new(rule, &file.path, "a file", Location::Entry { path: file.path.clone() });
            Outcome::of(case.facts.files.iter().map(of).collect())
        },
    };

    fn facts(entries: usize) -> Facts {
        let files =
            (0..entries).map(|number| FileFact { path: format!("{number:03}"), ..FileFact::default() }).collect();
        Facts { files, ..Facts::default() }
    }

    fn judged(facts: &Facts, most: usize) -> Judged {
        judge([&EVERY_FILE].into_iter(), &Case::new(facts, &Context::default()), None, most)
    }

    #[test]
    fn findings_over_the_limit_are_counted_and_named_as_left_out() {
        let judged = judged(&facts(12), 5);
        assert_eq!(judged.findings.len(), 5);
        assert_eq!(judged.outcomes.first().and_then(|outcome| outcome.count), Some(12));
        assert!(judged.left_out.iter().any(|s| s.reason.starts_with("7 more findings of test/every-file")));
    }

    #[test]
    fn the_order_of_findings_does_not_depend_on_the_order_of_facts() {
        let mut reversed = facts(12);
        reversed.files.reverse();
        assert_eq!(judged(&reversed, 100).findings, judged(&facts(12), 100).findings);
    }

    /// Two packages that call themselves so, compared.
    fn compared(before: &str, after: &str) -> Report {
        let product = |name: &str| {
            let sited = |value: &str| Some(Sited { value: value.to_owned(), site: Site::line("m.json", 1, value) });
            let manifest = Manifest {
                path: "m.json".into(),
                describes_package: true,
                name: sited(name),
                version: sited("1.0"),
                ..Manifest::default()
            };
            let climbs = FileFact { path: format!("../{name}"), ..FileFact::default() };
            Facts { manifests: vec![manifest], files: vec![climbs], ..Facts::default() }
        };
        let baseline = Baseline { facts: product(before), complete: true, ..Baseline::default() };
        let context = Context { baseline: Some(baseline), ..Context::default() };
        build(Parts {
            options: Options::default(),
            package: ReportInput::default(),
            facts: product(after),
            context: &context,
            complete: true,
        })
    }

    #[test]
    fn beside_another_product_every_finding_keeps_its_status() {
        let statuses = |report: &Report| -> Vec<Status> { report.findings.iter().map(|own| own.status).collect() };
        assert_eq!(statuses(&compared("app", "app")), [Status::Unchanged]);
        let other = compared("room-agent", "mail-relay");
        assert_eq!(statuses(&other), [Status::New]);
        assert!(other.comparison.is_some_and(|comparison| comparison.relation == Relation::OtherProduct));
        assert!(other.skipped.iter().any(|skipped| skipped.reason.contains("two products")));
        let rules = other.outcomes.iter().filter(|outcome| outcome.rule == "config/vanished-key");
        assert!(rules.filter_map(|outcome| outcome.why.as_ref()).all(|why| why.contains("two products")));
    }

    #[test]
    fn every_rule_has_an_outcome() {
        let parts = Parts {
            options: Options::default(),
            package: ReportInput::default(),
            facts: Facts::default(),
            context: &Context::default(),
            complete: true,
        };
        let report = build(parts);
        let ended: Vec<&str> = report.outcomes.iter().map(|outcome| outcome.rule.as_str()).collect();
        let known: Vec<&str> = rules::all().map(|rule| rule.id).collect();
        assert_eq!(ended, known);
    }
}
