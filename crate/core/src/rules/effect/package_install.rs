//! `effect/package-install`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/package-install",
    severity: Severity::Low,
    phase: Phase::During,
    scope: RuleScope::Package,
    document: include_str!("package_install.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::PackageInstall, ("installs or removes packages", "Install those packages beforehand from your own mirror, at the versions that were tested.")),
};
