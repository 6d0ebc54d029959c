//! `dependency/unsupported-upgrade-path`

use crate::context::Context;
use crate::finding::{Finding, Phase, Severity};
use crate::rules::upgrades::{finding, judge_ways, with_pack};
use crate::rules::{Case, Outcome, Rule, RuleScope};
use crate::upgrade::{Present, Upgrade, Ways};

pub const RULE: Rule = Rule {
    id: "dependency/unsupported-upgrade-path",
    severity: Severity::Blocker,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("unsupported_upgrade_path.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let Case { facts, context, .. } = *case;
    judge_ways(facts, context, |product, known| {
        let stranded = known.ways.iter().filter(|(_, way)| !way.is_known);
        stranded.map(|(present, _)| one(rule, context, product, present, known)).collect()
    })
}

fn one(rule: &Rule, context: &Context, product: &Upgrade<'_>, present: &Present<'_>, known: &Ways<'_, '_>) -> Finding {
    let (name, to) = (&product.name, &product.to.value);
    let found = finding(rule, context, (product, present), |hosts| {
        format!(
            "The package brings `{name}` {to}; from {} no way leads there, in one step or several. It runs on {hosts}. \
             Source: {}.",
            present.version, known.source
        )
    })
    .step("ask-vendor", format!("Ask the vendor how {name} {} gets to {to}.", present.version))
    .step("verify", format!("Leave the hosts that have {name} {} out of this upgrade until then.", present.version));
    with_pack(found, known.file, "path")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::upgrades::test_kit::{SAMPLE, findings, production};

    fn run(name: &str, to: &str, installed: &[(&str, &str)], packs: &[&str]) -> Outcome {
        let (facts, context) = production(name, to, installed, packs);
        check(&RULE, &Case::new(&facts, &context))
    }

    #[test]
    fn a_version_from_which_nothing_leads_is_found() {
        let found = findings(run("rhel", "8.10", &[("rhel", "6.10"), ("rhel", "7.9")], &[]));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].subject.as_str(), found[0].severity), ("rhel 6.10", Severity::Blocker));
    }

    #[test]
    fn a_way_with_stops_is_a_way() {
        let installed = [("dten-manager", "4.4.3"), ("dten-manager", "5.3.0")];
        assert_eq!(run("dtenmgr", "5.0.1", &installed, &[SAMPLE]), Outcome::Clean);
        assert!(matches!(run("other", "5.0.1", &installed, &[SAMPLE]), Outcome::NotChecked(_)));
    }
}
