//! `manifest/unlisted-file`

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Facts, FileFact, FileType, Location, Manifest, ManifestState, Purpose};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::paths::normal;
use crate::rules::weight::{RELATED, count, listing};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "manifest/unlisted-file",
    severity: Severity::Low,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("unlisted_file.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let mut declared: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for file in &facts.declared_files {
        let paths = declared.entry(&file.site.path).or_default();
        paths.insert(normal(&file.resolved));
        paths.insert(normal(&file.path));
    }
    let lists: Vec<(&Manifest, &BTreeSet<String>)> = facts
        .manifests
        .iter()
        .filter(|m| m.is_own() && m.lists_files && m.state == ManifestState::Read)
        .filter_map(|manifest| Some((manifest, declared.get(manifest.path.as_str())?)))
        .collect();
    if lists.is_empty() {
        return Outcome::NotApplicable("no manifest of the package lists its files".into());
    }
    Outcome::of(lists.into_iter().filter_map(|(manifest, listed)| finding(rule, facts, manifest, listed)).collect())
}

fn finding(rule: &Rule, facts: &Facts, manifest: &Manifest, listed: &BTreeSet<String>) -> Option<Finding> {
    let folder = manifest.path.rsplit_once("!/").map_or("", |(outer, _)| outer);
    let candidates = || facts.files.iter().filter(|file| wants_listing(file, manifest, folder));
    let unlisted: Vec<&FileFact> = candidates().filter(|file| !is_listed(&normal(&file.path), listed)).collect();
    let all = candidates().count();
    let number = count(unlisted.len(), "file is", "files are");
    let names = listing(unlisted.iter().map(|file| file.path.as_str()));
    let message = format!("{number} in the package but not in the list of `{}`: {names}.", manifest.path);
    let place = Location::Entry { path: unlisted.first()?.path.clone() };
    // A list of the smaller part is a list of something else (programs, pages) rather than of the package.
    let confidence = if unlisted.len().saturating_mul(2) > all { Confidence::Low } else { Confidence::High };
    let finding = Finding::new(rule, &manifest.path, message, place)
        .confidence(confidence)
        .step("ask-vendor", "Ask the vendor what the unlisted files are for and why no digest covers them.")
        .step("verify", "Read the unlisted scripts before you run the installer.");
    let others = unlisted.iter().skip(1).take(RELATED);
    Some(others.fold(finding, |finding, file| {
        finding.related("not listed either", Location::Entry { path: file.path.clone() })
    }))
}

/// Files of the manifest's own archive, apart from the manifest itself, signatures over it, and what is only for reading.
fn wants_listing(file: &FileFact, manifest: &Manifest, archive: &str) -> bool {
    let own_archive = file.path.rsplit_once("!/").map_or("", |(outer, _)| outer);
    file.file_type == FileType::File
        && own_archive == archive
        && file.path != manifest.path
        && file.purpose != Purpose::Documentation
        && !is_signature(&file.path)
}

fn is_signature(path: &str) -> bool {
    const ENDS: &[&str] = &[
        ".sig", ".asc", ".p7s", ".sf", ".rsa", ".dsa", ".ec", ".jws", "sums", "sums.txt", ".sha256", ".sha512", ".md5",
    ];
    const PACKAGING: &[&str] = &["[content_types].xml", "_rels/.rels", "meta-inf/manifest.mf"];
    let path = normal(path);
    ENDS.iter().any(|end| path.ends_with(end)) || PACKAGING.contains(&path.as_str()) || path.ends_with(".psmdcp")
}

/// Whether the path itself or a folder above it is listed, perhaps without the leading folder.
fn is_listed(path: &str, listed: &BTreeSet<String>) -> bool {
    let short = path.split_once('/').map(|(_, rest)| rest);
    [Some(path), short].into_iter().flatten().any(|path| {
        let mut above = Some(path);
        while let Some(current) = above {
            if listed.contains(current) {
                return true;
            }
            above = current.rsplit_once('/').map(|(folder, _)| folder);
        }
        false
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use super::*;
    use crate::context::Context;
    use crate::facts::{DeclaredFile, Site};

    fn facts(listed: &[&str], there: &[&str], lists_files: bool) -> Facts {
        let declare = |path: &&str| DeclaredFile {
            path: (*path).into(),
            resolved: (*path).into(),
            digests: vec![],
            size_bytes: None,
            site: Site::line("manifest.json", 1, path),
        };
        let manifest =
            Manifest { path: "manifest.json".into(), describes_package: true, lists_files, ..Manifest::default() };
        Facts {
            files: there.iter().map(|path| FileFact { path: (*path).into(), ..FileFact::default() }).collect(),
            manifests: vec![manifest],
            declared_files: listed.iter().map(declare).collect(),
            ..Facts::default()
        }
    }

    #[test]
    fn all_unlisted_files_are_one_finding() {
        let facts = facts(
            &["bin/a", "lib"],
            &["manifest.json", "bin/a", "lib/x", "lib/y/z", "scripts/b.sh", "SHA256SUMS", "bin/n.jar!/c"],
            true,
        );
        let Outcome::Findings(found) = check(&RULE, &Case::new(&facts, &Context::default())) else { panic!("no finding") };
        assert_eq!(found.len(), 1);
        assert!(found[0].message.starts_with("1 file is in the package"), "{}", found[0].message);
        assert_eq!(found[0].primary.path(), "scripts/b.sh");
        assert_eq!(found[0].confidence, Confidence::High);
    }

    #[test]
    fn a_manifest_that_lists_no_files_says_nothing_about_them() {
        let facts = facts(&["bin/a"], &["manifest.json", "bin/a", "bin/b"], false);
        assert!(matches!(check(&RULE, &Case::new(&facts, &Context::default())), Outcome::NotApplicable(_)));
    }
}
