//! `config/changed-default`

use super::observed::{
    Known, findings, judge, names, own_sentence, quoted, severity, with_after, with_before, with_own,
};
use crate::compare::{KeyChange, without_versions};
use crate::facts::ConfigKey;
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::report::ChangeKind;
use crate::rules::weight::{count, listing};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "config/changed-default",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("changed_default.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    judge(case, |compared, known| {
        let changed = || compared.keys().iter().filter(|key| is_changed(key) && known.is_open(key));
        let one = |change: &KeyChange<'_>| one(rule, change, known);
        let of_others = changed().filter(|change| !is_of_release(change));
        let mut found = findings(of_others, |_| false, one, |of| many(rule, of, rule.severity));
        let of_release = changed().filter(|change| is_of_release(change));
        found.extend(findings(of_release, |_| true, one, |of| many(rule, of, Severity::Low)));
        found
    })
}

/// Another value, in the same file or in the one that the key moved to.
fn is_changed(change: &KeyChange<'_>) -> bool {
    let value = |key: Option<&ConfigKey>| key.map(|key| (key.value.clone(), key.is_commented));
    matches!(change.change, ChangeKind::Changed | ChangeKind::Renamed) && value(change.before) != value(change.after)
}

/// Whether the values differ in a version or a build stamp only, as they do in every release.
fn is_of_release(change: &KeyChange<'_>) -> bool {
    match (change.before, change.after) {
        (Some(before), Some(after)) => {
            before.is_commented == after.is_commented
                && without_versions(&before.value) == without_versions(&after.value)
        }
        _ => false,
    }
}

fn one(rule: &Rule, change: &KeyChange<'_>, known: &Known<'_>) -> Option<Finding> {
    let (before, after) = (change.before?, change.after?);
    let key = &after.key;
    let own = known.own(after);
    let what = if after.is_commented {
        format!("The baseline's defaults set `{key}` to {}, the package has it in a comment only", quoted(before))
    } else if before.is_commented {
        format!("The package's defaults set `{key}` to {}, the baseline had it in a comment only", quoted(after))
    } else {
        format!("The default of `{key}` is {}, and was {} in the baseline", quoted(after), quoted(before))
    };
    let message = format!("{what}.{}", own_sentence(&own, ", so the default does not reach you there"));
    let rank = if own.is_empty() && !is_of_release(change) { rule.severity } else { Severity::Low };
    let mut finding = Finding::new(rule, key, message, after.site().location())
        .severity(severity(rank, &[change]))
        .confidence(Confidence::Medium);
    if own.is_empty() {
        finding = finding.step(
            "verify",
            format!("Decide whether the new default of `{key}` is right for you, and set it yourself where it is not."),
        );
    }
    Some(with_own(with_before(finding, &[change]), &own))
}

fn many(rule: &Rule, changes: &[&KeyChange<'_>], rank: Severity) -> Option<Finding> {
    let first = changes.first()?;
    let names = names(changes);
    let (file, number) = (first.file, count(names.len(), "default", "defaults"));
    let (what, subject) = if rank == rule.severity {
        (format!("{number} in `{file}` changed since the baseline"), file.to_owned())
    } else {
        (format!("{number} in `{file}` changed in a version or a build stamp only"), format!("versions in {file}"))
    };
    let message = format!("{what}: {}.", listing(names.iter().copied()));
    let finding = Finding::new(rule, subject, message, first.after?.site().location())
        .severity(severity(rank, changes))
        .confidence(Confidence::Medium)
        .step("verify", format!("Go through the new defaults in `{file}`, and set what is not right for you yourself."));
    let finding = with_after(finding, changes.iter().skip(1).filter_map(|change| change.after));
    Some(with_before(finding, changes))
}
