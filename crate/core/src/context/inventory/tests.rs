#![allow(clippy::unwrap_used)]
use std::fs;
use std::path::Path;

use super::form::FORMS;
use super::listing::Row;
use super::*;
use crate::parse::text::Text;

fn installed(host: u32, name: &str, version: &str) -> Installed {
    Installed { host, name: name.into(), version: version.into(), ecosystem: "deb".into(), input: 0, line: 1 }
}

fn host(name: &str, os: &str) -> Host {
    Host { name: name.to_owned(), os: os.to_owned(), architecture: String::new() }
}

#[test]
fn a_host_is_known_by_its_name_in_any_case_and_keeps_what_is_told_later() {
    let mut inventory = Inventory::default();
    assert_eq!(inventory.add_host(host("Web01", "")), 0);
    assert_eq!(inventory.add_host(host("web02", "Debian 12")), 1);
    assert_eq!(inventory.add_host(Host { architecture: "x86_64".to_owned(), ..host("WEB01", "Debian 11") }), 0);
    let first = inventory.hosts().first().unwrap();
    assert_eq!((first.name.as_str(), first.os.as_str(), first.architecture.as_str()), ("Web01", "Debian 11", "x86_64"));
}

#[test]
fn the_same_thing_on_the_same_host_counts_once() {
    let mut inventory = Inventory::default();
    for (host, version) in [(0, "1"), (0, "1"), (1, "1"), (0, "2"), (0, "1")] {
        inventory.add(installed(host, "a", version));
    }
    let found: Vec<(u32, &str)> = inventory.named("A").map(|found| (found.host, &*found.version)).collect();
    assert_eq!(found, [(0, "1"), (1, "1"), (0, "2")]);
}

#[test]
fn names_are_found_whatever_their_case_and_hyphens() {
    let mut inventory = Inventory::default();
    for name in ["Zope.Interface", "zope-interface", "ZOPE_INTERFACE", "zope"] {
        inventory.add(installed(0, name, "1"));
    }
    assert_eq!(inventory.named("zope_interface").count(), 3);
    assert_eq!(inventory.named("none").count(), 0);
}

#[test]
fn a_secret_in_a_cell_goes_no_further() {
    let mut inventory = Inventory::default();
    inventory.add_host(Host { name: "web01 password=correct-horse".into(), ..Host::default() });
    inventory.add(installed(0, "git+https://ci:correct-horse@git.example.com/x", "1.0 token=correct-horse"));
    inventory.add(installed(0, "openssl", "3.0.14"));
    assert!(!format!("{:?} {:?}", inventory.hosts(), inventory.installed()).contains("correct-horse"));
    assert_eq!(inventory.named("openssl").count(), 1);
}

#[test]
fn rows_over_the_limit_are_counted_in_a_sentence() {
    let mut inventory = Inventory::default();
    let mut listing = Listing::new(&mut inventory, 0, "web01").with_most_rows(2);
    for name in ["a", "b", "c", "d"] {
        let host = Some(listing.host(name, "", ""));
        listing.add(Row { host, name, version: "1", ecosystem: "deb", ..Row::default() });
    }
    let taken = listing.finish();
    assert_eq!(inventory.hosts().len(), 2);
    assert_eq!(taken.components, 2);
    assert!(taken.problems.first().unwrap().starts_with("2 more rows were not taken"), "{:?}", taken.problems);
}

/// Every example of the tests is recognised by one form, or by none where it is a table or nothing at all.
#[test]
fn no_example_has_two_forms() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data");
    let folders = ["inventory", "inventory-not", "manifests/sbom", "manifests/system"].map(|folder| data.join(folder));
    let files: Vec<_> = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).collect();
    assert!(files.len() > 50);
    let mut ambiguous = Vec::new();
    for file in files.into_iter().map(|file| file.unwrap().path()) {
        let bytes = fs::read(&file).unwrap();
        let text = Text::new("", &bytes);
        let sample = Sample::new(&text);
        let forms: Vec<String> =
            FORMS.iter().filter_map(|form| (form.recognise)(&sample)).map(|named| named.form).collect();
        if forms.len() > 1 {
            ambiguous.push(format!("{}: {forms:?}", file.display()));
        }
    }
    assert_eq!(ambiguous, Vec::<String>::new());
}
