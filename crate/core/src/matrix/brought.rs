//! Which version of a product a package brings, or asks for.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::facts::{Dependency, Facts, Manifest, ManifestState, Package, PackageOrigin, Scope, Site, excerpt};
use crate::needs::{Supply, supply};
use crate::packs::{Keyed, name_key};
use crate::version::{Dialect, compare, looks_like_version, upstream};

/// What makes a product a part of a package. Ordered: the first says most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum By {
    /// It is the package.
    Own,
    /// It is in the package.
    Shipped,
    /// The package fetches it in one version: its lockfile, its list of images.
    Fetched,
    /// The package asks for it.
    Needed,
}

/// A product as a package has it.
#[derive(Clone, Debug)]
pub(super) struct Brought<'a> {
    pub(super) by: By,
    /// As the package calls it.
    pub(super) name: &'a str,
    /// The version, or the lowest that is asked for; `None` where none is given, or where it is no number.
    pub(super) version: Option<Version>,
    pub(super) site: &'a Site,
}

/// A version with the form in which it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    pub(crate) text: String,
    pub(super) compared_as: String,
}

/// What a package has of each product: the strongest reason, and of equal ones the newest version.
pub(super) fn brought<'a>(facts: &'a Facts, products: &[Keyed<'_>]) -> Vec<Option<Brought<'a>>> {
    let mut gathered = Gathered { by_key: by_key(products), products, found: vec![None; products.len()] };
    for manifest in facts.manifests.iter().filter(|manifest| names_the_package(manifest)) {
        let Some(name) = &manifest.name else { continue };
        let version = manifest.version.as_ref().map_or("", |version| &version.value);
        gathered.add(By::Own, (&manifest.ecosystem, &name.value), version, &name.site);
    }
    for package in &facts.packages {
        if let Some(by) = how_it_comes(package) {
            gathered.add(by, (&package.ecosystem, &package.name), &package.version, &package.site);
        }
    }
    let is_for_running = |dependency: &&Dependency| matches!(dependency.scope, Scope::Runtime | Scope::Peer);
    for dependency in facts.dependencies.iter().filter(is_for_running) {
        gathered.add(By::Needed, (&dependency.ecosystem, &dependency.name), lowest(dependency), &dependency.site);
    }
    gathered.found
}

struct Gathered<'p, 'k, 'a> {
    by_key: HashMap<&'p str, Vec<usize>>,
    products: &'p [Keyed<'k>],
    found: Vec<Option<Brought<'a>>>,
}

fn by_key<'p>(products: &'p [Keyed<'_>]) -> HashMap<&'p str, Vec<usize>> {
    let mut by_key: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, product) in products.iter().enumerate() {
        for name in &product.names {
            for key in std::iter::once(name.key()).chain(artifact(name.key())) {
                let same = by_key.entry(key).or_default();
                if same.last() != Some(&at) {
                    same.push(at);
                }
            }
        }
    }
    by_key
}

/// What stands behind the group of a Maven name.
fn artifact(name: &str) -> Option<&str> {
    name.split_once(':').map(|(_, artifact)| artifact)
}

/// Whether something of an ecosystem is a product. A jar that says no group of its own is taken by its artifact.
fn is_it(product: &Keyed<'_>, ecosystem: &str, name: &str) -> bool {
    if ecosystem != "maven" || name.contains(':') {
        return product.is(ecosystem, name);
    }
    let key = name_key(name);
    product.names.iter().any(|own| own.is("generic", name) || artifact(own.key()) == Some(&key))
}

impl<'a> Gathered<'_, '_, 'a> {
    fn add(&mut self, by: By, (ecosystem, name): (&str, &'a str), version: &str, site: &'a Site) {
        let same = self.by_key.get(name_key(name).as_str()).into_iter().flatten();
        for &at in same {
            let (Some(product), Some(found)) = (self.products.get(at), self.found.get_mut(at)) else { continue };
            if !is_it(product, ecosystem, name) {
                continue;
            }
            let new = Brought { by, name, version: comparable(ecosystem, version, product.dialect), site };
            if found.as_ref().is_none_or(|known| is_better(product.dialect, &new, known)) {
                *found = Some(new);
            }
        }
    }
}

fn is_better(dialect: Dialect, new: &Brought<'_>, known: &Brought<'_>) -> bool {
    // A manifest without a version does not hide the one that another gives.
    let rank = |brought: &Brought<'_>| (brought.version.is_none(), brought.by);
    match rank(new).cmp(&rank(known)) {
        Ordering::Less => true,
        Ordering::Greater => false,
        Ordering::Equal => matches!((&new.version, &known.version), (Some(new), Some(known))
            if compare(dialect, &new.compared_as, &known.compared_as).is_gt()),
    }
}

fn names_the_package(manifest: &Manifest) -> bool {
    manifest.is_own() && manifest.kind == PackageOrigin::Manifest && manifest.state == ManifestState::Read
}

fn how_it_comes(package: &Package) -> Option<By> {
    match package.origin {
        PackageOrigin::Manifest => Some(By::Shipped),
        PackageOrigin::Lockfile | PackageOrigin::Reference => Some(By::Fetched),
        // A list of a machine's software says what was there, not what comes along.
        PackageOrigin::Listed => (supply(&package.ecosystem) == Supply::Library).then_some(By::Shipped),
    }
}

/// The lowest version that a requirement admits; `""` where it has no lower end.
fn lowest(dependency: &Dependency) -> &str {
    let interval = dependency.range.as_ref().and_then(|range| range.intervals.first());
    interval.and_then(|interval| interval.lower.as_ref()).map_or("", |bound| &bound.version)
}

fn comparable(ecosystem: &str, version: &str, dialect: Dialect) -> Option<Version> {
    let text = excerpt(version);
    let is_image = matches!(ecosystem, "docker" | "oci");
    // `16.4-alpine3.20`: an image's tag tells its base behind the version.
    let version = if is_image { text.split('-').next().unwrap_or(&text) } else { &text };
    let own = Dialect::of(ecosystem);
    let compared_as = if own == dialect { version.to_owned() } else { upstream(own, version) };
    looks_like_version(&compared_as).then(|| Version { compared_as, text: text.clone() })
}
