//! GitHub's workflows and composite actions: the actions that they use.

use crate::facts::{Dependency, DependencySource, Facts, PackageOrigin, Scope, SourceKind, excerpt};
use crate::parse::document::yaml;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::purl;
use crate::version::looks_like_version;

use super::image::Image;
use super::tree;

pub(in crate::parse) const FORMAT: Format = Format { name: "GitHub workflow", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    (candidate.is_named(&["action.yml", "action.yaml"]) && candidate.head_holds(b"runs:"))
        || ((candidate.has_extension("yml") || candidate.has_extension("yaml"))
            && candidate.file.path.contains(".github/workflows/"))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = yaml::read(text.content());
    let mut manifest = fact::list(path, "GitHub workflow", "github", PackageOrigin::Reference);
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    for member in tree::members(&document.root).filter(|member| member.key.text == "uses") {
        if let Some(uses) = member.value.word() {
            take(uses, member.value.at, &text, &mut sink);
        }
    }
}

/// `owner/repository/path@ref`, `./path`, `docker://image`.
fn take(uses: &str, at: usize, text: &Text<'_>, sink: &mut Sink<'_>) {
    if uses.starts_with("./") || uses.starts_with("../") {
        let source = DependencySource { kind: SourceKind::Path, url: excerpt(uses), pinned: true };
        return sink.dependency(dependency((uses, ""), "generic", Some(source), text, at));
    }
    if let Some(reference) = uses.strip_prefix("docker://") {
        if let Some(image) = Image::read(reference) {
            sink.dependency(dependency((image.name(), image.version()), "docker", None, text, at));
        }
        return;
    }
    let Some((action, reference)) = uses.rsplit_once('@').filter(|(_, reference)| !reference.is_empty()) else {
        return;
    };
    let mut parts = action.splitn(3, '/');
    let (Some(owner), Some(repository), subpath) = (parts.next(), parts.next(), parts.next()) else { return };
    if owner.is_empty() || repository.is_empty() {
        return;
    }
    let pinned = fact::is_commit(reference);
    let source = DependencySource { kind: SourceKind::Git, url: excerpt(uses), pinned };
    sink.dependency(dependency((action, reference), "github", Some(source), text, at));
    let name = format!("{owner}/{repository}");
    let subpath = subpath.map_or_else(String::new, |path| format!("#{path}"));
    let version = commented_version(text.content(), at).filter(|_| pinned).unwrap_or(reference);
    let mut package = fact::package(PackageOrigin::Reference, "github", (&name, version), text.site(at));
    package.purl = format!("{}{}", purl::purl("github", &name, reference), excerpt(&subpath));
    sink.package(package);
}

/// The version that a comment gives for a commit: `uses: actions/checkout@11bd719… # v4.2.2`, also `# tag=v4.2.2` and
/// `# actions/checkout@v4`, as the tools that pin write it.
fn commented_version(text: &str, at: usize) -> Option<&str> {
    let line = text.get(at..)?.lines().next()?;
    let comment = line.split_once('#')?.1.trim();
    let word = comment.rsplit(['@', '=']).next()?.trim();
    let word = word.strip_prefix("v ").unwrap_or(word);
    looks_like_version(word).then_some(word)
}

fn dependency(
    (name, reference): (&str, &str),
    ecosystem: &str,
    source: Option<DependencySource>,
    text: &Text<'_>,
    at: usize,
) -> Dependency {
    let dependency = fact::dependency_in_range(ecosystem, (name, reference), None, text.site(at));
    // It builds the package; what is installed does not use it.
    Dependency { scope: Scope::Build, ..fact::sourced(dependency, source) }
}
