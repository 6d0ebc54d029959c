//! Where a parser puts what it found, no more than `facts_per_file` of each kind.

use std::collections::BTreeMap;

use crate::facts::{
    DeclaredFile, Dependency, Deprecation, Facts, InstallHook, KubernetesObject, Manifest, Package, PackageOrigin,
    Requirement, ScriptCommand, excerpt,
};
use crate::purl;

use super::fact;
use super::text::Text;

/// Adds facts of one file.
pub(crate) struct Sink<'f> {
    facts: &'f mut Facts,
    path: &'f str,
    most: usize,
    added: [usize; 8],
    is_cut: bool,
    /// Names and versions of the packages that are added once, and where in the facts they are.
    known: BTreeMap<(String, String), usize>,
}

/// Kinds of facts that are counted, as places in `added`.
#[derive(Clone, Copy)]
enum Kind {
    Package,
    Dependency,
    Requirement,
    DeclaredFile,
    InstallHook,
    Command,
    Object,
    Deprecation,
}

impl<'f> Sink<'f> {
    pub(crate) fn new(facts: &'f mut Facts, path: &'f str, most: usize) -> Self {
        Self { facts, path, most, added: [0; 8], is_cut: false, known: BTreeMap::new() }
    }

    /// How many facts of one kind are worth making of a list in a single line, whose places cost the most: one more than
    /// are kept, so that the cut is noted.
    pub(crate) fn enough(&self) -> usize {
        self.most.saturating_add(1)
    }

    pub(crate) fn manifest(&mut self, manifest: Manifest) {
        self.facts.manifests.push(manifest);
    }

    /// Adds a manifest together with the package that it names. `name` and `version` are the words and the byte offsets
    /// at which they stand; `full_name` is the name in the ecosystem where that is another (`publisher/name`).
    pub(crate) fn identify(
        &mut self,
        manifest: Manifest,
        text: &Text<'_>,
        (name, full_name): (Option<(&str, usize)>, Option<&str>),
        version: Option<(&str, usize)>,
    ) {
        let manifest = identified(manifest, text, name, version);
        if let Some((name, at)) = name {
            let named = (full_name.unwrap_or(name), version.map_or("", |(version, _)| version));
            self.package(fact::package(PackageOrigin::Manifest, &manifest.ecosystem, named, text.site(at)));
        }
        self.manifest(manifest);
    }

    /// The same where packages of its kind have no purl type of their own.
    pub(crate) fn identify_generic(
        &mut self,
        manifest: Manifest,
        text: &Text<'_>,
        name: Option<(&str, usize)>,
        version: Option<(&str, usize)>,
    ) {
        let manifest = identified(manifest, text, name, version);
        if let Some(own) = fact::generic_package(&manifest) {
            self.package(own);
        }
        self.manifest(manifest);
    }

    /// Adds a package; its purl is made where it is empty.
    pub(crate) fn package(&mut self, mut package: Package) {
        if package.purl.is_empty() {
            package.purl = purl::purl(&package.ecosystem, &package.name, &package.version);
        }
        if self.has_room(Kind::Package) {
            self.facts.packages.push(package);
        }
    }

    /// Adds a package once, however often it stands in a tree of dependencies, with the widest of its scopes.
    pub(crate) fn package_once(&mut self, package: Package) {
        if package.name.is_empty() {
            return;
        }
        let key = (package.name.clone(), package.version.clone());
        if let Some(known) = self.known.get(&key).and_then(|&known| self.facts.packages.get_mut(known)) {
            known.scope = known.scope.min(package.scope);
            return;
        }
        self.known.insert(key, self.facts.packages.len());
        self.package(package);
    }

    /// Adds a dependency; its purl is made where it is empty.
    pub(crate) fn dependency(&mut self, mut dependency: Dependency) {
        if dependency.purl.is_empty() {
            dependency.purl = purl::purl(&dependency.ecosystem, &dependency.name, "");
        }
        if self.has_room(Kind::Dependency) {
            self.facts.dependencies.push(dependency);
        }
    }

    pub(crate) fn requirement(&mut self, requirement: Requirement) {
        if self.has_room(Kind::Requirement) {
            self.facts.requirements.push(requirement);
        }
    }

    pub(crate) fn declared_file(&mut self, file: DeclaredFile) {
        if self.has_room(Kind::DeclaredFile) {
            self.facts.declared_files.push(file);
        }
    }

    pub(crate) fn install_hook(&mut self, hook: InstallHook) {
        if self.has_room(Kind::InstallHook) {
            self.facts.install_hooks.push(hook);
        }
    }

    pub(crate) fn command(&mut self, command: ScriptCommand) {
        if self.has_room(Kind::Command) {
            self.facts.script_commands.push(command);
        }
    }

    pub(crate) fn object(&mut self, object: KubernetesObject) {
        if self.has_room(Kind::Object) {
            self.facts.kubernetes_objects.push(object);
        }
    }

    pub(crate) fn deprecation(&mut self, deprecation: Deprecation) {
        if self.has_room(Kind::Deprecation) {
            self.facts.deprecations.push(deprecation);
        }
    }

    /// Notes that the file was not taken whole.
    pub(crate) fn skip(&mut self, reason: String) {
        self.facts.skip(self.path, reason);
    }

    /// Whether another package would be taken, so that a reader need not put together what is not.
    pub(crate) fn takes_packages(&mut self) -> bool {
        self.takes(Kind::Package)
    }

    /// Whether another dependency would be taken.
    pub(crate) fn takes_dependencies(&mut self) -> bool {
        self.takes(Kind::Dependency)
    }

    /// Counts one more fact.
    fn has_room(&mut self, kind: Kind) -> bool {
        let takes = self.takes(kind);
        if let Some(added) = self.added.get_mut(kind as usize).filter(|_| takes) {
            *added = added.saturating_add(1);
        }
        takes
    }

    /// Whether one more fact has room; the first that has none is noted.
    fn takes(&mut self, kind: Kind) -> bool {
        if self.added.get(kind as usize).is_some_and(|added| *added < self.most) {
            return true;
        }
        if !self.is_cut {
            self.is_cut = true;
            let most = self.most;
            self.skip(format!(
                "says more than {most} things of one kind (limit facts_per_file); the rest was not taken"
            ));
        }
        false
    }
}

/// A manifest with the name and the version that stand in its text.
fn identified(
    manifest: Manifest,
    text: &Text<'_>,
    name: Option<(&str, usize)>,
    version: Option<(&str, usize)>,
) -> Manifest {
    let sited = |(word, at): (&str, usize)| text.sited(excerpt(word), at);
    Manifest { name: name.map(sited), version: version.map(sited), ..manifest }
}
