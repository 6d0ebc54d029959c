//! `config/removed-key`

use super::concern::Concern;
use super::ending::judge;
use crate::facts::excerpt;
use crate::finding::{Finding, Phase, Severity};
use crate::matrix::Trouble;
use crate::rules::weight::{count, listing};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "config/removed-key",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("removed_key.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    judge(rule, case, Trouble::Removed, tell)
}

fn tell(concern: &Concern<'_, '_>) -> Finding {
    let finding = match concern.key().split_once('#') {
        Some((api_version, kind)) => object(concern, api_version, kind),
        None => key(concern),
    };
    // What a pack takes for less than high is no blocker either.
    let is_blocker = concern.is_users() && finding.severity == Severity::High;
    if is_blocker { finding.severity(Severity::Blocker) } else { finding }
}

fn key(concern: &Concern<'_, '_>) -> Finding {
    let (key, files, since) = (concern.key(), concern.files(), concern.since());
    let instead = concern.replacement();
    let place = instead.as_ref().map_or(String::new(), |names| format!(" {names} takes its place."));
    let finding = concern.finding(&format!("`{key}` is gone since {since}, and {files} sets it.{place}"));
    let change = match instead {
        Some(names) => format!("take `{key}` out of {files} and set {names} as its documentation says"),
        None => format!("take `{key}` out of {files}, and find out what did its work before"),
    };
    concern.steps(finding, &change)
}

fn object(concern: &Concern<'_, '_>, api_version: &str, kind: &str) -> Finding {
    let mut names: Vec<String> = concern.row.acting.iter().map(|place| excerpt(place.value())).collect();
    names.retain(|name| !name.is_empty());
    names.dedup();
    let objects = count(concern.row.acting.len(), "object", "objects");
    let named =
        if names.is_empty() { String::new() } else { format!(": {}", listing(names.iter().map(String::as_str))) };
    let (since, files) = (concern.since(), concern.files());
    let finding = concern.finding(&format!(
        "{since} no longer serves {kind} of `{api_version}`, and {files} has {objects} of it{named}. Applying it fails."
    ));
    let to = concern.replacement().map_or("an API version that is served".to_owned(), |names| names);
    concern.steps(finding, &format!("move {kind} from `{api_version}` to {to} in {files}; fields may be called otherwise"))
}
