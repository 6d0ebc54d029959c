//! What the packages need: the requirements before and after.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Section;
use crate::compare::Compared;
use crate::compare::diff::{Item, Place, changes};
use crate::facts::Facts;
use crate::report::{Change, ChangedFacts};

pub(super) const SECTION: Section =
    Section { of: ChangedFacts::Dependencies, name: "dependencies", changes: of_dependencies };

fn of_dependencies(compared: &Compared<'_>) -> Vec<Change> {
    changes(items(&compared.baseline.facts), items(compared.facts))
}

/// Each requirement of a name once: a hundred parts of a package may ask for the same thing.
fn items(facts: &Facts) -> Vec<Item<'_>> {
    let mut seen = BTreeSet::new();
    let dependencies = facts.dependencies.iter().filter(|dependency| {
        seen.insert((dependency.ecosystem.as_str(), dependency.name.to_lowercase(), dependency.requirement.as_str()))
    });
    dependencies
        .map(|dependency| Item {
            key: format!("{}\n{}", dependency.ecosystem, dependency.name.to_lowercase()),
            subject: Cow::Borrowed(&dependency.name),
            value: Cow::Borrowed(&dependency.requirement),
            place: Place::Site(&dependency.site),
        })
        .collect()
}
