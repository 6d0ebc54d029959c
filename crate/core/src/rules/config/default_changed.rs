//! `config/default-changed`

use super::concern::Concern;
use super::ending::judge;
use crate::finding::{Finding, Phase, Severity};
use crate::matrix::Trouble;
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "config/default-changed",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("default_changed.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    judge(rule, case, Trouble::DefaultChanged, tell)
}

fn tell(concern: &Concern<'_, '_>) -> Finding {
    let (key, since, known) = (concern.key(), concern.since(), concern.row.known);
    let file = concern.row.home.map_or("your configuration", |home| &home.config.name);
    let change = match (&known.old_default, &known.new_default) {
        (Some(old), Some(new)) => format!("is `{new}` instead of `{old}`"),
        (None, Some(new)) => format!("is `{new}`"),
        (Some(old), None) => format!("is no longer `{old}`"),
        (None, None) => "is another one".to_owned(),
    };
    let finding =
        concern.finding(&format!("The default of `{key}` {change} since {since}, and `{file}` does not set it."));
    let keep = known.old_default.as_ref().map_or(String::new(), |old| format!(" to `{old}`"));
    concern.steps(finding, &format!("decide which value you want; to keep the old behaviour, set `{key}`{keep} in `{file}`"))
}
