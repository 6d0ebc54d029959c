//! `archive/setuid-bit`

use super::gather::{Archives, Item, Joint, MOST_SINGLE, gather, shown};
use crate::facts::{FileFact, FileType, Location};
use crate::finding::{Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

const SET_USER: u32 = 0o4000;
const SET_GROUP: u32 = 0o2000;

pub const RULE: Rule = Rule {
    id: "archive/setuid-bit",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("setuid_bit.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    if facts.files.iter().all(|file| file.unix_mode.is_none()) {
        return Outcome::NotApplicable("no entry carries Unix permissions".into());
    }
    let archives = Archives::of(facts);
    // On a folder the bit only decides which group new files get.
    let regular = facts.files.iter().filter(|file| file.file_type == FileType::File);
    let raised = regular.filter_map(|file| {
        let kind = match file.unix_mode? & (SET_USER | SET_GROUP) {
            0 => return None,
            SET_USER => "the setuid bit",
            SET_GROUP => "the setgid bit",
            _ => "the setuid and setgid bits",
        };
        Some(Item { archive: archives.split(&file.path).0, kind, what: file })
    });
    let single = |kind: &&str, file: &&FileFact| {
        let name = shown(&file.path);
        let mode = file.unix_mode.unwrap_or_default() & 0o7777;
        let message = format!("`{name}` carries {kind} (mode {mode:04o}): whoever starts it gets its owner's rights.");
        Finding::new(rule, name, message, Location::Entry { path: file.path.clone() })
            .step("verify", "Unpack without restoring permissions, or as an unprivileged user, and list what keeps the bit.")
            .step("ask-vendor", "Ask the vendor which of these programs need the bit, and why.")
    };
    let joint = |kind: &&str, files: &[&FileFact]| Joint {
        subject: format!("files with {kind}"),
        message: format!("{} files carry {kind}: whoever starts one gets its owner's rights.", files.len()),
    };
    Outcome::of(gather(rule, MOST_SINGLE, raised, single, joint))
}
