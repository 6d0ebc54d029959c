//! `dependency/downgrade`

use crate::context::Context;
use crate::finding::{Finding, Phase, Severity};
use crate::rules::upgrades::{finding, not_installed, products, with_pack};
use crate::rules::{Case, Outcome, Rule, RuleScope};
use crate::upgrade::{Present, Upgrade, Ways};

pub const RULE: Rule = Rule {
    id: "dependency/downgrade",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("downgrade.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let Case { facts, context, .. } = *case;
    let products = match products(facts, context) {
        Ok(products) => products,
        Err(outcome) => return outcome,
    };
    if let Some(outcome) = not_installed(&products) {
        return outcome;
    }
    let mut findings = Vec::new();
    for product in &products {
        let ways = product.ways();
        findings.extend(product.newer().map(|present| one(rule, context, product, present, ways.as_ref())));
    }
    Outcome::of(findings)
}

fn one(
    rule: &Rule,
    context: &Context,
    product: &Upgrade<'_>,
    present: &Present<'_>,
    ways: Option<&Ways<'_, '_>>,
) -> Finding {
    let said = ways.map_or("", |ways| ways.downgrade);
    let (severity, policy) = match said {
        "supported" => (Severity::Medium, "Going back is supported"),
        "config-only" => (Severity::High, "Going back is supported for the configuration only, not for the data"),
        "none" => (Severity::High, "There is no way back"),
        _ => (Severity::High, ""),
    };
    let source = ways.filter(|_| !policy.is_empty()).map_or(String::new(), |ways| format!(" {policy}: {}.", ways.source));
    let (name, to) = (&product.name, &product.to.value);
    let found = finding(rule, context, (product, present), |hosts| {
        format!("The package brings `{name}` {to}, older than the {} that runs on {hosts}.{source}", present.version)
    })
    .severity(severity)
    .step("verify", format!("Leave out the hosts that have {name} {}, or find a newer package.", present.version))
    .step("ask-vendor", format!("Ask the vendor whether {name} {} may go back to {to}.", present.version));
    match ways.filter(|_| !policy.is_empty()) {
        Some(ways) => with_pack(found, ways.file, "path.downgrade"),
        None => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::upgrades::test_kit::{SAMPLE, findings, production};

    fn run(to: &str, installed: &[(&str, &str)], packs: &[&str]) -> Outcome {
        let (facts, context) = production("dten-manager", to, installed, packs);
        check(&RULE, &Case::new(&facts, &context))
    }

    #[test]
    fn what_is_newer_than_the_package_is_found_with_its_hosts() {
        let installed = [("dten-manager", "5.2.0"), ("dten-manager", "4.4.3"), ("dten-manager", "5.2.0")];
        let found = findings(run("5.0.1", &installed, &[SAMPLE]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Severity::High);
        assert!(found[0].message.contains("2 of 3 hosts: h0, h2. There is no way back: DTEN"), "{}", found[0].message);
        let found = findings(run("5.0.1", &installed, &[]));
        assert!(found[0].message.ends_with("h0, h2."), "{}", found[0].message);
    }

    #[test]
    fn the_same_version_and_older_ones_are_no_downgrade() {
        assert_eq!(run("5.0.1", &[("dten-manager", "5.0.1"), ("dten-manager", "4.4.3")], &[]), Outcome::Clean);
        assert_eq!(run("5.0.1", &[("dten-manager", "v5.0.1")], &[]), Outcome::Clean);
    }

    #[test]
    fn without_inventory_or_product_nothing_is_checked() {
        assert!(matches!(run("5.0.1", &[], &[]), Outcome::NotChecked(why) if why.starts_with("no inventory")));
        assert!(matches!(run("5.0.1", &[("nginx", "1.22")], &[]), Outcome::NotApplicable(_)));
    }
}
