//! `config/missing-required-key`

use super::concern::{Concern, judge};
use crate::facts::excerpt;
use crate::finding::{Finding, Phase, Severity};
use crate::matrix::{Trouble, in_words};
use crate::packs::RequireOp;
use crate::report::KeyOrigin;
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "config/missing-required-key",
    severity: Severity::Blocker,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("missing_required_key.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    judge(rule, case, Trouble::Missing, tell)
}

fn tell(concern: &Concern<'_, '_>) -> Finding {
    let (key, since) = (concern.key(), concern.since());
    let file = concern.row.home.map_or("your configuration", |home| &home.config.name);
    let shipped = concern.row.others.iter().find(|place| place.is_live() && place.origin == KeyOrigin::Package);
    let default =
        shipped.map_or(String::new(), |place| format!(" The package's default is `{}`.", excerpt(place.value())));
    let known = concern.row.known;
    let is_any = known.require.as_ref().is_none_or(|require| require.op == RequireOp::Exists);
    let wanted = if is_any { String::new() } else { format!(" to {}", in_words(known)) };
    let finding = concern.finding(&format!("Since {since} `{key}` must be set{wanted}, and `{file}` does not set it.{default}"));
    concern.steps(finding, &format!("set `{key}` in `{file}`{wanted}"))
}
