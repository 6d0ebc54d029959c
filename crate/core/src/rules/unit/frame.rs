//! What the rules of the group share: what became of each service that is used and not brought.

use std::collections::BTreeMap;

use crate::facts::{Unit, UnitUse};
use crate::finding::{Confidence, Finding, Severity};
use crate::report::Stage;
use crate::rules::weight::{RELATED, Weight, Weights, unread_scripts};
use crate::rules::{Case, Outcome, Rule};
use crate::unit::known::is_well_known;

/// What became of a service that is used and not brought.
pub(super) enum State {
    /// It has another name now.
    Renamed { new: String, known_by: &'static str },
    /// The baseline brought it.
    Vanished {},
    /// Nobody has it.
    Missing { is_inventory_given: bool },
}

/// One finding for each name whose state is wanted.
pub(super) fn check(rule: &Rule, case: &Case<'_>, is_wanted: fn(&State) -> bool) -> Outcome {
    let weights = Weights::new(case.facts);
    let mut by_name: BTreeMap<&str, Vec<&UnitUse>> = BTreeMap::new();
    for used in &case.facts.unit_uses {
        // The way back speaks of the version before.
        let counts =
            weights.of(&used.site.path) > Weight::Reading && case.timeline().stage(&used.site.path) != Stage::Rollback;
        if counts {
            by_name.entry(&used.name).or_default().push(used);
        }
    }
    if by_name.is_empty() {
        return match unread_scripts(case.facts) {
            Some(unread) => Outcome::NotChecked(unread),
            None => Outcome::NotApplicable("no script or unit of the package uses a service".to_owned()),
        };
    }
    let states = by_name.into_iter().filter_map(|(name, uses)| Some((name, state(case, name, &uses)?, uses)));
    let findings = states.filter(|(_, state, _)| is_wanted(state));
    Outcome::of(findings.filter_map(|(name, state, uses)| finding(rule, name, &state, uses)).collect())
}

fn brought<'u>(units: &'u [Unit], name: &str) -> Option<&'u Unit> {
    units.iter().find(|unit| {
        unit.name == name || unit.aliases.iter().any(|alias| alias == name) || is_instance(name, &unit.name)
    })
}

/// `app@one.service` is one of `app@.service`.
fn is_instance(name: &str, template: &str) -> bool {
    let split = |name: &str| {
        name.split_once('@').map(|(stem, rest)| (stem.to_owned(), rest.rsplit('.').next().unwrap_or("").to_owned()))
    };
    template.contains("@.") && split(name).is_some_and(|parts| split(template) == Some(parts))
}

/// `None` where all is well, or nothing can be said.
fn state(case: &Case<'_>, name: &str, uses: &[&UnitUse]) -> Option<State> {
    if brought(&case.facts.units, name).is_some() {
        return None;
    }
    if let Some(row) = case.context.packs.unit(name).filter(|row| !row.new.is_empty()) {
        return Some(State::Renamed { new: row.new.clone(), known_by: "a pack" });
    }
    let before = case.context.baseline.as_ref().and_then(|baseline| brought(&baseline.facts.units, name));
    if let Some(before) = before {
        let same = case.facts.units.iter().find(|unit| does_the_same(unit, before));
        return Some(match same {
            Some(unit) => State::Renamed { new: unit.name.clone(), known_by: "the baseline" },
            None => State::Vanished {},
        });
    }
    let is_script =
        uses.iter().any(|used| !used.verb.ends_with('=') && !used.verb.starts_with("is-") && used.verb != "status");
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let inventory = &case.context.inventory;
    // Only a package that brings services of its own system can be said to lack one.
    let brings = case.facts.units.iter().any(|unit| uses.iter().any(|used| used.system == unit.system));
    let is_installed = inventory.named(stem).next().is_some();
    (is_script && !is_well_known(name) && !is_installed && (brings || !inventory.is_empty()))
        .then(|| State::Missing { is_inventory_given: !inventory.is_empty() })
}

/// Whether two units run the same program. The names of the programs decide, for versions change folders and options.
fn does_the_same(unit: &Unit, before: &Unit) -> bool {
    let program = |unit: &Unit| -> Option<String> {
        let first = unit.command.split_whitespace().next()?;
        Some(first.rsplit('/').next().unwrap_or(first).to_owned())
    };
    let is_shell = |name: &str| matches!(name, "sh" | "bash" | "python3" | "python" | "java" | "node" | "env");
    let same = program(unit).filter(|name| !is_shell(name)).is_some_and(|name| program(before) == Some(name));
    let kind = |unit: &Unit| unit.name.rsplit('.').next().map(str::to_owned);
    kind(unit) == kind(before) && (same || unit.name.replace("d.", ".") == before.name.replace("d.", "."))
}

fn finding(rule: &Rule, name: &str, state: &State, mut uses: Vec<&UnitUse>) -> Option<Finding> {
    uses.sort_by_key(|used| (used.verb.ends_with('='), used.verb.starts_with("is-"), &used.site));
    let (first, others) = uses.split_first()?;
    let act = if first.verb.ends_with('=') {
        format!("`{}` names it", first.verb)
    } else {
        format!("A script says `{}`", first.verb)
    };
    let (message, step) = match state {
        State::Renamed { new, known_by } => (
            format!("{act}: `{name}`, which is `{new}` now ({known_by} knows). The old name is not in the package."),
            format!("Write `{new}` for `{name}`, or give the new unit `Alias={name}`."),
        ),
        State::Vanished {} => (
            format!("{act}: `{name}`, which the baseline brings and the package does not."),
            format!("Ask the vendor what takes the place of `{name}`."),
        ),
        State::Missing { .. } => (
            format!("{act}: `{name}`, which the package does not bring."),
            format!("Before: see whether the machine has it: systemctl status {name}"),
        ),
    };
    let (severity, confidence) = match state {
        State::Missing { is_inventory_given: false } => (Severity::Low, Confidence::Low),
        State::Missing { .. } => (rule.severity, Confidence::Medium),
        _ => (rule.severity, Confidence::High),
    };
    let finding = Finding::new(rule, name, message, first.site.location()).severity(severity).confidence(confidence);
    let finding = finding.step("verify", step);
    Some(others.iter().take(RELATED).fold(finding, |finding, used| finding.related("here too", used.site.location())))
}
