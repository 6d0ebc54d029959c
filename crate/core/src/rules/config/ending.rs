//! How the rules about the key matrix end.

use super::concern::Concern;
use crate::facts::excerpt;
use crate::finding::Finding;
use crate::matrix::{Matrix, Row, Trouble};
use crate::packs::KeyChange;
use crate::report::RowState;
use crate::rules::weight::{Weights, listing};
use crate::rules::{Case, Outcome, Rule};

/// Makes a finding of each row with that trouble.
pub(super) fn judge(
    rule: &Rule,
    case: &Case<'_>,
    trouble: Trouble,
    tell: impl Fn(&Concern<'_, '_>) -> Finding,
) -> Outcome {
    let matrix = case.matrix();
    if !matrix.has_configuration {
        return Outcome::NotApplicable(
            "there is no configuration in the package, and none of your own was given".into(),
        );
    }
    if matrix.concerned().next().is_none() {
        return Outcome::NotChecked(format!("no rules are known for the configuration keys of {}", package(case)));
    }
    let weights = Weights::new(case.facts);
    let concerns = matrix.rows.iter().filter(|row| row.trouble == Some(trouble)).filter_map(|row| {
        let here = matrix.product(row)?;
        Some(Concern { rule, case, matrix, here, row, weights: &weights })
    });
    let findings: Vec<Finding> = concerns.map(|concern| tell(&concern)).collect();
    if findings.is_empty()
        && let Some(why) = open(matrix, trouble)
    {
        return Outcome::NotChecked(why);
    }
    Outcome::of(findings)
}

/// The package by the names that its own manifests give.
fn package(case: &Case<'_>) -> String {
    let own = case.facts.manifests.iter().filter(|manifest| manifest.is_own());
    let mut names: Vec<String> = own.filter_map(|manifest| Some(excerpt(&manifest.name.as_ref()?.value))).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() { "the package".to_owned() } else { listing(names.iter().map(String::as_str)) }
}

/// Why a rule that found nothing could not look everywhere.
fn open(matrix: &Matrix<'_>, trouble: Trouble) -> Option<String> {
    let is_ours = |row: &&Row<'_>| row.state == RowState::Unknown && would_be(row.known.kind) == trouble;
    let open: Vec<&Row<'_>> = matrix.rows.iter().filter(is_ours).collect();
    let keys = |rows: &[&Row<'_>]| {
        let names: Vec<&str> = rows.iter().filter_map(|row| Some(row.known.names.first()?.as_ref())).collect();
        listing(names.into_iter())
    };
    let without_target = open.iter().find(|row| matrix.product(row).is_some_and(|here| here.to.is_none()));
    if let Some(row) = without_target {
        let name = matrix.product(row).map_or("", |here| &here.name);
        return Some(format!("nobody says in which version `{name}` is met; an inventory that has it would"));
    }
    let is_missed = matches!(trouble, Trouble::Missing | Trouble::DefaultChanged);
    let (_, dated): (Vec<_>, Vec<_>) = open.into_iter().partition(|row| row.known.boundary().is_none());
    (is_missed && !dated.is_empty())
        .then(|| format!("none of your own configuration was given to look for {} in", keys(&dated)))
}

fn would_be(kind: KeyChange) -> Trouble {
    match kind {
        KeyChange::Removed => Trouble::Removed,
        KeyChange::Renamed => Trouble::Renamed,
        KeyChange::Deprecated => Trouble::Deprecated,
        KeyChange::RequiredNew => Trouble::Missing,
        KeyChange::ValueChanged | KeyChange::Added => Trouble::WrongValue,
        KeyChange::DefaultChanged => Trouble::DefaultChanged,
    }
}
