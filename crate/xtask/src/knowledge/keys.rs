//! The compact list of configuration keys out of the lists in the folder of facts.

use super::products::{PRODUCTS, Product};
use super::subject::Subject;
use super::text;
use crate::run::{Error, Result, at};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Lists of facts, each a JSON array of rows.
const FACTS: &[&str] = &[
    "airflow",
    "celery",
    "chrome-extension",
    "docker-compose",
    "eslint",
    "etcd",
    "github-actions",
    "kafka",
    "kubernetes-api-pluto",
    "kubernetes-api-kubent-extra",
    "nginx",
    "openssh",
    "postgresql",
    "prometheus",
    "python-stdlib",
    "rhel-drivers",
    "schemastore",
    "spring-boot",
    "systemd",
    "traefik",
    "typescript",
];

/// The day of the list, for packs tell days.
const UPDATED: &str = "2026-08-01";

const HEADER: &str = "\
# Written by `cargo xtask knowledge` from lists of facts; every row says where it is from.
# =PRODUCT, scheme, names, own files. ~SOURCE, text. @FORMS FILES; FORMS FILES …: where the rows below can stand, or
# @!REASON: why no file can show them.
# CHANGE, names|…, since, removed in, replacement|… (old->new of a default), source, effect, values|…, note. Tabs between.
";

/// The list out of the facts in a folder.
pub(super) fn list(folder: &Path) -> Result<String> {
    let mut facts: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for name in FACTS {
        for row in rows(&folder.join(format!("{name}.json")))? {
            facts.entry(text(&row["product"]).to_owned()).or_default().push(row);
        }
    }
    let mut out = format!("# updated: {UPDATED}\n{HEADER}");
    let mut sources = Sources::default();
    for (id, rows) in &facts {
        match id.strip_prefix("schemastore:") {
            Some(schema) => block(&mut out, &mut sources, &of_schema(schema, rows), rows, |row| {
                Subject::of_schema(schema, text(&row["key"]), text(&row["selector"]))
            }),
            None => {
                let unknown =
                    || Error::Check(format!("nothing is known of the product {id}: see knowledge/products.rs"));
                let product = PRODUCTS.iter().find(|product| product.id == id).ok_or_else(unknown)?;
                block(&mut out, &mut sources, &head(product), rows, |row| {
                    let [key, selector, replacement] =
                        ["key", "selector", "replacement"].map(|field| text(&row[field]));
                    let mut subject = Subject::of(product, key, selector, replacement);
                    if subject.stands_in.is_empty() {
                        subject.stands_in = product.stands_in.to_owned();
                    }
                    subject
                });
            }
        }
    }
    Ok(out)
}

fn rows(file: &Path) -> Result<Vec<Value>> {
    let bytes = at(file, fs::read(file))?;
    serde_json::from_slice(&bytes).map_err(|error| Error::Check(format!("{}: {error}", file.display())))
}

/// The lines of one product.
fn block(out: &mut String, sources: &mut Sources, head: &Head, rows: &[Value], subject: impl Fn(&Value) -> Subject) {
    out.push_str(&format!("={}\n", head.line));
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows {
        let subject = subject(row);
        let group = match subject.unmatched {
            "" => subject.stands_in.clone(),
            reason => format!("!{reason}"),
        };
        let source = sources.id(out, text(&row["source"]));
        groups.entry(group).or_default().push(line(head, row, &subject, source));
    }
    for (group, lines) in groups {
        out.push_str(&format!("@{group}\n"));
        for line in lines {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
}

/// The first line of a product, and what is the same for all its rows.
struct Head {
    line: String,
    effect: &'static str,
}

fn head(product: &Product) -> Head {
    let fields = [product.id, product.scheme, product.names, product.files];
    Head { line: fields.join("\t").trim_end().to_owned(), effect: product.effect }
}

/// Files that a schema is for are its product's own, but for names that several products give their files.
fn of_schema(schema: &str, rows: &[Value]) -> Head {
    const SHARED: &[&str] = &["", "feed.json", "manifest.json"];
    let files = rows.first().and_then(|row| text(&row["selector"]).split_once(':')).map_or("", |(_, files)| files);
    let files = files.split(',').map(|file| file.trim_start_matches("**/")).filter(|file| !SHARED.contains(file));
    let line = format!("{schema}\tgeneric\t\t{}", files.collect::<Vec<_>>().join(" "));
    Head { line: line.trim_end().to_owned(), effect: "" }
}

/// Texts of sources, numbered as they come.
#[derive(Default)]
struct Sources {
    numbers: BTreeMap<String, usize>,
}

impl Sources {
    /// The number of a source, which is written down where it is new.
    fn id(&mut self, out: &mut String, source: &str) -> usize {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(source.to_owned()).or_insert(next);
        if number == next {
            out.push_str(&format!("~{number}\t{source}\n"));
        }
        number
    }
}

/// One row.
fn line(head: &Head, row: &Value, subject: &Subject, source: usize) -> String {
    let mut change = Change::of(row);
    change.complete_replacement(subject.names.first().map_or("", String::as_str));
    change.note.extend(Some(subject.note.to_owned()).filter(|note| !note.is_empty()));
    let note = change.note.join("; ");
    let effect = effect(head, &change, &note);
    let fields = [
        change.kind,
        &subject.names.join("|"),
        &change.since,
        &change.removed_in,
        &change.replacement,
        &source.to_string(),
        effect,
        &subject.values.join("|"),
        &note,
    ];
    fields.join("\t")
}

/// What comes of a key that is gone, where the facts or the product's manners say so.
fn effect(head: &Head, change: &Change, note: &str) -> &'static str {
    let words = [
        ("accepted but ignored (warning)", "warning"),
        ("parsed, warned, ignored", "warning"),
        ("unknown keyword: error", "startup-error"),
        ("no effect", "ignored"),
        ("only another spelling", ""),
    ];
    let told = words.iter().find(|(words, _)| note.contains(words)).map(|(_, effect)| *effect);
    let is_gone = matches!(change.kind, "removed" | "renamed");
    told.unwrap_or(if is_gone { head.effect } else { "" })
}

/// Words after "use" in a schema's prose, which the facts took for keys.
const NO_NAMES: &[&str] = &["enabling", "root", "this", "top-level", "use", "when"];

/// What happened to a key, put right where the facts contradict themselves.
struct Change {
    kind: &'static str,
    since: String,
    removed_in: String,
    replacement: String,
    note: Vec<String>,
}

impl Change {
    fn of(row: &Value) -> Self {
        let [since, removed_in, replacement, note] =
            ["since", "removed_in", "replacement", "note"].map(|field| text(&row[field]).to_owned());
        let kind = match text(&row["kind"]) {
            "removed" => "removed",
            "renamed" => "renamed",
            "deprecated" => "deprecated",
            "default-changed" => "default-changed",
            "added" => "added",
            // What is no longer valid is named as a value.
            _ => "value-changed",
        };
        let note = Some(note).filter(|note| !note.is_empty()).into_iter().collect();
        let mut change = Self { kind, since: version(&since), removed_in: version(&removed_in), replacement, note };
        change.name_replacement();
        change.drop_late_since();
        change
    }

    /// Keys alone are replacements. Everything else that the facts say in their place goes into the note; what is not
    /// replaced by a key was removed.
    fn name_replacement(&mut self) {
        if NO_NAMES.contains(&self.replacement.as_str()) {
            self.replacement.clear();
        }
        if self.kind == "default-changed" || self.replacement.is_empty() {
            return;
        }
        let inverted = self.replacement.strip_suffix(" (inverted)").map(str::to_owned);
        if let Some(name) = inverted {
            self.note.push("its values are the other way round".to_owned());
            self.replacement = name;
        }
        let names: Vec<&str> =
            self.replacement.split([',', ' ']).map(str::trim).filter(|name| !name.is_empty() && *name != "/").collect();
        // `--log-level=debug`, `listen ... ssl`, `a file`: words, not names.
        let is_name = |name: &&str| {
            let has_letters = name.contains(|c: char| c.is_ascii_alphabetic());
            let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '@' | '*');
            has_letters && !name.contains("..") && name.chars().all(is_plain)
        };
        let is_list = self.replacement.contains([',', '/']) || self.replacement.starts_with("--");
        if names.iter().all(is_name) && (names.len() == 1 || is_list) {
            self.replacement = names.join("|");
            return;
        }
        self.note.push(format!("in its place: {}", self.replacement));
        self.replacement.clear();
        if self.kind == "renamed" {
            self.kind = "removed";
        }
    }

    /// A replacement without dots stands beside the key: it gets the parts before the key's last one.
    fn complete_replacement(&mut self, key: &str) {
        let Some((parent, last)) = key.rsplit_once('.').filter(|_| !key.contains('#') && !key.starts_with('-')) else {
            return;
        };
        let is_beside = !self.replacement.is_empty() && !self.replacement.contains(['.', '/']) && last != "*";
        if is_beside && self.kind != "default-changed" {
            let names: Vec<String> = self.replacement.split('|').map(|name| format!("{parent}.{name}")).collect();
            self.replacement = names.join("|");
        }
    }

    /// Where a key is said to be deprecated only after it was removed, two sources disagree, and the removal was seen.
    fn drop_late_since(&mut self) {
        if !self.since.is_empty() && !self.removed_in.is_empty() && numbers(&self.since) > numbers(&self.removed_in) {
            self.note.push(format!("its source also says that it is deprecated since {}", self.since));
            self.since.clear();
        }
    }
}

/// `MV3` → `3`
fn version(text: &str) -> String {
    text.trim_start_matches("MV").to_owned()
}

fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map(|number| number.parse().unwrap_or(0)).collect()
}
