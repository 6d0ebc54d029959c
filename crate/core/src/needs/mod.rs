//! The join of what the package needs with what runs in production: the table behind the `dependency` rules.
//!
//! Ecosystems meet with care. A vendor's own requirement ("postgresql >=13") meets the machine's software under all
//! the names of `products.rs` and of the packs; a library meets libraries of its own ecosystem, Python's also a distribution's build of it; and
//! nothing else meets.

mod asked;
mod judge;
mod names;
mod production;
mod products;
mod shipped;
mod versions;

use std::collections::{BTreeSet, HashMap};

pub(crate) use asked::{Needed, asking, needed};
pub(crate) use judge::Found;
pub(crate) use names::{Supply, is_distribution, supply};
pub(crate) use production::Kinship;
pub(crate) use versions::{admits, is_close};

use crate::context::{Context, Installed, Inventory};
use crate::facts::{Facts, excerpt};
use crate::purl::purl;
use crate::report::{Asked, InstalledVersion, Need, NeedState};
use judge::{are_alternatives, judge};
use names::Stem;
use production::{Production, Wanted};
use products::{Product, product};
use shipped::Shipped;

/// What the package needs, beside what runs in production; in the order in which it is asked for.
pub fn table(facts: &Facts, context: &Context) -> Vec<Need> {
    shown(&rows(facts, context), context)
}

/// The table as the report has it.
pub(crate) fn shown(rows: &[Row<'_>], context: &Context) -> Vec<Need> {
    let hosts = u32::try_from(context.inventory.hosts().len()).unwrap_or(u32::MAX);
    rows.iter().map(|row| row.need(&context.inventory, hosts)).collect()
}

/// One line of the table, with what rules need beyond the report.
pub(crate) struct Row<'a> {
    /// Who asks; never empty.
    pub(crate) asked: Vec<Needed<'a>>,
    /// What production has, oldest version first.
    pub(crate) found: Vec<Found<'a>>,
    pub(crate) state: NeedState,
}

/// The table with everything that it rests on.
pub(crate) fn rows<'a>(facts: &'a Facts, context: &'a Context) -> Vec<Row<'a>> {
    let groups = groups(facts);
    let production = Production::new(context);
    let shipped = Shipped::new(facts);
    groups
        .into_iter()
        .map(|group| {
            let found = group.wanted().map_or_else(Vec::new, |wanted| production.matches(&wanted));
            let (found, state) = judge(&group, found, &production, &shipped);
            Row { asked: group.asked, found, state }
        })
        .collect()
}

/// Everybody who asks for one thing.
pub(crate) struct Group<'a> {
    pub(crate) asked: Vec<Needed<'a>>,
    stem: Stem,
    product: Option<&'static Product>,
}

/// What the package needs, each thing once.
pub(crate) fn groups(facts: &Facts) -> Vec<Group<'_>> {
    let mut places: HashMap<(&str, String), usize> = HashMap::new();
    let mut groups: Vec<Group<'_>> = Vec::new();
    for needed in needed(facts) {
        let dependency = needed.dependency;
        let is_vendors = dependency.ecosystem == "generic";
        let stem = if is_vendors { Stem::of(&dependency.name) } else { Stem::default() };
        let product = product(&stem).filter(|_| is_vendors);
        let key = key(&dependency.ecosystem, &dependency.name, &stem, product);
        let at = *places.entry((&dependency.ecosystem, key)).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.asked.push(needed),
            None => groups.push(Group { asked: vec![needed], stem, product }),
        }
    }
    groups
}

/// What a name is compared by within its ecosystem.
fn key(ecosystem: &str, name: &str, stem: &Stem, product: Option<&Product>) -> String {
    match product {
        // `python3` and `python2` are two needs of one product.
        Some(product) => format!("{} {}", product.name, stem.number.as_deref().unwrap_or("")),
        None if ecosystem == "generic" => name.to_lowercase().replace(['_', '.', ' '], "-"),
        None => purl(ecosystem, name, ""),
    }
}

impl<'a> Group<'a> {
    fn wanted(&self) -> Option<Wanted<'_>> {
        let dependency = self.asked.first()?.dependency;
        let (ecosystem, name) = (&dependency.ecosystem, &dependency.name);
        Some(Wanted { ecosystem, name, stem: &self.stem, product: self.product })
    }
}

impl Row<'_> {
    /// The requirements as written, each once: `>=13` and `<16`; "or" where they are for different circumstances.
    pub(crate) fn requirement(&self) -> String {
        let are_alternatives = self.asked.iter().zip(self.asked.iter().skip(1)).all(|(a, b)| are_alternatives(a, b));
        let mut seen = BTreeSet::new();
        let written = self.asked.iter().map(|needed| needed.dependency.requirement.as_str());
        let each: Vec<String> = written.filter(|text| seen.insert(*text)).map(|text| format!("`{text}`")).collect();
        each.join(if are_alternatives { " or " } else { " and " })
    }

    fn need(&self, inventory: &Inventory, hosts: u32) -> Need {
        let first = self.asked.first().map(|needed| needed.dependency).cloned().unwrap_or_default();
        let installed = self.found.iter().map(|found| installed_in_report(found, &first.name, inventory)).collect();
        Need {
            name: first.name,
            ecosystem: first.ecosystem,
            purl: first.purl,
            asked: self.asked.iter().map(asked_in_report).collect(),
            installed,
            hosts,
            state: self.state,
        }
    }
}

/// What production has of the machine's software by each of some names, under the names that distributions and others give
/// it.
pub(crate) fn on_machines<'a>(context: &'a Context, names: &[&str]) -> Vec<Vec<&'a Installed>> {
    let production = Production::new(context);
    let found = |name: &&str| {
        let stem = Stem::of(name);
        let product = product(&stem);
        let matches = production.matches(&Wanted { ecosystem: "generic", name, stem: &stem, product });
        let meant = matches.into_iter().filter(|found| found.kinship == Kinship::Same);
        meant.map(|found| found.installed).filter(|installed| !installed.version.is_empty()).collect()
    };
    names.iter().map(found).collect()
}

fn asked_in_report(needed: &Needed<'_>) -> Asked {
    let dependency = needed.dependency;
    Asked {
        requirement: dependency.requirement.clone(),
        dialect: dependency.range.as_ref().map_or(String::new(), |range| range.dialect.clone()),
        scope: dependency.scope,
        site: dependency.site.clone(),
    }
}

/// Most hosts that the report names with a version; their number is whole.
const HOSTS_NAMED: usize = 10;

fn installed_in_report(found: &Found<'_>, need: &str, inventory: &Inventory) -> InstalledVersion {
    let hosts = found.hosts();
    let all = inventory.hosts();
    let mut names: Vec<&str> =
        hosts.iter().filter_map(|&host| Some(&*all.get(usize::try_from(host).ok()?)?.name)).collect();
    names.sort_unstable();
    names.truncate(HOSTS_NAMED);
    InstalledVersion {
        name: found.other_name(need).map(excerpt),
        version: excerpt(found.version),
        compared_as: found.compared_as.as_deref().map(excerpt),
        may_be_patched: found.may_be_patched,
        hosts: u32::try_from(hosts.len()).unwrap_or(u32::MAX),
        host_names: names.into_iter().map(excerpt).collect(),
        is_admitted: found.is_admitted,
    }
}

#[cfg(test)]
mod tests;
