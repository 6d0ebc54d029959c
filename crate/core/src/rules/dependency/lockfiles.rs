//! Which lockfile belongs to which manifest.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::facts::{Facts, FileType, Manifest, ManifestState, Package, PackageOrigin};
use crate::purl::purl;

/// The lockfiles that belong to a manifest, by their file names; none where the manifest knows no lockfile.
pub(super) fn names(manifest: &str) -> &'static [&'static str] {
    match manifest {
        "package.json" => {
            &["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"]
        }
        "pyproject.toml" => &["poetry.lock", "uv.lock", "pdm.lock", "pylock.toml"],
        "Pipfile" => &["Pipfile.lock"],
        "Cargo.toml" => &["Cargo.lock"],
        "Gemfile" => &["Gemfile.lock"],
        "gems.rb" => &["gems.locked"],
        "composer.json" => &["composer.lock"],
        "go.mod" => &["go.sum"],
        "pubspec.yaml" => &["pubspec.lock"],
        "mix.exs" => &["mix.lock"],
        _ => &[],
    }
}

/// Folder and file name of an entry; the folder of a nested archive's root is the archive.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// A path in a folder; the folder may be the root.
pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Whether a lockfile lies beside the manifest or, as in a workspace, above it.
pub(super) fn is_locked(manifest: &Manifest, files: &BTreeSet<&str>) -> bool {
    let (folder, name) = split(&manifest.path);
    let above = std::iter::successors(Some(folder), |folder| (!folder.is_empty()).then(|| split(folder).0));
    let is_in = |folder| names(name).iter().any(|lockfile| files.contains(join(folder, lockfile).as_str()));
    above.into_iter().any(is_in)
}

/// A lockfile with what it pins.
pub(super) struct Lockfile<'a> {
    pub(super) path: &'a str,
    /// Whether all of it is known, so that what is not there is absent.
    pub(super) is_whole: bool,
    pins: HashMap<String, Vec<&'a Package>>,
}

impl<'a> Lockfile<'a> {
    /// The versions that it pins of a package.
    pub(super) fn pins(&self, ecosystem: &str, name: &str) -> &[&'a Package] {
        self.pins.get(&purl(ecosystem, name, "")).map_or(&[], Vec::as_slice)
    }
}

/// Every lockfile that was read, by its path.
pub(super) fn read(facts: &Facts) -> BTreeMap<&str, Lockfile<'_>> {
    let is_lockfile = |manifest: &&Manifest| manifest.kind == PackageOrigin::Lockfile;
    let mut lockfiles: BTreeMap<&str, Lockfile<'_>> = facts
        .manifests
        .iter()
        .filter(is_lockfile)
        .map(|manifest| {
            let path = manifest.path.as_str();
            (path, Lockfile { path, is_whole: manifest.state == ManifestState::Read, pins: HashMap::new() })
        })
        .collect();
    for package in facts.packages.iter().filter(|package| package.origin == PackageOrigin::Lockfile) {
        if let Some(lockfile) = lockfiles.get_mut(package.site.path.as_str()) {
            lockfile.pins.entry(purl(&package.ecosystem, &package.name, "")).or_default().push(package);
        }
    }
    for skipped in &facts.skipped {
        if let Some(lockfile) = lockfiles.get_mut(skipped.path.as_str()) {
            lockfile.is_whole = false;
        }
    }
    lockfiles
}

/// The paths of all files, to look one up.
pub(super) fn files(facts: &Facts) -> BTreeSet<&str> {
    facts.files.iter().filter(|file| file.file_type == FileType::File).map(|file| file.path.as_str()).collect()
}
