//! `effect/certificate-revocation`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/certificate-revocation",
    severity: Severity::High,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("certificate_revocation.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::CertificateRevocation, ("revokes a certificate", "Find out who uses it; have the new one everywhere before the old one is revoked.")),
};
