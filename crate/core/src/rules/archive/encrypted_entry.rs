//! `archive/encrypted-entry`

use super::gather::{Archives, Item, Joint, gather, shown, whole};
use crate::facts::{EncryptionScheme, ObservationKind};
use crate::finding::{Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/encrypted-entry",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("encrypted_entry.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let archives = Archives::of(facts);
    let encrypted = facts.observations.iter().filter_map(|observation| match &observation.kind {
        ObservationKind::Encrypted { scheme } => {
            let archive = archives.split(&observation.path).0;
            Some(Item { archive, kind: *scheme, what: observation.path.as_str() })
        }
        _ => None,
    });
    let single = |scheme: &EncryptionScheme, path: &&str| {
        let name = shown(path);
        let message = format!("`{name}` is encrypted ({}): its contents were not checked.{}", noun(*scheme), weakness(*scheme));
        let subject = if path.is_empty() { "the package".to_owned() } else { name };
        Finding::new(rule, subject, message, whole(path))
            .step("verify", "Decrypt the package with the vendor's password and check the result here.")
            .step("ask-vendor", "Ask the vendor how the password reaches you: beside the package it protects nothing.")
    };
    let joint = |scheme: &EncryptionScheme, paths: &[&str]| Joint {
        subject: format!("entries encrypted with {}", noun(*scheme)),
        message: format!(
            "{} entries are encrypted ({}): their contents were not checked.{}",
            paths.len(),
            noun(*scheme),
            weakness(*scheme)
        ),
    };
    // An archive is encrypted as a whole or not at all: one finding says it.
    Outcome::of(gather(rule, 1, encrypted, single, joint))
}

fn noun(scheme: EncryptionScheme) -> &'static str {
    match scheme {
        EncryptionScheme::ZipCrypto => "ZipCrypto",
        EncryptionScheme::Aes => "AES",
        EncryptionScheme::Strong => "PKWARE strong encryption",
        EncryptionScheme::CentralDirectory => "with the directory encrypted too",
    }
}

fn weakness(scheme: EncryptionScheme) -> &'static str {
    match scheme {
        EncryptionScheme::ZipCrypto => " ZipCrypto is broken: who knows a few bytes of the contents needs no password.",
        _ => "",
    }
}
