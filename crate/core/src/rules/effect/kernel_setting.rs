//! `effect/kernel-setting`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/kernel-setting",
    severity: Severity::Low,
    phase: Phase::During,
    scope: RuleScope::Package,
    document: include_str!("kernel_setting.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::KernelSetting, ("changes settings of the kernel", "Write the old value down (`sysctl NAME`) and ask what else on the machine depends on it.")),
};
