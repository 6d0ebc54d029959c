//! `rollback/irreversible-effect`

use std::collections::BTreeMap;

use crate::facts::{EffectKind, UndoClass};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::report::{RollbackItem, Stage};
use crate::rules::weight::{RELATED, count, unread_scripts};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "rollback/irreversible-effect",
    severity: Severity::High,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("irreversible_effect.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let items: Vec<&RollbackItem> =
        case.rollback().items.iter().filter(|item| item.stage != Stage::ByHand).collect();
    let Some(first) = items.first() else {
        return unread_scripts(case.facts).map_or(Outcome::Clean, Outcome::NotChecked);
    };
    let mut kinds: BTreeMap<EffectKind, usize> = BTreeMap::new();
    for item in &items {
        let number = kinds.entry(item.kind).or_default();
        *number = number.saturating_add(1);
    }
    let told = kinds.iter().map(|(kind, number)| format!("{number} × {}", kind.as_str())).collect::<Vec<_>>().join(", ");
    let lost = items.iter().filter(|item| item.class >= UndoClass::R3).count();
    let worst = if lost > 0 { format!(" {} cannot be undone without loss.", count(lost, "of them", "of them")) } else { String::new() };
    let message = format!(
        "Restoring a snapshot leaves {} behind: {told}.{worst}",
        count(items.len(), "thing", "things"),
    );
    let finding = Finding::new(rule, "snapshot", message, first.site.location())
        .confidence(Confidence::High)
        .step("verify", "Go through the list of what a snapshot leaves behind, and prepare each inverse command before you begin.");
    let others = items.iter().skip(1).take(RELATED);
    Outcome::of(vec![others.fold(finding, |finding, item| finding.related(item.kind.as_str(), item.site.location()))])
}
