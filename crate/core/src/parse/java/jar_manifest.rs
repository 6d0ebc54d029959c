//! `META-INF/MANIFEST.MF`: plain jars (`Implementation-*`) and OSGi bundles (`Bundle-*`, `Require-Bundle`).

use crate::facts::{Dependency, Facts, Manifest, ManifestState, Scope, Site, excerpt};

use crate::parse::document::headers::{self, Folding, Header};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};
use crate::version::{self, Dialect};

pub(in crate::parse) const FORMAT: Format = Format { name: "jar MANIFEST.MF", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.eq_ignore_ascii_case("MANIFEST.MF")
        && candidate.file.inner_path().eq_ignore_ascii_case("META-INF/MANIFEST.MF")
}

/// The first that is there wins. A bundle's symbolic name is an identity; a title is made for people.
const NAMES: &[&str] =
    &["Bundle-SymbolicName", "Automatic-Module-Name", "Implementation-Title", "Specification-Title", "Extension-Name"];
const VERSIONS: &[&str] = &["Bundle-Version", "Implementation-Version", "Specification-Version"];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let headers = headers::read(text.content(), Folding::Jar);
    let first = |names: &[&str]| {
        names.iter().find_map(|name| {
            headers.iter().find(|header| header.key.text.eq_ignore_ascii_case(name) && !header.value.trim().is_empty())
        })
    };
    let (name, version) = (first(NAMES), first(VERSIONS));
    let mut manifest = Manifest {
        path: path.clone(),
        format: "jar MANIFEST.MF".to_owned(),
        ecosystem: "maven".to_owned(),
        describes_package: place::is_at_usual_place(path),
        ..Manifest::default()
    };
    // An empty manifest is allowed; a text without a single header is something else.
    if headers.is_empty() && !text.content().trim().is_empty() {
        let reason = "no `Name: value` line".to_owned();
        manifest.state = ManifestState::Unreadable { line: 1, column: 1, reason };
    }
    let mut sink = Sink::new(facts, path, input.most_facts);
    let name = name.map(|header| (without_directives(&header.value), header.key.at));
    let group = first(&["Implementation-Vendor-Id"]).map(|group| group.value.trim());
    let full_name = group.zip(name).map(|(group, (name, _))| format!("{group}:{name}"));
    sink.identify(manifest, &text, (name, full_name.as_deref()), version.map(Header::word));
    for header in headers.iter().filter(|header| header.key.text.eq_ignore_ascii_case("Require-Bundle")) {
        for clause in clauses(&header.value) {
            sink.dependency(required_bundle(clause, text.site(header.key.at)));
        }
    }
}

/// `org.example.bundle;singleton:=true` without what follows the name.
fn without_directives(value: &str) -> &str {
    value.split(';').next().unwrap_or(value).trim()
}

/// Splits at commas that stand in no quotes.
fn clauses(value: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    value
        .split(move |c| {
            is_quoted ^= c == '"';
            c == ',' && !is_quoted
        })
        .map(str::trim)
        .filter(|clause| !clause.is_empty())
}

/// `org.example.core;bundle-version="[1.2,2)";resolution:=optional`
fn required_bundle(clause: &str, site: Site) -> Dependency {
    let value_of = |wanted: &str| {
        clause.split(';').skip(1).find_map(|part| {
            let (key, value) = part.split_once('=')?;
            (key.trim().trim_end_matches(':') == wanted).then(|| value.trim().trim_matches('"'))
        })
    };
    let requirement = value_of("bundle-version").unwrap_or("");
    Dependency {
        name: excerpt(without_directives(clause)),
        requirement: excerpt(requirement),
        // In OSGi a plain version is a lower bound, as NuGet has it.
        range: version::range(Dialect::Nuget, requirement),
        ecosystem: "maven".to_owned(),
        scope: if value_of("resolution") == Some("optional") { Scope::Optional } else { Scope::Runtime },
        site,
        ..Dependency::default()
    }
}
