//! What the package itself asks for.

use std::collections::BTreeMap;

use crate::facts::{Dependency, Facts, Manifest, PackageOrigin, Scope};
use crate::rules::is_own_manifest;

/// A dependency that counts: asked for by a manifest of the package itself, and needed to run.
#[derive(Clone, Copy)]
pub(crate) struct Needed<'a> {
    pub(crate) manifest: &'a Manifest,
    pub(crate) dependency: &'a Dependency,
}

/// What the package itself needs to run. Manifests of what is shipped inside it, lockfiles and lists, and what is needed
/// only to build, to test or optionally, are left out.
pub(crate) fn needed(facts: &Facts) -> Vec<Needed<'_>> {
    let manifests: BTreeMap<&str, &Manifest> =
        facts.manifests.iter().filter(|m| asks(m)).map(|m| (m.path.as_str(), m)).collect();
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

/// Whether what a manifest asks for is what the package asks for. A lockfile repeats what its pins ask of each other, and a
/// list what was so elsewhere.
fn asks(manifest: &Manifest) -> bool {
    is_own_manifest(manifest) && matches!(manifest.kind, PackageOrigin::Manifest | PackageOrigin::Reference)
}

impl Needed<'_> {
    /// Whether the manifest is the vendor's own, rather than one of an ecosystem with customs and a lockfile of its own.
    pub(crate) fn is_vendors_own(&self) -> bool {
        self.manifest.ecosystem == "generic"
    }
}
