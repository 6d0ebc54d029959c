//! `archive/duplicate-name`

use super::gather::{Item, Joint, MOST_SINGLE, gather, shown, size};
use super::names::{Clash, clashes, plain};
use crate::facts::Location;
use crate::finding::{Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/duplicate-name",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("duplicate_name.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let duplicates = clashes(facts, plain)
        .into_iter()
        // A link that is overwritten, or written through, is `archive/symlink-escape`'s when it leads outside.
        .map(|clash| Item { archive: clash.archive, kind: kind(&clash), what: clash });
    Outcome::of(gather(rule, MOST_SINGLE, duplicates, |kind, clash| single(rule, *kind, clash), joint))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Different,
    Unread,
    Same,
    FileAndFolder,
    /// The file is empty: nothing of it can be lost.
    EmptyFileAndFolder,
}

fn kind(clash: &Clash<'_>) -> Kind {
    let is_folder = |path: &str| path.ends_with('/');
    let mixed = clash.files.iter().any(|file| is_folder(&file.path)) && clash.files.iter().any(|f| !is_folder(&f.path));
    if clash.is_file_and_folder || mixed {
        let mut files = clash.files.iter().take(if clash.is_file_and_folder { 1 } else { usize::MAX });
        let is_empty = files.all(|file| file.size_bytes == 0);
        return if is_empty { Kind::EmptyFileAndFolder } else { Kind::FileAndFolder };
    }
    let pairs = || clash.files.iter().zip(clash.files.iter().skip(1));
    if pairs().all(|(a, b)| a.has_same_contents(b)) {
        Kind::Same
    } else if pairs().any(|(a, b)| a.size_bytes != b.size_bytes || (a.crc32.is_some() && b.crc32.is_some())) {
        Kind::Different
    } else {
        Kind::Unread
    }
}

fn single(rule: &Rule, kind: Kind, clash: &Clash<'_>) -> Finding {
    let path = clash.files.first().map_or("", |file| &file.path);
    let (name, count) = (shown(path), clash.files.len());
    let (severity, message) = match kind {
        Kind::Different => (
            rule.severity,
            format!("`{name}` stands in the archive {count} times with different contents: which one is installed depends on the tool."),
        ),
        Kind::Unread => (
            rule.severity,
            format!("`{name}` stands in the archive {count} times, and the contents could not be compared: which one is installed depends on the tool."),
        ),
        Kind::Same => (Severity::Low, format!("`{name}` stands in the archive {count} times with the same contents.")),
        Kind::FileAndFolder | Kind::EmptyFileAndFolder => (
            if kind == Kind::FileAndFolder { rule.severity } else { Severity::Medium },
            format!("`{name}` is both a file and a folder: which one is unpacked depends on the tool, and some stop there."),
        ),
    };
    let mut finding =
        Finding::new(rule, name, message, Location::Entry { path: path.to_owned() }).severity(severity);
    for (index, file) in clash.files.iter().enumerate().skip(1).take(MOST_SINGLE) {
        let sizes = if clash.is_file_and_folder {
            "an entry below it".to_owned()
        } else {
            format!("{}: {}", ordinal(index), size(file.size_bytes))
        };
        finding = finding.related(sizes, Location::Entry { path: file.path.clone() });
    }
    finding
        .step("ask-vendor", "Ask the vendor which of the entries is meant, and for a build that has each path once.")
        .step("verify", "Unpack with the tool that the installation uses, and compare what it wrote.")
}

fn ordinal(index: usize) -> String {
    match index {
        1 => "second entry".into(),
        2 => "third entry".into(),
        _ => format!("entry {}", index.saturating_add(1)),
    }
}

fn joint(kind: &Kind, clashes: &[Clash<'_>]) -> Joint {
    let (subject, what) = match kind {
        Kind::Different => ("paths with different contents", "stand in the archive more than once with different contents"),
        Kind::Unread => ("paths that stand twice", "stand in the archive more than once; the contents could not be compared"),
        Kind::Same => ("paths that stand twice with one content", "stand in the archive more than once with the same contents"),
        Kind::FileAndFolder | Kind::EmptyFileAndFolder => ("paths that are file and folder", "are both a file and a folder"),
    };
    Joint { subject: subject.into(), message: format!("{} paths {what}.", clashes.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;
    use crate::facts::FileFact;

    fn severity(files: Vec<FileFact>) -> Option<Severity> {
        match check(&RULE, &Case::new(&Facts { files, ..Facts::default() }, &Context::default())) {
            Outcome::Findings(findings) => findings.first().map(|finding| finding.severity),
            _ => None,
        }
    }

    fn file(crc32: Option<u32>) -> FileFact {
        FileFact { path: "a".into(), crc32, size_bytes: 5, ..FileFact::default() }
    }

    #[test]
    fn equal_contents_are_less_than_different_ones() {
        assert_eq!(severity(vec![file(Some(1)), file(Some(1))]), Some(Severity::Low));
        assert_eq!(severity(vec![file(Some(1)), file(Some(2))]), Some(Severity::High));
        assert_eq!(severity(vec![file(None), file(None)]), Some(Severity::High));
        assert_eq!(severity(vec![file(Some(1))]), None);
    }
}
