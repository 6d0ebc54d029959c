#![allow(clippy::unwrap_used)]

use super::*;
use crate::facts::{
    ArchiveFact, ConfigFormat, ConfigKey, Dependency, Effect, EffectKind, FileFact, KubernetesObject, Manifest,
    Package, ReadState, Site, Sited,
};
use crate::report::{ChangeKind, ChangedFacts, Relation};

/// A file that was read; its contents are told by a number.
fn file(path: &str, contents: u32) -> FileFact {
    let crc32 = Some(contents);
    FileFact { path: path.into(), size_bytes: 100, crc32, read: ReadState::Whole, ..FileFact::default() }
}

/// A text of these lines, each a number.
fn text(path: &str, contents: u32, lines: std::ops::Range<u32>) -> FileFact {
    let lines: String = lines.map(|number| format!("line {number}\n")).collect();
    FileFact { sketch: crate::parse::sketch(lines.as_bytes()), ..file(path, contents) }
}

fn files(files: Vec<FileFact>) -> Facts {
    Facts { files, ..Facts::default() }
}

fn product(name: &str, version: &str) -> Facts {
    let sited = |value: &str| Some(Sited { value: value.to_owned(), site: Site::line("manifest.json", 1, value) });
    let manifest = Manifest {
        path: "manifest.json".into(),
        ecosystem: "generic".into(),
        describes_package: true,
        name: sited(name).filter(|_| !name.is_empty()),
        version: sited(version).filter(|_| !version.is_empty()),
        ..Manifest::default()
    };
    Facts { manifests: vec![manifest], archives: vec![ArchiveFact::default()], ..Facts::default() }
}

fn baseline(facts: Facts) -> Baseline {
    Baseline { name: "old.zip".into(), facts, complete: true, ..Baseline::default() }
}

fn shown(before: Facts, after: &Facts) -> Comparison {
    compare(after, &baseline(before), &Context::default()).shown(100).0
}

/// `kind before > after` of every listed file.
fn changes(before: Vec<FileFact>, after: Vec<FileFact>) -> Vec<String> {
    let comparison = shown(files(before), &files(after));
    let of = |change: &crate::report::FileChange| {
        let before = change.path_before.as_ref().map(|path| format!("{path} > ")).unwrap_or_default();
        format!("{:?} {before}{}", change.change, change.path)
    };
    comparison.files.list.iter().map(of).collect()
}

#[test]
fn files_are_added_removed_changed_or_unchanged() {
    let before = vec![file("a", 1), file("b", 2), file("c", 3)];
    let after = vec![file("a", 1), file("b", 20), file("d", 4)];
    assert_eq!(changes(before.clone(), after.clone()), ["Changed b", "Removed c", "Added d"]);
    let numbers = shown(files(before), &files(after)).files;
    assert_eq!((numbers.added, numbers.removed, numbers.changed, numbers.unchanged), (1, 1, 1, 1));
}

#[test]
fn a_versioned_folder_above_everything_is_no_change() {
    let before = vec![file("app-4.8.0/bin/x", 1), file("app-4.8.0/etc/y", 2)];
    let after = vec![file("app-5.0.1/bin/x", 1), file("app-5.0.1/etc/y", 3)];
    assert_eq!(changes(before.clone(), after), ["Changed app-4.8.0/etc/y > app-5.0.1/etc/y"]);
    assert_eq!(changes(before, vec![file("bin/x", 1), file("etc/y", 3)]), ["Changed app-4.8.0/etc/y > etc/y"]);
    // A folder that both have is a part of the path.
    let flat = vec![file("bin/x", 1)];
    assert_eq!(changes(flat, vec![file("bin/x", 1), file("lib/x", 5)]), ["Added lib/x"]);
}

#[test]
fn a_version_in_a_name_and_the_same_contents_elsewhere_are_renames() {
    let before = vec![file("lib/foo-1.2.jar", 1), file("old/place.txt", 2), file("x", 9)];
    let after = vec![file("lib/foo-1.3.jar", 10), file("new/place.txt", 2), file("x", 9)];
    let wanted = ["Renamed lib/foo-1.2.jar > lib/foo-1.3.jar", "Renamed old/place.txt > new/place.txt"];
    assert_eq!(changes(before, after), wanted);
    // Two came, one went: nobody knows which it became.
    let after = vec![file("lib/foo-2.0.jar", 4), file("lib/foo-3.0.jar", 5)];
    assert_eq!(changes(vec![file("lib/foo-1.0.jar", 3), file("x", 9)], after).len(), 4);
}

#[test]
fn a_script_that_was_moved_and_edited_is_found_by_its_lines() {
    let before = vec![text("setup.sh", 1, 0..40), text("other.sh", 2, 500..540), file("x", 9)];
    let after = vec![text("scripts/install.sh", 3, 3..43), text("b.sh", 4, 900..940), file("x", 9)];
    assert_eq!(changes(before, after), ["Added b.sh", "Removed other.sh", "Renamed setup.sh > scripts/install.sh"]);
}

#[test]
fn what_lies_in_a_renamed_archive_is_compared_within_it() {
    let before = vec![file("lib/a-1.0.jar", 1), file("lib/a-1.0.jar!/A.class", 2), file("lib/a-1.0.jar!/B.class", 3)];
    let after = vec![file("lib/a-2.0.jar", 4), file("lib/a-2.0.jar!/A.class", 2), file("lib/a-2.0.jar!/B.class", 5)];
    let wanted = ["Renamed lib/a-1.0.jar > lib/a-2.0.jar", "Changed lib/a-1.0.jar!/B.class > lib/a-2.0.jar!/B.class"];
    assert_eq!(changes(before, after), wanted);
}

#[test]
fn an_archive_that_came_as_a_whole_is_listed_and_its_entries_are_counted() {
    let mut after = vec![file("x", 9), file("new.jar", 1)];
    after.extend((0..50).map(|number| file(&format!("new.jar!/{number}"), 100 + number)));
    assert_eq!(changes(vec![file("x", 9)], after.clone()), ["Added new.jar"]);
    assert_eq!(shown(files(vec![file("x", 9)]), &files(after)).files.added, 51);
}

#[test]
fn a_list_has_its_limit_and_the_numbers_are_whole() {
    let after: Vec<FileFact> = (0..300).map(|number| file(&format!("f{number}"), number)).collect();
    let (after, before) = (files(after), baseline(Facts::default()));
    let (comparison, notes) = compare(&after, &before, &Context::default()).shown(100);
    assert_eq!((comparison.files.added, comparison.files.list.len()), (300, 100));
    assert!(notes.iter().any(|note| note.reason.starts_with("200 more changes of files")), "{notes:?}");
}

#[test]
fn what_could_not_be_read_did_not_come_or_go() {
    let mut after = files(vec![file("x", 9)]);
    after.skip("lib/a.jar", "not reached");
    let before = files(vec![file("x", 9), file("lib/a.jar", 1), file("lib/a.jar!/b", 2), file("gone", 3)]);
    let numbers = shown(before, &after).files;
    assert_eq!(numbers.removed, 1, "{numbers:?}");
}

#[test]
fn duplicate_paths_and_empty_packages_are_compared_too() {
    assert!(changes(vec![], vec![]).is_empty());
    let twice = || vec![file("a", 1), file("a", 2)];
    assert!(changes(twice(), twice()).is_empty());
    assert_eq!(changes(twice(), vec![file("a", 1)]), ["Removed a"]);
    assert_eq!(changes(vec![], twice()), ["Added a", "Added a"]);
}

fn relation(before: Facts, after: &Facts) -> (Relation, String) {
    let comparison = shown(before, after);
    (comparison.relation, comparison.reason)
}

#[test]
fn the_relation_follows_names_and_versions_of_the_manifests() {
    let after = product("dtenmgr", "5.0.1");
    let of = |name, version| relation(product(name, version), &after).0;
    assert_eq!(of("dtenmgr", "4.8.2"), Relation::Predecessor);
    assert_eq!(of("DTEN mgr", "4.10.0"), Relation::Predecessor);
    assert_eq!(of("dtenmgr", "v5.0.1"), Relation::SameVersion);
    assert_eq!(of("dtenmgr", "5.0.10"), Relation::Newer);
    assert_eq!(of("room-agent", "4.8.2"), Relation::OtherProduct);
    assert_eq!(of("dtenmgr", ""), Relation::Unknown);
    assert_eq!(of("dtenmgr-plugin", "4.8.2"), Relation::Unknown);
}

#[test]
fn every_relation_says_why() {
    let after = product("dtenmgr", "5.0.1");
    let (_, reason) = relation(product("room-agent", "4.8.2"), &after);
    assert!(reason.starts_with("The baseline is `room-agent` 4.8.2, the package `dtenmgr` 5.0.1: two"), "{reason}");
    let (_, reason) = relation(product("dtenmgr", "6.0"), &after);
    assert!(reason.contains("downgrade"), "{reason}");
}

/// The dialect decides which is older, and a pack knows a product by all its names.
#[test]
fn a_pack_knows_the_product_by_another_name() {
    let mut context = Context::default();
    let pack = include_bytes!("../../../../tests/src/sample/beside/dten.pack.toml");
    context.packs.add("dten.pack.toml", pack, 0).unwrap();
    let (after, before) = (product("dtenmgr", "5.0.1"), baseline(product("dten-manager", "4.8.2")));
    assert_eq!(compare(&after, &before, &context).relation(), Relation::Predecessor);
}

#[test]
fn another_name_over_the_same_files_is_not_called_another_product() {
    let with_files = |facts: Facts| Facts { files: (0..9).map(|n| file(&format!("f{n}"), n)).collect(), ..facts };
    let after = with_files(product("acme-manager", "5.0.1"));
    let (relation, reason) = relation(with_files(product("dtenmgr", "4.8")), &after);
    assert_eq!(relation, Relation::Unknown);
    assert!(reason.contains("100 % of the files"), "{reason}");
}

#[test]
fn file_names_tell_where_nothing_else_does() {
    let (after, mut before) = (Facts::default(), baseline(Facts::default()));
    before.name = "app-4.8.0-linux.zip".into();
    let context = |name: &str| Context { package_name: name.into(), ..Context::default() };
    assert_eq!(compare(&after, &before, &context("app-5.0.1-linux.zip")).relation(), Relation::Predecessor);
    // A file's name alone is no reason to call it another product.
    assert_eq!(compare(&after, &before, &context("tool-5.0.1.zip")).relation(), Relation::Unknown);
}

#[test]
fn a_baseline_that_was_not_read_to_its_end_says_so() {
    let (after, mut before) = (product("a", "2"), baseline(product("a", "1")));
    before.complete = false;
    let (comparison, notes) = compare(&after, &before, &Context::default()).shown(10);
    assert!(comparison.reason.contains("not read to its end"), "{}", comparison.reason);
    assert!(notes.iter().any(|note| note.reason.contains("not read to its end")));
}

fn key(path: &str, key: &str, value: &str) -> ConfigKey {
    let format = ConfigFormat::Yaml;
    ConfigKey { key: key.into(), value: value.into(), path: path.into(), line: 1, format, ..ConfigKey::default() }
}

fn key_changes(before: Vec<ConfigKey>, after: Vec<ConfigKey>) -> Vec<String> {
    let of = |keys| Facts { config_keys: keys, ..files(vec![file("app.yml", 1), file("b.yml", 2)]) };
    let (before, after) = (baseline(of(before)), of(after));
    let compared = compare(&after, &before, &Context::default());
    let side = |key: Option<&ConfigKey>| key.map_or("-".to_owned(), |key| format!("{}={}", key.key, key.value));
    let shown = |found: &KeyChange<'_>| {
        let both = if found.is_in_both { ", in both" } else { "" };
        format!("{:?} {} > {}{both}", found.change, side(found.before), side(found.after))
    };
    compared.keys().iter().map(shown).collect()
}

#[test]
fn keys_come_go_and_change_within_their_file() {
    let before = vec![key("app.yml", "dten.legacy.mode", "auto"), key("app.yml", "dten.poll.interval", "30s")];
    let after = vec![key("app.yml", "Dten.Poll.Interval", "5s"), key("app.yml", "dten.hybrid.enable", "false")];
    let wanted = [
        "Added - > dten.hybrid.enable=false",
        "Removed dten.legacy.mode=auto > -",
        "Changed dten.poll.interval=30s > Dten.Poll.Interval=5s, in both",
    ];
    assert_eq!(key_changes(before, after), wanted);
}

#[test]
fn a_list_that_grew_at_its_beginning_has_one_new_value() {
    let before = vec![key("app.yml", "hosts[0]", "a"), key("app.yml", "hosts[1]", "b")];
    let after = vec![key("app.yml", "hosts[0]", "z"), key("app.yml", "hosts[1]", "a"), key("app.yml", "hosts[2]", "b")];
    assert_eq!(key_changes(before, after), ["Added - > hosts[0]=z, in both"]);
}

#[test]
fn a_secret_that_may_differ_says_nothing() {
    let secret = || vec![key("app.yml", "db.password", "•••")];
    assert!(key_changes(secret(), secret()).is_empty());
}

#[test]
fn a_key_that_moved_or_is_only_commented_is_not_gone() {
    let moved = key_changes(vec![key("app.yml", "server.port", "1")], vec![key("b.yml", "server.port", "2")]);
    assert_eq!(moved, ["Renamed server.port=1 > server.port=2, in both"]);
    let commented = ConfigKey { is_commented: true, ..key("app.yml", "server.port", "1") };
    let commented = key_changes(vec![key("app.yml", "server.port", "1")], vec![commented]);
    assert_eq!(commented, ["Changed server.port=1 > server.port=1, in both"]);
    // A word that stands in every file says nothing about another one.
    let other = key_changes(vec![key("app.yml", "port", "1")], vec![key("b.yml", "port", "2")]);
    assert_eq!(other.len(), 2);
}

#[test]
fn the_other_facts_have_a_section_each() {
    let site = |line| Site::line("f", line, "x");
    let package = |name: &str, version: &str| Package {
        name: name.into(),
        version: version.into(),
        ecosystem: "npm".into(),
        site: site(1),
        ..Package::default()
    };
    let dependency = |name: &str, requirement: &str| Dependency {
        name: name.into(),
        requirement: requirement.into(),
        site: site(2),
        ..Dependency::default()
    };
    let object = |version: &str| KubernetesObject {
        api_version: version.into(),
        kind: "Ingress".into(),
        name: "web".into(),
        site: site(3),
    };
    let before = Facts {
        packages: vec![package("left-pad", "1.0.0"), package("gone", "1"), package("same", "1"), package("same", "1")],
        dependencies: vec![dependency("openssl", ">=1.1")],
        kubernetes_objects: vec![object("extensions/v1beta1")],
        ..product("dtenmgr", "4.8.2")
    };
    let after = Facts {
        packages: vec![package("Left-Pad", "1.1.0"), package("same", "1")],
        dependencies: vec![dependency("openssl", ">=3"), dependency("nginx", "")],
        kubernetes_objects: vec![object("networking.k8s.io/v1")],
        ..product("dtenmgr", "5.0.1")
    };
    let comparison = shown(before, &after);
    let of = |section: ChangedFacts| -> Vec<String> {
        let section = comparison.sections.iter().find(|own| own.of == section).unwrap();
        section.changes.iter().map(|c| format!("{:?} {}: {} > {}", c.change, c.subject, c.before, c.after)).collect()
    };
    assert_eq!(of(ChangedFacts::Manifests), ["Changed manifest.json: dtenmgr 4.8.2 > dtenmgr 5.0.1"]);
    assert_eq!(of(ChangedFacts::Packages), ["Changed Left-Pad: 1.0.0 > 1.1.0", "Removed gone: 1 > "]);
    assert_eq!(of(ChangedFacts::Dependencies), ["Added nginx:  > ", "Changed openssl: >=1.1 > >=3"]);
    let objects = ["Changed Ingress web: extensions/v1beta1 > networking.k8s.io/v1"];
    assert_eq!(of(ChangedFacts::KubernetesObjects), objects);
    assert!(comparison.sections.iter().all(|section| section.total as usize == section.changes.len()));
    assert_eq!(comparison.sections.len(), 10);
    let removed = comparison.sections.iter().flat_map(|section| &section.changes);
    assert_eq!(removed.filter(|change| change.change == ChangeKind::Removed).count(), 1);
}

#[test]
fn what_packages_do_is_told_by_what_it_is_about() {
    let site = |line| crate::facts::Site::line("install.sh", line, "x");
    let effect = |target: &str, line| Effect {
        kind: EffectKind::WebhookRegistration,
        target: target.into(),
        site: site(line),
        ..Effect::default()
    };
    let before = Facts { effects: vec![effect("https://a.example/hooks", 2)], ..product("dtenmgr", "4.8.2") };
    let after = Facts {
        effects: vec![effect("https://a.example/hooks", 7), effect("https://b.example/hooks", 8)],
        ..product("dtenmgr", "5.0.1")
    };
    let comparison = shown(before, &after);
    let of = |section: ChangedFacts| -> Vec<String> {
        let section = comparison.sections.iter().find(|own| own.of == section).unwrap();
        section.changes.iter().map(|c| format!("{:?} {}", c.change, c.subject)).collect()
    };
    assert_eq!(of(ChangedFacts::Effects), ["Added webhook-registration https://b.example/hooks"]);
}

/// Hundreds of thousands of files, of which many look alike, are compared in a moment: nothing is quadratic.
#[test]
fn many_files_that_look_alike_stay_cheap() {
    let of = |from: u32| -> Vec<FileFact> {
        (from..from + 30_000).map(|n| text(&format!("x/f{n}.txt"), n, (n % 7)..(n % 7 + 20))).collect()
    };
    let numbers = shown(files(of(0)), &files(of(1_000_000))).files;
    assert_eq!(numbers.added + numbers.renamed, 30_000);
}
