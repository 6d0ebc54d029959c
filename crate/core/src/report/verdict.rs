//! Findings to one of four answers. No score: a sum of unlike things cannot be checked by a reader.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::finding::{Confidence, Finding, Severity};

/// The answer and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Verdict {
    /// The answer.
    pub state: VerdictState,
    /// Fingerprints of the findings that decided it, worst first.
    pub reasons: Vec<String>,
}

/// The four answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum VerdictState {
    /// Do not install it as it is.
    NotAdvised,
    /// It can be installed after the findings are dealt with.
    WithCare,
    /// Nothing speaks against it.
    NoObjections,
    /// Too little could be looked at to say anything.
    CannotSay,
}

/// So many rules with a high finding each are together a reason not to install, as one blocker is.
const HIGH_RULES_NOT_ADVISED: usize = 3;

/// How much of the package was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Whether every batch was read to its end.
    pub complete: bool,
    /// Files, without directories, in all archives.
    pub files: u64,
    /// Those of them whose contents could not be read (encrypted, damaged, over a limit).
    pub not_read: u64,
}

impl Coverage {
    /// An empty package, or one of which half could not be read, supports no "nothing found".
    fn supports_an_answer(self) -> bool {
        self.complete && self.not_read.saturating_mul(2) < self.files
    }
}

/// The verdict over `findings`.
///
/// - A blocker, or high findings of at least three rules: not advised.
/// - Otherwise, where too little was looked at (ended early, empty, half of the files not readable): cannot say.
/// - A high or medium finding: with care.
/// - Else: no objections.
///
/// Findings of low confidence and accepted ones decide nothing. An incomplete analysis can still advise against: what it
/// found is there.
pub fn verdict(findings: &[Finding], coverage: Coverage) -> Verdict {
    let decisive: Vec<&Finding> =
        findings.iter().filter(|f| f.confidence >= Confidence::Medium && f.accepted.is_none()).collect();
    let at_least = |severity: Severity| decisive.iter().copied().filter(move |f| f.severity >= severity);

    let high_rules: BTreeSet<&str> = at_least(Severity::High).map(|f| f.rule.as_str()).collect();
    let blocked = at_least(Severity::Blocker).next().is_some();
    let (state, floor) = if blocked || high_rules.len() >= HIGH_RULES_NOT_ADVISED {
        (VerdictState::NotAdvised, Severity::High)
    } else if !coverage.supports_an_answer() {
        (VerdictState::CannotSay, Severity::Medium)
    } else if at_least(Severity::Medium).next().is_some() {
        (VerdictState::WithCare, Severity::Medium)
    } else {
        (VerdictState::NoObjections, Severity::Blocker)
    };
    let mut reasons: Vec<&Finding> = at_least(floor).collect();
    reasons.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    Verdict { state, reasons: reasons.into_iter().map(|finding| finding.fingerprint.clone()).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Location;
    use crate::finding::{Acceptance, Phase, Status};

    fn finding(rule: &str, severity: Severity) -> Finding {
        Finding {
            rule: rule.into(),
            severity,
            confidence: Confidence::High,
            phase: Phase::Before,
            subject: String::new(),
            message: String::new(),
            primary: Location::Package,
            related: vec![],
            steps: vec![],
            fingerprint: rule.into(),
            status: Status::New,
            accepted: None,
        }
    }

    const WHOLE: Coverage = Coverage { complete: true, files: 10, not_read: 4 };
    const ENDED_EARLY: Coverage = Coverage { complete: false, files: 10, not_read: 0 };

    #[test]
    fn nothing_found_where_nothing_could_be_read_says_nothing() {
        for (files, not_read) in [(0, 0), (1, 1), (10, 5)] {
            let coverage = Coverage { complete: true, files, not_read };
            assert_eq!(verdict(&[], coverage).state, VerdictState::CannotSay, "{coverage:?}");
        }
    }

    #[test]
    fn nothing_found_in_a_whole_package_is_no_objection() {
        assert_eq!(verdict(&[], WHOLE).state, VerdictState::NoObjections);
        assert_eq!(verdict(&[finding("a", Severity::Low)], WHOLE).state, VerdictState::NoObjections);
    }

    #[test]
    fn nothing_found_in_half_a_package_says_nothing() {
        assert_eq!(verdict(&[], ENDED_EARLY).state, VerdictState::CannotSay);
        assert_eq!(verdict(&[finding("a", Severity::High)], ENDED_EARLY).state, VerdictState::CannotSay);
    }

    #[test]
    fn a_blocker_decides_even_in_half_a_package() {
        let found = [finding("a", Severity::High), finding("b", Severity::Blocker)];
        let verdict = verdict(&found, ENDED_EARLY);
        assert_eq!(verdict.state, VerdictState::NotAdvised);
        assert_eq!(verdict.reasons, ["b", "a"]);
    }

    #[test]
    fn three_different_high_rules_weigh_as_much_as_a_blocker() {
        let same = vec![finding("a", Severity::High); 5];
        assert_eq!(verdict(&same, WHOLE).state, VerdictState::WithCare);
        let different = [finding("a", Severity::High), finding("b", Severity::High), finding("c", Severity::High)];
        assert_eq!(verdict(&different, WHOLE).state, VerdictState::NotAdvised);
    }

    #[test]
    fn doubt_and_acceptance_take_a_finding_out_of_the_verdict() {
        let doubtful = finding("a", Severity::Blocker).confidence(Confidence::Low);
        let mut accepted = finding("b", Severity::Blocker);
        accepted.accepted = Some(Acceptance { reason: "known".into(), author: "ops".into(), until: None });
        let verdict = verdict(&[doubtful, accepted], WHOLE);
        assert_eq!(verdict.state, VerdictState::NoObjections);
        assert!(verdict.reasons.is_empty());
    }
}
