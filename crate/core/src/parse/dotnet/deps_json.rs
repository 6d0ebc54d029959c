//! `*.deps.json`, which lies beside a .NET application and lists the libraries that were put together with it.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::document::json;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};

use super::libraries;

pub(in crate::parse) const FORMAT: Format = Format { name: "deps.json", matches, parse };

const ENDING: &str = ".deps.json";

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.ends_with(ENDING)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = json::read(text.content());
    let mut manifest = fact::list(path, "deps.json", "nuget", PackageOrigin::Listed);
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    // The application itself is the project by whose name the file goes; other projects are parts of it, and come from
    // no registry.
    let stem = input.file.name().strip_suffix(ENDING).unwrap_or("");
    let projects = || libraries::libraries(&document.root).filter(|library| library.kind == "project");
    let own = projects().find(|library| library.name.eq_ignore_ascii_case(stem)).or_else(|| projects().next());
    let own_at = own.as_ref().map(|own| own.at);
    let (name, version) = own.map(|own| ((own.name, own.at), (own.version, own.at))).unzip();
    sink.identify(manifest, &text, (name, None), version);
    for part in projects().filter(|project| Some(project.at) != own_at) {
        let site = text.site(part.at);
        sink.package(fact::package(PackageOrigin::Listed, "generic", (part.name, part.version), site));
    }
    libraries::add_packages(&document.root, PackageOrigin::Listed, &text, &mut sink);
}
