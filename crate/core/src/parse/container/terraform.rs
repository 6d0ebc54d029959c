//! Terraform and OpenTofu: the lockfile of providers, and what configurations ask for.

use crate::facts::{Dependency, DependencySource, Facts, Manifest, Package, PackageOrigin, Scope, SourceKind, excerpt};
use crate::parse::document::Break;
use crate::parse::redact::redact;
use crate::parse::sink::{Sink, note_break};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};
use crate::version::{self, Dialect};

use super::hcl::{self, Attribute};
use super::reference::is_commit;

pub(in crate::parse) const LOCK: Format = Format { name: ".terraform.lock.hcl", matches: is_lock, parse: parse_lock };
pub(in crate::parse) const CONFIGURATION: Format =
    Format { name: "Terraform configuration", matches: is_configuration, parse: parse_configuration };

fn is_lock(candidate: &Candidate<'_>) -> bool {
    candidate.name == ".terraform.lock.hcl"
}

fn is_configuration(candidate: &Candidate<'_>) -> bool {
    candidate.has_extension("tf") || candidate.has_extension("tofu")
}

fn parse_lock(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut sink = Sink::new(facts, text.path(), input.most_facts);
    let attributes = begin(".terraform.lock.hcl", PackageOrigin::Lockfile, &text, &mut sink);
    for attribute in &attributes {
        let [block] = attribute.blocks.as_slice() else { continue };
        let (["provider", source], at) = (block.as_slice(), attribute.at) else { continue };
        match attribute.name {
            "version" => sink.package(Package {
                name: excerpt(name(source)),
                version: excerpt(attribute.value),
                ecosystem: "terraform".to_owned(),
                origin: PackageOrigin::Lockfile,
                site: text.site(at),
                ..Package::default()
            }),
            "constraints" => sink.dependency(dependency((name(source), attribute.value), None, &text, at)),
            _ => {}
        }
    }
}

fn parse_configuration(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut sink = Sink::new(facts, text.path(), input.most_facts);
    let attributes = begin("Terraform configuration", PackageOrigin::Manifest, &text, &mut sink);
    let blocks = attributes.chunk_by(|a, b| a.block == b.block);
    for block in blocks {
        let value = |name: &str| block.iter().find(|attribute| attribute.name == name);
        let version = value("version").map_or("", |attribute| attribute.value);
        let Some(first) = block.first() else { continue };
        let words: Vec<&[&str]> = first.blocks.iter().map(Vec::as_slice).collect();
        match words.as_slice() {
            [["terraform"]] => {
                if let Some(required) = value("required_version") {
                    let mut needs = dependency(("terraform", required.value), None, &text, required.at);
                    needs.ecosystem = "generic".to_owned();
                    sink.dependency(needs);
                }
            }
            [["terraform"], ["required_providers"], _] => {
                if let Some(source) = value("source") {
                    sink.dependency(dependency((name(source.value), version), None, &text, source.at));
                }
            }
            [["module", _]] => {
                if let Some(from) = value("source") {
                    let source = source(from.value);
                    sink.dependency(dependency((name(from.value), version), source, &text, from.at));
                }
            }
            _ => {}
        }
    }
}

/// Adds the manifest and gives the attributes.
fn begin<'t>(format: &str, kind: PackageOrigin, text: &'t Text<'_>, sink: &mut Sink<'_>) -> Vec<Attribute<'t>> {
    let (attributes, broken) = hcl::attributes(text.content());
    let mut manifest = Manifest {
        path: text.path().to_owned(),
        format: format.to_owned(),
        ecosystem: "terraform".to_owned(),
        kind,
        ..Manifest::default()
    };
    let broken = broken.map(|at| Break::new(at, "a block or a text that is not closed, or was never opened"));
    note_break(&mut manifest, broken.as_ref(), text);
    sink.manifest(manifest);
    attributes
}

/// `hashicorp/aws`: providers of the public registry are named without it.
fn name(source: &str) -> &str {
    ["registry.terraform.io/", "registry.opentofu.org/"]
        .iter()
        .find_map(|registry| source.strip_prefix(registry))
        .unwrap_or(source)
}

/// Where a module comes from when not from a registry.
fn source(from: &str) -> Option<DependencySource> {
    let kind = if from.starts_with("./") || from.starts_with("../") {
        SourceKind::Path
    } else if from.starts_with("git::") || from.starts_with("git@") || from.starts_with("github.com/") {
        SourceKind::Git
    } else if from.contains("://") || from.contains("::") {
        SourceKind::Url
    } else {
        return None;
    };
    let reference = from.split_once("?ref=").map_or("", |(_, reference)| reference);
    Some(DependencySource { kind, url: excerpt(&redact(from)), pinned: is_commit(reference) })
}

fn dependency(
    (name, requirement): (&str, &str),
    source: Option<DependencySource>,
    text: &Text<'_>,
    at: usize,
) -> Dependency {
    Dependency {
        name: excerpt(&redact(name)),
        requirement: excerpt(requirement),
        range: if source.is_none() { version::range(Dialect::Generic, requirement) } else { None },
        ecosystem: "terraform".to_owned(),
        scope: Scope::Runtime,
        source,
        site: text.site(at),
        ..Dependency::default()
    }
}
