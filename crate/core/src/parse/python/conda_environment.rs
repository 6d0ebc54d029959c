//! conda's `environment.yml`: match specifications, and pip's requirements below `pip:`.

use crate::facts::{Dependency, Facts, VersionRange, excerpt};

use crate::parse::document::{Node, yaml};
use crate::parse::redact::redact;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version::{self, Dialect};

use super::requirements;

pub(in crate::parse) const FORMAT: Format = Format { name: "conda environment.yml", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.starts_with("environment")
        && (candidate.name.ends_with(".yml") || candidate.name.ends_with(".yaml"))
        && candidate.head_holds(b"dependencies:")
        && !place::is_vendored(&candidate.file.path)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = yaml::read(text.content());
    let mut manifest = fact::manifest(path, "conda environment.yml", "conda");
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    for item in document.root.get("dependencies").map_or(&[][..], Node::items) {
        if let Some(needs) = item.word().and_then(|spec| dependency(spec, item, &text)) {
            sink.dependency(needs);
        }
        for pip in item.get("pip").map_or(&[][..], Node::items) {
            if let Some(needs) = pip.word().and_then(requirements::requirement) {
                sink.dependency(Dependency { site: text.site(pip.at), ..needs });
            }
        }
    }
}

/// `channel::name=1.2=build`, `name>=1.2,<2`, `name 1.2.*`.
fn dependency(spec: &str, item: &Node, text: &Text<'_>) -> Option<Dependency> {
    let spec = spec.rsplit("::").next()?.split('[').next()?.trim();
    let end = spec.find(['=', '<', '>', '!', '~', ' ']).unwrap_or(spec.len());
    let (name, rest) = spec.split_at_checked(end)?;
    let rest = rest.trim();
    (!name.is_empty()).then(|| Dependency {
        name: excerpt(name),
        requirement: excerpt(&redact(rest)),
        range: range(rest),
        ecosystem: "conda".to_owned(),
        site: text.site(item.at),
        ..Dependency::default()
    })
}

/// conda compares versions almost as PEP 440 does. `=1.2` means `1.2.*`, `=1.2=build` and `==1.2` that version alone.
fn range(spec: &str) -> Option<VersionRange> {
    let is_fuzzy = spec.starts_with('=') && !spec.starts_with("==");
    let (version, build) = spec.trim_start_matches('=').split_once(['=', ' ']).unwrap_or((spec, ""));
    let version = version.trim_start_matches('=');
    let is_plain = version.starts_with(|c: char| c.is_ascii_digit());
    let specifier = match (is_fuzzy, is_plain) {
        (true, true) if build.is_empty() && !version.ends_with('*') => format!("=={version}.*"),
        (_, true) => format!("=={version}"),
        _ => spec.replace(' ', ""),
    };
    version::range(Dialect::Pypi, &specifier)
}
