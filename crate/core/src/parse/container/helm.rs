//! Helm charts: `Chart.yaml`, `Chart.lock` with its older name `requirements.lock`, `requirements.yaml`, `values.yaml`.

use crate::facts::{
    Dependency, DependencySource, Facts, Manifest, PackageOrigin, Scope, SourceKind, VersionRange, excerpt,
};
use crate::parse::document::{Node, yaml};
use crate::parse::redact::redact;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version::{self, Dialect};

use super::images::{self, Images};
use super::tree;

pub(in crate::parse) const CHART: Format = Format { name: "Chart.yaml", matches: is_chart, parse: parse_chart };
pub(in crate::parse) const LOCK: Format = Format { name: "Chart.lock", matches: is_lock, parse: parse_lock };
pub(in crate::parse) const VALUES: Format = Format { name: "values.yaml", matches: is_values, parse: parse_values };

fn is_chart(candidate: &Candidate<'_>) -> bool {
    candidate.name == "Chart.yaml" || (candidate.name == "requirements.yaml" && is_list(candidate))
}

fn is_lock(candidate: &Candidate<'_>) -> bool {
    candidate.name == "Chart.lock" || (candidate.name == "requirements.lock" && is_list(candidate))
}

/// Other tools have files of the same names.
fn is_list(candidate: &Candidate<'_>) -> bool {
    candidate.head.starts_with(b"dependencies:") || candidate.head_holds(b"\ndependencies:")
}

fn parse_chart(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = yaml::read(text.content());
    let root = &document.root;
    let mut manifest = Manifest {
        describes_package: input.file.name() == "Chart.yaml" && place::is_at_usual_place(path),
        ..fact::manifest(path, input.file.name(), "helm")
    };
    fact::note_state(&mut manifest, &document, &text);
    let word = |key: &str| root.word_of(key);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify(manifest, &text, (word("name"), None), word("version"));
    if let Some((requirement, at)) = word("kubeVersion") {
        let asked = ("kubernetes", requirement);
        sink.dependency(fact::dependency_in_range("generic", asked, range(requirement), text.site(at)));
    }
    for item in root.get("dependencies").map_or(&[][..], Node::items) {
        if let Some(needs) = dependency(item, &text) {
            sink.dependency(needs);
        }
    }
}

fn dependency(item: &Node, text: &Text<'_>) -> Option<Dependency> {
    let name = item.get("name")?;
    let requirement = item.get("version").and_then(Node::word).unwrap_or("");
    let is_optional = item.get("condition").is_some() || item.get("tags").is_some();
    Some(Dependency {
        name: excerpt(name.word()?),
        requirement: excerpt(requirement),
        range: range(requirement),
        ecosystem: "helm".to_owned(),
        scope: if is_optional { Scope::Optional } else { Scope::Runtime },
        source: item.get("repository").and_then(Node::word).and_then(source),
        site: text.site(name.at),
        ..Dependency::default()
    })
}

/// Helm's ranges are npm's, with commas beside blanks.
fn range(requirement: &str) -> Option<VersionRange> {
    version::range(Dialect::Npm, &requirement.replace(',', " "))
}

/// A repository is the registry that a chart comes from; a folder is none.
fn source(repository: &str) -> Option<DependencySource> {
    repository.strip_prefix("file://")?;
    Some(DependencySource { kind: SourceKind::Path, url: excerpt(&redact(repository)), pinned: false })
}

fn parse_lock(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = yaml::read(text.content());
    let mut manifest = fact::list(path, input.file.name(), "helm", PackageOrigin::Lockfile);
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    for item in document.root.get("dependencies").map_or(&[][..], Node::items) {
        let Some(name) = item.get("name") else { continue };
        sink.package(fact::package(
            PackageOrigin::Lockfile,
            "helm",
            (name.word().unwrap_or(""), item.get("version").and_then(Node::word).unwrap_or("")),
            text.site(name.at),
        ));
    }
}

fn is_values(candidate: &Candidate<'_>) -> bool {
    let rest = candidate.name.strip_prefix("values").unwrap_or("");
    rest.starts_with(['.', '-', '_'])
        && (candidate.has_extension("yaml") || candidate.has_extension("yml"))
        && (candidate.head_holds(b"image") || candidate.head_holds(b"repository:"))
}

fn parse_values(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = yaml::read(text.content());
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(images::manifest("values.yaml", &document, &text));
    let mut images = Images::new(&mut sink, &text);
    for member in tree::members(&document.root) {
        let key = member.key.text.as_str();
        match member.value.word() {
            // `image: redis:7.2`, but not a name alone that a tag beside it completes.
            Some(reference) if key == "image" && member.parent.get("tag").is_none() => {
                if reference.contains([':', '@']) {
                    images.add(reference, member.value.at);
                }
            }
            Some(_) => {}
            None => images.add_parts(member.value),
        }
    }
}
