//! From what is installed to what the package brings: which versions lie on the way, and whether there is a way at all.

mod graph;

use std::collections::{BTreeMap, BTreeSet};

use crate::context::{Context, Installed};
use crate::facts::{Facts, Manifest, ManifestState, PackageOrigin, Sited, excerpt};
use crate::packs::{self, Name, Product};
use crate::report::{UpgradePath, UpgradeStop};
use crate::version::{Dialect, compare, upstream};

pub(crate) use graph::{Way, WayStop};

use graph::Graph;

/// A product of the package, and the versions of it that run in production.
pub(crate) struct Upgrade<'a> {
    /// Its name as production or the package calls it.
    pub(crate) name: String,
    /// What the packs say of it; `None` where none knows it.
    pub(crate) product: Option<Product<'a>>,
    /// In which its versions are compared.
    pub(crate) dialect: Dialect,
    /// The package's version.
    pub(crate) to: &'a Sited<String>,
    /// What is installed, the oldest version first.
    pub(crate) present: Vec<Present<'a>>,
}

/// One version of the product in production.
pub(crate) struct Present<'a> {
    /// As the inventory gives it.
    pub(crate) version: String,
    /// As it is compared: without what a distribution adds to it.
    pub(crate) compared_as: String,
    /// The hosts that have it.
    pub(crate) hosts: BTreeSet<u32>,
    /// The rows that say so; none where a host's operating system is the product.
    pub(crate) rows: Vec<&'a Installed>,
}

/// Every product that the package's own manifests name, beside what is installed of it.
pub(crate) fn upgrades<'a>(facts: &'a Facts, context: &'a Context) -> Vec<Upgrade<'a>> {
    let mut seen = BTreeSet::new();
    let own = facts.manifests.iter().filter(|manifest| names_a_product(manifest));
    own.filter_map(|manifest| {
        let (name, to) = (manifest.name.as_ref()?, manifest.version.as_ref()?);
        let product = context.packs.product(&manifest.ecosystem, &name.value);
        let names = match &product {
            Some(product) => product.names().cloned().collect(),
            None => vec![Name::new(&manifest.ecosystem, &name.value)],
        };
        let id = names.first().map_or(String::new(), |name| name.text().to_lowercase());
        if !seen.insert((id, to.value.clone())) {
            return None;
        }
        let dialect = product.as_ref().map_or_else(|| Dialect::of(&manifest.ecosystem), Product::dialect);
        let present = present(context, &names, dialect);
        let installed_as = present.iter().flat_map(|present| &present.rows).next().map(|row| row.name.to_string());
        let name = installed_as.unwrap_or_else(|| name.value.clone());
        Some(Upgrade { name: excerpt(&name), product, dialect, to, present })
    })
    .collect()
}

fn names_a_product(manifest: &Manifest) -> bool {
    manifest.is_own() && manifest.kind == PackageOrigin::Manifest && manifest.state == ManifestState::Read
}

/// What is installed under any of the names, by version.
fn present<'a>(context: &'a Context, names: &[Name], dialect: Dialect) -> Vec<Present<'a>> {
    let mut versions = Versions::default();
    for row in installed(context, names) {
        versions.add(&row.version, compared_as(row, dialect), row.host, Some(row));
    }
    let systems: Vec<&str> = names.iter().map(Name::text).filter(|id| packs::is_system(id)).collect();
    for (place, host) in (0..).zip(context.inventory.hosts()).filter(|_| !systems.is_empty()) {
        if let Some(system) = packs::system(&host.os).filter(|system| systems.contains(&system.product)) {
            versions.add(&system.version, system.version.clone(), place, None);
        }
    }
    versions.ascending(dialect)
}

/// What is installed, by version, the oldest first.
pub(crate) fn by_version<'a>(rows: impl IntoIterator<Item = &'a Installed>, dialect: Dialect) -> Vec<Present<'a>> {
    let mut versions = Versions::default();
    for row in rows {
        versions.add(&row.version, compared_as(row, dialect), row.host, Some(row));
    }
    versions.ascending(dialect)
}

/// Installed versions as they are gathered.
#[derive(Default)]
struct Versions<'a> {
    by_text: BTreeMap<String, Present<'a>>,
}

impl<'a> Versions<'a> {
    fn add(&mut self, version: &str, compared_as: String, host: u32, row: Option<&'a Installed>) {
        let present = self.by_text.entry(version.to_owned()).or_insert_with(|| Present {
            version: excerpt(version),
            compared_as,
            hosts: BTreeSet::new(),
            rows: Vec::new(),
        });
        if present.hosts.insert(host) {
            present.rows.extend(row);
        }
    }

    fn ascending(self, dialect: Dialect) -> Vec<Present<'a>> {
        let mut present: Vec<Present<'_>> = self.by_text.into_values().collect();
        present
            .sort_by(|a, b| compare(dialect, &a.compared_as, &b.compared_as).then_with(|| a.version.cmp(&b.version)));
        present
    }
}

/// Everything that is installed under any of the names, with a version.
pub(crate) fn installed<'a>(context: &'a Context, names: &[Name]) -> Vec<&'a Installed> {
    let mut spellings = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for name in names {
        for spelling in name.spellings().filter(|spelling| spellings.insert(spelling.to_lowercase())) {
            let found = context.inventory.named(&spelling);
            let meant =
                found.filter(|row| !row.version.is_empty() && names.iter().any(|n| n.is(&row.ecosystem, &row.name)));
            rows.extend(meant.filter(|row| seen.insert((row.host, &*row.name, &*row.version, &*row.ecosystem))));
        }
    }
    rows
}

/// A version as it is compared with those of another dialect: as the software's own authors gave it.
pub(crate) fn compared_as(row: &Installed, dialect: Dialect) -> String {
    let own = Dialect::of(&row.ecosystem);
    if own == dialect { row.version.to_string() } else { upstream(own, &row.version) }
}

impl<'a> Upgrade<'a> {
    /// The versions that are older than the package's.
    pub(crate) fn older(&self) -> impl Iterator<Item = &Present<'a>> {
        self.present.iter().filter(|present| compare(self.dialect, &present.compared_as, &self.to.value).is_lt())
    }

    /// The versions that are newer than the package's.
    pub(crate) fn newer(&self) -> impl Iterator<Item = &Present<'a>> {
        self.present.iter().filter(|present| compare(self.dialect, &present.compared_as, &self.to.value).is_gt())
    }

    /// The way from each older version, of the first [`MOST_WAYS`]; `None` where no pack knows the product's paths.
    pub(crate) fn ways(&self) -> Option<Ways<'_, 'a>> {
        let (pack, paths) = self.product.as_ref()?.paths()?;
        let sources: Vec<String> = paths.iter().flat_map(|path| path.sources.iter().cloned()).collect();
        let downgrade = paths.iter().map(|path| path.downgrade.as_str()).find(|word| !word.is_empty()).unwrap_or("");
        let graph = Graph::new(self.dialect, &paths, &self.to.value);
        let ways = self.older().take(MOST_WAYS).map(|present| (present, graph.way(&present.compared_as))).collect();
        Some(Ways { ways, downgrade, file: &pack.file, source: pack.cite(&sources) })
    }
}

/// Most versions of one product to look for ways from: more than there are, and few enough to search for each.
const MOST_WAYS: usize = 1_000;

/// The ways that a pack knows.
pub(crate) struct Ways<'u, 'a> {
    /// From each older version, the oldest first.
    pub(crate) ways: Vec<(&'u Present<'a>, Way)>,
    /// What the pack says about going back.
    pub(crate) downgrade: &'a str,
    /// The pack's file; `""` for a built-in one.
    pub(crate) file: &'a str,
    /// The pack and its source.
    pub(crate) source: String,
}

/// The ways for the report.
pub(crate) fn paths(facts: &Facts, context: &Context) -> Vec<UpgradePath> {
    let mut paths = Vec::new();
    for upgrade in upgrades(facts, context) {
        let Some(known) = upgrade.ways() else { continue };
        let path = |present: &Present<'_>, way: Option<Way>| {
            let is_supported = way.is_some();
            let way = way.unwrap_or_default();
            UpgradePath {
                product: upgrade.name.clone(),
                from: present.version.clone(),
                hosts: u32::try_from(present.hosts.len()).unwrap_or(u32::MAX),
                to: upgrade.to.value.clone(),
                wait: way.wait,
                stops: way.stops.into_iter().map(UpgradeStop::from).collect(),
                is_supported,
                downgrade: known.downgrade.to_owned(),
                source: known.source.clone(),
            }
        };
        paths.extend(known.ways.iter().map(|(present, way)| path(present, way.is_known.then(|| way.clone()))));
        let is_back_supported = known.downgrade == "supported";
        paths.extend(upgrade.newer().map(|present| path(present, is_back_supported.then(Way::default))));
    }
    paths
}

impl From<WayStop> for UpgradeStop {
    fn from(stop: WayStop) -> Self {
        let condition = if stop.when.is_empty() { String::new() } else { format!("only where {}", stop.when) };
        let waits: Vec<String> = [condition, stop.wait].into_iter().filter(|text| !text.is_empty()).collect();
        Self { version: stop.version, wait: waits.join("; ") }
    }
}

#[cfg(test)]
mod tests;
