//! The built-in list of configuration keys.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use super::format::{Pack, Product};
use super::key::{Effect, Fix, Form, KeyChange, KeyRow, Selector, Text, word};
use super::list;
use super::name::{self, Name};
use crate::finding::Severity;
use crate::version::Dialect;

/// The built-in list. It is written by `cargo xtask knowledge`; its first lines say how it is read.
static LIST: &str = include_str!("../../packs/configuration-keys.tsv");

static PACK: LazyLock<Pack> = LazyLock::new(|| read(LIST));

/// The list as a pack, read when it is first asked for.
pub(super) fn pack() -> &'static Pack {
    &PACK
}

/// Reads the list: borrowed from it, for a row costs little then.
fn read(text: &'static str) -> Pack {
    let mut pack = Pack { id: "builtin.keys".to_owned(), ..Pack::default() };
    let mut group = Group::default();
    for line in text.lines() {
        match line.split_at_checked(1) {
            Some(("#", comment)) => {
                if let Some(day) = comment.strip_prefix(" updated: ") {
                    pack.updated = day.to_owned();
                }
            }
            Some(("~", source)) => {
                let (id, reference) = source.split_once('\t').unwrap_or((source, ""));
                pack.sources.insert(id.to_owned(), reference.to_owned());
            }
            Some(("=", head)) => {
                pack.add_product(product(head));
            }
            Some(("@", places)) => group = Group::read(places),
            _ => {
                let last = pack.products.len().saturating_sub(1);
                pack.keys.extend(row(line, last, &group));
            }
        }
    }
    pack
}

/// `ID`, version scheme, names, names of its own files.
fn product(head: &'static str) -> Product {
    let mut fields = head.split('\t');
    let mut next = || fields.next().unwrap_or("");
    let (id, scheme, names, files) = (next(), next(), next(), next());
    let mut all = vec![Name::new("generic", id)];
    all.extend(names.split(' ').filter_map(|name| name.split_once('/')).map(|(kind, name)| Name::new(kind, name)));
    let listed: Vec<Name> =
        all.iter().filter(|name| name.ecosystem() == "generic").flat_map(list::listed_names).collect();
    for name in listed {
        if !all.iter().any(|known| known.is_same(&name)) {
            all.push(name);
        }
    }
    Product { names: all, dialect: Dialect::of(scheme), files: words(files) }
}

/// What rows have in common: where they can stand.
#[derive(Default)]
struct Group {
    selectors: Arc<[Selector]>,
    unmatched: &'static str,
}

impl Group {
    /// `FORM,FORM FILE FILE; FORM`, with `*` for any form, or `!` and why nothing can show them.
    fn read(places: &'static str) -> Self {
        if let Some(unmatched) = places.strip_prefix('!') {
            return Self { unmatched, ..Self::default() };
        }
        let selectors = places.split("; ").filter(|place| !place.is_empty()).flat_map(|place| {
            let (forms, files) = place.split_once(' ').unwrap_or((place, ""));
            let files = words(files);
            forms.split(',').map(move |form| Selector { form: Form::of(form), files: files.clone() })
        });
        Self { selectors: selectors.collect(), unmatched: "" }
    }
}

/// Change, names, since, removed in, replacement, source, effect, values, note; empty at the end left out.
fn row(line: &'static str, product: usize, group: &Group) -> Option<KeyRow> {
    let mut fields = line.split('\t');
    let mut next = || fields.next().unwrap_or("");
    let kind: KeyChange = word(next())?;
    let names = several(next());
    let (since, removed_in, instead, source, effect) = (next(), next(), next(), next(), next());
    let (old_default, new_default) = match instead.split_once("->") {
        Some((old, new)) if kind == KeyChange::DefaultChanged => (optional(old), optional(new)),
        _ => (None, None),
    };
    // The lists name the version in which a name goes. Where they name none, the old name works beside the new one.
    let is_kept = kind == KeyChange::Renamed && removed_in.is_empty();
    let is_respelled = |to: &Text| names.iter().any(|name| name::key(name) == name::key(to));
    let replacement: Vec<Text> = if new_default.is_some() { Vec::new() } else { several(instead) };
    let is_spelling = kind == KeyChange::Renamed && !replacement.is_empty() && replacement.iter().all(is_respelled);
    Some(KeyRow {
        id: names.first().cloned()?,
        product,
        fix: moved(kind, &names, &replacement),
        names,
        values: several(next()),
        kind,
        selectors: Arc::clone(&group.selectors),
        unmatched: Cow::Borrowed(group.unmatched),
        since: optional(since),
        removed_in: optional(removed_in),
        replacement,
        old_default,
        new_default,
        // Nothing has to be done about a name that is read in both spellings.
        severity: is_spelling.then_some(Severity::Info),
        effect: word(effect).or_else(|| is_kept.then_some(Effect::Warning)),
        note: Cow::Borrowed(next()),
        sources: vec![Cow::Borrowed(source)],
        ..KeyRow::default()
    })
}

/// A key that only moved (`spring.redis.host` to `spring.data.redis.host`) keeps its meaning, so that a file can be
/// changed; under another last name a value may mean something else (`wal_keep_segments`, `wal_keep_size`).
fn moved(kind: KeyChange, names: &[Text], replacement: &[Text]) -> Vec<Fix> {
    let ([key, ..], [to]) = (names, replacement) else { return Vec::new() };
    let last = |key: &str| name::key(key.rsplit('.').next().unwrap_or(key));
    let is_moved = kind == KeyChange::Renamed && key.contains('.') && !key.starts_with('-') && last(key) == last(to);
    if is_moved { vec![Fix::Rename { key: key.clone(), to: to.clone() }] } else { Vec::new() }
}

fn words(text: &'static str) -> Vec<Text> {
    text.split(' ').filter(|word| !word.is_empty()).map(Cow::Borrowed).collect()
}

fn several(text: &'static str) -> Vec<Text> {
    text.split('|').filter(|part| !part.is_empty()).map(Cow::Borrowed).collect()
}

fn optional(text: &'static str) -> Option<Text> {
    (!text.is_empty()).then_some(Cow::Borrowed(text))
}

#[cfg(test)]
mod tests;
