//! A `[[key]]` row to a [`KeyRow`].

use std::borrow::Cow;

use super::{Reader, range, rows, text, texts};
use crate::packs::key::{Fix, Form, KeyRow, Require, RequireOp, Selector, Text, word};
use crate::parse::document::{Node, Value};
use crate::version::{Dialect, looks_like_version};

impl Reader<'_> {
    /// Takes in a row; what is wrong with it beyond its shape is noted.
    pub(super) fn key(&mut self, row: &Node, path: &str) {
        let Some(product) = self.product(row, path) else { return };
        let dialect = self.pack.products.get(product).map_or(Dialect::Generic, |product| product.dialect);
        self.readable_versions(row, path, dialect);
        self.requirement_fits(row, path);
        self.pack.keys.push(KeyRow { product, ..key_row(row) });
    }

    /// A shape takes every word for a version, for releases have names too; a window can only be compared with numbers.
    fn readable_versions(&mut self, row: &Node, path: &str, dialect: Dialect) {
        for field in ["since", "removed_in"] {
            let Some(node) = row.get(field) else { continue };
            let is_readable = node.text().is_none_or(looks_like_version);
            if !is_readable {
                let reason =
                    format!("is no version by the product's scheme {}: it begins with no number", dialect.name());
                self.check.problem(node.at, &format!("{path}.{field}"), reason);
            }
        }
        let [since, removed_in] = ["since", "removed_in"].map(|field| text(row, field));
        let is_backwards = !since.is_empty()
            && looks_like_version(since)
            && looks_like_version(removed_in)
            && crate::version::compare(dialect, since, removed_in).is_gt();
        if let Some(node) = row.get("since").filter(|_| is_backwards) {
            self.check.problem(node.at, &format!("{path}.since"), format!("is newer than `removed_in`, {removed_in}"));
        }
    }

    fn requirement_fits(&mut self, row: &Node, path: &str) {
        let Some(require) = row.get("require") else { return };
        let Some(value) = require.get("value") else { return };
        let is_list = matches!(value.value, Value::Seq(_));
        if is_list && text(require, "op") != "in" {
            self.check.problem(value.at, &format!("{path}.require.value"), "must be a single value; `in` takes a list");
        }
        if is_list && value.items().is_empty() {
            self.check.problem(value.at, &format!("{path}.require.value"), "must not be empty");
        }
    }
}

/// The row but for its product. What does not fit the shapes is passed over, for the check has named it.
fn key_row(row: &Node) -> KeyRow {
    KeyRow {
        id: owned(text(row, "id")),
        names: all(row, "match"),
        values: all(row, "values"),
        kind: word(text(row, "kind")).unwrap_or_default(),
        selectors: selectors(row).into(),
        since: optional(row, "since"),
        removed_in: optional(row, "removed_in"),
        versions: range(row, "vers").map(|(_, range)| range),
        replacement: all(row, "replacement"),
        old_default: default(row, "old_default"),
        new_default: default(row, "new_default"),
        allowed: all(row, "allowed"),
        require: row.get("require").and_then(require),
        effect: word(text(row, "effect")),
        severity: word(text(row, "severity")),
        phase: word(text(row, "phase")),
        fix: rows(row, "fix").filter_map(fix).collect(),
        note: owned(text(row, "note")),
        sources: all(row, "source"),
        ..KeyRow::default()
    }
}

/// One for each form that the row names, in the files that it names.
fn selectors(row: &Node) -> Vec<Selector> {
    let files = all(row, "files");
    let forms: Vec<Form> = rows(row, "in").filter_map(Node::text).filter_map(Form::of).collect();
    if forms.is_empty() && !files.is_empty() {
        return vec![Selector { form: None, files }];
    }
    forms.into_iter().map(|form| Selector { form: Some(form), files: files.clone() }).collect()
}

fn require(node: &Node) -> Option<Require> {
    let op = match text(node, "op") {
        "eq" => RequireOp::Equal,
        "ne" => RequireOp::NotEqual,
        "exists" => RequireOp::Exists,
        "absent" => RequireOp::Absent,
        "in" => RequireOp::In,
        "matches" => RequireOp::Matches,
        _ => return None,
    };
    let values = node.get("value").map(values).unwrap_or_default();
    Some(Require { op, values, when: owned(text(node, "when")) })
}

fn fix(node: &Node) -> Option<Fix> {
    let key = owned(text(node, "key"));
    match text(node, "action") {
        "set" => Some(Fix::Set { key, value: default(node, "value")? }),
        "delete" => Some(Fix::Delete { key }),
        "rename" => Some(Fix::Rename { key, to: owned(text(node, "to")) }),
        _ => None,
    }
}

/// A single value, or the items of a list.
fn values(node: &Node) -> Vec<Text> {
    match &node.value {
        Value::Seq(items) => items.iter().filter_map(Node::text).map(owned).collect(),
        _ => node.text().map(owned).into_iter().collect(),
    }
}

/// A value as a text; of a list its items with commas between them.
fn default(row: &Node, field: &str) -> Option<Text> {
    Some(Cow::Owned(values(row.get(field)?).join(", ")))
}

fn optional(row: &Node, field: &str) -> Option<Text> {
    row.get(field).and_then(Node::text).map(owned)
}

fn all(row: &Node, field: &str) -> Vec<Text> {
    texts(row, field).into_iter().map(Cow::Owned).collect()
}

fn owned(text: &str) -> Text {
    Cow::Owned(text.to_owned())
}
