//! Terraform and OpenTofu: the lockfile of providers, and what configurations ask for.

use crate::facts::{Dependency, DependencySource, Facts, Manifest, PackageOrigin, SourceKind};
use crate::parse::document::Break;
use crate::parse::redact::redact;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::version::Dialect;

use super::hcl::{self, Block};

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
    let broken = hcl::blocks(text.content(), &["version", "constraints"], &mut |open| {
        let [block] = open else { return };
        let ["provider", source] = block.words.as_slice() else { return };
        if let Some((version, at)) = block.get("version") {
            sink.package(fact::package(PackageOrigin::Lockfile, "terraform", (name(source), version), text.site(at)));
        }
        if let Some((constraints, at)) = block.get("constraints") {
            sink.dependency(dependency((name(source), constraints), None, &text, at));
        }
    });
    sink.manifest(manifest(".terraform.lock.hcl", PackageOrigin::Lockfile, broken, &text));
}

/// Most configurations ask for nothing; only those that do are manifests.
fn parse_configuration(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut sink = Sink::new(facts, text.path(), input.most_facts);
    let mut asks = false;
    let broken = hcl::blocks(text.content(), &["source", "version", "required_version"], &mut |open| {
        if let Some(needs) = required(open, &text) {
            asks = true;
            sink.dependency(needs);
        }
    });
    if asks {
        sink.manifest(manifest("Terraform configuration", PackageOrigin::Manifest, broken, &text));
    }
}

/// What the innermost block asks for.
fn required(open: &[Block<'_>], text: &Text<'_>) -> Option<Dependency> {
    let block = open.last()?;
    let version = block.get("version").map_or("", |(version, _)| version);
    let around: Vec<&[&str]> = open.iter().map(|block| block.words.as_slice()).collect();
    match around.as_slice() {
        [["terraform"]] => {
            let (required, at) = block.get("required_version")?;
            let needs = dependency(("terraform", required), None, text, at);
            Some(Dependency { ecosystem: "generic".to_owned(), ..needs })
        }
        [["terraform"], ["required_providers"], _] => {
            let (source, at) = block.get("source")?;
            Some(dependency((name(source), version), None, text, at))
        }
        [["module", _]] => {
            let (from, at) = block.get("source")?;
            Some(dependency((name(from), version), source(from), text, at))
        }
        _ => None,
    }
}

fn manifest(format: &str, kind: PackageOrigin, broken: Option<usize>, text: &Text<'_>) -> Manifest {
    let mut manifest = fact::list(text.path(), format, "terraform", kind);
    let broken = broken.map(|at| Break::new(at, "a block or a text that is not closed, or was never opened"));
    fact::note_break(&mut manifest, broken.as_ref(), text);
    manifest
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
    Some(fact::source(kind, from, fact::is_commit(reference)))
}

fn dependency(
    (name, requirement): (&str, &str),
    source: Option<DependencySource>,
    text: &Text<'_>,
    at: usize,
) -> Dependency {
    let dependency = fact::dependency("terraform", Dialect::Generic, (&redact(name), requirement), text.site(at));
    fact::sourced(dependency, source)
}
