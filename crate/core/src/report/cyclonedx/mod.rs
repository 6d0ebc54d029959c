//! The report as a CycloneDX 1.6 bill of materials: what the package is, what it contains, and what it needs.
//!
//! What is needed and does not come along is a component too, without a version: its requirement and what became of it are
//! properties named `dropscope:…`. Findings are not vulnerabilities, and none are written.

mod model;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use self::model::{Bom, Component, Dependency, Evidence, Hash, Metadata, Occurrence, Property, Tools, Usage};
use super::{Need, Report};
use crate::analyze::hex;
use crate::context::Role;
use crate::facts::{Facts, Package, PackageOrigin, Scope, Timestamp};
use crate::purl::purl;

/// The reference of the package itself; every other one is a package URL.
const SELF: &str = "package";

/// Most requirements and installed versions that are stated of one component; the report has them all.
const MOST_STATED: usize = 50;

/// The bill of materials as UTF-8 JSON, a line feed at its end: the same bytes for the same report.
pub fn cyclonedx(report: &Report) -> Vec<u8> {
    let itself = itself(report);
    let mut inside = Inside::new(&report.facts, &itself.purl);
    let needed: BTreeSet<String> = report.needs.iter().flat_map(|need| inside.need(need)).collect();
    let mut bom = Bom {
        schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
        bom_format: "CycloneDX",
        spec_version: "1.6",
        serial_number: None,
        version: 1,
        metadata: metadata(report, itself),
        components: inside.components.into_values().collect(),
        dependencies: vec![Dependency { reference: SELF.to_owned(), depends_on: needed.into_iter().collect() }],
    };
    bom.serial_number = Some(serial_number(&bom));
    let mut json = serde_json::to_vec_pretty(&bom).unwrap_or_default();
    json.push(b'\n');
    json
}

fn metadata(report: &Report, itself: Component) -> Metadata {
    let tool = Component {
        kind: "application",
        name: report.tool.name.clone(),
        version: report.tool.version.clone(),
        ..Component::default()
    };
    let now = report.options.now.as_deref().and_then(Timestamp::parse_rfc3339);
    Metadata {
        timestamp: now.map(|now| now.to_string()),
        tools: Tools { components: vec![tool] },
        component: itself,
        properties: vec![
            Property::new("dropscope:verdict", word(report.verdict.state)),
            Property::new("dropscope:complete", report.complete.to_string()),
            Property::new("dropscope:findings", report.findings.len().to_string()),
        ],
    }
}

/// The package, by what its own manifest says; by its file name where none names it.
fn itself(report: &Report) -> Component {
    let facts = &report.facts;
    let input = report.inputs.iter().find(|input| input.role == Role::Package);
    let mut named =
        facts.manifests.iter().filter(|m| m.is_own() && m.kind == PackageOrigin::Manifest && m.name.is_some());
    let manifest = named.clone().find(|manifest| manifest.version.is_some()).or_else(|| named.next());
    let site = manifest.and_then(|manifest| manifest.name.as_ref()).map(|name| &name.site);
    let package = site.and_then(|site| facts.packages.iter().find(|package| package.site == *site));
    let mut component = match (package, input) {
        (Some(package), _) => component(package, package.purl.clone()),
        (None, Some(input)) => Component { name: input.name.clone(), ..Component::default() },
        (None, None) => Component { name: SELF.to_owned(), ..Component::default() },
    };
    component.kind = "application";
    component.bom_ref = SELF.to_owned();
    component.hashes = input.and_then(|input| input.sha256.as_deref()).map(Hash::sha256).into_iter().collect();
    component.properties = input.map(|input| Property::new("dropscope:file", &*input.name)).into_iter().collect();
    component
}

/// What comes with the package, by reference.
struct Inside {
    components: BTreeMap<String, Component>,
    /// References by package URL without a version.
    versions: BTreeMap<String, BTreeSet<String>>,
}

impl Inside {
    fn new(facts: &Facts, itself: &str) -> Self {
        let mut inside = Self { components: BTreeMap::new(), versions: BTreeMap::new() };
        let digests = Digests::new(facts);
        for package in facts.packages.iter().filter(|package| package.purl != itself) {
            let reference = match package.purl.as_str() {
                "" => purl(&package.ecosystem, &package.name, &package.version),
                written => written.to_owned(),
            };
            let known = purl(&package.ecosystem, &package.name, "");
            inside.versions.entry(known).or_default().insert(reference.clone());
            let component = inside.components.entry(reference.clone()).or_insert_with(|| component(package, reference));
            // What is needed to run by one lockfile is needed, whatever the others say.
            component.scope = component.scope.min(usage(package));
            component.evidence.occurrences.push(occurrence(package));
            component.put(Property::new("dropscope:origin", word(package.origin)));
            if let Some(hash) = digests.of(package).filter(|hash| !component.hashes.contains(hash)) {
                component.hashes.push(hash);
            }
        }
        inside
    }

    /// Says of everything that answers a need what is asked of it; gives the references.
    fn need(&mut self, need: &Need) -> Vec<String> {
        let known = purl(&need.ecosystem, &need.name, "");
        let references: Vec<String> = match self.versions.get(&known) {
            Some(versions) => versions.iter().cloned().collect(),
            None => vec![known],
        };
        for reference in &references {
            let component = self.components.entry(reference.clone()).or_insert_with(|| {
                let needed =
                    Package { name: need.name.clone(), ecosystem: need.ecosystem.clone(), ..Package::default() };
                component(&needed, reference.clone())
            });
            component.describe(need);
        }
        references
    }
}

impl Component {
    fn put(&mut self, property: Property) {
        if !self.properties.contains(&property) {
            self.properties.push(property);
        }
    }

    fn describe(&mut self, need: &Need) {
        self.put(Property::new("dropscope:need", word(need.state)));
        for asked in need.asked.iter().take(MOST_STATED) {
            self.put(Property::new("dropscope:requirement", &*asked.requirement));
        }
        for installed in need.installed.iter().take(MOST_STATED) {
            let text = format!("{} on {} of {} hosts", installed.version, installed.hosts, need.hosts);
            self.put(Property::new("dropscope:installed", text));
        }
    }
}

fn component(package: &Package, reference: String) -> Component {
    // `group:artifact` in Maven, `@scope/name` and `owner/name` elsewhere.
    let separator = if package.ecosystem == "maven" { ':' } else { '/' };
    let (group, name) = package.name.rsplit_once(separator).unwrap_or(("", &package.name));
    Component {
        kind: match package.ecosystem.as_str() {
            "docker" | "oci" => "container",
            "generic" | "github" | "helm" => "application",
            _ => "library",
        },
        bom_ref: reference.clone(),
        group: group.to_owned(),
        name: name.to_owned(),
        version: package.version.clone(),
        scope: usage(package),
        purl: reference,
        evidence: Evidence::default(),
        ..Component::default()
    }
}

fn usage(package: &Package) -> Usage {
    match package.scope {
        Scope::Runtime | Scope::Peer => Usage::Required,
        Scope::Optional => Usage::Optional,
        Scope::Build | Scope::Development | Scope::Test => Usage::Excluded,
    }
}

fn occurrence(package: &Package) -> Occurrence {
    let line = (package.site.line > 0).then_some(package.site.line);
    Occurrence { location: package.site.path.clone(), line }
}

/// Digests of the archives in the package (jars, wheels) that one component alone is named in: those are the component.
struct Digests<'a> {
    archives: BTreeMap<&'a str, BTreeSet<&'a str>>,
    files: BTreeMap<&'a str, &'a str>,
}

impl<'a> Digests<'a> {
    fn new(facts: &'a Facts) -> Self {
        let mut archives: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for package in &facts.packages {
            if let Some((archive, _)) = package.site.path.rsplit_once("!/") {
                archives.entry(archive).or_default().insert(&package.purl);
            }
        }
        let digest = |file: &'a crate::facts::FileFact| Some((file.path.as_str(), file.sha256.as_deref()?));
        Self { archives, files: facts.files.iter().filter_map(digest).collect() }
    }

    fn of(&self, package: &Package) -> Option<Hash> {
        let (archive, _) = package.site.path.rsplit_once("!/")?;
        let is_alone = self.archives.get(archive).is_some_and(|purls| purls.len() == 1);
        self.files.get(archive).filter(|_| is_alone).map(|digest| Hash::sha256(digest))
    }
}

/// A UUID of version 8 (RFC 9562) out of the bill's own contents: another bill has another number, the same bill the same.
fn serial_number(bom: &Bom) -> String {
    let mut bytes: Vec<u8> =
        Sha256::digest(serde_json::to_vec(bom).unwrap_or_default()).iter().take(16).copied().collect();
    for (at, keep, set) in [(6, 0x0F, 0x80), (8, 0x3F, 0x80)] {
        if let Some(byte) = bytes.get_mut(at) {
            *byte = (*byte & keep) | set;
        }
    }
    let digits = hex(&bytes);
    let part = |from, to| digits.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

/// The word that the report has for a state.
fn word(state: impl Serialize) -> String {
    match serde_json::to_value(state) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
