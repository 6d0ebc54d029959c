//! `archive/name-collision`

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;

use super::gather::{Item, Joint, MOST_SINGLE, gather, shown};
use super::names::{Clash, append, clashes, plain};
use crate::facts::Location;
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/name-collision",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("name_collision.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let collisions = clashes(facts, folded)
        .into_iter()
        .filter(has_several_names)
        .map(|clash| Item { archive: clash.archive, kind: kind(&clash), what: clash });
    Outcome::of(gather(rule, MOST_SINGLE, collisions, |kind, clash| single(rule, *kind, clash), joint))
}

/// The name as the file systems that fold most would see it: letter case, Unicode normal form, `\`, and dots or spaces at
/// the end of a part do not count.
fn folded(path: &str, out: &mut String) {
    for part in path.split(['/', '\\']) {
        let kept = if part == ".." { part } else { part.trim_end_matches(['.', ' ']) };
        append(kept, out, |part, out| {
            if part.is_ascii() {
                out.extend(part.chars().map(|c| c.to_ascii_lowercase()));
            } else {
                out.extend(part.nfc().flat_map(char::to_lowercase));
            }
        });
    }
}

/// Whether more than the spelling of one path clashes; one path twice is `archive/duplicate-name`'s.
fn has_several_names(clash: &Clash<'_>) -> bool {
    if clash.is_file_and_folder {
        // The file must not be the very folder that the other lies in.
        let mut names = clash.files.iter().map(|file| plain_name(&file.path));
        let (file, below) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
        return below.strip_prefix(&file).is_none_or(|rest| !rest.starts_with('/'));
    }
    let names: BTreeSet<String> = clash.files.iter().map(|file| plain_name(&file.path)).collect();
    names.len() > 1
}

fn plain_name(path: &str) -> String {
    let mut name = String::with_capacity(path.len());
    plain(path, &mut name);
    name
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Case,
    NormalForm,
    Ending,
    Separator,
    Same,
}

fn kind(clash: &Clash<'_>) -> Kind {
    let pairs = || clash.files.iter().zip(clash.files.iter().skip(1));
    if !clash.is_file_and_folder && pairs().all(|(a, b)| a.has_same_contents(b)) {
        return Kind::Same;
    }
    let lower = |path: &str| path.to_lowercase();
    let composed = |path: &str| path.nfc().flat_map(char::to_lowercase).collect::<String>();
    let all = |same: &dyn Fn(&str, &str) -> bool| pairs().all(|(a, b)| same(&a.path, &b.path));
    if clash.is_file_and_folder || all(&|a, b| lower(a) == lower(b)) {
        Kind::Case
    } else if all(&|a, b| composed(a) == composed(b)) {
        Kind::NormalForm
    } else if all(&|a, b| a.replace('\\', "/").to_lowercase() == b.replace('\\', "/").to_lowercase()) {
        Kind::Separator
    } else {
        Kind::Ending
    }
}

impl Kind {
    fn differ(self) -> &'static str {
        match self {
            Self::Case => "differ only in letter case: on Windows and macOS",
            Self::NormalForm => "differ only in how their accents are encoded: on macOS",
            Self::Ending => "differ only in dots or spaces at the end: on Windows",
            Self::Separator => "differ only in `/` and `\\`: on Windows",
            Self::Same => "have the same contents and names that are one on Windows or macOS:",
        }
    }
}

fn single(rule: &Rule, kind: Kind, clash: &Clash<'_>) -> Finding {
    let path = clash.files.first().map_or("", |file| &file.path);
    let names: Vec<String> = clash.files.iter().take(3).map(|file| format!("`{}`", shown(&file.path))).collect();
    let more = match clash.files.len().saturating_sub(names.len()) {
        0 => String::new(),
        count => format!(" and {count} more"),
    };
    let message = if clash.is_file_and_folder {
        let listed = names.join(" and ");
        format!("{listed}: the same name is a file and a folder where letter case, accents or endings do not count.")
    } else {
        format!("{}{more} {} one overwrites the other.", names.join(", "), kind.differ())
    };
    let mut finding = Finding::new(rule, shown(path), message, Location::Entry { path: path.to_owned() });
    for file in clash.files.iter().skip(1).take(MOST_SINGLE) {
        finding = finding.related("the other name", Location::Entry { path: file.path.clone() });
    }
    let severity = if kind == Kind::Same { Severity::Low } else { rule.severity };
    finding
        .severity(severity)
        .confidence(Confidence::Medium)
        .step("verify", "If a host runs Windows or macOS, or unpacks to such a share, compare what was written with the archive.")
        .step("ask-vendor", "Ask the vendor for names that differ in more than that.")
}

fn joint(kind: &Kind, clashes: &[Clash<'_>]) -> Joint {
    Joint {
        subject: match kind {
            Kind::Case => "names that differ in case",
            Kind::NormalForm => "names that differ in normal form",
            Kind::Ending => "names that differ in their ending",
            Kind::Separator => "names that differ in their separator",
            Kind::Same => "names of one content that collide",
        }
        .into(),
        message: format!("{} groups of names {} one overwrites the other.", clashes.len(), kind.differ()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;
    use crate::facts::FileFact;

    fn found(paths: &[&str]) -> usize {
        let file = |(size, path): (usize, &&str)| FileFact {
            path: (*path).into(),
            size_bytes: size as u64,
            file_type: if path.ends_with('/') { crate::facts::FileType::Directory } else { Default::default() },
            ..FileFact::default()
        };
        let files = paths.iter().enumerate().map(file).collect();
        match check(&RULE, &Case::new(&Facts { files, ..Facts::default() }, &Context::default())) {
            Outcome::Findings(findings) => findings.len(),
            _ => 0,
        }
    }

    #[test]
    fn names_that_a_file_system_folds_collide() {
        assert_eq!(found(&["a/Read", "A/read"]), 1);
        assert_eq!(found(&["caf\u{e9}", "cafe\u{301}"]), 1);
        assert_eq!(found(&["x.txt", "x.txt. "]), 1);
        assert_eq!(found(&["a/b", "a\\b"]), 1);
        assert_eq!(found(&["Data", "data/x"]), 1);
    }

    #[test]
    fn folders_merge_and_one_path_twice_is_another_rule() {
        assert_eq!(found(&["Docs/", "docs/", "Docs/a", "docs/b"]), 0);
        assert_eq!(found(&["a", "a"]), 0);
        assert_eq!(found(&["a/b", "a//b"]), 0);
        assert_eq!(found(&["data", "data/x"]), 0);
        assert_eq!(found(&["a", "b", "a.b", "a b"]), 0);
    }
}
