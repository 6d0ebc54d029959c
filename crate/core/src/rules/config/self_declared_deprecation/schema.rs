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
        let mut files: BTreeMap<(&str, bool), Vec<LiveKey<'a>>> = BTreeMap::new();
        for live in keys {
            files.entry((&live.key.path, !live.is_own)).or_default().push(*live);
        }
        let mut uses: BTreeMap<_, Vec<LiveKey<'a>>> = BTreeMap::new();
        for (schema, subjects) in &schemas {
            let patterns: Vec<&str> =
                subjects.iter().copied().filter(|one| one.contains('*')).take(MOST_PATTERNS).collect();
            for live in files.values().filter(|file| describes(schema, file)).flatten() {
                let path = without_indexes(&live.key.key);
                let plain = prefixes(&path).find_map(|prefix| subjects.get(prefix).copied());
                let subject = plain.or_else(|| patterns.iter().copied().find(|pattern| fits(pattern, &path)));
                if let Some(subject) = subject {
                    uses.entry((*schema, subject)).or_default().push(*live);
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

/// Whether a file says that the schema is its own, or lies beside it and is called as it (`values.schema.json`,
/// `values.yaml`). The user's own file lies nowhere: its name is enough.
fn describes(schema: &str, file: &[LiveKey<'_>]) -> bool {
    let Some(first) = file.first() else { return false };
    let (folder, name) = split(schema);
    let refers = file.iter().any(|live| live.key.key == "$schema" && split(&live.key.value).1 == name);
    let (own_folder, own_name) = split(&first.key.path);
    let is_called_so = !stem(name).is_empty() && stem(name) == stem(own_name) && name != own_name;
    refers || is_called_so && (first.is_own || folder == own_folder)
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
