//! Facts with what every parser gives them; what differs is set by struct update.

use crate::facts::{Dependency, Manifest, ManifestState, Package, PackageOrigin, Scope, Site, excerpt};

use crate::version::{self, Dialect};

use super::sink::Sink;
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

/// The package that a manifest names, where packages of its kind have no purl type of their own.
pub(super) fn generic_package(manifest: &Manifest) -> Option<Package> {
    let name = manifest.name.as_ref()?;
    Some(Package {
        name: name.value.clone(),
        version: manifest.version.as_ref().map_or_else(String::new, |version| version.value.clone()),
        ecosystem: "generic".to_owned(),
        site: name.site.clone(),
        ..Package::default()
    })
}

/// Adds a manifest and the package that it names, as [`Sink::identify`] does, where packages of its kind have no purl type
/// of their own.
pub(super) fn identify_generic(
    sink: &mut Sink<'_>,
    mut manifest: Manifest,
    text: &Text<'_>,
    name: Option<(&str, usize)>,
    version: Option<(&str, usize)>,
) {
    manifest.name = name.map(|(name, at)| text.sited(excerpt(name), at));
    manifest.version = version.map(|(version, at)| text.sited(excerpt(version), at));
    if let Some(own) = generic_package(&manifest) {
        sink.package(own);
    }
    sink.manifest(manifest);
}

/// A lockfile, or a list of what was installed.
pub(super) fn list(path: &str, format: &str, ecosystem: &str, kind: PackageOrigin) -> Manifest {
    Manifest { kind, ..manifest(path, format, ecosystem) }
}

/// Notes the first break of a format that is read line by line; the lines around it are kept.
pub(super) fn break_at(manifest: &mut Manifest, line: u32, reason: &str) {
    if manifest.state == ManifestState::Read {
        manifest.state = ManifestState::Unreadable { line, column: 1, reason: reason.to_owned() };
    }
}

/// A package that a lockfile or a list names.
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

/// Something that is needed at run time from the ecosystem's registry.
pub(super) fn dependency(
    ecosystem: &str,
    dialect: Dialect,
    (name, requirement): (&str, &str),
    site: Site,
) -> Dependency {
    Dependency {
        name: excerpt(name),
        requirement: excerpt(requirement),
        range: version::range(dialect, requirement),
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
