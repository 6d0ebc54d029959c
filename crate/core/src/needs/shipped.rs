//! What need not be in production, because it comes with the package.

use std::collections::{BTreeSet, HashSet};

use super::names::{Stem, Supply, supply};
use super::products::product;
use super::{Group, key};
use crate::facts::{Facts, PackageOrigin, Site};

/// Everything that the package brings, or that its lockfiles will fetch.
pub(super) struct Shipped {
    keys: HashSet<(String, String)>,
}

impl Shipped {
    pub(super) fn new(facts: &Facts) -> Self {
        // What the package itself is called. Asking for that means the version which is installed before.
        let own: BTreeSet<&Site> =
            facts.manifests.iter().filter(|m| m.is_own()).filter_map(|m| Some(&m.name.as_ref()?.site)).collect();
        let mut keys = HashSet::new();
        for package in &facts.packages {
            let is_library = supply(&package.ecosystem) == Supply::Library;
            match package.origin {
                PackageOrigin::Manifest | PackageOrigin::Lockfile => {}
                // A list of a machine's software says what was there, not what comes along.
                PackageOrigin::Listed if is_library => {}
                PackageOrigin::Listed | PackageOrigin::Reference => continue,
            }
            if !own.contains(&package.site) {
                keys.insert(of(&package.ecosystem, &package.name));
            }
        }
        Self { keys }
    }

    pub(super) fn has(&self, group: &Group<'_>) -> bool {
        group
            .asked
            .first()
            .is_some_and(|needed| self.keys.contains(&of(&needed.dependency.ecosystem, &needed.dependency.name)))
    }
}

/// The machine's software is one namespace: a `.deb` in the package meets a vendor's requirement of that name.
fn of(ecosystem: &str, name: &str) -> (String, String) {
    if supply(ecosystem) == Supply::Library {
        return (ecosystem.to_owned(), key(ecosystem, name, &Stem::default(), None));
    }
    let stem = Stem::of(name);
    let product = product(&stem);
    ("generic".to_owned(), key("generic", name, &stem, product))
}
