//! How what is asked and what is there go together.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::names::is_distribution;
use super::production::{Kinship, Match, Production};
use super::products::is_platform;
use super::shipped::Shipped;
use super::versions::{admits, compared_as};
use super::{Group, Needed};
use crate::context::Installed;
use crate::facts::Scope;
use crate::report::NeedState;
use crate::version::{self, Dialect};

/// One version of what is needed, wherever it is installed.
pub(crate) struct Found<'a> {
    /// The version as the inventory gives it.
    pub(crate) version: &'a str,
    /// What was compared, where that is other.
    pub(crate) compared_as: Option<String>,
    pub(crate) may_be_patched: bool,
    pub(crate) kinship: Kinship,
    /// Where it is installed, in the order of the lists; never empty.
    pub(crate) installed: Vec<&'a Installed>,
    /// Whether every requirement admits it; `None` where none refuses it and one cannot be read.
    pub(crate) is_admitted: Option<bool>,
}

impl Found<'_> {
    /// The version that was compared.
    pub(crate) fn compared(&self) -> &str {
        self.compared_as.as_deref().unwrap_or(self.version)
    }

    /// What it is called where it is installed, if that is nowhere the name of the need.
    pub(crate) fn other_name(&self, need: &str) -> Option<&str> {
        let plain = |name: &str| name.to_lowercase().replace(['_', '.', ' '], "-");
        let need = plain(need);
        let is_called_so = |installed: &&Installed| plain(&installed.name) == need;
        if self.installed.iter().any(is_called_so) { None } else { Some(&self.installed.first()?.name) }
    }

    /// The hosts that have it, each once.
    pub(crate) fn hosts(&self) -> BTreeSet<u32> {
        self.installed.iter().map(|installed| installed.host).collect()
    }
}

pub(super) fn judge<'a>(
    group: &Group<'_>,
    matches: Vec<Match<'a>>,
    production: &Production<'_>,
    shipped: &Shipped,
) -> (Vec<Found<'a>>, NeedState) {
    let found = by_version(group, matches);
    let state = if shipped.has(group) {
        NeedState::Shipped
    } else if found.is_empty() {
        absent(group, production)
    } else {
        present(&found)
    };
    (found, state)
}

/// The versions, oldest first.
fn by_version<'a>(group: &Group<'_>, matches: Vec<Match<'a>>) -> Vec<Found<'a>> {
    let Some(first) = group.asked.first().map(|needed| needed.dependency) else { return Vec::new() };
    let mut versions: BTreeMap<(&'a str, &'a str), (Kinship, Vec<&'a Installed>)> = BTreeMap::new();
    for Match { installed, kinship } in matches {
        let key: (&'a str, &'a str) = (&installed.version, &installed.ecosystem);
        versions.entry(key).or_insert_with(|| (kinship, Vec::new())).1.push(installed);
    }
    let is_java = group.product.is_some_and(|product| product.name == "java");
    let mut found: Vec<Found<'a>> = versions
        .into_iter()
        .filter_map(|((version, ecosystem), (kinship, installed))| {
            let compared_as = compared_as(installed.first()?, &first.ecosystem);
            let may_be_patched = is_distribution(ecosystem) && ecosystem != first.ecosystem;
            let is_admitted = admitted(group, is_java, compared_as.as_deref().unwrap_or(version));
            Some(Found { version, compared_as, may_be_patched, kinship, installed, is_admitted })
        })
        .collect();
    let dialect = first.range.as_ref().map_or(Dialect::of(&first.ecosystem), |range| Dialect::of(&range.dialect));
    found.sort_by(|a, b| order(dialect, a, b));
    found
}

fn order(dialect: Dialect, a: &Found<'_>, b: &Found<'_>) -> Ordering {
    version::compare(dialect, a.compared(), b.compared()).then_with(|| a.version.cmp(b.version))
}

/// Whether every manifest admits a version: one that refuses it settles it, whatever else cannot be read.
fn admitted(group: &Group<'_>, is_java: bool, version: &str) -> Option<bool> {
    let mut all = Some(true);
    for alternatives in group.asked.chunk_by(are_alternatives) {
        let answers = || alternatives.iter().map(|needed| admits(needed.dependency, is_java, version));
        if answers().any(|answer| answer == Some(true)) {
            continue;
        }
        if answers().all(|answer| answer == Some(false)) {
            return Some(false);
        }
        all = None;
    }
    all
}

/// Whether two requirements of one thing are for different circumstances (`; python_version < "3.14"`, a target of Cargo's, a
/// framework of NuGet's): a package manager's manifest has no other reason to give two.
pub(super) fn are_alternatives(a: &Needed<'_>, b: &Needed<'_>) -> bool {
    a.dependency.ecosystem != "generic" && a.dependency.site.path == b.dependency.site.path
}

/// A host may have several versions side by side; one that will do is enough.
fn present(found: &[Found<'_>]) -> NeedState {
    let mut hosts: BTreeMap<u32, Option<bool>> = BTreeMap::new();
    for version in found {
        for installed in &version.installed {
            let best = hosts.entry(installed.host).or_insert(Some(false));
            *best = match (*best, version.is_admitted) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (None, _) | (_, None) => None,
                (Some(false), Some(false)) => Some(false),
            };
        }
    }
    if hosts.values().any(|best| *best == Some(false)) {
        NeedState::Unmet
    } else if hosts.values().any(Option::is_none) {
        NeedState::Unreadable
    } else {
        NeedState::Met
    }
}

fn absent(group: &Group<'_>, production: &Production<'_>) -> NeedState {
    let Some(needed) = group.asked.first() else { return NeedState::NotChecked };
    let dependency = needed.dependency;
    let is_fetched = dependency.ecosystem != "generic";
    let is_provided_by_others = dependency.scope == Scope::Peer;
    if dependency.source.is_some() || (is_fetched && !is_provided_by_others) {
        NeedState::Shipped
    } else if is_platform(&group.stem)
        || is_extension(needed)
        || is_condition(needed)
        || !production.lists(&dependency.ecosystem)
    {
        NeedState::NotChecked
    } else {
        NeedState::NotInstalled
    }
}

/// `engines` in a `package.json` says which version of a package manager will do, not that each has to be there.
fn is_condition(needed: &Needed<'_>) -> bool {
    let name = needed.dependency.name.as_str();
    needed.manifest.ecosystem == "npm" && matches!(name, "npm" | "yarn" | "pnpm" | "bun" | "vscode")
}

/// `ext-json` and `lib-icu` in a `composer.json` are parts of PHP, which no inventory lists under that name.
fn is_extension(needed: &Needed<'_>) -> bool {
    let name = &needed.dependency.name;
    needed.manifest.ecosystem == "composer" && (name.starts_with("ext-") || name.starts_with("lib-"))
}
