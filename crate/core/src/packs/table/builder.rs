//! Rows of a table, and the nodes that they stand for.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Header;
use crate::limits::{DOCUMENT_NODES, PACK_ROWS};
use crate::packs::name::Name;
use crate::packs::read;
use crate::parse::document::{Break, Key, Node, Scalar, ScalarKind, Value};

/// Puts the document together.
#[derive(Default)]
pub(super) struct Builder<'f> {
    file: &'f str,
    rows: Vec<Node>,
    /// Values in all cells.
    values: usize,
    /// Byte offset of the cell with more values than are held.
    cut: Option<usize>,
    products: Vec<Node>,
    known_products: BTreeSet<String>,
    sources: Vec<Node>,
    /// Numbers of sources by their texts.
    numbers: BTreeMap<String, usize>,
}

impl<'f> Builder<'f> {
    /// Of a file by its name.
    pub(super) fn of(file: &'f str) -> Self {
        Self { file, ..Self::default() }
    }

    /// Whether it takes no more: it has as many values as a document may have, or more rows than a pack may have.
    pub(super) fn is_full(&self) -> bool {
        self.cut.is_some() || self.rows.len() > PACK_ROWS
    }

    /// Why it is no whole table.
    pub(super) fn cut(&self) -> Option<Break> {
        self.cut.map(Break::too_many_values)
    }

    /// Takes in a row: its cells, and the byte offsets at which they begin.
    pub(super) fn row(&mut self, header: &Header, cells: &[Cow<'_, str>], starts: &[usize]) {
        let at = starts.first().copied().unwrap_or(0);
        let mut members: Vec<(Key, Node)> = Vec::new();
        let mut scheme = None;
        for column in &header.columns {
            let cell = cells.get(column.place).map_or("", |cell| cell.trim());
            let at = starts.get(column.place).copied().unwrap_or(at);
            match column.field {
                _ if cell.is_empty() => {}
                "scheme" => scheme = Some(single(cell, at)),
                "require" => members.push(member("require", require(cell, at))),
                "source" => members.push(member("source", list(vec![self.source(cell, at)], at))),
                "kind" => members.push(member("kind", single(kind(cell), at))),
                "effect" | "severity" | "phase" => {
                    members.push(member(column.field, single(&cell.to_lowercase(), at)));
                }
                field if column.between.is_empty() => members.push(member(field, single(cell, at))),
                field => members.push(member(field, list(self.parts(cell, column.between, at), at))),
            }
            self.values = self.values.saturating_add(1);
        }
        self.complete(&mut members, at);
        if let Some(product) = value(&members, "product") {
            self.product(&product, scheme, at);
        }
        self.rows.push(Node { value: Value::Map(members), at });
    }

    /// The values in a cell.
    fn parts(&mut self, cell: &str, between: &str, at: usize) -> Vec<Node> {
        let room = DOCUMENT_NODES.saturating_sub(self.values);
        let mut parts = cell.split(|c| between.contains(c)).map(str::trim).filter(|part| !part.is_empty());
        let taken: Vec<Node> = parts.by_ref().take(room).map(|part| single(part, at)).collect();
        if parts.next().is_some() {
            self.cut.get_or_insert(at);
        }
        self.values = self.values.saturating_add(taken.len());
        taken
    }

    /// What a row in TOML has to say and a table can leave out.
    fn complete(&mut self, members: &mut Vec<(Key, Node)>, at: usize) {
        if value(members, "id").is_none() {
            let keys = members.iter().find(|(name, _)| name.text == "match").map(|(_, keys)| keys.items());
            let id = keys.unwrap_or_default().first().and_then(Node::text).unwrap_or("row").to_owned();
            members.push(member("id", single(&id, at)));
        }
        if !members.iter().any(|(name, _)| name.text == "source") {
            let source = self.source(self.file, at);
            members.push(member("source", list(vec![source], at)));
        }
        let is_required = value(members, "kind").as_deref() == Some("required-new");
        if is_required && !members.iter().any(|(name, _)| name.text == "require") {
            members.push(member("require", require("*", at)));
        }
        if let Some(fix) = fix(members) {
            members.push(member("fix", list(vec![fix], at)));
        }
    }

    /// Describes a product that no pack knows.
    fn product(&mut self, id: &str, scheme: Option<Node>, at: usize) {
        if self.known_products.contains(id) {
            return;
        }
        self.known_products.insert(id.to_owned());
        let name = Name::of_purl(id).unwrap_or_else(|| Name::anywhere(id));
        if scheme.is_some() || read::built_in(&name).is_none() {
            let scheme = scheme.unwrap_or_else(|| single("generic", at));
            self.products.push(map(vec![("id", single(id, at)), ("scheme", scheme)], at));
        }
    }

    /// The id of a source.
    fn source(&mut self, reference: &str, at: usize) -> Node {
        let next = self.numbers.len().saturating_add(1);
        let number = *self.numbers.entry(reference.to_owned()).or_insert(next);
        let id = number.to_string();
        if number == next {
            let fields = vec![("id", single(&id, at)), ("ref", single(reference, at)), ("basis", single("manual", at))];
            self.sources.push(map(fields, at));
        }
        single(&id, at)
    }

    /// The document.
    pub(super) fn finish(self) -> Node {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
        let id: String = self.file.to_lowercase().chars().map(|c| if is_plain(c) { c } else { '-' }).collect();
        let id = id.trim_start_matches(['.', '-']);
        let format = Scalar { text: "1".to_owned(), kind: ScalarKind::Number };
        let title = if self.file.is_empty() { "table" } else { self.file };
        map(
            vec![
                ("format", Node { value: Value::Scalar(format), at: 0 }),
                ("id", single(if id.is_empty() { "table" } else { id }, 0)),
                ("title", single(title, 0)),
                ("version", single("table", 0)),
                ("license", single("own", 0)),
                ("product", list(self.products, 0)),
                ("source", list(self.sources, 0)),
                ("key", list(self.rows, 0)),
            ],
            0,
        )
    }
}

/// What people write for the kinds of change.
fn kind(cell: &str) -> &str {
    const WORDS: &[(&str, &str)] = &[
        ("removed", "removed"),
        ("renamed", "renamed"),
        ("deprecated", "deprecated"),
        ("default changed", "default-changed"),
        ("value changed", "value-changed"),
        ("required new", "required-new"),
        ("required", "required-new"),
        ("added", "added"),
        ("new", "added"),
    ];
    let plain = cell.to_lowercase().replace(['-', '_'], " ");
    WORDS.iter().find(|(word, _)| *word == plain).map_or(cell, |(_, kind)| kind)
}

/// A value that the key must have; `*` for any.
fn require(cell: &str, at: usize) -> Node {
    if cell == "*" {
        return map(vec![("op", single("exists", at))], at);
    }
    map(vec![("op", single("eq", at)), ("value", single(cell, at))], at)
}

/// A value that the key must have can be set in a file, where the key is one and not a pattern.
fn fix(members: &[(Key, Node)]) -> Option<Node> {
    let field = |name: &str| members.iter().find(|(key, _)| key.text == name).map(|(_, node)| node);
    let wanted = field("require")?.get("value")?;
    let [key] = field("match")?.items() else { return None };
    let is_plain = !key.text()?.contains('*');
    is_plain
        .then(|| map(vec![("action", single("set", key.at)), ("key", key.clone()), ("value", wanted.clone())], key.at))
}

fn value(members: &[(Key, Node)], name: &str) -> Option<String> {
    members.iter().find(|(key, _)| key.text == name).and_then(|(_, node)| node.text()).map(str::to_owned)
}

fn single(text: &str, at: usize) -> Node {
    Node { value: Value::Scalar(Scalar { text: text.to_owned(), kind: ScalarKind::Text }), at }
}

fn list(items: Vec<Node>, at: usize) -> Node {
    Node { value: Value::Seq(items), at }
}

fn map(fields: Vec<(&str, Node)>, at: usize) -> Node {
    Node { value: Value::Map(fields.into_iter().map(|(name, node)| member(name, node)).collect()), at }
}

fn member(name: &str, node: Node) -> (Key, Node) {
    (Key { text: name.to_owned(), at: node.at }, node)
}
