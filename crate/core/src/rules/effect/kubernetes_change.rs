//! `effect/kubernetes-change`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/kubernetes-change",
    severity: Severity::Medium,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("kubernetes_change.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::KubernetesChange, ("changes objects of a cluster", "Save the objects before (`kubectl get -o yaml`), and try the way back in a test cluster.")),
};
