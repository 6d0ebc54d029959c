//! `archive/special-file`

use super::gather::{Archives, Item, Joint, MOST_SINGLE, gather, shown};
use crate::facts::{FileFact, FileType, Location};
use crate::finding::{Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/special-file",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("special_file.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let archives = Archives::of(facts);
    let special = facts.files.iter().filter_map(|file| {
        noun(file.file_type)?;
        Some(Item { archive: archives.split(&file.path).0, kind: file.file_type, what: file })
    });
    let single = |kind: &FileType, file: &&FileFact| {
        let name = shown(&file.path);
        let message = format!("`{name}` is {}, not a file.", noun(*kind).unwrap_or_default());
        Finding::new(rule, name, message, Location::Entry { path: file.path.clone() })
            .step("verify", "Do not unpack the package as root: only then can such a file be made.")
            .step("ask-vendor", "Ask the vendor what the entry is for.")
    };
    let joint = |kind: &FileType, files: &[&FileFact]| Joint {
        subject: format!("each {}", noun(*kind).unwrap_or_default()),
        message: format!("{} entries are each {}, not files.", files.len(), noun(*kind).unwrap_or_default()),
    };
    Outcome::of(gather(rule, MOST_SINGLE, special, single, joint))
}

/// What is no file, folder or link, with an article.
fn noun(kind: FileType) -> Option<&'static str> {
    match kind {
        FileType::CharDevice => Some("a character device"),
        FileType::BlockDevice => Some("a block device (a disk)"),
        FileType::Fifo => Some("a named pipe"),
        FileType::Socket => Some("a socket"),
        FileType::File | FileType::Directory | FileType::Symlink | FileType::HardLink => None,
    }
}
