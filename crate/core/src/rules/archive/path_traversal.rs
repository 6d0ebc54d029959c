//! `archive/path-traversal`

use super::gather::{Archives, Item, Joint, MOST_SINGLE, gather, shown};
use crate::facts::{FileFact, Location};
use crate::finding::{Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/path-traversal",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("path_traversal.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let archives = Archives::of(facts);
    let escapes = facts.files.iter().filter_map(|file| {
        let (archive, name) = archives.split(&file.path);
        leaves_its_folder(name).then_some(Item { archive, kind: (), what: file })
    });
    let single = |(): &(), file: &&FileFact| {
        let name = shown(&file.path);
        let message = format!("`{name}` climbs out of the folder it is unpacked into.");
        Finding::new(rule, name, message, Location::Entry { path: file.path.clone() })
            .step("ask-vendor", "Ask the vendor why entries leave the package's folder, and for a clean build.")
            .step("verify", "Until then, unpack only with a tool that refuses `..`, as an unprivileged user.")
    };
    let joint = |(): &(), files: &[&FileFact]| Joint {
        subject: "entries that climb out of their folder".into(),
        message: format!("{} entries climb out of the folder they are unpacked into.", files.len()),
    };
    Outcome::of(gather(rule, MOST_SINGLE, escapes, single, joint))
}

/// Whether the path is outside of its start at any point on its way. Windows takes `.. ` for `..`.
pub(super) fn leaves_its_folder(path: &str) -> bool {
    // Hardly any path has a part to climb by.
    if !path.as_bytes().windows(2).any(|pair| pair == b"..") {
        return false;
    }
    let mut depth = 0_i64;
    path.split(['/', '\\']).any(|part| {
        depth += match part.trim_end_matches(' ') {
            "" | "." => 0,
            ".." => -1,
            _ => 1,
        };
        depth < 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;
    use crate::facts::ArchiveFact;

    #[test]
    fn climbing_out_on_the_way_counts() {
        assert!(leaves_its_folder("../x"));
        assert!(leaves_its_folder("a/../../x"));
        assert!(leaves_its_folder("a\\..\\..\\x"));
        assert!(leaves_its_folder(".. \\x"));
        assert!(!leaves_its_folder("a/../x"));
        assert!(!leaves_its_folder("a/..b/x"));
    }

    #[test]
    fn a_name_that_looks_nested_does_not_hide_its_beginning() {
        let file = |path: &str| FileFact { path: path.into(), ..FileFact::default() };
        let archive = ArchiveFact { path: "in.zip".into(), ..ArchiveFact::default() };
        let files = vec![file("../../a!/x"), file("in.zip!/../x"), file("in.zip!/x")];
        let facts = Facts { archives: vec![archive], files, ..Facts::default() };
        let findings = match check(&RULE, &Case::new(&facts, &Context::default())) {
            Outcome::Findings(findings) => findings,
            _ => Vec::new(),
        };
        let subjects: Vec<&str> = findings.iter().map(|finding| finding.subject.as_str()).collect();
        assert_eq!(subjects, ["../../a!/x", "in.zip!/../x"]);
    }
}
