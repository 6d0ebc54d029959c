//! `config/wrong-value`

use super::concern::{Concern, judge};
use crate::facts::excerpt;
use crate::finding::{Finding, Phase, Severity};
use crate::matrix::{Trouble, in_words};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "config/wrong-value",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("wrong_value.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    judge(rule, case, Trouble::WrongValue, tell)
}

fn tell(concern: &Concern<'_, '_>) -> Finding {
    let (key, files, since) = (concern.key(), concern.files(), concern.since());
    let value = concern.row.acting.first().map_or(String::new(), |place| excerpt(place.value()));
    let wanted = in_words(concern.row.known);
    let (said, change) = if wanted.is_empty() {
        let said = format!("`{key}` is `{value}` in {files}, which {since} takes otherwise.");
        (said, format!("choose another value than `{value}` for `{key}` in {files}"))
    } else {
        let said = format!("`{key}` is `{value}` in {files}; since {since} it must be {wanted}.");
        (said, format!("change `{key}` in {files}; it must be {wanted}"))
    };
    concern.steps(concern.finding(&said), &change)
}
