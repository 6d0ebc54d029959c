//! `archive/header-mismatch`

use std::collections::BTreeMap;

use super::gather::{Archives, Item, Joint, MOST_SINGLE, gather, no_zip, shown, whole};
use super::headers::{Weight, weigh};
use crate::facts::{HeaderField, HeaderSource, ObservationKind};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/header-mismatch",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("header_mismatch.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    if let Some(why) = no_zip(facts) {
        return Outcome::NotApplicable(why);
    }
    // One entry, one finding, whatever it disagrees about.
    let mut entries: BTreeMap<&str, Vec<&ObservationKind>> = BTreeMap::new();
    for observation in facts.observations.iter().filter(|observation| is_mine(&observation.kind)) {
        entries.entry(&observation.path).or_default().push(&observation.kind);
    }
    let archives = Archives::of(facts);
    let items = entries.into_iter().map(|(path, kinds)| {
        let mut what: Vec<What> = kinds.iter().map(|kind| What::of(kind)).collect();
        what.sort_unstable();
        what.dedup();
        let weight = kinds.iter().map(|kind| weight(kind)).max().unwrap_or(Weight::Harmless);
        Item { archive: archives.holder(path), kind: (weight, what), what: Entry { path, kinds } }
    });
    Outcome::of(gather(rule, MOST_SINGLE, items, |(weight, _), entry| single(rule, *weight, entry), joint))
}

fn is_mine(kind: &ObservationKind) -> bool {
    matches!(
        kind,
        ObservationKind::HeaderMismatch(_)
            | ObservationKind::MissingLocalHeader
            | ObservationKind::AmbiguousName { .. }
            | ObservationKind::MalformedRecord { .. }
    )
}

struct Entry<'a> {
    path: &'a str,
    kinds: Vec<&'a ObservationKind>,
}

/// What two readers may see differently, without the values: entries that agree in this are gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Field(HeaderSource, HeaderField),
    NoHeader,
    Name,
    Record,
}

impl What {
    fn of(kind: &ObservationKind) -> Self {
        match kind {
            ObservationKind::HeaderMismatch(disagreement) => Self::Field(disagreement.source, disagreement.field),
            ObservationKind::MissingLocalHeader => Self::NoHeader,
            ObservationKind::AmbiguousName { .. } => Self::Name,
            _ => Self::Record,
        }
    }

    fn noun(self) -> String {
        match self {
            Self::Field(source, field) => format!("{} in the {}", field_noun(field), source_noun(source)),
            Self::NoHeader => "the local header, which is missing".into(),
            Self::Name => "what it is called or is, which can be read in two ways".into(),
            Self::Record => "a malformed record".into(),
        }
    }
}

fn weight(kind: &ObservationKind) -> Weight {
    match kind {
        ObservationKind::HeaderMismatch(disagreement) => weigh(disagreement),
        ObservationKind::MissingLocalHeader => Weight::Grave,
        ObservationKind::AmbiguousName { reason } if reason.contains("NUL") => Weight::Grave,
        _ => Weight::Doubtful,
    }
}

fn sentence(kind: &ObservationKind) -> String {
    match kind {
        ObservationKind::HeaderMismatch(it) => format!(
            "the directory says {} `{}`, the {} `{}`",
            field_noun(it.field),
            shown(&it.central),
            source_noun(it.source),
            shown(&it.other)
        ),
        ObservationKind::MissingLocalHeader => "the local header that the directory points to is not there".into(),
        ObservationKind::AmbiguousName { reason } => format!("it can be read in two ways ({})", shown(reason)),
        ObservationKind::MalformedRecord { reason } => format!("a record is malformed ({})", shown(reason)),
        _ => String::new(),
    }
}

fn single(rule: &Rule, weight: Weight, entry: &Entry<'_>) -> Finding {
    let name = if entry.path.is_empty() { "the package".to_owned() } else { format!("`{}`", shown(entry.path)) };
    let mut sentences: Vec<String> = entry.kinds.iter().map(|kind| sentence(kind)).collect();
    sentences.dedup();
    let listed = sentences.iter().take(4).cloned().collect::<Vec<_>>().join("; ");
    let follows = match weight {
        Weight::Grave => " Tools that trust different records unpack different things.",
        Weight::Doubtful => " Some tools will refuse it or read it otherwise.",
        Weight::Harmless => " Some packers do this; no known tool unpacks anything else because of it.",
    };
    let subject = shown(entry.path);
        let finding = Finding::new(rule, subject, format!("{name}: {listed}.{follows}"), whole(entry.path));
    match weight {
        Weight::Grave => finding,
        Weight::Doubtful => finding.severity(Severity::Medium).confidence(Confidence::Medium),
        Weight::Harmless => finding.severity(Severity::Low),
    }
    .step("ask-vendor", "Ask the vendor to build the package again with an ordinary packer, and compare.")
    .step("verify", "Unpack with the tool that the installation uses, and check what it wrote.")
}

fn joint((weight, what): &(Weight, Vec<What>), entries: &[Entry<'_>]) -> Joint {
    let nouns = what.iter().map(|what| what.noun()).collect::<Vec<_>>().join("; ");
    let follows = match weight {
        Weight::Grave => " Tools that trust different records unpack different things.",
        Weight::Doubtful => " Some tools will refuse them or read them otherwise.",
        Weight::Harmless => " Some packers do this; no known tool unpacks anything else because of it.",
    };
    let message = format!("{} entries do not agree with the directory in this: {nouns}.{follows}", entries.len());
    Joint { subject: format!("entries that disagree: {nouns}"), message }
}

fn field_noun(field: HeaderField) -> &'static str {
    match field {
        HeaderField::Name => "the name",
        HeaderField::Flags => "the flags",
        HeaderField::Method => "the compression method",
        HeaderField::Crc32 => "the CRC-32",
        HeaderField::CompressedSize => "the packed size",
        HeaderField::UncompressedSize => "the unpacked size",
        HeaderField::Modified => "the time of modification",
        HeaderField::Other => "another field",
    }
}

fn source_noun(source: HeaderSource) -> &'static str {
    match source {
        HeaderSource::LocalHeader => "local header",
        HeaderSource::DataDescriptor => "data descriptor",
        HeaderSource::UnicodePath => "Unicode path field",
    }
}
