//! `META-INF/MANIFEST.MF`: plain jars (`Implementation-*`) and OSGi bundles (`Bundle-*`, `Require-Bundle`). Where it names
//! nothing, the jar's file name does. `Import-Package` is left out: it names Java packages, not what has them.

use crate::facts::{Dependency, Facts, ManifestState, Package, Scope, Site, Sited, excerpt};

use crate::parse::document::headers::{self, Folding, Header};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version::{Dialect, looks_like_version};

use super::jar_name;

pub(in crate::parse) const FORMAT: Format = Format { name: "jar MANIFEST.MF", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.eq_ignore_ascii_case("MANIFEST.MF") && is_in_meta_inf(candidate.file.inner_path())
}

/// In a jar, or in one that was unpacked (`webapps/portal/META-INF/`).
fn is_in_meta_inf(inner_path: &str) -> bool {
    inner_path.rsplit('/').nth(1).is_some_and(|folder| folder.eq_ignore_ascii_case("META-INF"))
}

/// The first that is there wins: names for programs, which have no blank space, before titles, which are made for people.
const IDENTIFIERS: &[&str] = &["Bundle-SymbolicName", "Automatic-Module-Name", "Extension-Name"];
const TITLES: &[&str] = &["Implementation-Title", "Specification-Title", "Bundle-Name"];
const VERSIONS: &[&str] = &["Bundle-Version", "Implementation-Version", "Specification-Version"];

/// Headers of a Jenkins plugin, which has a format of its own.
const JENKINS: &str = "Plugin-Version";

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let headers = headers(text.content());
    if has(&headers, JENKINS) && has(&headers, "Short-Name") {
        return;
    }
    let mut manifest = fact::manifest(path, "jar MANIFEST.MF", "maven");
    manifest.describes_package = place::is_at_usual_place(path);
    // An empty manifest is allowed; a text without a single header is something else.
    if headers.is_empty() && !text.content().trim().is_empty() {
        let reason = "no `Name: value` line".to_owned();
        manifest.state = ManifestState::Unreadable { line: 1, column: 1, reason };
    }
    let of_file = jar_name::innermost(path).and_then(jar_name::split);
    let sited = |(word, at): (&str, usize)| text.sited(excerpt(word), at);
    let by_file = |word: &str| Sited { value: excerpt(word), site: Site::entry(path) };
    let (identifier, title) = (identifier(&headers).map(sited), first(&headers, TITLES).map(Header::word).map(sited));
    let name_of_file = of_file.map(|(name, _)| by_file(name));
    manifest.name = identifier.clone().or_else(|| title.clone()).or_else(|| name_of_file.clone());
    manifest.version = version(&headers).map(sited).or_else(|| of_file.map(|(_, version)| by_file(version)));
    let mut sink = Sink::new(facts, path, input.most_facts);
    // A title is made for people: the file's name is nearer to the artifact's.
    if let Some(name) = identifier.or(name_of_file).or(title) {
        let group = first(&headers, &["Implementation-Vendor-Id"]).map(|group| group.value.trim());
        sink.package(package(group, name, manifest.version.as_ref()));
    }
    sink.manifest(manifest);
    for header in headers.iter().filter(|header| header.key.text.eq_ignore_ascii_case("Require-Bundle")) {
        let site = text.site(header.key.at);
        for clause in clauses(&header.value).take(sink.enough()) {
            sink.dependency(required_bundle(clause, site.clone()));
        }
    }
}

/// What has blank space in its name is no artifact of Maven.
fn package(group: Option<&str>, name: Sited<String>, version: Option<&Sited<String>>) -> Package {
    let is_artifact = !name.value.contains(char::is_whitespace);
    Package {
        name: match group {
            Some(group) if is_artifact => excerpt(&format!("{group}:{}", name.value)),
            _ => name.value,
        },
        version: version.map_or_else(String::new, |version| version.value.clone()),
        ecosystem: if is_artifact { "maven" } else { "generic" }.to_owned(),
        site: name.site,
        ..Package::default()
    }
}

/// The main section, and of the others the first that says what is implemented: old jars say it of their one package.
fn headers(text: &str) -> Vec<Header> {
    let mut headers = headers::read(text, Folding::Jar);
    let title = text.find("\nImplementation-Title:").filter(|_| !has(&headers, "Implementation-Title"));
    let before = title.and_then(|title| text.get(..title)).unwrap_or("");
    // A section begins after an empty line; where there is none, it is the main one again.
    let starts = ["\n\n", "\n\r\n"].iter().filter_map(|blank| Some(before.rfind(blank)?.saturating_add(blank.len())));
    if let Some(start) = starts.max() {
        let section = headers::read(text.get(start..).unwrap_or(""), Folding::Jar);
        headers.extend(section.into_iter().map(|mut header| {
            header.key.at = header.key.at.saturating_add(start);
            header
        }));
    }
    headers
}

fn has(headers: &[Header], name: &str) -> bool {
    first(headers, &[name]).is_some()
}

/// The first of these headers that has a value: no placeholder of a build (`${name}`) or of a translation (`%name`).
fn first<'h>(headers: &'h [Header], names: &[&str]) -> Option<&'h Header> {
    names.iter().find_map(|name| {
        headers.iter().find(|header| {
            let value = header.value.trim();
            header.key.text.eq_ignore_ascii_case(name)
                && !value.is_empty()
                && !value.starts_with('%')
                && !value.contains("${")
        })
    })
}

fn identifier(headers: &[Header]) -> Option<(&str, usize)> {
    IDENTIFIERS.iter().find_map(|name| {
        let header = first(headers, &[name])?;
        let word = without_directives(&header.value);
        (!word.contains(char::is_whitespace)).then_some((word, header.key.at))
    })
}

/// `1.4 1855 April 22 2006` is version 1.4.
fn version(headers: &[Header]) -> Option<(&str, usize)> {
    let (value, at) = first(headers, VERSIONS)?.word();
    let word = value.split_whitespace().next().filter(|word| looks_like_version(word)).unwrap_or(value);
    Some((word, at))
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
        scope: if value_of("resolution") == Some("optional") { Scope::Optional } else { Scope::Runtime },
        // In OSGi a plain version is a lower bound, as NuGet has it.
        ..fact::dependency("maven", Dialect::Nuget, (without_directives(clause), requirement), site)
    }
}
