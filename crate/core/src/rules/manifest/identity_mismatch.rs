//! `manifest/identity-mismatch`

use std::collections::BTreeMap;

use crate::facts::{Facts, Location, Manifest, ManifestState, Sited};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::identity::{agrees, normal_name, same_name, same_version, versions_in};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "manifest/identity-mismatch",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("identity_mismatch.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let Case { facts, context, .. } = *case;
    let own: Vec<&Manifest> = facts
        .manifests
        .iter()
        .filter(|m| m.is_own() && m.state == ManifestState::Read)
        .filter(|m| m.name.is_some() || m.version.is_some())
        .collect();
    if own.is_empty() {
        return Outcome::NotApplicable("no manifest gives the package a name or a version".into());
    }
    let mut findings = among_manifests(rule, &own);
    // README and file name are compared with a manifest only where the manifests are at one about the version.
    let mut versioned = own.iter().filter_map(|manifest| Some((*manifest, manifest.version.as_ref()?)));
    if let Some((manifest, version)) = versioned.next()
        && versioned.all(|(_, other)| same_version(&other.value, &version.value))
    {
        let readmes = facts.manifests.iter().filter(|m| m.describes_package && m.is_readme());
        findings.extend(readmes.filter_map(|readme| with_readme(rule, manifest, version, readme)));
        findings.extend(with_file_name(rule, (manifest, version), facts, &context.package_name));
    }
    Outcome::of(findings)
}

/// Manifests of one name and different versions, and vendor manifests of different names.
fn among_manifests(rule: &Rule, own: &[&Manifest]) -> Vec<Finding> {
    let mut findings = Vec::new();
    // Of each name the first version is the measure, so that n manifests make at most n comparisons.
    let mut first_of: BTreeMap<String, &Sited<String>> = BTreeMap::new();
    for manifest in own {
        let Some(version) = &manifest.version else { continue };
        let name = manifest.name.as_ref().map_or("", |name| name.value.as_str());
        let first = *first_of.entry(normal_name(name)).or_insert(version);
        if !same_version(&first.value, &version.value) {
            let subject = if name.is_empty() { "version" } else { name };
            let confidence = if name.is_empty() { Confidence::Medium } else { Confidence::High };
            findings.push(mismatch(rule, subject, "version", first, version).confidence(confidence));
        }
    }
    let mut names = own.iter().filter(|m| m.ecosystem == "generic").filter_map(|m| m.name.as_ref());
    if let Some(first) = names.next() {
        let other = names.find(|name| !same_name(&name.value, &first.value));
        findings.extend(other.map(|other| mismatch(rule, "name", "name", first, other).confidence(Confidence::Medium)));
    }
    findings
}

fn with_readme(rule: &Rule, manifest: &Manifest, version: &Sited<String>, readme: &Manifest) -> Option<Finding> {
    let heading = readme.version.as_ref()?;
    if agrees(&heading.value, &version.value) {
        return None;
    }
    let is_same = match (&manifest.name, &readme.name) {
        (Some(name), Some(heading)) => same_name(&name.value, &heading.value),
        _ => false,
    };
    // A vendor writes the product's full name into the README; a library's README may be about something else.
    let confidence = match (is_same, manifest.ecosystem.as_str()) {
        (true, _) => Confidence::High,
        (false, "generic") => Confidence::Medium,
        (false, _) => Confidence::Low,
    };
    let subject = format!("version in {}", readme.path);
    Some(mismatch(rule, &subject, "version", version, heading).confidence(confidence))
}

fn with_file_name(
    rule: &Rule,
    (manifest, version): (&Manifest, &Sited<String>),
    facts: &Facts,
    file_name: &str,
) -> Option<Finding> {
    let named = versions_in(file_name);
    let other = named.first()?;
    // A Scala jar (`x_2.13-1.0.0.jar`) has two numbers in its name, of which one has to agree.
    let is_named = |version: &Sited<String>| named.iter().any(|named| agrees(named, &version.value));
    // The manifest of a jar may count bundles or come from what was merged into it: then what Maven left there tells.
    let is_of_jar = is_jar_manifest(manifest);
    let told_by_maven =
        || facts.manifests.iter().filter(|other| is_of_maven(other)).filter_map(|m| m.version.as_ref()).any(is_named);
    if is_named(version) || (is_of_jar && told_by_maven()) {
        return None;
    }
    let message = format!(
        "The file is called `{file_name}`, which reads as version {other}, but `{}` says {}.",
        version.site.path, version.value
    );
    let (severity, confidence) =
        if is_of_jar { (Severity::Medium, Confidence::Low) } else { (rule.severity, Confidence::Medium) };
    let finding = Finding::new(rule, "version in the file name", message, version.site.location())
        .severity(severity)
        .confidence(confidence)
        .related("the file's name", Location::Package);
    Some(steps(finding))
}

fn is_jar_manifest(manifest: &Manifest) -> bool {
    manifest.ecosystem == "maven" && manifest.path.to_ascii_uppercase().ends_with("META-INF/MANIFEST.MF")
}

fn is_of_maven(manifest: &Manifest) -> bool {
    manifest.ecosystem == "maven" && manifest.path.starts_with("META-INF/maven/")
}

fn mismatch(rule: &Rule, subject: &str, what: &str, one: &Sited<String>, other: &Sited<String>) -> Finding {
    let message =
        format!("The {what} is `{}` in `{}` and `{}` in `{}`.", one.value, one.site.path, other.value, other.site.path);
    steps(Finding::new(rule, subject, message, one.site.location()).related("says otherwise", other.site.location()))
}

fn steps(finding: Finding) -> Finding {
    finding
        .step("ask-vendor", "Ask the vendor which version this package is, and for the digest published for it.")
        .step("verify", "Compare the package's SHA-256 with the one that was approved.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::facts::Site;

    fn manifest(path: &str, format: &str, ecosystem: &str, name: &str, version: &str) -> Manifest {
        let sited = |value: &str| {
            (!value.is_empty()).then(|| Sited { value: value.to_owned(), site: Site::line(path, 1, value) })
        };
        Manifest {
            path: path.into(),
            format: format.into(),
            ecosystem: ecosystem.into(),
            describes_package: true,
            name: sited(name),
            version: sited(version),
            ..Manifest::default()
        }
    }

    fn subjects(manifests: Vec<Manifest>, package_name: &str) -> Vec<String> {
        let context = Context { package_name: package_name.into(), ..Context::default() };
        match check(&RULE, &Case::new(&Facts { manifests, ..Facts::default() }, &context)) {
            Outcome::Findings(found) => found.into_iter().map(|f| f.subject).collect(),
            _ => vec![],
        }
    }

    #[test]
    fn one_name_with_two_versions_is_found() {
        let manifests = vec![
            manifest("manifest.json", "vendor JSON", "generic", "dten-mgr", "5.0.1"),
            manifest("package.yaml", "vendor YAML", "generic", "DTEN_MGR", "v5.0.2"),
        ];
        assert_eq!(subjects(manifests, ""), ["DTEN_MGR"]);
    }

    #[test]
    fn ways_of_writing_one_version_are_no_mismatch() {
        let manifests = vec![
            manifest("manifest.json", "vendor JSON", "generic", "dten", "v5.0.0+build.7"),
            manifest("package.json", "package.json", "npm", "@dten/ui", "9.9.9"),
            manifest("info.toml", "vendor TOML", "generic", "DTEN", "5.0"),
        ];
        assert_eq!(subjects(manifests, "x.zip"), Vec::<String>::new());
    }

    #[test]
    fn the_readme_and_the_file_name_are_held_against_the_manifest() {
        let manifests = || {
            vec![
                manifest("manifest.json", "vendor JSON", "generic", "dtenmgr", "5.0.1"),
                manifest("README.md", "README", "generic", "DTEN Manager", "5.0.2"),
            ]
        };
        assert_eq!(subjects(manifests(), "Full-upgrade-package-dten.zip"), ["version in README.md"]);
        assert_eq!(subjects(manifests(), "dten-4.8.0.zip"), ["version in README.md", "version in the file name"]);
        assert_eq!(subjects(manifests(), "dten-5.0 (1).zip"), ["version in README.md"]);
    }
    #[test]
    fn a_jars_name_is_held_against_what_maven_left_there_too() {
        let bundle = || manifest("META-INF/MANIFEST.MF", "jar MANIFEST.MF", "maven", "servlet-api", "4.0.0");
        let mut pom = manifest("META-INF/maven/j/servlet-api/pom.xml", "pom.xml", "maven", "servlet-api", "4.0.3");
        pom.describes_package = false;
        assert_eq!(subjects(vec![bundle()], "servlet-api-4.0.3.jar"), ["version in the file name"]);
        assert_eq!(subjects(vec![bundle(), pom], "servlet-api-4.0.3.jar"), Vec::<String>::new());
    }
}
