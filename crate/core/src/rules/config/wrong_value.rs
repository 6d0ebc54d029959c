//! `config/wrong-value`

use super::concern::{Concern, no_more_than};
use super::ending::judge;
use crate::facts::excerpt;
use crate::finding::{Confidence, Finding, Phase, Severity};
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
    if !wanted.is_empty() {
        let said = format!("`{key}` is `{value}` in {files}; since {since} it must be {wanted}.");
        return concern.steps(concern.finding(&said), &format!("change `{key}` in {files}; it must be {wanted}"));
    }
    let said = format!("`{key}` is `{value}` in {files}, and {since} takes its values otherwise.");
    let finding = concern.steps(concern.finding(&said), &format!("look up what `{value}` means for `{key}` now"));
    // Without a value that it is about, a row says only that some mean something else.
    let is_vague = concern.row.known.values.is_empty();
    if is_vague { no_more_than(finding, Severity::Medium).confidence(Confidence::Low) } else { finding }
}
