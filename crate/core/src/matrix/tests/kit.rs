//! Packages and contexts that are made by hand.

use crate::config;
use crate::context::{Baseline, Context, Host, InputChoice, Installed, Role};
use crate::facts::{Facts, FileFact, KubernetesObject, Manifest, Package, PackageOrigin, Site, Sited};
use crate::finding::Finding;
use crate::rules::{self, Case, Outcome};

/// A package whose own manifest names it.
pub(super) fn package(name: &str, version: &str) -> Facts {
    let sited = |value: &str| Some(Sited { value: value.to_owned(), site: Site::line("manifest.json", 1, value) });
    let manifest = Manifest {
        path: "manifest.json".into(),
        ecosystem: "generic".into(),
        describes_package: true,
        name: sited(name),
        version: sited(version),
        ..Manifest::default()
    };
    Facts { manifests: vec![manifest], ..Facts::default() }
}

/// Puts a component into a package.
pub(super) fn ship(facts: &mut Facts, ecosystem: &str, name: &str, version: &str) {
    facts.packages.push(Package {
        name: name.into(),
        version: version.into(),
        ecosystem: ecosystem.into(),
        origin: PackageOrigin::Manifest,
        site: Site::entry(&format!("lib/{name}-{version}.jar")),
        ..Package::default()
    });
}

/// Puts a file of configuration into a package.
pub(super) fn put(facts: &mut Facts, path: &str, text: &str) {
    let format = config::format_of(path, text.as_bytes()).unwrap();
    facts.files.push(FileFact { path: path.into(), ..FileFact::default() });
    facts.config_keys.extend(config::read(path, text.as_bytes(), format, 200_000).keys);
}

/// Puts an object into a package.
pub(super) fn put_object(facts: &mut Facts, path: &str, api_version: &str, kind: &str, name: &str) {
    facts.kubernetes_objects.push(object(path, api_version, kind, name));
}

pub(super) fn object(path: &str, api_version: &str, kind: &str, name: &str) -> KubernetesObject {
    let (api_version, kind, name) = (api_version.to_owned(), kind.to_owned(), name.to_owned());
    KubernetesObject { site: Site::line(path, 1, &api_version), api_version, kind, name }
}

/// Gives a file of the user's own.
pub(super) fn own(context: &mut Context, name: &str, text: &str) {
    let choice = InputChoice { role: Some(Role::Config), ..InputChoice::default() };
    let taken = context.add_input(name, text.as_bytes(), &choice);
    assert_eq!(taken.role, Role::Config, "{taken:?}");
}

/// Gives a pack of one product with rows.
pub(super) fn pack(context: &mut Context, product: &str, rows: &str) {
    give(context, product, "", rows);
}

/// The same, of a product whose configuration is called so.
pub(super) fn pack_with_files(context: &mut Context, product: &str, file: &str, rows: &str) {
    give(context, product, &format!("files = [\"{file}\"]\n"), rows);
}

fn give(context: &mut Context, product: &str, files: &str, rows: &str) {
    let head = format!(
        "format = 1\nid = \"p\"\ntitle = \"P\"\nversion = \"1\"\nlicense = \"CC0-1.0\"\nupdated = 2026-11-20\n\
         [[product]]\nid = \"{product}\"\nscheme = \"generic\"\n{files}\
         [[source]]\nid = \"s\"\nref = \"release notes\"\nbasis = \"vendor-doc\"\n"
    );
    let name = format!("{product}.pack.toml");
    context.packs.add(&name, format!("{head}{rows}").as_bytes(), 0).unwrap();
}

/// A row of such a pack.
pub(super) fn row(product: &str, key: &str, kind: &str, rest: &str) -> String {
    format!(
        "[[key]]\nid = \"{key}\"\nproduct = \"{product}\"\nmatch = [\"{key}\"]\nkind = \"{kind}\"\nsource = [\"s\"]\n{rest}\n"
    )
}

/// Puts something on a host.
pub(super) fn install(context: &mut Context, host: &str, ecosystem: &str, name: &str, version: &str) {
    let host = context.inventory.add_host(Host { name: host.into(), ..Host::default() });
    let (name, version, ecosystem) = (name.into(), version.into(), ecosystem.into());
    context.inventory.add(Installed { host, name, version, ecosystem, ..Installed::default() });
}

/// A package that this one takes the place of.
pub(super) fn baseline(context: &mut Context, facts: Facts) {
    context.baseline = Some(Baseline { name: "old.zip".into(), facts, complete: true, ..Baseline::default() });
}

/// What a rule of the group finds.
pub(super) fn run(rule: &str, facts: &Facts, context: &Context) -> Outcome {
    let rule = rules::find(&format!("config/{rule}")).unwrap();
    (rule.check)(rule, &Case::new(facts, context))
}

/// What the rules of the key matrix find, all together.
pub(super) fn findings(facts: &Facts, context: &Context) -> Vec<Finding> {
    let case = Case::new(facts, context);
    let rules =
        ["removed-key", "renamed-key", "deprecated-key", "missing-required-key", "wrong-value", "default-changed"];
    let mut all = Vec::new();
    for rule in rules {
        let rule = rules::find(&format!("config/{rule}")).unwrap();
        if let Outcome::Findings(found) = (rule.check)(rule, &case) {
            all.extend(found);
        }
    }
    all
}

/// Rule and subject of each finding.
pub(super) fn told(facts: &Facts, context: &Context) -> Vec<(String, String)> {
    let of = |finding: Finding| (finding.rule.trim_start_matches("config/").to_owned(), finding.subject);
    findings(facts, context).into_iter().map(of).collect()
}
