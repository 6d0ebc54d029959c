//! `META-INF/MANIFEST.MF`: plain jars (`Implementation-*`) and OSGi bundles (`Bundle-*`, `Require-Bundle`).

use crate::facts::{Dependency, Facts, FileFact, Manifest, ManifestState, Package, Scope, Site, excerpt};

use super::document::headers::{self, Folding, Header};
use super::sink::Sink;
use super::text::Text;
use super::version::{self, Dialect};
use super::{Format, Input, place, purl};

pub(super) const FORMAT: Format = Format { name: "jar MANIFEST.MF", matches, parse };

fn matches(file: &FileFact, _head: &[u8]) -> bool {
    file.name().eq_ignore_ascii_case("MANIFEST.MF") && file.inner_path().eq_ignore_ascii_case("META-INF/MANIFEST.MF")
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
        describes_package: place::is_at_root(path),
        ..Manifest::default()
    };
    // An empty manifest is allowed; a text without a single header is something else.
    if headers.is_empty() && !text.content().trim().is_empty() {
        let reason = "no `Name: value` line".to_owned();
        manifest.state = ManifestState::Unreadable { line: 1, column: 1, reason };
    }
    manifest.name = name.map(|header| text.sited(excerpt(without_directives(&header.value)), header.key.at));
    manifest.version = version.map(|header| text.sited(excerpt(header.value.trim()), header.key.at));
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    if let Some(header) = name {
        sink.package(package(header, version, first(&["Implementation-Vendor-Id"]), text.site(header.key.at)));
    }
    for header in headers.iter().filter(|header| header.key.text.eq_ignore_ascii_case("Require-Bundle")) {
        for clause in clauses(&header.value) {
            sink.dependency(required_bundle(clause, text.site(header.key.at)));
        }
    }
}

fn package(name: &Header, version: Option<&Header>, group: Option<&Header>, site: Site) -> Package {
    let own = without_directives(&name.value);
    let version = version.map_or("", |version| version.value.trim());
    let full = match group.map(|group| group.value.trim()) {
        Some(group) => format!("{group}:{own}"),
        None => own.to_owned(),
    };
    Package {
        name: excerpt(&full),
        version: excerpt(version),
        ecosystem: "maven".to_owned(),
        purl: purl::purl("maven", &full, version),
        site,
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
        source: None,
        site,
    }
}
