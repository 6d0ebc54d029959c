//! The CycloneDX export: what is in it, and whether the published schema takes it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use dropscope_core::analyze;
use dropscope_core::context::{Context, Host, Installed, Role};
use dropscope_core::facts::{
    Dependency, Facts, FileFact, Manifest, Package, PackageOrigin, Scope, Site, Sited, VersionRange,
};
use dropscope_core::purl::purl;
use dropscope_core::report::{self, Options, Parts, Report, ReportInput};
use dropscope_tests::sample;
use flate2::read::GzDecoder;
use jsonschema::{Registry, Validator};
use serde_json::Value;

fn sample() -> Report {
    let package = sample::files().into_iter().find(|file| file.role == "package").unwrap();
    let options = Options { now: Some(sample::NOW.into()), ..Options::default() };
    analyze::analyze(&package.bytes, package.name, options).unwrap()
}

fn empty() -> Report {
    report::build(Parts {
        options: Options::default(),
        package: ReportInput::default(),
        facts: Facts::default(),
        context: &Context::default(),
        complete: false,
    })
}

/// A package of `number` jars that asks for as many libraries and one product, beside two hosts.
fn large(number: u32) -> Report {
    let named = |line: u32, name: &str| Sited { value: name.to_owned(), site: Site::line("package.json", line, name) };
    let manifest = Manifest {
        path: "package.json".into(),
        format: "package.json".into(),
        ecosystem: "npm".into(),
        describes_package: true,
        name: Some(named(1, "@dten/hub")),
        version: Some(named(2, "5.0.1")),
        ..Manifest::default()
    };
    let package = |ecosystem: &str, name: String, version: &str, site| Package {
        purl: purl(ecosystem, &name, version),
        name,
        version: version.into(),
        ecosystem: ecosystem.into(),
        site,
        ..Package::default()
    };
    let mut facts = Facts { manifests: vec![manifest], ..Facts::default() };
    facts.packages.push(package("npm", "@dten/hub".into(), "5.0.1", named(1, "@dten/hub").site));
    let asked = |ecosystem: &str, name: String, line| Dependency {
        requirement: "1.0.0".into(),
        range: Some(VersionRange::exact("npm", "1.0.0")),
        ecosystem: ecosystem.into(),
        purl: purl(ecosystem, &name, ""),
        scope: Scope::Runtime,
        site: Site::line("package.json", line, &name),
        name,
        ..Dependency::default()
    };
    facts.dependencies.push(asked("generic", "postgresql".into(), 3));
    for at in 0..number {
        let jar = format!("lib/part-{at}.jar");
        let site = Site::entry(&format!("{jar}!/META-INF/maven/pom.properties"));
        facts.files.push(FileFact { path: jar, sha256: Some(format!("{at:064x}")), ..FileFact::default() });
        facts.packages.push(package("maven", format!("com.example:part-{at}"), "2.1", site));
        let locked = Site::line("package-lock.json", at, "");
        let pinned = package("npm", format!("@scope/dep-{at}"), "1.0.0", locked);
        facts.packages.push(Package { origin: PackageOrigin::Lockfile, ..pinned });
        facts.dependencies.push(asked("npm", format!("@scope/dep-{at}"), 4 + at));
    }
    let tool = package("npm", "linter".into(), "9.0.0", Site::line("package-lock.json", number, ""));
    facts.packages.push(Package { origin: PackageOrigin::Lockfile, scope: Scope::Development, ..tool });
    let mut context = Context::default();
    for (host, version) in [("a", "12.19-1"), ("b", "15.8-1")] {
        let host = context.inventory.add_host(Host { name: host.into(), ..Host::default() });
        let (name, version, ecosystem) = ("postgresql-15".into(), version.into(), "deb".into());
        context.inventory.add(Installed { host, name, version, ecosystem, ..Installed::default() });
    }
    let package = ReportInput {
        role: Role::Package,
        name: "hub.zip".into(),
        sha256: Some("ab".repeat(32)),
        ..ReportInput::default()
    };
    report::build(Parts { options: Options::default(), package, facts, context: &context, complete: true })
}

fn bom(report: &Report) -> Value {
    serde_json::from_slice(&report::cyclonedx(report)).unwrap()
}

/// The published schema; `None` where it is not beside the project.
fn schema() -> Option<Validator> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/sbom/schema");
    if !folder.exists() {
        println!("skipped: there is no {}", folder.display());
        return None;
    }
    let read = |name: &str| -> Value { serde_json::from_reader(File::open(folder.join(name)).unwrap()).unwrap() };
    let mut text = String::new();
    GzDecoder::new(File::open(folder.join("bom-1.6.schema.json.gz")).unwrap()).read_to_string(&mut text).unwrap();
    let registry = Registry::new()
        .add("http://cyclonedx.org/schema/spdx.schema.json", read("spdx.schema.json"))
        .and_then(|registry| {
            registry.add("http://cyclonedx.org/schema/jsf-0.82.schema.json", read("jsf-0.82.schema.json"))
        })
        .and_then(|registry| registry.prepare())
        .unwrap();
    let schema = serde_json::from_str(&text).unwrap();
    Some(jsonschema::options().with_registry(&registry).should_validate_formats(true).build(&schema).unwrap())
}

#[test]
fn the_published_schema_takes_it() {
    let Some(schema) = schema() else { return };
    for (name, report) in [("sample", sample()), ("empty", empty()), ("large", large(2_000))] {
        let bom = bom(&report);
        let errors: Vec<String> =
            schema.iter_errors(&bom).take(5).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{name}:\n{}", errors.join("\n"));
    }
    let mut broken = bom(&empty());
    broken["components"] = serde_json::json!([{ "name": "without a type" }]);
    assert!(!schema.is_valid(&broken), "the schema refuses nothing");
}

#[test]
fn the_package_itself_has_its_name_and_digest() {
    let bom = bom(&large(1));
    let itself = &bom["metadata"]["component"];
    assert_eq!(
        (&itself["group"], &itself["name"], &itself["version"]),
        (&"@dten".into(), &"hub".into(), &"5.0.1".into())
    );
    assert_eq!(itself["purl"], "pkg:npm/%40dten/hub@5.0.1");
    assert_eq!(itself["hashes"][0]["content"], "ab".repeat(32));
    assert_eq!(bom["metadata"].get("timestamp"), None, "no time was given");
    assert_eq!(self::bom(&sample())["metadata"]["timestamp"], sample::NOW);
}

#[test]
fn what_comes_along_has_its_digest_and_place_and_what_is_needed_its_state() {
    let bom = bom(&large(1));
    let component = |reference: &str| {
        let all = bom["components"].as_array().unwrap();
        all.iter().find(|component| component["bom-ref"] == reference).unwrap_or_else(|| panic!("no {reference}"))
    };
    let jar = component("pkg:maven/com.example/part-0@2.1");
    assert_eq!((&jar["group"], &jar["type"]), (&"com.example".into(), &"library".into()));
    assert_eq!(jar["hashes"][0]["content"], "0".repeat(64));
    assert_eq!(jar["evidence"]["occurrences"][0]["location"], "lib/part-0.jar!/META-INF/maven/pom.properties");
    let says = |component: &Value, name: &str| -> Vec<String> {
        let properties = component["properties"].as_array().unwrap();
        properties.iter().filter(|p| p["name"] == name).map(|p| p["value"].as_str().unwrap().to_owned()).collect()
    };
    let product = component("pkg:generic/postgresql");
    assert_eq!(says(product, "dropscope:need"), ["unmet"]);
    assert_eq!(says(product, "dropscope:installed"), ["12.19-1 on 1 of 2 hosts", "15.8-1 on 1 of 2 hosts"]);
    assert_eq!(says(component("pkg:npm/%40scope/dep-0@1.0.0"), "dropscope:origin"), ["lockfile"]);
    assert_eq!(component("pkg:npm/linter@9.0.0")["scope"], "excluded", "it is pinned for development");
    assert_eq!(component("pkg:npm/%40scope/dep-0@1.0.0").get("scope"), None, "required is the default");
}

#[test]
fn every_reference_is_unique_and_leads_somewhere() {
    for report in [sample(), empty(), large(50)] {
        let bom = bom(&report);
        let components = bom["components"].as_array().unwrap().iter().chain([&bom["metadata"]["component"]]);
        let references: Vec<&str> = components.map(|component| component["bom-ref"].as_str().unwrap()).collect();
        let known: BTreeSet<&str> = references.iter().copied().collect();
        assert_eq!(known.len(), references.len());
        for dependency in bom["dependencies"].as_array().unwrap() {
            assert!(known.contains(dependency["ref"].as_str().unwrap()));
            for on in dependency["dependsOn"].as_array().unwrap() {
                assert!(known.contains(on.as_str().unwrap()), "{on} leads nowhere");
            }
        }
    }
    assert_eq!(bom(&large(50))["dependencies"][0]["dependsOn"].as_array().unwrap().len(), 51);
}

#[test]
fn the_same_report_is_the_same_bill_and_another_has_another_number() {
    assert_eq!(report::cyclonedx(&sample()), report::cyclonedx(&sample()));
    let number = |report: &Report| bom(report)["serialNumber"].as_str().unwrap().to_owned();
    assert_ne!(number(&sample()), number(&empty()));
    let digits = number(&empty());
    assert!(digits.starts_with("urn:uuid:") && digits.len() == 45 && digits.as_bytes()[23] == b'8', "{digits}");
}
