//! `archive/compression-bomb`

use super::gather::{Archives, Item, Joint, MOST_SINGLE, archive_noun, gather, shown, size, whole};
use crate::facts::{ArchiveFact, Facts, ObservationKind};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/compression-bomb",
    severity: Severity::Blocker,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("compression_bomb.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let archives = Archives::of(facts);
    let bombs = facts.observations.iter().filter_map(|observation| match &observation.kind {
        ObservationKind::Bomb { packed, unpacked, limit } => {
            let archive = archives.holder(&observation.path);
            let kind = kind(*packed, *unpacked);
            Some(Item { archive, kind, what: Bomb { path: &observation.path, packed: *packed, unpacked: *unpacked, limit } })
        }
        _ => None,
    });
    let mut findings = gather(rule, MOST_SINGLE, bombs, |kind, bomb| single(rule, *kind, bomb), joint);
    let together = facts.archives.iter().filter(|archive| is_bomb(archive) && is_deflated(facts, &archives, archive));
    findings.extend(together.map(|archive| all_entries(rule, archive)));
    Outcome::of(findings)
}

/// Above this many unpacked bytes for each packed one, no useful data is left; text and logs stay below 50.
const USEFUL_RATIO: u64 = 200;

/// Deflate cannot exceed 1,032: an archive whose entries together do uses some of its bytes more than once.
const MOST_DEFLATE_RATIO: u64 = 1_032;

/// A small archive harms nobody, whatever its ratio.
const LEAST_BOMB_BYTES: u64 = 1 << 30;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Bomb,
    Large,
}

struct Bomb<'a> {
    path: &'a str,
    packed: u64,
    unpacked: u64,
    limit: &'a str,
}

fn kind(packed: u64, unpacked: u64) -> Kind {
    if unpacked / packed.max(1) >= USEFUL_RATIO { Kind::Bomb } else { Kind::Large }
}

fn is_bomb(archive: &ArchiveFact) -> bool {
    let ratio = archive.unpacked_bytes / archive.size_bytes.max(1);
    ratio > MOST_DEFLATE_RATIO && archive.unpacked_bytes >= LEAST_BOMB_BYTES
}

/// Whether no entry uses a method that can do more than deflate.
fn is_deflated(facts: &Facts, archives: &Archives<'_>, archive: &ArchiveFact) -> bool {
    let mut files = facts.files.iter().filter(|file| archives.split(&file.path).0 == archive.path);
    files.all(|file| matches!(file.method.as_str(), "stored" | "deflate" | "deflate64"))
}

fn single(rule: &Rule, kind: Kind, bomb: &Bomb<'_>) -> Finding {
    let Bomb { path, packed, unpacked, limit } = bomb;
    let name = if path.is_empty() { "The package".to_owned() } else { format!("`{}`", shown(path)) };
    let subject = if path.is_empty() { "the package".to_owned() } else { shown(path) };
    match kind {
        Kind::Bomb => {
            let message = format!("{name} unpacks from {} to at least {}; reading stopped at the limit `{limit}`.", size(*packed), size(*unpacked));
            Finding::new(rule, subject, message, whole(path))
                .step("verify", "Do not unpack it on a machine whose disk matters; nothing useful packs this well.")
                .step("ask-vendor", "Ask the vendor what the entry holds.")
        }
        Kind::Large => {
            let message = format!("{name} unpacks from {} to at least {}, which is over the limit `{limit}`; the rest was not read.", size(*packed), size(*unpacked));
            Finding::new(rule, subject, message, whole(path))
                .severity(Severity::Medium)
                .confidence(Confidence::Medium)
                .step("verify", "Check that the disk has room for it, and raise the limit to have it read.")
        }
    }
}

fn joint(kind: &Kind, bombs: &[Bomb<'_>]) -> Joint {
    let (packed, unpacked) = bombs.iter().fold((0_u64, 0_u64), |(packed, unpacked), bomb| {
        (packed.saturating_add(bomb.packed), unpacked.saturating_add(bomb.unpacked))
    });
    let subject = match kind {
        Kind::Bomb => "entries that unpack to far more than they pack",
        Kind::Large => "entries over a limit of size",
    };
    let message = format!("{} entries unpack from {} to at least {}; reading stopped at a limit.", bombs.len(), size(packed), size(unpacked));
    Joint { subject: subject.into(), message }
}

fn all_entries(rule: &Rule, archive: &ArchiveFact) -> Finding {
    let message = format!(
        "The entries of {} ({}) declare {} unpacked in an archive of {}. Deflate cannot do that: the entries share their data, or their sizes are not true.",
        archive_noun(&archive.path),
        archive.entries,
        size(archive.unpacked_bytes),
        size(archive.size_bytes)
    );
    Finding::new(rule, "all entries together", message, whole(&archive.path))
        .confidence(Confidence::Medium)
        .step("verify", "Do not unpack it on a machine whose disk matters.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_entry_is_not_a_bomb() {
        assert_eq!(kind(4 << 30, 65 << 30), Kind::Large);
        assert_eq!(kind(1 << 20, 1 << 30), Kind::Bomb);
        assert_eq!(kind(0, 1 << 30), Kind::Bomb);
    }

    #[test]
    fn entries_that_share_their_data_are_a_bomb_together() {
        let archive = |size_bytes, unpacked_bytes| ArchiveFact { size_bytes, unpacked_bytes, ..ArchiveFact::default() };
        assert!(is_bomb(&archive(42_374, 5_461_307_620)));
        assert!(!is_bomb(&archive(4 << 30, 40 << 30)));
        assert!(!is_bomb(&archive(100, 200_000)));
    }
}
