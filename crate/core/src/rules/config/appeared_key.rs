//! `config/appeared-key`

use super::observed::{findings, is_whole_change, judge, names, quoted, severity, with_after};
use crate::compare::{Compared, KeyChange};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::report::ChangeKind;
use crate::rules::weight::{count, listing};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "config/appeared-key",
    severity: Severity::Info,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("appeared_key.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    judge(case, |compared, known| {
        let is_meant = |key: &&KeyChange<'_>| is_whole_change(key, ChangeKind::Added) && known.is_open(key);
        let appeared = compared.keys().iter().filter(is_meant);
        let is_whole_file = |change: &KeyChange<'_>| compared.is_new(change.file);
        findings(appeared, is_whole_file, |change| one(rule, change), |of| many(rule, of, compared))
    })
}

fn one(rule: &Rule, change: &KeyChange<'_>) -> Option<Finding> {
    let after = change.after?;
    let key = &after.key;
    let message = format!(
        "`{key}` ({}) is new in the package's defaults. After a rollback the old version may refuse it.",
        quoted(after)
    );
    let finding = Finding::new(rule, key, message, after.site().location())
        .severity(severity(rule.severity, &[change]))
        .confidence(Confidence::Medium)
        .step("edit", "Before you start the old version again, put back the configuration that it ran with.");
    Some(finding)
}

fn many(rule: &Rule, changes: &[&KeyChange<'_>], compared: &Compared<'_>) -> Option<Finding> {
    let first = changes.first()?;
    let names = names(changes);
    let (file, number) = (first.file, count(names.len(), "key", "keys"));
    let what = if compared.is_new(file) {
        format!("`{file}` is new, with {number}")
    } else {
        format!("{number} in `{file}` are new in the package's defaults")
    };
    let listed = listing(names.iter().copied());
    let message = format!("{what}: {listed}. After a rollback the old version may refuse them.");
    let finding = Finding::new(rule, file, message, first.after?.site().location())
        .severity(severity(rule.severity, changes))
        .confidence(Confidence::Medium)
        .step("edit", "Before you start the old version again, put back the configuration that it ran with.");
    Some(with_after(finding, changes.iter().skip(1).filter_map(|change| change.after)))
}
