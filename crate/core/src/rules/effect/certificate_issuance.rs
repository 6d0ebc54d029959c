//! `effect/certificate-issuance`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/certificate-issuance",
    severity: Severity::Medium,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("certificate_issuance.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::CertificateIssuance, ("asks for a certificate", "Keep the old certificate and key; revoke the new one if you go back.")),
};
