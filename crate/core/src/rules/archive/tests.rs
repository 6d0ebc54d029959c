//! Properties of the group as a whole.
#![allow(clippy::panic)]

use std::collections::BTreeSet;

use super::RULES;
use super::gather::MOST_SINGLE;
use crate::context::Context;
use crate::facts::{
    ArchiveFact, Disagreement, EncryptionScheme, Facts, FileFact, FileType, HeaderField, HeaderSource, Location,
    Observation, ObservationKind,
};
use crate::finding::Finding;
use crate::rules::Outcome;

/// One of each kind, as it is seen in a bad archive.
fn every_kind() -> Vec<ObservationKind> {
    let text = String::from;
    let disagreement = Disagreement {
        field: HeaderField::Name,
        source: HeaderSource::LocalHeader,
        central: text("a"),
        other: text("b"),
    };
    let kinds = vec![
        ObservationKind::HeaderMismatch(disagreement),
        ObservationKind::MissingLocalHeader,
        ObservationKind::OverlappingData { other: text("b"), length: 5 },
        ObservationKind::UnownedBytes { length: 500, zeros: false, hidden_entry: None, known: None },
        ObservationKind::PrependedBytes { length: 500, looks_like: text("elf") },
        ObservationKind::TrailingBytes { length: 500, zeros: false },
        ObservationKind::EntryCount { declared: 1, found: 2 },
        ObservationKind::DirectoryMismatch { field: text("size"), declared: text("1"), found: text("2") },
        ObservationKind::SeveralEndRecords { count: 2 },
        ObservationKind::AmbiguousName { reason: text("not UTF-8") },
        ObservationKind::MalformedRecord { reason: text("extra field") },
        ObservationKind::DamagedContents { reason: text("CRC-32") },
        ObservationKind::Truncated { missing: None },
        ObservationKind::Bomb { packed: 1, unpacked: 1 << 40, limit: text("ratio") },
        ObservationKind::Encrypted { scheme: EncryptionScheme::Aes },
        ObservationKind::UnsupportedMethod { method: 98 },
        ObservationKind::NestedTooDeep { limit: 5 },
    ];
    for kind in &kinds {
        // A new kind does not compile here until it stands above: then a rule has to judge it.
        match kind {
            ObservationKind::HeaderMismatch(_)
            | ObservationKind::MissingLocalHeader
            | ObservationKind::OverlappingData { .. }
            | ObservationKind::UnownedBytes { .. }
            | ObservationKind::PrependedBytes { .. }
            | ObservationKind::TrailingBytes { .. }
            | ObservationKind::EntryCount { .. }
            | ObservationKind::DirectoryMismatch { .. }
            | ObservationKind::SeveralEndRecords { .. }
            | ObservationKind::AmbiguousName { .. }
            | ObservationKind::MalformedRecord { .. }
            | ObservationKind::DamagedContents { .. }
            | ObservationKind::Truncated { .. }
            | ObservationKind::Bomb { .. }
            | ObservationKind::Encrypted { .. }
            | ObservationKind::UnsupportedMethod { .. }
            | ObservationKind::NestedTooDeep { .. } => {}
        }
    }
    kinds
}

fn archive(path: &str) -> ArchiveFact {
    ArchiveFact { path: path.into(), ..ArchiveFact::default() }
}

fn judged(facts: &Facts) -> Vec<Finding> {
    let findings =
        |rule: &&crate::rules::Rule| match (rule.check)(rule, &crate::rules::Case::new(facts, &Context::default())) {
            Outcome::Findings(findings) => findings,
            _ => Vec::new(),
        };
    RULES.iter().flat_map(findings).collect()
}

#[test]
fn every_kind_of_observation_is_judged_by_exactly_one_rule() {
    let kinds = every_kind();
    let names: BTreeSet<String> = kinds.iter().map(|kind| format!("{kind:?}")).collect();
    assert_eq!(names.len(), 17);
    for kind in kinds {
        let observation = Observation { path: "a".into(), offset: 10, kind: kind.clone() };
        let facts = Facts { archives: vec![archive("")], observations: vec![observation], ..Facts::default() };
        let findings = judged(&facts);
        let rules: BTreeSet<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules.len(), 1, "{kind:?} is judged by {rules:?}");
        assert_eq!(findings.len(), 1, "{kind:?}");
    }
}

#[test]
fn a_finding_in_a_nested_archive_keeps_its_whole_path() {
    for kind in every_kind() {
        let observation = Observation { path: "in.zip!/a".into(), offset: 10, kind: kind.clone() };
        let archives = vec![archive(""), archive("in.zip")];
        let facts = Facts { archives, observations: vec![observation], ..Facts::default() };
        for finding in judged(&facts) {
            assert!(finding.primary.path().starts_with("in.zip"), "{kind:?}: {:?}", finding.primary);
        }
    }
}

#[test]
fn what_repeats_five_thousand_times_is_said_once() {
    for kind in every_kind() {
        let seen = |n: u64| Observation { path: format!("dir/file{n}"), offset: n, kind: kind.clone() };
        let observations = (0..5_000).map(seen).collect();
        let facts = Facts { archives: vec![archive("")], observations, ..Facts::default() };
        let findings = judged(&facts);
        // What describes the archive as a whole cannot repeat.
        let about_archive = matches!(
            kind,
            ObservationKind::PrependedBytes { .. }
                | ObservationKind::TrailingBytes { .. }
                | ObservationKind::EntryCount { .. }
                | ObservationKind::DirectoryMismatch { .. }
                | ObservationKind::SeveralEndRecords { .. }
        );
        if !about_archive {
            let [finding] = findings.as_slice() else { panic!("{kind:?}: {} findings", findings.len()) };
            assert!(finding.message.contains("5000"), "{kind:?}: {}", finding.message);
            assert_eq!(finding.related.len(), MOST_SINGLE, "{kind:?}");
            assert!(
                !finding.subject.contains("5000"),
                "a fingerprint must not rest on the number: {}",
                finding.subject
            );
        }
    }
}

#[test]
fn every_finding_says_what_to_do_and_where() {
    let observations =
        every_kind().into_iter().map(|kind| Observation { path: "a".into(), offset: 10, kind }).collect();
    let file = |path: &str, unix_mode| FileFact { path: path.into(), unix_mode, ..FileFact::default() };
    let fifo = FileFact { path: "pipe".into(), file_type: FileType::Fifo, ..FileFact::default() };
    let link = FileFact {
        path: "link".into(),
        file_type: FileType::Symlink,
        link_target: Some("../x".into()),
        ..FileFact::default()
    };
    let names = ["../x", "/x", "NUL", "a\u{202e}b", "same", "same", "Case", "case", "link/below"];
    let mut files: Vec<FileFact> = names.into_iter().map(|name| file(name, None)).collect();
    files.extend([file("su", Some(0o104_755)), fifo, link]);
    let facts = Facts { archives: vec![archive("")], observations, files, ..Facts::default() };
    let findings = judged(&facts);
    let fired: BTreeSet<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
    // Without the time, `archive/future-timestamp` cannot fire.
    assert_eq!(fired.len(), RULES.len() - 1, "{fired:?}");
    for finding in &findings {
        assert!(!finding.steps.is_empty(), "{} has no step", finding.rule);
        assert!(finding.message.ends_with('.'), "{}", finding.message);
        assert!(!finding.message.contains('\u{202e}'), "{}", finding.message);
        assert!(finding.primary != Location::Entry { path: String::new() }, "{}", finding.rule);
    }
    let fingerprints: BTreeSet<&str> = findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
    assert_eq!(fingerprints.len(), findings.len(), "two findings share a fingerprint");
}
