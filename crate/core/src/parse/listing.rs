//! What the readers of one ecosystem's lockfiles, lists and manifests share: the file itself, what it pins, what it asks
//! for.

use std::collections::BTreeMap;

use crate::facts::{
    Dependency, DependencySource, Facts, InstallHook, Manifest, Package, PackageOrigin, Scope, Site, VersionRange,
    excerpt,
};
use crate::version::{self, Dialect};

use super::document::{Break, Document, Node};
use super::redact::redact;
use super::sink::Sink;
use super::text::Text;
use super::{Input, fact, place};

/// An ecosystem: how its packages are named, and how its requirements are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ecosystem {
    /// purl type.
    pub(crate) purl_type: &'static str,
    /// The dialect of its versions.
    pub(crate) dialect: Dialect,
}

/// Adds the facts of one file of one ecosystem.
pub(crate) struct Listing<'f> {
    text: &'f Text<'f>,
    sink: Sink<'f>,
    ecosystem: Ecosystem,
    origin: PackageOrigin,
    has_lines: bool,
    /// Whether the file is a third party's that lies unpacked in the package. What that needs lies beside it already, what
    /// it locked was for its own development, and nothing of it is run.
    is_vendored: bool,
}

/// Something that is asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Need<'n> {
    /// Name in the ecosystem.
    pub(crate) name: &'n str,
    /// The requirement as written.
    pub(crate) requirement: &'n str,
    /// When it is needed.
    pub(crate) scope: Scope,
    /// Where it comes from when not from the registry.
    pub(crate) source: Option<DependencySource>,
    /// Byte offset at which it stands.
    pub(crate) at: usize,
}

/// A package at the version that a tree of dependencies leads to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Locked<'l> {
    /// Name in the ecosystem; nothing is added where it is empty.
    pub(crate) name: &'l str,
    /// `""` where only a source is given.
    pub(crate) version: &'l str,
    /// When it is needed.
    pub(crate) scope: Scope,
}

impl<'f> Listing<'f> {
    /// Begins a file. What it pins is `origin`'s.
    pub(crate) fn new(
        input: Input<'f>,
        facts: &'f mut Facts,
        text: &'f Text<'f>,
        ecosystem: Ecosystem,
        origin: PackageOrigin,
    ) -> Self {
        let path = &input.file.path;
        let sink = Sink::new(facts, path, input.most_facts);
        Self { text, sink, ecosystem, origin, has_lines: true, is_vendored: place::is_vendored(path) }
    }

    /// The same for a file that has no lines: the place of everything is the file itself.
    pub(crate) fn without_lines(self) -> Self {
        Self { has_lines: false, ..self }
    }

    /// The same for a file that says what lies beside it, and so counts in a third party's folder too.
    pub(crate) fn even_if_vendored(self) -> Self {
        Self { is_vendored: false, ..self }
    }

    fn site(&self, at: usize) -> Site {
        if self.has_lines { self.text.site(at) } else { Site::entry(self.text.path()) }
    }

    /// Adds the file itself, which names no package of its own.
    pub(crate) fn file(&mut self, format: &str, document: &Document) {
        let manifest = self.manifest(format, document);
        self.sink.manifest(manifest);
    }

    /// The same for a format that is read by lines.
    pub(crate) fn file_of_lines(&mut self, format: &str, broken: Option<Break>) {
        self.file(format, &Document { broken, ..Document::default() });
    }

    /// Adds the file itself as the manifest of a package: name, version, and the byte offsets at which they stand.
    pub(crate) fn identify(
        &mut self,
        format: &str,
        document: &Document,
        name: Option<(&str, usize)>,
        version: Option<(&str, usize)>,
    ) {
        let mut manifest = self.manifest(format, document);
        manifest.describes_package = place::is_at_usual_place(self.text.path());
        self.sink.identify(manifest, self.text, (name, None), version);
    }

    fn manifest(&self, format: &str, document: &Document) -> Manifest {
        let mut manifest = fact::list(self.text.path(), format, self.ecosystem.purl_type, self.origin);
        fact::note_state(&mut manifest, document, self.text);
        manifest
    }

    /// Adds a package at one version.
    pub(crate) fn pin(&mut self, name: &str, version: &str, at: usize) {
        self.pin_by(self.origin, name, version, at);
    }

    /// Adds a package that the file is about, rather than one that it pins.
    pub(crate) fn own(&mut self, name: &str, version: &str, at: usize) {
        self.pin_by(PackageOrigin::Manifest, name, version, at);
    }

    /// Adds a package that came to be named otherwise than the file's others.
    pub(crate) fn pin_by(&mut self, origin: PackageOrigin, name: &str, version: &str, at: usize) {
        if !self.reads_over(origin) && self.sink.takes_packages() {
            let package = Package { origin, ..self.package(name, version, at) };
            self.sink.package(package);
        }
    }

    /// Adds a package that is needed only at some time, or by choice.
    pub(crate) fn pin_for(&mut self, scope: Scope, name: &str, version: &str, at: usize) {
        if !self.reads_over(self.origin) && self.sink.takes_packages() {
            let package = Package { scope, ..self.package(name, version, at) };
            self.sink.package(package);
        }
    }

    /// Adds a package with a package URL that says more than name and version.
    pub(crate) fn pin_as(&mut self, name: &str, version: &str, purl: String, at: usize) {
        if !self.reads_over(self.origin) && self.sink.takes_packages() {
            let package = Package { purl, ..self.package(name, version, at) };
            self.sink.package(package);
        }
    }

    /// Adds a package that a tree of dependencies leads to: once, with the widest of its scopes.
    pub(crate) fn lock(&mut self, locked: Locked<'_>, at: usize) {
        if !self.reads_over(self.origin) {
            let package = self.package(locked.name, &redact(locked.version), at);
            self.sink.package_once(Package { scope: locked.scope, ..package });
        }
    }

    fn reads_over(&self, origin: PackageOrigin) -> bool {
        self.is_vendored && origin == PackageOrigin::Lockfile
    }

    fn package(&self, name: &str, version: &str, at: usize) -> Package {
        fact::package(self.origin, self.ecosystem.purl_type, (name, version), self.site(at))
    }

    /// Adds a dependency; its range is read in the ecosystem's dialect.
    pub(crate) fn need(&mut self, need: Need<'_>) {
        let requirement = need.requirement;
        self.need_as(need, self.ecosystem.dialect, requirement);
    }

    /// The same where the requirement as written means another in that dialect.
    pub(crate) fn need_as(&mut self, need: Need<'_>, dialect: Dialect, meant: &str) {
        self.ask(self.ecosystem.purl_type, need, || version::range(dialect, meant));
    }

    /// The same where the requirement was read by the caller.
    pub(crate) fn need_in_range(&mut self, need: Need<'_>, range: Option<VersionRange>) {
        self.ask(self.ecosystem.purl_type, need, || range);
    }

    /// Adds what is asked of the machine and not of the registry: the language itself, a compiler, an extension.
    pub(crate) fn need_of_machine(&mut self, need: Need<'_>, dialect: Dialect) {
        let requirement = need.requirement;
        self.need_of_machine_as(need, dialect, requirement);
    }

    /// The same where the requirement as written means another in that dialect (`go 1.22` is a minimum).
    pub(crate) fn need_of_machine_as(&mut self, need: Need<'_>, dialect: Dialect, meant: &str) {
        self.ask("generic", need, || version::range(dialect, meant));
    }

    fn ask(&mut self, purl_type: &str, need: Need<'_>, range: impl FnOnce() -> Option<VersionRange>) {
        if self.is_vendored || !self.sink.takes_dependencies() {
            return;
        }
        let range = if need.source.is_none() { range() } else { None };
        let asked = (need.name, need.requirement);
        let dependency = fact::dependency_in_range(purl_type, asked, range, self.site(need.at));
        self.sink.dependency(Dependency { scope: need.scope, ..fact::sourced(dependency, need.source) });
    }

    /// Adds a command that is run on installation.
    pub(crate) fn install_hook(&mut self, hook: &str, command: &str, at: usize) {
        if self.is_vendored {
            return;
        }
        let site = self.site(at);
        let hook = InstallHook { hook: hook.to_owned(), command: excerpt(&redact(command)), site };
        self.sink.install_hook(hook);
    }
}

/// The members of a map by their names, to look many of them up.
pub(crate) fn by_name(map: Option<&Node>) -> BTreeMap<&str, &Node> {
    map.map_or(&[][..], Node::members).iter().map(|(key, node)| (key.text.as_str(), node)).collect()
}
