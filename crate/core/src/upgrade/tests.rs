#![allow(clippy::unwrap_used)]

use super::*;
use crate::context::{Host, Installed};
use crate::facts::Site;

const SAMPLE: &str = include_str!("../../../../tests/src/sample/beside/dten.pack.toml");

/// A package of one manifest, an inventory of `version` by host, and packs.
fn paths_of(name: &str, to: &str, installed: &[(&str, &str)], packs: &[&str]) -> Vec<UpgradePath> {
    let sited = |value: &str| Some(Sited { value: value.to_owned(), site: Site::line("manifest.json", 1, value) });
    let manifest = Manifest {
        path: "manifest.json".into(),
        ecosystem: "generic".into(),
        describes_package: true,
        name: sited(name),
        version: sited(to),
        ..Manifest::default()
    };
    let mut context = Context::default();
    for pack in packs {
        context.packs.add("p.pack.toml", pack.as_bytes(), 0).unwrap();
    }
    for (at, (name, version)) in installed.iter().enumerate() {
        let host = context.inventory.add_host(Host { name: format!("h{at}"), ..Host::default() });
        let row = Installed {
            host,
            name: (*name).into(),
            version: (*version).into(),
            ecosystem: "generic".into(),
            ..Installed::default()
        };
        context.inventory.add(row);
    }
    paths(&Facts { manifests: vec![manifest], ..Facts::default() }, &context)
}

fn way(name: &str, from: &str, to: &str, packs: &[&str]) -> Option<Vec<String>> {
    let path = paths_of(name, to, &[(name, from)], packs).pop().unwrap();
    path.is_supported.then(|| path.stops.into_iter().map(|stop| stop.version).collect())
}

fn pack(path: &str) -> String {
    format!(
        "format = 1\nid = \"t\"\ntitle = \"T\"\nversion = \"1\"\nlicense = \"CC0-1.0\"\n\
         [[product]]\nid = \"app\"\nscheme = \"semver\"\n[[source]]\nid = \"s\"\nref = \"r\"\nbasis = \"manual\"\n\
         [[path]]\nproduct = \"app\"\nsource = [\"s\"]\n{path}"
    )
}

#[test]
fn the_sample_goes_as_its_release_notes_say() {
    let installed = [("dten-manager", "4.7.1"), ("dten-manager", "4.4.3"), ("dten-manager", "4.1.5")];
    let paths = paths_of("dtenmgr", "5.0.1", &installed, &[SAMPLE]);
    let ways: Vec<_> = paths
        .iter()
        .map(|path| {
            let stops: Vec<_> = path.stops.iter().map(|stop| (stop.version.as_str(), stop.wait.as_str())).collect();
            (path.from.as_str(), path.is_supported, path.wait.as_str(), stops)
        })
        .collect();
    let wait = "background migrations finished";
    assert_eq!(
        ways,
        [
            ("4.1.5", true, "", vec![("4.2", ""), ("4.6", wait)]),
            ("4.4.3", true, "", vec![("4.6", wait)]),
            ("4.7.1", true, wait, vec![]),
        ]
    );
    assert!(paths.iter().all(|path| path.product == "dten-manager" && path.downgrade == "none" && path.hosts == 1));
}

#[test]
fn a_version_of_a_stops_line_has_made_the_stop() {
    let stops = pack("stops = [\"4.2\", \"4.6\"]\n");
    assert_eq!(way("app", "4.2.0", "4.6.3", &[&stops]), Some(vec![]));
    assert_eq!(way("app", "4.1.9", "4.7.0", &[&stops]), Some(vec!["4.2".into(), "4.6".into()]));
    assert_eq!(way("app", "4.6.9", "9.0.0", &[&stops]), Some(vec![]));
    assert_eq!(way("app", "4.20.0", "4.21.0", &[&stops]), Some(vec![]));
}

#[test]
fn gitlab_stops_are_built_in_and_a_conditional_one_says_so() {
    assert_eq!(way("gitlab-ee", "16.10.3", "17.4.0", &[]), Some(vec!["16.11".into(), "17.1".into(), "17.3".into()]));
    let path = paths_of("gitlab", "17.2.0", &[("gitlab", "17.0.1")], &[]).pop().unwrap();
    assert!(path.stops.first().unwrap().wait.starts_with("only where the instance has"));
    assert!(path.source.contains("built-in pack builtin.gitlab of 2026-08-01"), "{}", path.source);
}

#[test]
fn edges_are_followed_by_the_shortest_way() {
    assert_eq!(way("rhel", "8.10", "9.6", &[]), Some(vec![]));
    assert_eq!(way("rhel", "8.4", "9.6", &[]), Some(vec!["8.10".into()]));
    assert_eq!(way("rhel", "7.6", "10.3", &[]), Some(vec!["7.9".into(), "8.10".into(), "9.9".into()]));
    assert_eq!(way("rhel", "9.2", "9.4", &[]), Some(vec![]));
    assert_eq!(way("rhel", "6.10", "8.10", &[]), None);
    assert_eq!(way("rhel", "8.10", "9.5", &[]), None);
}

#[test]
fn stops_and_edges_together_guard_what_the_edges_join() {
    let edge = "edges = [{ from = \"vers:semver/>=4.6.0|<5.0.0\", to = \"vers:semver/>=5.0.0|<6.0.0\" }]\n";
    let both = pack(&format!("stops = [\"4.6\"]\n{edge}"));
    assert_eq!(way("app", "4.7.1", "7.0.0", &[&both]), None, "nothing is known beyond the edge");
    assert_eq!(way("app", "5.1.0", "5.9.0", &[&both]), Some(vec![]));
    assert_eq!(way("app", "4.7.1", "4.8.0", &[&both]), Some(vec![]));
    let edges = pack(edge);
    assert_eq!(way("app", "4.4.3", "5.0.1", &[&edges]), None);
    assert_eq!(way("app", "4.7.1", "4.8.0", &[&edges]), Some(vec![]));
}

#[test]
fn what_is_newer_has_no_way_unless_the_pack_knows_one_back() {
    let none = paths_of("dtenmgr", "5.0.1", &[("dtenmgr", "5.2.0")], &[SAMPLE]).pop().unwrap();
    assert_eq!((none.is_supported, none.downgrade.as_str()), (false, "none"));
    assert!(paths_of("dtenmgr", "5.0.1", &[("dtenmgr", "5.0.1")], &[SAMPLE]).is_empty());
    assert!(paths_of("dtenmgr", "5.0.1", &[("dtenmgr", "4.0.0")], &[]).is_empty(), "no pack, no way");
}

#[test]
fn a_distributions_revision_is_no_part_of_the_version() {
    let row = Installed { version: "1:4.6.2-1~deb12u1".into(), ecosystem: "deb".into(), ..Installed::default() };
    assert_eq!(compared_as(&row, Dialect::Cargo), "4.6.2");
    assert_eq!(compared_as(&row, Dialect::Deb), "1:4.6.2-1~deb12u1");
}

#[test]
fn an_operating_system_is_installed_on_its_host() {
    let mut context = Context::default();
    context.inventory.add_host(Host { name: "h".into(), os: "Rocky Linux 8.4 (Green)".into(), ..Host::default() });
    let found = present(&context, &[Name::anywhere("rocky-linux")], Dialect::Generic);
    assert_eq!(found.first().map(|present| present.version.as_str()), Some("8.4"));
}
