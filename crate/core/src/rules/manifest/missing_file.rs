//! `manifest/missing-file`

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::DeclaredFile;
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::paths::{Paths, is_pattern_or_address};
use crate::rules::weight::{RELATED, Weight, Weights, count, listing};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "manifest/missing-file",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("missing_file.md"),
    check,
};

/// Above so many files of one manifest they are one finding.
const SINGLE: usize = 20;
/// A manifest of which nothing at all is found probably means another folder, from so many files on.
const OTHER_FOLDER: usize = 3;

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let mut lists: BTreeMap<&str, Vec<&DeclaredFile>> = BTreeMap::new();
    for file in facts.declared_files.iter().filter(|file| !is_pattern_or_address(&file.path)) {
        lists.entry(&file.site.path).or_default().push(file);
    }
    if lists.is_empty() {
        return Outcome::NotApplicable("no manifest names files of the package".into());
    }
    let paths = Paths::new(facts);
    let weights = Weights::new(facts);
    let manifests: BTreeSet<&str> = facts.manifests.iter().map(|manifest| manifest.path.as_str()).collect();
    let mut findings = Vec::new();
    for (list, declared) in lists {
        let missing: Vec<&DeclaredFile> = declared
            .iter()
            .copied()
            .filter(|file| !paths.contains(&file.resolved) && !paths.contains(&file.path))
            .collect();
        // A list of checksums is no manifest, but as firm a word.
        let counts =
            weights.describes_package(list) || (!manifests.contains(list) && weights.of(list) >= Weight::Shipped);
        let fits_nowhere = missing.len() == declared.len() && declared.len() >= OTHER_FOLDER;
        let confidence = if counts && !fits_nowhere { Confidence::High } else { Confidence::Low };
        if missing.len() > SINGLE || (confidence == Confidence::Low && missing.len() > 1) {
            findings.extend(together(rule, list, &missing).map(|finding| finding.confidence(confidence)));
        } else {
            findings.extend(missing.into_iter().map(|file| single(rule, file).confidence(confidence)));
        }
    }
    Outcome::of(findings)
}

fn single(rule: &Rule, file: &DeclaredFile) -> Finding {
    let digest = if file.digests.is_empty() { "" } else { ", even with a digest" };
    let message = format!("`{}` names `{}`{digest}, but the package does not hold it.", file.site.path, file.path);
    steps(Finding::new(rule, &file.path, message, file.site.location()))
}

fn together(rule: &Rule, list: &str, missing: &[&DeclaredFile]) -> Option<Finding> {
    let names = listing(missing.iter().map(|file| file.path.as_str()));
    let number = count(missing.len(), "file that the package does not hold", "files that the package does not hold");
    let message = format!("`{list}` names {number}: {names}.");
    let finding = Finding::new(rule, list, message, missing.first()?.site.location());
    let places = missing.iter().skip(1).take(RELATED);
    Some(steps(places.fold(finding, |finding, file| finding.related("named here", file.site.location()))))
}

fn steps(finding: Finding) -> Finding {
    finding
        .step("ask-vendor", "Ask the vendor whether the package is complete, and for one that is.")
        .step("verify", "Download the package again and compare its digest with the vendor's, in case the copy is cut.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;
    use crate::facts::{FileFact, Manifest, Site};

    fn facts(declared: &[&str], there: &[&str], describes_package: bool) -> Facts {
        let declare = |path: &&str| DeclaredFile {
            path: (*path).into(),
            resolved: (*path).into(),
            digests: vec![],
            size_bytes: None,
            site: Site::line("manifest.json", 1, path),
        };
        Facts {
            files: there.iter().map(|path| FileFact { path: (*path).into(), ..FileFact::default() }).collect(),
            manifests: vec![Manifest { path: "manifest.json".into(), describes_package, ..Manifest::default() }],
            declared_files: declared.iter().map(declare).collect(),
            ..Facts::default()
        }
    }

    fn findings(facts: &Facts) -> Vec<(String, Confidence)> {
        match check(&RULE, &Case::new(facts, &Context::default())) {
            Outcome::Findings(found) => found.into_iter().map(|f| (f.subject, f.confidence)).collect(),
            _ => vec![],
        }
    }

    #[test]
    fn a_declared_file_that_is_absent_is_found() {
        let facts = facts(&["bin/a", "./LIB/b.so", "lib/c.so", "docs/*.txt"], &["bin/a", "lib/b.so"], true);
        assert_eq!(findings(&facts), [("lib/c.so".into(), Confidence::High)]);
    }

    #[test]
    fn a_list_that_fits_nowhere_is_one_doubtful_finding() {
        let facts = facts(&["a", "b", "c"], &["x/y"], true);
        assert_eq!(findings(&facts), [("manifest.json".into(), Confidence::Low)]);
    }

    #[test]
    fn a_bundled_library_that_lacks_a_file_decides_nothing() {
        assert_eq!(findings(&facts(&["a", "b"], &["a"], false)), [("b".into(), Confidence::Low)]);
    }
}
