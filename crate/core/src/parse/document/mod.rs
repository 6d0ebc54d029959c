//! One tree for every structured format, with the place of each value.
//!
//! A reader keeps what stood before a break: half a manifest still says which package it is about. Depth and number of
//! values are bounded, so that a hostile file costs little and never the stack.

pub(crate) mod binary_plist;
pub(crate) mod headers;
pub(crate) mod ini;
pub(crate) mod json;
mod json5;
pub(crate) mod toml;
mod toml_lines;
pub(crate) mod xml;
pub(crate) mod yaml;
mod yaml_alias;

use std::collections::BTreeSet;

use crate::limits::{DOCUMENT_DEPTH, DOCUMENT_NODES};

/// A document as far as it could be read.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// The outermost value; an empty map where there is none.
    pub(crate) root: Node,
    /// Where and why reading ended, or where the text first leaves its format though it could be read on.
    pub(crate) broken: Option<Break>,
    /// Keys that stand a second time in their map, in order.
    pub(crate) duplicate_keys: Vec<Key>,
}

/// Why a document is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Break {
    /// Byte offset in the text.
    pub(crate) at: usize,
    /// What is wrong.
    pub(crate) reason: String,
}

impl Break {
    pub(crate) fn new(at: usize, reason: impl Into<String>) -> Self {
        Self { at, reason: reason.into() }
    }

    /// The break at which a document has more values than are held.
    pub(crate) fn too_many_values(at: usize) -> Self {
        Self::new(at, format!("more than {DOCUMENT_NODES} values; the rest was not read"))
    }
}

/// A value and its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Node {
    pub(crate) value: Value,
    /// Byte offset in the text.
    pub(crate) at: usize,
}

/// A key and its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) text: String,
    /// Byte offset in the text.
    pub(crate) at: usize,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Text, number, true, false or null, as written and unescaped.
    Scalar(Scalar),
    /// Members in the order of the text; a key may stand twice (XML: elements of one name).
    Map(Vec<(Key, Node)>),
    Seq(Vec<Node>),
}

impl Default for Value {
    fn default() -> Self {
        Self::Map(Vec::new())
    }
}

/// A single value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scalar {
    pub(crate) text: String,
    pub(crate) kind: ScalarKind,
}

/// What a single value is, as far as the format tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ScalarKind {
    #[default]
    Text,
    Number,
    Bool(bool),
    Null,
}

impl Node {
    /// The member of that name; the last one where there are several, as most readers take it.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.members().iter().rev().find(|(name, _)| name.text == key).map(|(_, node)| node)
    }

    /// Every member of that name (XML elements).
    pub(crate) fn all<'n>(&'n self, key: &'n str) -> impl Iterator<Item = &'n Node> {
        self.members().iter().filter(move |(name, _)| name.text == key).map(|(_, node)| node)
    }

    /// The members; none where it is no map.
    pub(crate) fn members(&self) -> &[(Key, Node)] {
        match &self.value {
            Value::Map(members) => members,
            _ => &[],
        }
    }

    /// The members of the map that is the member of that name; none where it is no map.
    pub(crate) fn members_of(&self, key: &str) -> &[(Key, Node)] {
        self.get(key).map_or(&[], Node::members)
    }

    /// The items of the sequence that is the member of that name; none where it is no sequence.
    pub(crate) fn items_of(&self, key: &str) -> &[Node] {
        self.get(key).map_or(&[], Node::items)
    }

    /// The items; none where it is no sequence.
    pub(crate) fn items(&self) -> &[Node] {
        match &self.value {
            Value::Seq(items) => items,
            _ => &[],
        }
    }

    /// The text of a single value that is not null; of an XML element with attributes, its text.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) if scalar.kind != ScalarKind::Null => Some(scalar.text.as_str()),
            Value::Map(_) => self.get(xml::TEXT).and_then(Node::text),
            _ => None,
        }
    }

    /// The word of a member, and its place.
    pub(crate) fn word_of(&self, key: &str) -> Option<(&str, usize)> {
        let node = self.get(key)?;
        Some((node.word()?, node.at))
    }

    /// As [`Node::text`], trimmed, and not empty.
    pub(crate) fn word(&self) -> Option<&str> {
        self.text().map(str::trim).filter(|text| !text.is_empty())
    }
}

/// What a reader makes of a document, piece by piece. Every implementation refuses to open more than [`DOCUMENT_DEPTH`]
/// containers, which bounds the readers too.
pub(crate) trait Events {
    /// A map begins; keys and values in turn, then [`Events::close`].
    fn open_map(&mut self, at: usize) -> Result<(), Break>;
    /// A sequence begins; values, then [`Events::close`].
    fn open_seq(&mut self, at: usize) -> Result<(), Break>;
    /// The key of the value that comes next.
    fn key(&mut self, key: Key);
    /// A single value.
    fn scalar(&mut self, at: usize, scalar: Scalar) -> Result<(), Break>;
    /// The innermost container ends.
    fn close(&mut self);
}

/// The error where a container is nested too deep.
pub(crate) fn too_deep(at: usize) -> Break {
    Break::new(at, format!("nested deeper than {DOCUMENT_DEPTH} levels"))
}

/// Puts a tree together from events; the stack is its own, never the thread's.
pub(super) struct Builder {
    stack: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    duplicate_keys: Vec<Key>,
}

struct Open {
    node: Node,
    /// The key of this container in the one around it.
    own_key: Option<Key>,
    /// The key whose value comes next.
    next_key: Option<Key>,
    seen: BTreeSet<String>,
    /// Whether it stands where a key belongs (YAML allows that); such a key is read over.
    is_key: bool,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self { stack: Vec::new(), root: None, nodes: 0, duplicate_keys: Vec::new() }
    }

    /// Whether a whole value was read and nothing is open.
    pub(super) fn is_done(&self) -> bool {
        self.stack.is_empty() && self.root.is_some()
    }

    fn open(&mut self, node: Node) -> Result<(), Break> {
        self.count(node.at)?;
        if self.stack.len() >= DOCUMENT_DEPTH {
            return Err(too_deep(node.at));
        }
        let is_key = self.wants_key();
        let own_key = self.stack.last_mut().and_then(|open| open.next_key.take());
        self.stack.push(Open { node, own_key, next_key: None, seen: BTreeSet::new(), is_key });
        Ok(())
    }

    /// Whether the innermost container is a map that waits for a key (YAML has no event of its own for keys).
    pub(super) fn wants_key(&self) -> bool {
        self.stack.last().is_some_and(|open| matches!(open.node.value, Value::Map(_)) && open.next_key.is_none())
    }

    fn place(&mut self, own_key: Option<Key>, node: Node) {
        let Some(parent) = self.stack.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match &mut parent.node.value {
            Value::Map(members) => {
                let key = own_key.or_else(|| parent.next_key.take()).unwrap_or_default();
                members.push((key, node));
            }
            Value::Seq(items) => items.push(node),
            Value::Scalar(_) => {}
        }
    }

    fn count(&mut self, at: usize) -> Result<(), Break> {
        self.nodes = self.nodes.saturating_add(1);
        if self.nodes > DOCUMENT_NODES {
            return Err(Break::too_many_values(at));
        }
        Ok(())
    }

    /// Closes what is open and gives the tree as far as it came.
    pub(super) fn finish(mut self, broken: Option<Break>) -> Document {
        while !self.stack.is_empty() {
            self.close();
        }
        Document { root: self.root.unwrap_or_default(), broken, duplicate_keys: self.duplicate_keys }
    }
}

impl Events for Builder {
    fn open_map(&mut self, at: usize) -> Result<(), Break> {
        self.open(Node { value: Value::Map(Vec::new()), at })
    }

    fn open_seq(&mut self, at: usize) -> Result<(), Break> {
        self.open(Node { value: Value::Seq(Vec::new()), at })
    }

    fn key(&mut self, key: Key) {
        if let Some(open) = self.stack.last_mut() {
            if !open.seen.insert(key.text.clone()) {
                self.duplicate_keys.push(key.clone());
            }
            open.next_key = Some(key);
        }
    }

    fn scalar(&mut self, at: usize, scalar: Scalar) -> Result<(), Break> {
        self.count(at)?;
        self.place(None, Node { value: Value::Scalar(scalar), at });
        Ok(())
    }

    fn close(&mut self) {
        match self.stack.pop() {
            Some(open) if open.is_key => {
                if let Some(parent) = self.stack.last_mut() {
                    parent.next_key = Some(Key { text: String::new(), at: open.node.at });
                }
            }
            Some(open) => self.place(open.own_key, open.node),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests;
