//! Where a parser puts what it found, no more than `facts_per_file` of each kind.

use std::collections::BTreeMap;

use crate::facts::{
    DeclaredFile, Dependency, Facts, InstallHook, Manifest, ManifestState, Package, PackageOrigin, Requirement, Scope,
    ScriptCommand, Sited, excerpt,
};
use crate::purl;

use super::document::{Break, Document};
use super::redact::redact;
use super::text::Text;

/// Adds facts of one file.
pub(crate) struct Sink<'f> {
    facts: &'f mut Facts,
    path: &'f str,
    most: usize,
    added: [usize; 6],
    is_cut: bool,
    /// Names and versions that a lockfile pinned, and where in the facts they are.
    pinned: BTreeMap<(String, String), usize>,
}

/// A package at the version that a lockfile pins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Locked<'l> {
    pub(crate) name: &'l str,
    /// `""` where only a source is given.
    pub(crate) version: &'l str,
    pub(crate) scope: Scope,
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
}

impl<'f> Sink<'f> {
    pub(crate) fn new(facts: &'f mut Facts, path: &'f str, most: usize) -> Self {
        Self { facts, path, most, added: [0; 6], is_cut: false, pinned: BTreeMap::new() }
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
        mut manifest: Manifest,
        text: &Text<'_>,
        (name, full_name): (Option<(&str, usize)>, Option<&str>),
        version: Option<(&str, usize)>,
    ) {
        manifest.name = name.map(|(name, at)| text.sited(excerpt(name), at));
        manifest.version = version.map(|(version, at)| text.sited(excerpt(version), at));
        let ecosystem = manifest.ecosystem.clone();
        self.manifest(manifest);
        if let Some((name, at)) = name {
            self.package(Package {
                name: excerpt(full_name.unwrap_or(name)),
                version: excerpt(version.map_or("", |(version, _)| version)),
                ecosystem,
                origin: PackageOrigin::Manifest,
                site: text.site(at),
                ..Package::default()
            });
        }
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

    /// Adds a lockfile as a manifest. It pins what another manifest asks for, and describes no package itself.
    pub(crate) fn lockfile(&mut self, (format, ecosystem): (&str, &str), document: &Document, text: &Text<'_>) {
        let mut manifest = Manifest {
            path: text.path().to_owned(),
            format: format.to_owned(),
            ecosystem: ecosystem.to_owned(),
            kind: PackageOrigin::Lockfile,
            ..Manifest::default()
        };
        note_state(&mut manifest, document, text);
        self.manifest(manifest);
    }

    /// Adds what a lockfile pins: once, however often it stands in a tree of dependencies, with the widest of its scopes.
    /// `at` is its place in the text.
    pub(crate) fn locked(&mut self, ecosystem: &str, locked: Locked<'_>, text: &Text<'_>, at: usize) {
        let (name, version) = (excerpt(locked.name), excerpt(&redact(locked.version)));
        if name.is_empty() {
            return;
        }
        let key = (name, version);
        if let Some(package) = self.pinned.get(&key).and_then(|&known| self.facts.packages.get_mut(known)) {
            package.scope = package.scope.min(locked.scope);
            return;
        }
        let (name, version) = key.clone();
        self.pinned.insert(key, self.facts.packages.len());
        self.package(Package {
            name,
            version,
            ecosystem: ecosystem.to_owned(),
            purl: String::new(),
            origin: PackageOrigin::Lockfile,
            scope: locked.scope,
            site: text.site(at),
        });
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

/// Whether a document could be read, and which of its keys stand twice.
pub(crate) fn note_state(manifest: &mut Manifest, document: &Document, text: &Text<'_>) {
    note_break(manifest, document.broken.as_ref(), text);
    manifest.duplicate_keys = document
        .duplicate_keys
        .iter()
        .take(MOST_DUPLICATES)
        .map(|key| Sited { value: crate::facts::excerpt(&key.text), site: text.site(key.at) })
        .collect();
}

/// Where and why a file is broken, if it is.
pub(crate) fn note_break(manifest: &mut Manifest, broken: Option<&Break>, text: &Text<'_>) {
    if let Some(broken) = broken {
        let (line, column) = text.position(broken.at);
        let reason = excerpt(&super::redact::redact(&broken.reason));
        manifest.state = ManifestState::Unreadable { line, column, reason };
    }
}

/// Duplicate keys that are worth listing; a file with more is no manifest that anybody wrote.
const MOST_DUPLICATES: usize = 100;
