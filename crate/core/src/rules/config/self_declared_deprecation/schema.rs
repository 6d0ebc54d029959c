//! Which files a JSON Schema describes, and which of its properties they set.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Deprecation, DeprecationSource, Facts};

use super::uses::{LiveKey, Use};

/// For each property that a schema deprecates, the keys that set it.
#[derive(Default)]
pub(super) struct Schemas<'a> {
    uses: BTreeMap<(&'a str, &'a str), Vec<LiveKey<'a>>>,
}

/// Most subjects with a `*` of one schema that are looked for, since each is held against each key.
const MOST_PATTERNS: usize = 100;

impl<'a> Schemas<'a> {
    pub(super) fn new(facts: &'a Facts, keys: &[LiveKey<'a>]) -> Self {
        let mut schemas: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for deprecation in facts.deprecations.iter().filter(|one| one.by == DeprecationSource::JsonSchema) {
            schemas.entry(&deprecation.site.path).or_default().insert(&deprecation.subject);
        }
        let files = Files::new(keys);
        let mut uses: BTreeMap<_, Vec<LiveKey<'a>>> = BTreeMap::new();
        for (schema, subjects) in &schemas {
            let patterns: Vec<&str> =
                subjects.iter().copied().filter(|one| one.contains('*')).take(MOST_PATTERNS).collect();
            for live in files.of(schema) {
                let path = without_indexes(&live.key.key);
                let plain = prefixes(&path).find_map(|prefix| subjects.get(prefix).copied());
                let subject = plain.or_else(|| patterns.iter().copied().find(|pattern| fits(pattern, &path)));
                if let Some(subject) = subject {
                    uses.entry((*schema, subject)).or_default().push(live);
                }
            }
        }
        Self { uses }
    }

    pub(super) fn uses(&self, deprecation: &Deprecation) -> Vec<Use> {
        let keys = self.uses.get(&(deprecation.site.path.as_str(), deprecation.subject.as_str()));
        keys.into_iter().flatten().map(|live| live.used(false)).collect()
    }
}

/// A file by its path, and whether it is the package's: the user's own come first.
type File<'a> = (bool, &'a str);

/// The files, by what tells which schema describes them.
struct Files<'a> {
    keys: BTreeMap<File<'a>, Vec<LiveKey<'a>>>,
    by_reference: BTreeMap<&'a str, BTreeSet<File<'a>>>,
    by_stem: BTreeMap<&'a str, BTreeSet<File<'a>>>,
}

impl<'a> Files<'a> {
    fn new(keys: &[LiveKey<'a>]) -> Self {
        let mut files = Self { keys: BTreeMap::new(), by_reference: BTreeMap::new(), by_stem: BTreeMap::new() };
        for live in keys {
            let file = (!live.is_own, live.key.path.as_str());
            files.keys.entry(file).or_default().push(*live);
            files.by_stem.entry(stem(split(file.1).1)).or_default().insert(file);
            if live.key.key == "$schema" {
                files.by_reference.entry(split(&live.key.value).1).or_default().insert(file);
            }
        }
        files
    }

    /// The keys of the files that say that the schema is theirs, and of those that lie beside it and are called as it
    /// (`values.schema.json`, `values.yaml`). The user's own file lies nowhere: its name is enough.
    fn of(&self, schema: &str) -> impl Iterator<Item = LiveKey<'a>> {
        let (folder, name) = split(schema);
        let stem = stem(name);
        let is_beside = |(is_packaged, path): &&File<'a>| !is_packaged || split(path).0 == folder;
        let called_so = self.by_stem.get(stem).filter(|_| !stem.is_empty()).into_iter().flatten().filter(is_beside);
        let refer = self.by_reference.get(name).into_iter().flatten();
        let files: BTreeSet<&File<'a>> = called_so.chain(refer).filter(|(_, path)| *path != schema).collect();
        files.into_iter().filter_map(|file| self.keys.get(file)).flatten().copied()
    }
}

fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// What a schema and what it describes have in common: the name up to the first dot, without `-schema`. Nothing for a file
/// that is just called `schema.json`.
fn stem(name: &str) -> &str {
    let stem = name.split('.').next().unwrap_or(name);
    let stem = stem.strip_suffix("-schema").or_else(|| stem.strip_suffix("_schema")).unwrap_or(stem);
    if stem == "schema" { "" } else { stem }
}

/// `server.ports[*].name` for `server.ports[0].name`.
fn without_indexes(key: &str) -> String {
    let mut path = String::with_capacity(key.len());
    for (number, part) in key.split('[').enumerate() {
        match part.split_once(']').filter(|_| number > 0) {
            Some((_, after)) => {
                path.push_str("[*]");
                path.push_str(after);
            }
            None => path.push_str(part),
        }
    }
    path
}

/// The path and those of what is around it, the longest first: who sets `a.b.c` sets `a.b`.
fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    let ends = path.match_indices(['.', '[']).map(|(at, _)| at).rev();
    std::iter::once(path.len()).chain(ends).filter_map(|end| path.get(..end))
}

/// Whether a path, or what is around it, fits one in which `*` stands for any name.
fn fits(pattern: &str, path: &str) -> bool {
    let mut parts = path.split('.');
    pattern.split('.').all(|wanted| parts.next().is_some_and(|part| wanted == "*" || wanted == part))
}
