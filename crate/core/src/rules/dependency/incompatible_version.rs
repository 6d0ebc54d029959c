//! `dependency/incompatible-version`

use std::collections::{BTreeMap, BTreeSet};

use crate::context::{Context, Installed};
use crate::facts::excerpt;
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::packs::{Compat, Need, Pack};
use crate::rules::hosts::{hosts, with_places};
use crate::rules::upgrades::{names, products, with_pack};
use crate::rules::weight::listing;
use crate::rules::{Case, Outcome, Rule, RuleScope};
use crate::upgrade::{Upgrade, compared_as, installed};
use crate::version::{Dialect, contains};

pub const RULE: Rule = Rule {
    id: "dependency/incompatible-version",
    severity: Severity::Blocker,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("incompatible_version.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let Case { facts, context, .. } = *case;
    let products = match products(facts, context) {
        Ok(products) => products,
        Err(outcome) => return outcome,
    };
    let rows: Vec<_> = products.iter().flat_map(|product| rows(product).into_iter().map(move |row| (product, row))).collect();
    if rows.is_empty() {
        return Outcome::NotChecked(format!("no pack knows what the package's version of {} needs", names(&products)));
    }
    let mut findings = Vec::new();
    let mut missing = BTreeSet::new();
    for (product, (pack, compat)) in rows {
        for need in &compat.needs {
            match judge(rule, context, product, (pack, compat), need) {
                Some(found) => findings.extend(found),
                None => {
                    missing.insert(need.name.text());
                }
            }
        }
    }
    if findings.is_empty() && !missing.is_empty() {
        let missing = listing(missing.into_iter());
        return Outcome::NotChecked(format!("the inventory has none of what the package needs by name of {missing}"));
    }
    Outcome::of(findings)
}

/// What packs say about the version that the package brings.
fn rows<'a>(product: &Upgrade<'a>) -> Vec<(&'a Pack, &'a Compat)> {
    let compat = product.product.as_ref().map(|known| known.compat()).unwrap_or_default();
    compat.into_iter().filter(|(_, compat)| contains(&compat.when, &product.to.value)).collect()
}

/// A finding for each version that will not do; `None` where production has nothing of what is needed.
fn judge(
    rule: &Rule,
    context: &Context,
    product: &Upgrade<'_>,
    (pack, compat): (&Pack, &Compat),
    need: &Need,
) -> Option<Vec<Finding>> {
    let everywhere = installed(context, &context.packs.names_of(&need.name));
    if everywhere.is_empty() {
        return None;
    }
    let own: BTreeSet<u32> = product.present.iter().flat_map(|present| &present.hosts).copied().collect();
    let beside: Vec<&Installed> = everywhere.iter().copied().filter(|row| own.contains(&row.host)).collect();
    // A database may run on hosts of its own; those of others than the product's are then meant.
    let (rows, confidence) =
        if beside.is_empty() { (everywhere, Confidence::Medium) } else { (beside, Confidence::High) };
    let dialect = Dialect::of(&need.range.dialect);
    let wrong = |row: &&Installed| !contains(&need.range, &compared_as(row, dialect));
    let mut by_version: BTreeMap<&str, Vec<&Installed>> = BTreeMap::new();
    for row in rows.into_iter().filter(wrong) {
        by_version.entry(&row.version).or_default().push(row);
    }
    let findings = by_version.values().map(|rows| {
        let found = one(rule, context, product, need, rows).confidence(confidence);
        let message = format!("{} Source: {}.", found.message, pack.cite(&compat.sources));
        with_pack(Finding { message, ..found }, &pack.file, "compat.needs")
    });
    Some(findings.collect())
}

fn one(rule: &Rule, context: &Context, product: &Upgrade<'_>, need: &Need, rows: &[&Installed]) -> Finding {
    let (name, version) = rows.first().map_or_else(Default::default, |row| (excerpt(&row.name), excerpt(&row.version)));
    let places: BTreeSet<u32> = rows.iter().map(|row| row.host).collect();
    let on = hosts(&context.inventory, places.iter().copied());
    let message = format!(
        "`{}` {} needs {} in `{}`, and {on} {} {version}.",
        product.name,
        product.to.value,
        need.name.text(),
        range(&need.text),
        if places.len() == 1 { "has" } else { "have" },
    );
    let finding = Finding::new(rule, format!("{name} {version}"), message, product.to.site.location()).apart_by(&version);
    with_places(finding, context, rows)
        .step("run", format!("Bring {name} on {on} into {} before this package.", range(&need.text)))
        .step("ask-vendor", format!("Ask the vendor whether {name} {version} will do, and since when it does not."))
}

/// The constraints of a `vers:` range, for people.
fn range(text: &str) -> String {
    text.split_once('/').map_or(text, |(_, constraints)| constraints).replace('|', ", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::upgrades::test_kit::{SAMPLE, findings, install, production};

    fn run(installed: &[(&str, &str, &str)], packs: &[&str]) -> Outcome {
        let (facts, mut context) = production("dtenmgr", "5.0.1", &[], packs);
        for (host, name, version) in installed {
            install(&mut context, host, "debian-12", name, version);
        }
        check(&RULE, &Case::new(&facts, &context))
    }

    fn messages(outcome: Outcome) -> Vec<String> {
        findings(outcome).iter().filter_map(|f| f.message.split(" Source").next().map(str::to_owned)).collect()
    }

    #[test]
    fn a_version_outside_the_range_is_found_with_its_hosts() {
        let outcome = run(
            &[
                ("mgmt02", "dten-manager", "4.4.3"),
                ("mgmt02", "postgresql", "12.19"),
                ("mgmt02", "openssl", "1.1.1w"),
                ("mgmt01", "dten-manager", "4.7.1"),
                ("mgmt01", "postgresql", "15.8"),
                ("elsewhere", "openssl", "1.0.2u"),
            ],
            &[SAMPLE],
        );
        assert_eq!(
            messages(outcome),
            [
                "`dten-manager` 5.0.1 needs postgresql in `>=13, <17`, and mgmt02 has 12.19.",
                "`dten-manager` 5.0.1 needs openssl in `>=3.0`, and mgmt02 has 1.1.1w.",
            ]
        );
    }

    #[test]
    fn a_database_on_a_host_of_its_own_counts() {
        let installed = [("mgmt", "dten-manager", "4.7.1"), ("db", "postgresql", "12.19"), ("mgmt", "openssl", "3.0.14")];
        let found = findings(run(&installed, &[SAMPLE]));
        assert_eq!((found.len(), found[0].confidence), (1, Confidence::Medium));
    }

    #[test]
    fn what_fits_is_clean_and_what_is_missing_is_not_checked() {
        let fits = [("m", "dten-manager", "4.7.1"), ("m", "postgresql", "15.8"), ("m", "openssl", "3.0.14")];
        assert_eq!(run(&fits, &[SAMPLE]), Outcome::Clean);
        assert!(matches!(run(&fits[..2], &[SAMPLE]), Outcome::NotChecked(why) if why.contains("`openssl`")));
        assert!(matches!(run(&fits, &[]), Outcome::NotChecked(why) if why.starts_with("no pack knows")));
        assert!(matches!(run(&[], &[SAMPLE]), Outcome::NotChecked(why) if why.starts_with("no inventory")));
    }
}
