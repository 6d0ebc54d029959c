//! `archive/hidden-data`

use super::gather::{Archives, Item, Joint, MOST_SINGLE, archive_noun, bytes, gather, no_zip, shown, size};
use crate::facts::ObservationKind;
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/hidden-data",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("hidden_data.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    if let Some(why) = no_zip(facts) {
        return Outcome::NotApplicable(why);
    }
    let archives = Archives::of(facts);
    let gaps = facts.observations.iter().filter_map(|observation| {
        let ObservationKind::UnownedBytes { length, zeros, hidden_entry, known } = &observation.kind else { return None };
        let kind = match (hidden_entry, known) {
            (Some(_), _) => Kind::Entry,
            (None, Some(_)) => return None,
            (None, None) if *zeros => return None,
            (None, None) if *length <= MOST_DESCRIPTOR_BYTES => Kind::Scrap,
            (None, None) => Kind::Bytes,
        };
        let archive = archives.holder(&observation.path);
        Some(Item { archive, kind, what: Gap { archive, offset: observation.offset, length: *length, entry: hidden_entry.as_deref() } })
    });
    Outcome::of(gather(rule, MOST_SINGLE, gaps, |kind, gap| single(rule, *kind, gap), joint))
}

/// A data descriptor of ZIP64 with its signature. Packers leave one behind, or an empty record, when they edit an archive.
const MOST_DESCRIPTOR_BYTES: u64 = 24;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Entry,
    Bytes,
    Scrap,
}

struct Gap<'a> {
    archive: &'a str,
    offset: u64,
    length: u64,
    entry: Option<&'a str>,
}

fn single(rule: &Rule, kind: Kind, gap: &Gap<'_>) -> Finding {
    let Gap { archive, offset, length, entry } = gap;
    let subject = entry.map_or_else(|| archive_noun(archive), shown);
    let message = match kind {
        Kind::Entry => format!(
            "`{subject}` lies in {} with a local header, but is not in its directory: most tools do not show it, and tools that read the archive as a stream unpack it.",
            archive_noun(archive)
        ),
        Kind::Bytes => format!("{} at offset {offset} of {} belong to no entry.", size(*length), archive_noun(archive)),
        Kind::Scrap => format!("{length} bytes at offset {offset} of {} belong to no entry: too few to hide much.", archive_noun(archive)),
    };
    let finding = Finding::new(rule, subject, message, bytes(archive, *offset, *length));
    match kind {
        Kind::Entry => finding.severity(Severity::High),
        Kind::Bytes => finding,
        Kind::Scrap => finding.severity(Severity::Low).confidence(Confidence::Medium),
    }
    .step("ask-vendor", "Ask the vendor what these bytes are; an archive that was edited in place keeps old entries this way.")
    .step("verify", "Pack the unpacked files anew before you hand them on: that leaves the bytes behind.")
}

fn joint(kind: &Kind, gaps: &[Gap<'_>]) -> Joint {
    let total = gaps.iter().fold(0_u64, |sum, gap| sum.saturating_add(gap.length));
    let count = gaps.len();
    let (subject, message) = match kind {
        Kind::Entry => ("entries outside of the directory", format!("{count} entries have a local header, but are not in the directory.")),
        Kind::Bytes => ("bytes that belong to no entry", format!("{} in {count} places belong to no entry.", size(total))),
        Kind::Scrap => ("scraps between entries", format!("{total} bytes in {count} small places belong to no entry.")),
    };
    Joint { subject: subject.into(), message }
}
