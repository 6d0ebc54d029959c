//! What the packages contain, by name: the versions before and after.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Section;
use crate::compare::Compared;
use crate::compare::diff::{Item, Place, changes};
use crate::facts::Facts;
use crate::report::{Change, ChangedFacts};

pub(super) const SECTION: Section = Section { of: ChangedFacts::Packages, name: "packages", changes: of_packages };

fn of_packages(compared: &Compared<'_>) -> Vec<Change> {
    changes(items(&compared.baseline.facts), items(compared.facts))
}

/// Each version of a name once: a manifest, a lockfile and an SBOM may all name it.
fn items(facts: &Facts) -> Vec<Item<'_>> {
    let mut seen = BTreeSet::new();
    let packages = facts.packages.iter().filter(|package| {
        seen.insert((package.ecosystem.as_str(), package.name.to_lowercase(), package.version.as_str()))
    });
    packages
        .map(|package| Item {
            key: format!("{}\n{}", package.ecosystem, package.name.to_lowercase()),
            subject: Cow::Borrowed(&package.name),
            value: Cow::Borrowed(&package.version),
            place: Place::Site(&package.site),
        })
        .collect()
}
