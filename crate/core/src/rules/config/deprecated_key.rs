//! `config/deprecated-key`

use super::concern::{Concern, no_more_than};
use super::ending::judge;
use crate::finding::{Finding, Phase, Severity};
use crate::matrix::Trouble;
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "config/deprecated-key",
    severity: Severity::Medium,
    phase: Phase::After,
    scope: RuleScope::Package,
    document: include_str!("deprecated_key.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    judge(rule, case, Trouble::Deprecated, tell)
}

fn tell(concern: &Concern<'_, '_>) -> Finding {
    let (key, files, since) = (concern.key(), concern.files(), concern.since());
    let end = concern.row.known.removed_in.as_ref().map_or(String::new(), |end| format!(" It goes in {end}."));
    let place = concern.replacement();
    let instead = place.as_ref().map_or(String::new(), |names| format!(" {names} is to take its place."));
    let finding =
        concern.finding(&format!("`{key}` is deprecated since {since}, and {files} has it. It still works.{end}{instead}"));
    // What is high about the key is that it will go one day.
    let finding = no_more_than(finding, Severity::Medium);
    let change = match place {
        Some(names) => format!("plan to move from `{key}` in {files} to {names}"),
        None => format!("plan to do without `{key}` in {files}"),
    };
    if concern.is_users() {
        return finding.step("edit", format!("After the upgrade: {change}."));
    }
    concern.steps(finding, &change)
}
