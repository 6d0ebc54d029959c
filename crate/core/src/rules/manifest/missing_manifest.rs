//! `manifest/missing-manifest`

use crate::facts::{FileType, Location, Manifest, ReadState};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::weight::listing;
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "manifest/missing-manifest",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("missing_manifest.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let files = || facts.files.iter().filter(|file| file.file_type == FileType::File);
    if files().next().is_none() {
        return Outcome::NotApplicable("the package holds no files".into());
    }
    if facts.manifests.iter().any(|manifest| manifest.is_own() || is_of_jar(manifest)) {
        return Outcome::Clean;
    }
    // A manifest stands at the top or one folder below; where such a file was not read, it may be the one.
    let unread: Vec<&str> = files()
        .filter(|file| file.read == ReadState::NotRead && may_be_manifest(&file.path))
        .map(|file| file.path.as_str())
        .collect();
    if !unread.is_empty() {
        return Outcome::NotChecked(format!("could not be read: {}", listing(unread.into_iter())));
    }
    let inside = match facts.manifests.iter().filter(|manifest| !manifest.is_readme()).count() {
        0 => String::new(),
        1 => " (the manifest that was found describes only what is shipped inside it)".to_owned(),
        number => format!(" (the {number} manifests that were found describe only what is shipped inside it)"),
    };
    let message = format!(
        "Nothing in the package says in a form that can be read what it is, which version, and what it needs{inside}."
    );
    Outcome::of(vec![Finding::new(rule, "package", message, Location::Package).confidence(Confidence::Medium).step(
        "ask-vendor",
        "Ask the vendor for name, version, requirements and file digests of the package in writing.",
    )])
}

/// What Maven leaves in each jar that it builds. It may be about a part that was merged in, but says something.
fn is_of_jar(manifest: &Manifest) -> bool {
    manifest.path.starts_with("META-INF/maven/")
}

fn may_be_manifest(path: &str) -> bool {
    const EXTENSIONS: &[&str] = &["json", "yaml", "yml", "toml", "xml", "nuspec", "mf", "vsixmanifest", "properties"];
    let lower = path.to_ascii_lowercase();
    let is_shallow = !lower.contains("!/") && lower.matches('/').count() <= 1;
    let extension = lower.rsplit_once('.').map_or("", |(_, extension)| extension);
    is_shallow && (EXTENSIONS.contains(&extension) || lower.ends_with("/metadata"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;
    use crate::facts::FileFact;

    fn file(path: &str, read: ReadState) -> FileFact {
        FileFact { path: path.into(), read, ..FileFact::default() }
    }

    fn outcome(files: Vec<FileFact>, manifests: Vec<Manifest>) -> Outcome {
        check(&RULE, &Case::new(&Facts { files, manifests, ..Facts::default() }, &Context::default()))
    }

    #[test]
    fn a_manifest_of_something_inside_is_not_the_packages() {
        let inside = Manifest { path: "lib/a.jar!/META-INF/MANIFEST.MF".into(), ..Manifest::default() };
        let own = Manifest { describes_package: true, ..Manifest::default() };
        let files = vec![file("setup.bin", ReadState::Whole)];
        assert!(matches!(outcome(files.clone(), vec![inside.clone()]), Outcome::Findings(_)));
        assert_eq!(outcome(files.clone(), vec![inside, own]), Outcome::Clean);
        let of_maven = Manifest { path: "META-INF/maven/org.apache.orc/orc-core/pom.xml".into(), ..Manifest::default() };
        assert_eq!(outcome(files, vec![of_maven]), Outcome::Clean);
    }

    #[test]
    fn a_file_that_was_not_read_may_be_the_manifest() {
        let files = vec![file("manifest.json", ReadState::NotRead)];
        assert!(matches!(outcome(files, vec![]), Outcome::NotChecked(_)));
        let deep = vec![file("a/b/c/manifest.json", ReadState::NotRead)];
        assert!(matches!(outcome(deep, vec![]), Outcome::Findings(_)));
        assert!(matches!(outcome(vec![], vec![]), Outcome::NotApplicable(_)));
    }
}
