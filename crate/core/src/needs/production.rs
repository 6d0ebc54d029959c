//! What production has of a thing that is needed.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::names::{Stem, Supply, is_distribution, supply};
use super::products::{Product, product};
use super::versions::{begins_with, is_year};
use crate::context::{Context, Installed};
use crate::packs::Name;
use crate::purl::purl;
use crate::upgrade;

/// How sure it is that what is installed is what is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kinship {
    /// The same name in the same ecosystem, or a product that is known by both names.
    Same,
    /// A distribution's build of a library.
    Rebuilt,
    /// Only the name is the same: a vendor's requirement names no ecosystem, and a library is called so.
    Namesake,
}

/// One installation of what is needed.
#[derive(Clone, Copy)]
pub(crate) struct Match<'a> {
    pub(crate) installed: &'a Installed,
    pub(crate) kinship: Kinship,
}

/// What a need is called, to look it up.
pub(super) struct Wanted<'n> {
    pub(super) ecosystem: &'n str,
    pub(super) name: &'n str,
    pub(super) stem: &'n Stem,
    pub(super) product: Option<&'static Product>,
}

/// The inventory, so that a need finds what it meets.
pub(super) struct Production<'a> {
    context: &'a Context,
    /// The machine's software by product.
    by_product: HashMap<&'static str, Vec<&'a Installed>>,
    /// Software of no known ecosystem by its stem, where its name carries more than that (`DTEN Agent 4.7.1`).
    by_stem: HashMap<String, Vec<&'a Installed>>,
    /// The ecosystems that are listed.
    ecosystems: BTreeSet<&'a str>,
}

/// What a name stands for beside itself.
enum Alias {
    None,
    Product(&'static str),
    Stem(String),
}

impl<'a> Production<'a> {
    pub(super) fn new(context: &'a Context) -> Self {
        let mut production =
            Self { context, by_product: HashMap::new(), by_stem: HashMap::new(), ecosystems: BTreeSet::new() };
        // The same few thousand names stand on every host.
        let mut aliases: HashMap<(&str, bool), Alias> = HashMap::new();
        for installed in context.inventory.installed() {
            let (ecosystem, name): (&str, &str) = (&installed.ecosystem, &installed.name);
            production.ecosystems.insert(ecosystem);
            if supply(ecosystem) != Supply::System {
                continue;
            }
            let is_display_name = ecosystem == "generic";
            match aliases.entry((name, is_display_name)).or_insert_with(|| alias(ecosystem, name)) {
                Alias::None => {}
                Alias::Product(product) => production.by_product.entry(product).or_default().push(installed),
                Alias::Stem(stem) => match production.by_stem.get_mut(stem.as_str()) {
                    Some(same) => same.push(installed),
                    None => {
                        production.by_stem.insert(stem.clone(), vec![installed]);
                    }
                },
            }
        }
        production
    }

    /// Whether the inventory would list such a thing, if it were there.
    pub(super) fn lists(&self, ecosystem: &str) -> bool {
        match supply(ecosystem) {
            Supply::System => self.ecosystems.iter().any(|listed| supply(listed) == Supply::System),
            Supply::Library => self.ecosystems.contains(ecosystem),
        }
    }

    /// Everything installed that is what is wanted, in the order of the lists.
    pub(super) fn matches(&self, wanted: &Wanted<'_>) -> Vec<Match<'a>> {
        let of = |kinship| move |installed| Match { installed, kinship };
        if wanted.ecosystem != "generic" {
            let own: Vec<Match<'a>> = self.same_ecosystem(wanted).map(of(Kinship::Same)).collect();
            // Where the ecosystem's own lists have it, those are what runs.
            return if own.is_empty() { self.rebuilt(wanted).map(of(Kinship::Rebuilt)).collect() } else { own };
        }
        let mut found: Vec<&'a Installed> = match wanted.product {
            Some(product) => self.of_product(product, wanted.stem).collect(),
            None => self.of_name(wanted).collect(),
        };
        self.add_what_packs_name(wanted.name, &mut found);
        if found.is_empty() && wanted.product.is_none() {
            return self.context.inventory.named(wanted.name).map(of(Kinship::Namesake)).collect();
        }
        found.into_iter().map(of(Kinship::Same)).collect()
    }

    fn of_product<'s>(&'s self, product: &Product, stem: &'s Stem) -> impl Iterator<Item = &'a Installed> {
        // A vendor who writes `python3` or `openjdk-17-jre` means no other major version.
        let number = stem.number.as_deref();
        self.by_product.get(product.name).into_iter().flatten().copied().filter(move |found| fits(found, number))
    }

    /// The machine's software of that name, or with that name and more.
    fn of_name<'s>(&'s self, wanted: &'s Wanted<'_>) -> impl Iterator<Item = &'a Installed> {
        let is_system = |installed: &&Installed| supply(&installed.ecosystem) == Supply::System;
        let is_found_by_name = |installed: &&Installed| installed.name.eq_ignore_ascii_case(wanted.name);
        let stem = self.by_stem.get(&wanted.stem.text).into_iter().flatten().copied();
        let stem = stem.filter(move |installed| !is_found_by_name(installed));
        self.context.inventory.named(wanted.name).filter(is_system).chain(stem)
    }

    /// Adds what is installed under the other names that packs give a product.
    fn add_what_packs_name(&self, name: &str, found: &mut Vec<&'a Installed>) {
        let Some(product) = self.context.packs.product("generic", name) else { return };
        let names: Vec<Name> = product.names().cloned().collect();
        let known: HashSet<*const Installed> = found.iter().map(|&installed| std::ptr::from_ref(installed)).collect();
        let named = upgrade::installed(self.context, &names).into_iter();
        found.extend(named.filter(|&installed| !known.contains(&std::ptr::from_ref(installed))));
    }

    fn same_ecosystem<'s>(&'s self, wanted: &'s Wanted<'_>) -> impl Iterator<Item = &'a Installed> {
        let (ecosystem, name) = (wanted.ecosystem, wanted.name);
        let canonical = purl(ecosystem, name, "");
        self.context.inventory.named(name).filter(move |installed| {
            let same_name: &str = &installed.name;
            let same_ecosystem: &str = &installed.ecosystem;
            same_ecosystem == ecosystem && (same_name == name || purl(ecosystem, same_name, "") == canonical)
        })
    }

    /// Python's libraries as distributions name them. Other libraries are not looked for: Debian's `glob` is not npm's.
    fn rebuilt<'s>(&'s self, wanted: &Wanted<'_>) -> impl Iterator<Item = &'a Installed> {
        let prefixes: &[&str] = if wanted.ecosystem == "pypi" { &["python3-", "py3-"] } else { &[] };
        let names = prefixes.iter().map(|prefix| format!("{prefix}{}", wanted.name)).collect::<Vec<_>>();
        names
            .into_iter()
            .flat_map(|name| self.context.inventory.named(&name).collect::<Vec<_>>())
            .filter(|installed| is_distribution(&installed.ecosystem))
    }
}

fn alias(ecosystem: &str, name: &str) -> Alias {
    // `docker.io/library/postgres` is called `postgres`.
    let name = name.rsplit_once('/').map_or(name, |(_, last)| last);
    let stem = Stem::of(name);
    match product(&stem) {
        Some(product) => Alias::Product(product.name),
        // Windows programs have blanks and versions in their names; packages with other numbers are other packages.
        None if ecosystem == "generic" && name.contains([' ', '(']) && !stem.text.is_empty() => Alias::Stem(stem.text),
        None => Alias::None,
    }
}

/// Whether an installation is of the major version that a name carries. A year (`Visual C++ 2022`) is none.
fn fits(installed: &Installed, number: Option<&str>) -> bool {
    number.is_none_or(|number| is_year(number) || begins_with(&installed.version, number))
}
