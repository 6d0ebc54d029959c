//! `config/renamed-key`

use super::concern::{Concern, no_more_than};
use super::ending::judge;
use crate::finding::{Finding, Phase, Severity};
use crate::matrix::Trouble;
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "config/renamed-key",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("renamed_key.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    judge(rule, case, Trouble::Renamed, tell)
}

fn tell(concern: &Concern<'_, '_>) -> Finding {
    let (key, files, since) = (concern.key(), concern.files(), concern.since());
    let to = concern.replacement().unwrap_or_else(|| "something else".to_owned());
    let row = concern.row;
    let still = match (row.is_ageing, &row.known.removed_in) {
        (true, Some(end)) => format!(" The old name works until {end}."),
        (true, None) => " Nobody says that the old name has stopped working.".to_owned(),
        (false, _) => String::new(),
    };
    let finding = concern.finding(&format!("`{key}` is {to} since {since}, and {files} has the old name.{still}"));
    let finding = if row.is_ageing { no_more_than(finding, Severity::Medium) } else { finding };
    concern.steps(finding, &format!("rename `{key}` to {to} in {files}"))
}
