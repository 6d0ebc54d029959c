//! What the rules about upgrade paths have in common: the package's products in production, and what to say where
//! something for that is missing.

use std::collections::BTreeSet;

use super::hosts::{hosts, missing_inventory, with_places};
use super::weight::listing;
use super::{Outcome, Rule};
use crate::context::{Context, Role};
use crate::facts::{Facts, Location};
use crate::finding::Finding;
use crate::upgrade::{Present, Upgrade, Ways, upgrades};

/// The package's products.
///
/// # Errors
/// How the rule ends where the package names none, or where there is no inventory.
pub(crate) fn products<'a>(facts: &'a Facts, context: &'a Context) -> Result<Vec<Upgrade<'a>>, Outcome> {
    let products = upgrades(facts, context);
    if products.is_empty() {
        return Err(Outcome::NotApplicable("no manifest gives the package a name and a version".into()));
    }
    missing_inventory(context).map_or(Ok(products), |why| Err(Outcome::NotChecked(why)))
}

/// How a rule ends where production has none of the products.
pub(crate) fn not_installed(products: &[Upgrade<'_>]) -> Option<Outcome> {
    let is_installed = products.iter().any(|product| !product.present.is_empty());
    (!is_installed).then(|| Outcome::NotApplicable(format!("the inventory has no {}", names(products))))
}

/// Judges the ways of each product that a pack knows; ends as not checked or not applicable where there are none.
pub(crate) fn judge_ways(
    facts: &Facts,
    context: &Context,
    judge: impl Fn(&Upgrade<'_>, &Ways<'_, '_>) -> Vec<Finding>,
) -> Outcome {
    let products = match products(facts, context) {
        Ok(products) => products,
        Err(outcome) => return outcome,
    };
    match ways(&products) {
        Ok(known) => Outcome::of(known.iter().flat_map(|(product, known)| judge(product, known)).collect()),
        Err(outcome) => outcome,
    }
}

/// The ways of each product that a pack knows.
///
/// # Errors
/// How the rule ends where no pack knows any, or production has none of those that are known.
fn ways<'u, 'a>(products: &'u [Upgrade<'a>]) -> Result<Vec<(&'u Upgrade<'a>, Ways<'u, 'a>)>, Outcome> {
    let known: Vec<_> = products.iter().filter_map(|product| Some((product, product.ways()?))).collect();
    if known.is_empty() {
        return Err(Outcome::NotChecked(format!("no pack knows the upgrade paths of {}", names(products))));
    }
    if known.iter().all(|(product, _)| product.present.is_empty()) {
        return Err(not_installed(products).unwrap_or(Outcome::Clean));
    }
    Ok(known)
}

/// The products' names for a sentence.
pub(crate) fn names(products: &[Upgrade<'_>]) -> String {
    let names: BTreeSet<&str> = products.iter().map(|product| product.name.as_str()).collect();
    listing(names.iter().copied())
}

/// A finding about one installed version of a product. `subject` names it, `message` gets the hosts that have it.
pub(crate) fn finding(
    rule: &Rule,
    context: &Context,
    (product, present): (&Upgrade<'_>, &Present<'_>),
    message: impl FnOnce(&str) -> String,
) -> Finding {
    let on = hosts(&context.inventory, present.hosts.iter().copied());
    let subject = format!("{} {}", product.name, present.version);
    let finding = Finding::new(rule, subject, message(&on), product.to.site.location()).apart_by(&present.version);
    with_places(finding, context, &present.rows)
}

/// Adds the pack that says so, where it is a file of the user's.
pub(crate) fn with_pack(finding: Finding, file: &str, section: &str) -> Finding {
    if file.is_empty() {
        return finding;
    }
    let place = Location::beside(Role::Pack, file, section);
    finding.related("the pack says so", place)
}

#[cfg(test)]
pub(crate) mod test_kit {
    #![allow(clippy::unwrap_used)]

    use crate::context::{Context, Host, Installed};
    use crate::facts::{Facts, Manifest, Package, Site, Sited};
    use crate::finding::Finding;
    use crate::rules::Outcome;

    /// The pack of the sample.
    pub(crate) const SAMPLE: &str = include_str!("../../../../tests/src/sample/beside/dten.pack.toml");

    /// A package of one manifest, beside an inventory with a host (`h0`, `h1`, …) for each installed version.
    pub(crate) fn production(name: &str, to: &str, installed: &[(&str, &str)], packs: &[&str]) -> (Facts, Context) {
        let sited = |value: &str| Some(Sited { value: value.to_owned(), site: Site::line("manifest.json", 1, value) });
        let manifest = Manifest {
            path: "manifest.json".into(),
            ecosystem: "generic".into(),
            describes_package: true,
            name: sited(name),
            version: sited(to),
            ..Manifest::default()
        };
        let package = Package {
            name: name.into(),
            version: to.into(),
            ecosystem: "generic".into(),
            site: Site::line("manifest.json", 1, to),
            ..Package::default()
        };
        let mut context = Context::default();
        for pack in packs {
            context.packs.add("p.pack.toml", pack.as_bytes(), 0).unwrap();
        }
        for (at, (name, version)) in installed.iter().enumerate() {
            install(&mut context, &format!("h{at}"), "", name, version);
        }
        (Facts { manifests: vec![manifest], packages: vec![package], ..Facts::default() }, context)
    }

    /// What was found; none where the rule ended otherwise.
    pub(crate) fn findings(outcome: Outcome) -> Vec<Finding> {
        match outcome {
            Outcome::Findings(found) => found,
            _ => Vec::new(),
        }
    }

    /// Puts something on a host.
    pub(crate) fn install(context: &mut Context, host: &str, os: &str, name: &str, version: &str) {
        let host = context.inventory.add_host(Host { name: host.into(), os: os.into(), ..Host::default() });
        let row = Installed {
            host,
            name: name.into(),
            version: version.into(),
            ecosystem: "generic".into(),
            ..Installed::default()
        };
        context.inventory.add(row);
    }
}
