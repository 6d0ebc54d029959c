//! A tree of values as dotted keys.

use std::collections::{BTreeMap, BTreeSet};

use crate::parse::document::{Key, Node, Value, xml};

use super::keys::{Entry, Keys};
use super::path::Path;
use super::secret;

/// What a format means by its maps.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Meaning {
    /// Members of one name are a list (XML), rather than a mistake.
    pub(super) repeats_are_lists: bool,
    /// `<<` takes in another map (YAML).
    pub(super) merges: bool,
}

/// Where a name stands, for the keys in the comments after it.
#[derive(Debug)]
pub(super) struct NamePlace {
    /// Byte offset in the text.
    pub(super) at: usize,
    /// The path with this name.
    pub(super) path: String,
}

/// Adds every value of a tree; gives the places of all names, those of maps too.
pub(super) fn flatten(root: &Node, meaning: Meaning, keys: &mut Keys<'_>) -> Vec<NamePlace> {
    let mut walk = Walk { keys, meaning, path: Path::default(), places: Vec::new() };
    walk.node(root, root.at, false);
    walk.places
}

struct Walk<'w, 't> {
    keys: &'w mut Keys<'t>,
    meaning: Meaning,
    path: Path,
    places: Vec<NamePlace>,
}

/// Depth is bounded by the readers, which open no more than `DOCUMENT_DEPTH` containers.
impl Walk<'_, '_> {
    fn node(&mut self, node: &Node, at: usize, is_secret: bool) {
        if self.keys.is_full() {
            return;
        }
        match &node.value {
            Value::Scalar(scalar) => self.leaf(&scalar.text, at, is_secret),
            Value::Map(members) if members.is_empty() => self.leaf("{}", at, is_secret),
            Value::Seq(items) if items.is_empty() => self.leaf("[]", at, is_secret),
            Value::Map(_) => {
                let mut seen = BTreeSet::new();
                self.members(node, is_secret, &mut seen);
            }
            Value::Seq(items) => self.items(items, is_secret),
        }
    }

    fn leaf(&mut self, value: &str, at: usize, is_secret: bool) {
        self.keys.add(Entry { key: self.path.as_str(), value, at, is_secret, ..Entry::default() });
    }

    fn members<'n>(&mut self, map: &'n Node, is_secret: bool, seen: &mut BTreeSet<&'n str>) {
        let is_pair_secret = names_secret(map);
        let mut repeats = Repeats::of(map, self.meaning.repeats_are_lists);
        // What a map says itself wins over what it takes in.
        let own = |(key, _): &&(Key, Node)| !(self.meaning.merges && key.text == "<<");
        let explicit: Vec<_> = map.members().iter().filter(own).collect();
        let taken_in: Vec<&Node> = map.members().iter().filter(|member| !own(member)).map(|(_, node)| node).collect();
        let already: BTreeSet<&str> = seen.clone();
        for (key, node) in explicit {
            seen.insert(&key.text);
            if already.contains(key.text.as_str()) || self.keys.is_full() {
                continue;
            }
            let is_secret = is_secret
                || secret::is_secret_name(&key.text)
                || is_pair_secret
                    && matches!(key.text.as_str(), "value" | "default" | "defaultValue" | "Value" | xml::TEXT);
            if key.text == xml::TEXT {
                self.node(node, node.at, is_secret);
                continue;
            }
            let length = self.path.push(&key.text);
            if let Some(index) = repeats.next(&key.text) {
                self.path.push_index(index);
            }
            self.places.push(NamePlace { at: key.at, path: self.path.as_str().to_owned() });
            self.node(node, key.at, is_secret);
            self.path.truncate(length);
        }
        for node in taken_in {
            match &node.value {
                Value::Map(_) => self.members(node, is_secret, seen),
                Value::Seq(items) => {
                    for item in items.iter().filter(|item| matches!(item.value, Value::Map(_))) {
                        self.members(item, is_secret, seen);
                    }
                }
                Value::Scalar(_) => {}
            }
        }
    }

    fn items(&mut self, items: &[Node], is_secret: bool) {
        let mut is_option_of_secret = false;
        for (index, item) in items.iter().enumerate() {
            let length = self.path.push_index(index);
            self.node(item, item.at, is_secret || is_option_of_secret);
            self.path.truncate(length);
            is_option_of_secret = item.text().is_some_and(|text| {
                text.strip_prefix('-').is_some_and(|option| !option.contains('=') && secret::is_secret_name(option))
            });
        }
    }
}

/// Whether a map is a pair of name and value, and the name that of a secret.
fn names_secret(map: &Node) -> bool {
    map.members().iter().any(|(key, node)| {
        let is_name = matches!(key.text.to_ascii_lowercase().as_str(), "name" | "key" | "id" | "property" | "variable");
        is_name && node.text().is_some_and(secret::is_secret_key)
    })
}

/// Numbers the members whose name stands more than once.
struct Repeats<'n> {
    counts: BTreeMap<&'n str, (usize, usize)>,
}

impl<'n> Repeats<'n> {
    fn of(map: &'n Node, is_wanted: bool) -> Self {
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (key, _) in map.members().iter().filter(|_| is_wanted) {
            let (count, _) = counts.entry(&key.text).or_default();
            *count = count.saturating_add(1);
        }
        counts.retain(|_, (count, _)| *count > 1);
        Self { counts }
    }

    fn next(&mut self, name: &str) -> Option<usize> {
        let (_, index) = self.counts.get_mut(name)?;
        let own = *index;
        *index = own.saturating_add(1);
        Some(own)
    }
}
