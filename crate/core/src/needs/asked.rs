//! What the package itself asks for.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Dependency, Facts, Manifest, PackageOrigin, Scope};

/// A dependency that counts: asked for by a manifest of the package itself, and needed to run.
#[derive(Clone, Copy)]
pub(crate) struct Needed<'a> {
    pub(crate) manifest: &'a Manifest,
    pub(crate) dependency: &'a Dependency,
}

/// What the package itself needs to run. Manifests of what is shipped inside it, lockfiles and lists, and what is needed
/// only to build, to test or optionally, are left out.
pub(crate) fn needed(facts: &Facts) -> Vec<Needed<'_>> {
    let manifests = asking(facts);
    facts
        .dependencies
        .iter()
        .filter(|dependency| matches!(dependency.scope, Scope::Runtime | Scope::Peer))
        .filter_map(|dependency| {
            let manifest = *manifests.get(dependency.site.path.as_str())?;
            Some(Needed { manifest, dependency })
        })
        .collect()
}

/// The manifests that ask for the package, by path: its own, and those beside them that name nothing and only ask
/// (`Pipfile`, `Gemfile`, `requirements.txt`). A lockfile repeats what its pins ask of each other, and a list what was so
/// elsewhere: neither asks.
pub(crate) fn asking(facts: &Facts) -> BTreeMap<&str, &Manifest> {
    let own = || facts.manifests.iter().filter(|manifest| manifest.is_own());
    let folders: BTreeSet<&str> = own().map(|manifest| folder(&manifest.path)).chain([""]).collect();
    let asks = |manifest: &&Manifest| {
        // Whether a vendor's own manifest is the package's, its parser has told already.
        let only_asks =
            manifest.name.is_none() && manifest.ecosystem != "generic" && folders.contains(folder(&manifest.path));
        matches!(manifest.kind, PackageOrigin::Manifest | PackageOrigin::Reference) && (manifest.is_own() || only_asks)
    };
    facts.manifests.iter().filter(asks).map(|manifest| (manifest.path.as_str(), manifest)).collect()
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

impl Needed<'_> {
    /// Whether the manifest is the vendor's own, rather than one of an ecosystem with customs and a lockfile of its own.
    pub(crate) fn is_vendors_own(&self) -> bool {
        self.manifest.ecosystem == "generic"
    }
}
