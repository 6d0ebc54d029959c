//! `config/vanished-key`

use super::observed::{
    Known, findings, is_whole_change, judge, names, own_sentence, quoted, severity, with_before, with_own,
};
use crate::compare::KeyChange;
use crate::context::Role;
use crate::facts::Location;
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::report::ChangeKind;
use crate::rules::weight::{count, listing};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "config/vanished-key",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("vanished_key.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    judge(case, |compared, known| {
        let is_meant = |key: &&KeyChange<'_>| is_whole_change(key, ChangeKind::Removed) && known.is_open(key);
        let vanished = compared.keys().iter().filter(is_meant);
        let is_whole_file = |change: &KeyChange<'_>| !known.has_file(change.file);
        findings(vanished, is_whole_file, |change| one(rule, change, known), |of| many(rule, of, known))
    })
}

fn one(rule: &Rule, change: &KeyChange<'_>, known: &Known<'_>) -> Option<Finding> {
    let before = change.before?;
    let (key, file) = (&before.key, change.file);
    let own = known.own(before);
    let message = format!(
        "The baseline's defaults set `{key}` ({}), the package's do not: observed, not announced as removed.{}",
        quoted(before),
        own_sentence(&own, ", which may no longer do anything")
    );
    let mut finding = Finding::new(rule, key, message, place(change, known))
        .severity(severity(rule.severity, &[change]))
        .confidence(Confidence::Medium)
        .step("ask-vendor", format!("Ask the vendor, or look into the release notes, what became of `{key}`."));
    if let Some(own) = own.first() {
        finding = finding.step("verify", format!("Find out whether `{key}` in your `{}` still does anything.", own.path));
    }
    // Where the file is gone, the place is already the baseline's; and the key may vanish with several files.
    let finding = if known.has_file(file) { with_before(finding, &[change]) } else { finding.apart_by(file) };
    Some(with_own(finding, &own))
}

fn many(rule: &Rule, changes: &[&KeyChange<'_>], known: &Known<'_>) -> Option<Finding> {
    let first = changes.first()?;
    let file = &first.before?.path;
    let names = names(changes);
    let number = count(names.len(), "key", "keys");
    let what = if known.has_file(first.file) {
        format!("{number} of the baseline's `{file}` are no longer in the package's defaults")
    } else {
        format!("The baseline's `{file}` is gone, and with it {number}")
    };
    let own: Vec<_> = changes.iter().filter_map(|change| change.before).flat_map(|key| known.own(key)).collect();
    let set = changes.iter().filter_map(|change| change.before).filter(|key| !known.own(key).is_empty()).count();
    let set = if set == 0 { String::new() } else { format!(" Your own configuration sets {set} of them.") };
    let listed = listing(names.iter().copied());
    let finding =
        Finding::new(rule, file, format!("{what}: {listed}. Observed, not announced as removed.{set}"), place(first, known))
            .severity(severity(rule.severity, changes))
            .confidence(Confidence::Medium)
            .step("ask-vendor", format!("Ask the vendor, or look into the release notes, what became of the keys of `{file}`."));
    let others = if known.has_file(first.file) { changes } else { changes.get(1..).unwrap_or_default() };
    Some(with_own(with_before(finding, others), &own))
}

/// The file in the package that no longer has it; in the baseline where the file is gone.
fn place(change: &KeyChange<'_>, known: &Known<'_>) -> Location {
    match change.before.filter(|_| !known.has_file(change.file)) {
        Some(before) => Location::line_beside(Role::Baseline, &before.site()),
        None => Location::Entry { path: change.file.to_owned() },
    }
}
