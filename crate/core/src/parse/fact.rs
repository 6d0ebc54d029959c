//! Facts with what every parser gives them; what differs is set by struct update. Where they go is [`super::sink::Sink`]'s
//! matter, and what those of one ecosystem's files share is [`super::listing::Listing`]'s.

use crate::facts::{
    Dependency, DependencySource, Manifest, ManifestState, Package, PackageOrigin, Scope, Site, Sited, SourceKind,
    VersionRange, excerpt,
};
use crate::version::{self, Dialect};

use super::document::{Break, Document};
use super::redact::redact;
use super::text::Text;

/// A manifest that could be read and is about something shipped in the package, until its place says more.
pub(super) fn manifest(path: &str, format: &str, ecosystem: &str) -> Manifest {
    Manifest {
        path: path.to_owned(),
        format: format.to_owned(),
        ecosystem: ecosystem.to_owned(),
        ..Manifest::default()
    }
}

/// A lockfile, a list of what was installed, or a file that refers to things elsewhere.
pub(super) fn list(path: &str, format: &str, ecosystem: &str, kind: PackageOrigin) -> Manifest {
    Manifest { kind, ..manifest(path, format, ecosystem) }
}

/// Notes whether a document could be read, and which of its keys stand twice.
pub(super) fn note_state(manifest: &mut Manifest, document: &Document, text: &Text<'_>) {
    note_break(manifest, document.broken.as_ref(), text);
    manifest.duplicate_keys = document
        .duplicate_keys
        .iter()
        .take(MOST_DUPLICATES)
        .map(|key| Sited { value: excerpt(&key.text), site: text.site(key.at) })
        .collect();
}

/// Duplicate keys that are worth listing; a file with more is no manifest that anybody wrote.
const MOST_DUPLICATES: usize = 100;

/// Notes where and why a file is broken, if it is.
pub(super) fn note_break(manifest: &mut Manifest, broken: Option<&Break>, text: &Text<'_>) {
    if let Some(broken) = broken {
        let (line, column) = text.position(broken.at);
        let reason = excerpt(&redact(&broken.reason));
        manifest.state = ManifestState::Unreadable { line, column, reason };
    }
}

/// Notes the first break of a format that is read line by line; the lines around it are kept.
pub(super) fn break_at(manifest: &mut Manifest, line: u32, reason: &str) {
    if manifest.state == ManifestState::Read {
        manifest.state = ManifestState::Unreadable { line, column: 1, reason: reason.to_owned() };
    }
}

/// A package that a file names.
pub(super) fn package(origin: PackageOrigin, ecosystem: &str, (name, version): (&str, &str), site: Site) -> Package {
    Package {
        name: excerpt(name),
        version: excerpt(version),
        ecosystem: ecosystem.to_owned(),
        origin,
        site,
        ..Package::default()
    }
}

/// The package that a manifest names, where packages of its kind have no purl type of their own.
pub(super) fn generic_package(manifest: &Manifest) -> Option<Package> {
    let name = manifest.name.as_ref()?;
    let version = manifest.version.as_ref().map_or("", |version| &version.value);
    Some(package(PackageOrigin::Manifest, "generic", (&name.value, version), name.site.clone()))
}

/// Something that is needed at run time from the ecosystem's registry.
pub(super) fn dependency(
    ecosystem: &str,
    dialect: Dialect,
    (name, requirement): (&str, &str),
    site: Site,
) -> Dependency {
    dependency_in_range(ecosystem, (name, requirement), version::range(dialect, requirement), site)
}

/// The same where the caller knows what the requirement means.
pub(super) fn dependency_in_range(
    ecosystem: &str,
    (name, requirement): (&str, &str),
    range: Option<VersionRange>,
    site: Site,
) -> Dependency {
    Dependency {
        name: excerpt(name),
        requirement: excerpt(&redact(requirement)),
        range,
        ecosystem: ecosystem.to_owned(),
        scope: Scope::Runtime,
        site,
        ..Dependency::default()
    }
}

/// The same in a build file, where no requirement at all means that another file has it (a parent, a list of versions): then
/// nothing is known about the range.
pub(super) fn managed_dependency(
    ecosystem: &str,
    dialect: Dialect,
    (name, requirement): (&str, &str),
    site: Site,
) -> Dependency {
    let dependency = dependency(ecosystem, dialect, (name, requirement), site);
    let range = dependency.range.filter(|_| !requirement.is_empty());
    Dependency { range, ..dependency }
}

/// A product that has to be there in at least this version: a platform, a server, an interpreter.
pub(super) fn at_least(name: &str, version: &str, site: Site) -> Dependency {
    dependency("generic", Dialect::Generic, (name, &format!(">={version}")), site)
}

/// A dependency that comes from this source, if there is one. What comes from elsewhere has no version that the registry
/// knows.
pub(super) fn sourced(dependency: Dependency, source: Option<DependencySource>) -> Dependency {
    let range = dependency.range.filter(|_| source.is_none());
    Dependency { range, source, ..dependency }
}

/// A source outside a registry, without credentials.
pub(super) fn source(kind: SourceKind, url: &str, pinned: bool) -> DependencySource {
    DependencySource { kind, url: excerpt(&redact(url)), pinned }
}

/// Whether a text is a whole commit id or digest, which nobody can move, rather than a tag or a branch.
pub(super) fn is_commit(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
