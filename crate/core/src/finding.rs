//! What a rule says about the facts.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::facts::Location;
use crate::rules::Rule;

/// What happens if it is true. Ordered: `Blocker` is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// A flaw without consequences for this upgrade.
    Low,
    /// Deal with it before or during the upgrade.
    Medium,
    /// The upgrade can fail or do harm.
    High,
    /// Do not install it as it is.
    Blocker,
}

/// How sure we are. Ordered: `High` is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// It may well be something else.
    Low,
    /// Likely.
    Medium,
    /// It stands there.
    High,
}

/// When somebody has to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Phase {
    Before,
    During,
    After,
    Rollback,
}

/// Whether the baseline had it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Status {
    #[default]
    New,
    Unchanged,
    Changed,
    Absent,
}

/// What to do about a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Step {
    /// Kind of step: `ask-vendor`, `verify`, `edit`, `run`, `schedule`, `replace`, `none`.
    pub action: String,
    /// One imperative sentence.
    pub text: String,
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Related {
    /// What the place shows.
    pub label: String,
    /// The place.
    pub location: Location,
}

/// A finding that the user has accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Acceptance {
    /// Why.
    pub reason: String,
    /// Who says so.
    pub author: String,
    /// Until when, as an RFC 3339 date.
    pub until: Option<String>,
}

/// One finding: exactly one primary place, a message, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Finding {
    /// Rule id, `group/name`.
    pub rule: String,
    /// What happens if it is true.
    pub severity: Severity,
    /// How sure we are.
    pub confidence: Confidence,
    /// When somebody has to act.
    pub phase: Phase,
    /// What the finding is about, in few words: a path, a dependency, a host.
    pub subject: String,
    /// One or two sentences: what is there and what follows from it.
    pub message: String,
    /// Where it is.
    pub primary: Location,
    /// Other places.
    pub related: Vec<Related>,
    /// What to do.
    pub steps: Vec<Step>,
    /// Stays the same in the next version of the package.
    pub fingerprint: String,
    /// Whether the baseline had it too.
    pub status: Status,
    /// Set where the user has accepted it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub accepted: Option<Acceptance>,
}

impl Finding {
    /// A finding of `rule` with the rule's severity and phase, high confidence, and no steps yet.
    pub fn new(rule: &Rule, subject: impl Into<String>, message: impl Into<String>, primary: Location) -> Self {
        let subject = subject.into();
        let fingerprint = fingerprint(rule.id, &subject, primary.path());
        Self {
            rule: rule.id.to_owned(),
            severity: rule.severity,
            confidence: Confidence::High,
            phase: rule.phase,
            subject,
            message: message.into(),
            primary,
            related: Vec::new(),
            steps: Vec::new(),
            fingerprint,
            status: Status::New,
            accepted: None,
        }
    }

    /// With another confidence than high.
    #[must_use]
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// With another severity than the rule's.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// With a fingerprint that also tells `key` apart, numbers and all: where versions in the subject are those of
    /// production, not of the package.
    #[must_use]
    pub fn apart_by(mut self, key: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.fingerprint.as_bytes());
        hash.update(key.as_bytes());
        self.fingerprint = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        self
    }

    /// With one more place.
    #[must_use]
    pub fn related(mut self, label: impl Into<String>, location: Location) -> Self {
        self.related.push(Related { label: label.into(), location });
        self
    }

    /// With one more thing to do.
    #[must_use]
    pub fn step(mut self, action: &str, text: impl Into<String>) -> Self {
        self.steps.push(Step { action: action.to_owned(), text: text.into() });
        self
    }
}

/// 16 hexadecimal digits that stay the same while rule, subject and path do; version numbers in path and subject count
/// as the same, so that an acceptance survives the next version of the package.
pub fn fingerprint(rule: &str, subject: &str, path: &str) -> String {
    let mut hash = Sha256::new();
    for part in [rule, &without_versions(subject), &without_versions(path)] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// `app-5.0.1/bin` → `app-#/bin`: every run of digits and dots that begins with a digit becomes `#`.
fn without_versions(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_number = false;
    for c in text.chars() {
        let continues = c.is_ascii_digit() || (in_number && c == '.');
        if continues && !in_number {
            out.push('#');
        } else if !continues {
            out.push(c);
        }
        in_number = continues;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_survives_the_next_version_of_the_package() {
        let old = fingerprint("archive/path-traversal", "x", "app-5.0.1/bin/x");
        assert_eq!(old, fingerprint("archive/path-traversal", "x", "app-5.1.0/bin/x"));
        assert_ne!(old, fingerprint("archive/path-traversal", "x", "app-5.0.1/sbin/x"));
        assert_ne!(old, fingerprint("archive/absolute-path", "x", "app-5.0.1/bin/x"));
        assert_eq!(old.len(), 16);
    }

    #[test]
    fn parts_of_a_fingerprint_do_not_run_into_each_other() {
        assert_ne!(fingerprint("r", "ab", "c"), fingerprint("r", "a", "bc"));
    }
}
