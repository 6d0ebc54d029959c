#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::context::{Host, Installed};
use crate::facts::{Dependency, Manifest, Package, PackageOrigin, Scope, Site};
use crate::version::{self, Dialect};

/// What one manifest asks for.
fn asks(ecosystem: &str, needs: &[(&str, &str, &str)]) -> Facts {
    let path = format!("manifest.{ecosystem}");
    let manifest =
        Manifest { path: path.clone(), ecosystem: ecosystem.into(), describes_package: true, ..Manifest::default() };
    let dependencies = needs.iter().zip(1..).map(|(&(ecosystem, name, requirement), line)| Dependency {
        name: name.into(),
        requirement: requirement.into(),
        range: version::range(Dialect::of(ecosystem), requirement),
        ecosystem: ecosystem.into(),
        purl: purl(ecosystem, name, ""),
        site: Site::line(&path, line, name),
        ..Dependency::default()
    });
    Facts { manifests: vec![manifest], dependencies: dependencies.collect(), ..Facts::default() }
}

/// Hosts with what is installed on each.
fn runs(installed: &[(&str, &str, &str, &str)]) -> Context {
    let mut context = Context::default();
    for &(host, ecosystem, name, version) in installed {
        let host = context.inventory.add_host(Host { name: host.into(), ..Host::default() });
        let (name, version, ecosystem) = (name.into(), version.into(), ecosystem.into());
        context.inventory.add(Installed { host, name, version, ecosystem, input: 1, line: 1 });
    }
    context
}

fn one(facts: &Facts, context: &Context) -> Need {
    match <[Need; 1]>::try_from(table(facts, context)) {
        Ok([need]) => need,
        Err(needs) => panic!("not one need: {needs:#?}"),
    }
}

fn state(need: (&str, &str, &str), installed: &[(&str, &str, &str, &str)]) -> NeedState {
    one(&asks("generic", &[need]), &runs(installed)).state
}

#[test]
fn a_vendors_product_is_found_under_the_names_of_distributions() {
    let facts = asks("generic", &[("generic", "postgresql", ">=13")]);
    let context = runs(&[
        ("a", "deb", "postgresql-15", "15.8-0+deb12u1"),
        ("b", "rpm", "postgresql-server", "12.19-1.el8"),
        ("c", "generic", "PostgreSQL 14.4", "14.4-1"),
        ("d", "deb", "postgresql-client-9.6", "9.6.1-1"),
    ]);
    let need = one(&facts, &context);
    assert_eq!((need.state, need.hosts), (NeedState::Unmet, 4));
    let seen: Vec<(&str, Option<&str>, bool, Option<bool>)> = need
        .installed
        .iter()
        .map(|found| (&*found.version, found.compared_as.as_deref(), found.may_be_patched, found.is_admitted))
        .collect();
    let wanted = [
        ("12.19-1.el8", Some("12.19"), true, Some(false)),
        ("14.4-1", None, false, Some(true)),
        ("15.8-0+deb12u1", Some("15.8"), true, Some(true)),
    ];
    assert_eq!(seen, wanted);
}

#[test]
fn a_product_is_found_under_the_names_that_a_pack_gives_it() {
    let pack = r#"
        format = 1
        id = "acme"
        title = "ACME"
        version = "1"
        license = "CC0-1.0"
        [[product]]
        id = "acme.manager"
        purl = ["pkg:deb/acme/acme-mgr-server"]
        aliases = ["acme-manager", "ACME Control Room"]
        scheme = "semver"
    "#;
    let mut context = runs(&[
        ("a", "deb", "acme-mgr-server", "4.1.0-1"),
        ("b", "generic", "ACME Control Room", "5.2.0"),
        ("c", "npm", "acme-mgr-server", "1.0.0"),
    ]);
    let facts = asks("generic", &[("generic", "acme-manager", ">=5")]);
    assert_eq!(one(&facts, &context).state, NeedState::NotInstalled);
    context.packs.add("acme.pack.toml", pack.as_bytes(), 0).unwrap();
    let need = one(&facts, &context);
    let seen: Vec<_> = need.installed.iter().map(|found| (found.name.as_deref(), &*found.version)).collect();
    assert_eq!(need.state, NeedState::Unmet);
    assert_eq!(seen, [(Some("acme-mgr-server"), "4.1.0-1"), (Some("ACME Control Room"), "5.2.0")]);
}

#[test]
fn a_program_is_found_by_the_name_that_windows_shows() {
    let need = |name| {
        one(&asks("generic", &[("generic", name, ">=5")]), &runs(&[("a", "generic", "DTEN Agent 4.7", "4.7.1")]))
    };
    assert_eq!(need("dten-agent").state, NeedState::Unmet);
    let plain = runs(&[("a", "generic", "DTEN Agent", "4.7.1")]);
    for name in ["dten-agent", "DTEN Agent", "dten_agent"] {
        let need = one(&asks("generic", &[("generic", name, ">=5")]), &plain);
        assert_eq!((need.state, need.installed.len(), need.installed[0].hosts), (NeedState::Unmet, 1, 1), "{name}");
    }
}

#[test]
fn one_good_version_on_a_host_is_enough() {
    let need = ("generic", "python3", ">=3.7");
    let side_by_side = [("a", "rpm", "python36", "3.6.8-1.el8"), ("a", "rpm", "python39", "3.9.2-1.el8")];
    assert_eq!(state(need, &side_by_side), NeedState::Met);
    let apart = [("a", "rpm", "python36", "3.6.8-1.el8"), ("b", "rpm", "python39", "3.9.2-1.el8")];
    assert_eq!(state(need, &apart), NeedState::Unmet);
    // Another major version is another thing.
    assert_eq!(state(need, &[("a", "deb", "python2.7", "2.7.18-8")]), NeedState::NotInstalled);
}

#[test]
fn a_library_meets_its_own_ecosystem() {
    let need = |ecosystem, name, requirement| asks("npm", &[(ecosystem, name, requirement)]);
    let glob = need("npm", "glob", "^10.0.0");
    assert_eq!(one(&glob, &runs(&[("a", "deb", "glob", "7.2-1")])).state, NeedState::Shipped);
    assert_eq!(one(&glob, &runs(&[("a", "npm", "glob", "7.2.3")])).state, NeedState::Unmet);
    let merge = need("npm", "lodash.merge", "^4.0.0");
    assert!(one(&merge, &runs(&[("a", "npm", "lodash-merge", "1.0.0")])).installed.is_empty());
}

#[test]
fn a_package_manager_that_is_not_used_is_no_lack() {
    let state = |name| {
        let facts = asks("npm", &[("generic", name, ">=1.13")]);
        one(&facts, &runs(&[("a", "deb", "curl", "8-1")])).state
    };
    assert_eq!((state("yarn"), state("node")), (NeedState::NotChecked, NeedState::NotInstalled));
}

#[test]
fn a_distributions_build_of_a_python_library_may_be_patched() {
    let facts = asks("pypi", &[("pypi", "requests", ">=2.20")]);
    let need = one(&facts, &runs(&[("a", "deb", "python3-requests", "2.28.1+dfsg-1")]));
    assert_eq!(need.state, NeedState::Met);
    let found = need.installed.first().unwrap();
    assert_eq!((found.compared_as.as_deref(), found.may_be_patched), (Some("2.28.1"), true));
    assert_eq!(one(&facts, &runs(&[("a", "pypi", "Requests", "2.19.0")])).state, NeedState::Unmet);
    let both = runs(&[("a", "pypi", "requests", "2.31.0"), ("a", "deb", "python3-requests", "2.10.0-1")]);
    assert_eq!(one(&facts, &both).installed.len(), 1);
}

#[test]
fn a_product_is_no_library_of_that_name() {
    let need = ("generic", "redis", ">=7");
    assert_eq!(state(need, &[("a", "pypi", "redis", "4.5.1"), ("a", "deb", "curl", "8-1")]), NeedState::NotInstalled);
    assert_eq!(state(("generic", "flask", ">=2"), &[("a", "pypi", "Flask", "2.3")]), NeedState::Met);
}

#[test]
fn what_an_inventory_does_not_list_is_not_missing() {
    let need = ("generic", "openssl", ">=3");
    assert_eq!(state(need, &[]), NeedState::NotChecked);
    assert_eq!(state(need, &[("a", "pypi", "requests", "2.31")]), NeedState::NotChecked);
    assert_eq!(state(need, &[("a", "deb", "curl", "8.0-1")]), NeedState::NotInstalled);
    assert_eq!(state(("generic", "linux", ""), &[("a", "deb", "curl", "8.0-1")]), NeedState::NotChecked);
    let part_of_php = asks("composer", &[("generic", "ext-json", "*")]);
    assert_eq!(one(&part_of_php, &runs(&[("a", "deb", "curl", "8.0-1")])).state, NeedState::NotChecked);
}

#[test]
fn what_comes_with_the_package_need_not_be_there() {
    let mut facts = asks("npm", &[("npm", "glob", "^10.0.0")]);
    let pin = |origin| Package { name: "glob".into(), ecosystem: "npm".into(), origin, ..Package::default() };
    for origin in [PackageOrigin::Lockfile, PackageOrigin::Manifest, PackageOrigin::Listed] {
        facts.packages = vec![pin(origin)];
        assert_eq!(one(&facts, &runs(&[("a", "npm", "glob", "7.2.3")])).state, NeedState::Shipped, "{origin:?}");
    }
}

#[test]
fn needing_oneself_is_needing_what_is_installed_before() {
    let mut facts = asks("generic", &[("generic", "dten-agent", ">=4.4")]);
    let site = Site::line("manifest.generic", 9, "name");
    facts.manifests[0].name = Some(crate::facts::Sited { value: "dten-agent".into(), site: site.clone() });
    facts.packages =
        vec![Package { name: "dten-agent".into(), ecosystem: "generic".into(), site, ..Package::default() }];
    assert_eq!(one(&facts, &runs(&[("a", "generic", "DTEN Agent 4.2.0", "4.2.0")])).state, NeedState::Unmet);
}

#[test]
fn a_manifest_that_only_asks_counts_beside_one_of_the_packages_own() {
    let beside = |path: &str, name: Option<&str>| {
        let mut facts = asks("pypi", &[("pypi", "requests", ">=2.20")]);
        let named = name.map(|name| crate::facts::Sited { value: name.to_owned(), ..Default::default() });
        facts.manifests[0] = Manifest { path: path.into(), name: named, ..facts.manifests[0].clone() };
        facts.manifests[0].describes_package = false;
        facts.dependencies[0].site.path = path.into();
        table(&facts, &Context::default()).len()
    };
    assert_eq!(beside("requirements.txt", None), 1);
    assert_eq!(beside("docs/requirements.txt", None), 0);
    assert_eq!(beside("setup.cfg", Some("another")), 0);
}

#[test]
fn all_who_ask_for_one_thing_are_one_need() {
    let facts = asks("generic", &[("generic", "postgres", ">=13"), ("generic", "PostgreSQL", "<15")]);
    let need = one(&facts, &runs(&[("a", "deb", "postgresql-15", "15.8-0")]));
    assert_eq!((need.asked.len(), need.state), (2, NeedState::Unmet));
}

#[test]
fn two_requirements_of_one_package_managers_manifest_are_alternatives() {
    // What pandas asks of numpy, for an older and a newer Python.
    let facts = asks("pypi", &[("pypi", "numpy", ">=1.26.0"), ("pypi", "numpy", ">=2.3.3")]);
    assert_eq!(one(&facts, &runs(&[("a", "pypi", "numpy", "1.26.4")])).state, NeedState::Met);
    let context = runs(&[("a", "pypi", "numpy", "1.19.0")]);
    assert_eq!(one(&facts, &context).state, NeedState::Unmet);
    assert_eq!(rows(&facts, &context)[0].requirement(), "`>=1.26.0` or `>=2.3.3`");
}

#[test]
fn a_tag_cannot_be_compared_but_a_refusal_stands() {
    let mut facts = asks("generic", &[("generic", "nginx", ">=1.20"), ("generic", "nginx", "as tested")]);
    assert_eq!(one(&facts, &runs(&[("a", "deb", "nginx", "1.22.1-9")])).state, NeedState::Unreadable);
    assert_eq!(one(&facts, &runs(&[("a", "deb", "nginx", "1.18.0-6")])).state, NeedState::Unmet);
    facts.dependencies[0].scope = Scope::Development;
    assert_eq!(one(&facts, &runs(&[("a", "deb", "nginx", "1.18.0-6")])).state, NeedState::Unreadable);
}

#[test]
fn the_report_names_ten_hosts_and_counts_all() {
    let names: Vec<String> = (0..41).map(|number| format!("h{number:02}")).collect();
    let installed: Vec<_> = names.iter().rev().map(|name| (name.as_str(), "deb", "curl", "8.0-1")).collect();
    let need = one(&asks("generic", &[("generic", "curl", ">=8")]), &runs(&installed));
    let found = need.installed.first().unwrap();
    assert_eq!((found.hosts, found.host_names.len(), found.host_names[0].as_str()), (41, 10, "h00"));
}
