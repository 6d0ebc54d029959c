//! Every row that is built in, inside and outside its window.
#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};

use super::kit::*;
use crate::context::{Context, OwnConfig};
use crate::facts::{ConfigFormat, ConfigKey, Facts};
use crate::packs::{Form, KeyChange, KeyRow, Keyed, Packs};
use crate::rules::{self, Case, Outcome};

/// Rows of one product: how many there are, fired where they should, and were silent before and after.
#[derive(Default)]
struct Count {
    rows: usize,
    fired: BTreeSet<String>,
    renames: BTreeSet<String>,
    windows: usize,
}

#[test]
fn every_built_in_row_fires_inside_its_window_and_nowhere_else() {
    let packs = Packs::default();
    let mut table: BTreeMap<String, Count> = BTreeMap::new();
    for product in packs.keyed() {
        let rows: Vec<&KeyRow> = dated(&product);
        if rows.is_empty() {
            continue;
        }
        let count = table.entry(product.name().to_owned()).or_default();
        count.rows = rows.len();
        let configs = configs(&rows, product.files.first().copied());
        for boundary in boundaries(&rows) {
            let (before, after) = (just_below(&boundary), just_above(&boundary));
            for (from, to) in
                [(Some(&before), &boundary), (Some(&before), &after), (Some(&boundary), &after), (None, &boundary)]
            {
                let wanted: BTreeSet<String> =
                    rows.iter().filter(|row| fires(row, from, to)).map(|row| subject(row)).collect();
                let found = found(&product, &configs, from, to);
                let missing: Vec<_> = wanted.difference(&found).collect();
                let wrong: Vec<_> = found.difference(&wanted).collect();
                assert!(
                    missing.is_empty() && wrong.is_empty(),
                    "{} from {from:?} to {to}: silent {missing:?}, wrong {wrong:?}",
                    product.name()
                );
                count.windows += 1;
                count.fired.extend(found);
            }
        }
        let of_renames = rows.iter().filter(|row| row.kind == KeyChange::Renamed).map(|row| subject(row));
        count.renames = of_renames.filter(|subject| count.fired.contains(subject)).collect();
        let subjects: BTreeSet<String> = rows.iter().map(|row| subject(row)).collect();
        assert_eq!(count.fired, subjects, "{}", product.name());
    }
    println!("{:<20}{:>7}{:>7}{:>9}{:>9}", "product", "rows", "fired", "renames", "windows");
    for (name, count) in &table {
        println!("{name:<20}{:>7}{:>7}{:>9}{:>9}", count.rows, count.fired.len(), count.renames.len(), count.windows);
    }
    let spring = &table["spring-boot"];
    assert!(
        spring.renames.len() >= 580 && spring.fired.len() >= 970,
        "{} {}",
        spring.renames.len(),
        spring.fired.len()
    );
    let objects: usize = ["kubernetes", "cert-manager", "istio"].iter().map(|name| table[*name].fired.len()).sum();
    assert!(objects >= 112, "{objects}");
}

#[test]
fn every_api_version_is_held_against_the_cluster() {
    let packs = Packs::default();
    let keyed = packs.keyed();
    let kubernetes = keyed.iter().find(|product| product.name() == "kubernetes").unwrap();
    let rows = dated(kubernetes);
    let mut facts = package("acme", "1.0");
    for row in &rows {
        let (api_version, kind) = row.names[0].split_once('#').unwrap();
        put_object(&mut facts, "k8s/all.yaml", api_version, kind, "x");
    }
    for boundary in boundaries(&rows) {
        for cluster in [just_below(&boundary), boundary.clone(), just_above(&boundary)] {
            let mut context = Context::default();
            install(&mut context, "node", "generic", "kubelet", &format!("v{cluster}"));
            let wanted: BTreeSet<String> =
                rows.iter().filter(|row| fires(row, None, &cluster)).map(|row| subject(row)).collect();
            assert_eq!(subjects(&facts, &context), wanted, "cluster {cluster}");
        }
    }
}

#[test]
fn rows_without_a_version_are_never_more_than_shown() {
    let packs = Packs::default();
    for product in packs.keyed() {
        let undated = |row: &&KeyRow| row.is_matched() && row.boundary().is_none();
        let rows: Vec<&KeyRow> = product.rows.iter().map(|(_, row)| *row).filter(undated).collect();
        if !rows.is_empty() {
            let configs = configs(&rows, product.files.first().copied());
            let mut found = found(&product, &configs, None, "9999.0");
            // A default that changed is found where the key is not set.
            found.retain(|subject| rows.iter().any(|row| self::subject(row) == *subject));
            assert_eq!(found, BTreeSet::new(), "{}", product.name());
        }
    }
}

/// The rows that configuration can show, that name a version, and that ask for something.
fn dated<'a>(product: &Keyed<'a>) -> Vec<&'a KeyRow> {
    let is_dated = |row: &&KeyRow| row.is_matched() && row.boundary().is_some() && row.kind != KeyChange::Added;
    product.rows.iter().map(|(_, row)| *row).filter(is_dated).collect()
}

/// Whether a row should be found on the way, judged here by itself.
fn fires(row: &KeyRow, from: Option<&String>, to: &str) -> bool {
    let is_change = matches!(row.kind, KeyChange::DefaultChanged | KeyChange::ValueChanged | KeyChange::RequiredNew);
    let (since, gone) = (row.since.as_deref(), row.removed_in.as_deref());
    let last = if is_change { since.or(gone) } else { gone.filter(|gone| at_most(gone, to)).or(since) };
    last.is_some_and(|last| at_most(last, to) && from.is_none_or(|from| !at_most(last, from)))
}

/// What a finding about the row has as its subject.
fn subject(row: &KeyRow) -> String {
    if row.kind == KeyChange::DefaultChanged { row.names[0].to_string() } else { written(row) }
}

/// The key as it stands in the configuration.
fn written(row: &KeyRow) -> String {
    row.names[0].replace(".**", "").replace('*', "x")
}

/// Configuration with the key of every row, each in a file in which it can stand.
fn configs(rows: &[&KeyRow], own_file: Option<&str>) -> Vec<OwnConfig> {
    let mut files: BTreeMap<(String, ConfigFormat), OwnConfig> = BTreeMap::new();
    for row in rows {
        let selector = row.selectors.first();
        let form = selector.and_then(|selector| selector.form);
        let pattern = selector.and_then(|selector| selector.files.first()).map(AsRef::as_ref).or(own_file);
        let name = pattern.unwrap_or("settings.conf").replace('*', "x");
        let file = files.entry((name.clone(), format(form))).or_insert_with(|| OwnConfig {
            name: name.clone(),
            format: format(form),
            ..OwnConfig::default()
        });
        let key = |key: String, value: &str| ConfigKey {
            key,
            value: value.to_owned(),
            path: name.clone(),
            line: 1,
            format: format(form),
            ..ConfigKey::default()
        };
        match (form, row.kind) {
            (Some(Form::Kubernetes), _) => {
                let written = written(row);
                let (api_version, kind) = written.split_once('#').unwrap();
                file.objects.push(object(&name, api_version, kind, "x"));
            }
            (_, KeyChange::DefaultChanged) => file.keys.push(key("unrelated".to_owned(), "1")),
            _ => {
                let value = row.values.first().map_or("some-value".to_owned(), |value| value.replace('*', "x"));
                file.keys.push(key(written(row), &value));
            }
        }
    }
    files.into_values().collect()
}

fn format(form: Option<Form>) -> ConfigFormat {
    match form {
        Some(Form::Yaml | Form::Kubernetes) => ConfigFormat::Yaml,
        Some(Form::Json) => ConfigFormat::Json,
        Some(Form::Toml) => ConfigFormat::Toml,
        Some(Form::Properties) => ConfigFormat::Properties,
        Some(Form::Xml) => ConfigFormat::Xml,
        Some(Form::Env) => ConfigFormat::Env,
        Some(Form::Flag) => ConfigFormat::Script,
        Some(Form::Directive) => ConfigFormat::Directives,
        Some(Form::Ini) | None => ConfigFormat::Ini,
    }
}

/// Subjects of what is found where the package moves a product that it has in it.
fn found(product: &Keyed<'_>, configs: &[OwnConfig], from: Option<&String>, to: &str) -> BTreeSet<String> {
    let mut facts = package("acme", "1.0");
    ship(&mut facts, "generic", product.name(), to);
    let mut context = Context { configs: configs.to_vec(), ..Context::default() };
    for flag in context.configs.iter_mut().flat_map(|config| &mut config.keys) {
        flag.program = if flag.key.starts_with('-') { product.name().to_owned() } else { String::new() };
    }
    if let Some(from) = from {
        install(&mut context, "host", "generic", product.name(), from);
    }
    subjects(&facts, &context)
}

fn subjects(facts: &Facts, context: &Context) -> BTreeSet<String> {
    let case = Case::new(facts, context);
    let rules = rules::config::RULES.iter().filter(|rule| rule.id != "config/self-declared-deprecation");
    let findings = rules.filter_map(|rule| match (rule.check)(rule, &case) {
        Outcome::Findings(found) => Some(found),
        _ => None,
    });
    findings.flatten().map(|finding| finding.subject).collect()
}

/// Every version in which something happens to a key.
fn boundaries(rows: &[&KeyRow]) -> BTreeSet<String> {
    rows.iter().flat_map(|row| row.since.iter().chain(&row.removed_in)).map(ToString::to_string).collect()
}

fn numbers(version: &str) -> Vec<u64> {
    let mut numbers: Vec<u64> = version.split('.').map(|part| part.parse().unwrap()).collect();
    while numbers.last() == Some(&0) {
        numbers.pop();
    }
    numbers
}

fn at_most(a: &str, b: &str) -> bool {
    numbers(a) <= numbers(b)
}

/// `3.0.0` → `2.999`
fn just_below(version: &str) -> String {
    let mut parts = numbers(version);
    if let Some(last) = parts.last_mut() {
        *last -= 1;
    }
    let parts: Vec<String> = parts.iter().map(u64::to_string).collect();
    format!("{}.999", parts.join("."))
}

fn just_above(version: &str) -> String {
    let mut parts: Vec<String> = version.split('.').map(str::to_owned).collect();
    parts.resize(parts.len().max(3), "0".to_owned());
    format!("{}.1", parts.join("."))
}
