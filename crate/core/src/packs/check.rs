//! Holds a document against the shapes of the format and says everything that is wrong with it.

use super::PackProblem;
use super::shape::{Field, Row, Shape};
use crate::facts::{Timestamp, excerpt};
use crate::parse::document::{Node, Scalar, ScalarKind, Value};
use crate::parse::text::Text;
use crate::version::vers;

/// Most characters of one text.
pub(super) const TEXT_CHARS: usize = 400;
/// Most problems that are told; more help nobody.
const MOST_PROBLEMS: usize = 100;

/// Collects what is wrong, each with its place.
pub(super) struct Check<'a> {
    text: &'a Text<'a>,
    problems: Vec<PackProblem>,
}

impl<'a> Check<'a> {
    pub(super) fn new(text: &'a Text<'a>) -> Self {
        Self { text, problems: Vec::new() }
    }

    /// Everything that was found, in the order of the file.
    pub(super) fn finish(mut self) -> Vec<PackProblem> {
        self.problems.sort_by_key(|problem| (problem.line, problem.column));
        self.problems
    }

    /// Notes a problem at a byte offset.
    pub(super) fn problem(&mut self, at: usize, field: &str, reason: impl Into<String>) {
        if self.problems.len() < MOST_PROBLEMS {
            let (line, column) = self.text.position(at);
            self.problems.push(PackProblem { line, column, field: field.to_owned(), reason: reason.into() });
        }
    }

    /// Checks a table. The recursion follows the shapes, not the input, so that its depth is known.
    pub(super) fn row(&mut self, row: &Row, node: &Node, path: &str) {
        if !matches!(node.value, Value::Map(_)) {
            return self.problem(node.at, path, "must be a table");
        }
        for (key, value) in node.members() {
            match row.fields.iter().find(|field| field.name == key.text) {
                Some(field) => self.value(&field.shape, value, &join(path, field.name)),
                None => {
                    let name = excerpt(&key.text);
                    self.problem(key.at, &join(path, &name), format!("is unknown; known are {}", names(row.fields)));
                }
            }
        }
        for field in row.fields.iter().filter(|field| field.is_required && node.get(field.name).is_none()) {
            self.problem(node.at, &join(path, field.name), "is missing");
        }
        for ask in row.asks {
            if node.get(ask.field).and_then(Node::text) == Some(ask.value) && node.get(ask.wanted).is_none() {
                let reason = format!("is missing, which `{} = \"{}\"` asks for", ask.field, ask.value);
                self.problem(node.at, &join(path, ask.wanted), reason);
            }
        }
    }

    fn value(&mut self, shape: &Shape, node: &Node, path: &str) {
        match shape {
            Shape::Row(row) => self.row(row, node, path),
            Shape::VersionOrRow(row) if matches!(node.value, Value::Map(_)) => self.row(row, node, path),
            Shape::List(item) => self.list(item, node, path),
            Shape::Filled(item) => {
                self.list(item, node, path);
                if matches!(&node.value, Value::Seq(items) if items.is_empty()) {
                    self.problem(node.at, path, "must not be empty");
                }
            }
            Shape::SingleOrList if matches!(node.value, Value::Seq(_)) => self.list(&Shape::Single, node, path),
            _ => {
                let wrong = match &node.value {
                    Value::Scalar(scalar) => wrong(shape, scalar),
                    _ => Some("must be a single value".to_owned()),
                };
                if let Some(reason) = wrong {
                    self.problem(node.at, path, reason);
                }
            }
        }
    }

    fn list(&mut self, item: &Shape, node: &Node, path: &str) {
        if !matches!(node.value, Value::Seq(_)) {
            return self.problem(node.at, path, "must be a list");
        }
        for (at, value) in node.items().iter().enumerate() {
            self.value(item, value, &format!("{path}[{at}]"));
        }
    }
}

/// What is wrong with a single value; `None` where it is as it should be.
fn wrong(shape: &Shape, scalar: &Scalar) -> Option<String> {
    let text = scalar.text.as_str();
    let is_text = scalar.kind == ScalarKind::Text;
    let is_bool = matches!(scalar.kind, ScalarKind::Bool(_));
    let (is_right, wanted) = match shape {
        Shape::Format => (text == "1" && scalar.kind == ScalarKind::Number, "must be 1, the format that is read here"),
        Shape::Bool => (is_bool, "must be true or false"),
        Shape::DateOrBool => {
            (is_bool || (is_text && is_day(text)), "must be a day such as 2026-11-20, or true or false")
        }
        Shape::Single | Shape::SingleOrList if text.chars().nth(TEXT_CHARS).is_some() => {
            return Some(format!("is longer than {TEXT_CHARS} characters"));
        }
        Shape::Single | Shape::SingleOrList => (!text.chars().any(is_hidden), "must not hold control characters"),
        _ if !is_text => (false, "must be text, in quotes"),
        Shape::Text if text.chars().nth(TEXT_CHARS).is_some() => {
            return Some(format!("is longer than {TEXT_CHARS} characters"));
        }
        Shape::Text if text.chars().any(is_hidden) => (false, "must not hold control characters"),
        Shape::Text => (!text.trim().is_empty(), "must not be empty"),
        Shape::Id => (is_id(text), "must be lower-case letters, digits, dots and hyphens"),
        Shape::Version | Shape::VersionOrRow(_) => (is_version(text), "must be a version such as 4.6 or 5.0.1"),
        Shape::Range => (vers::read(text).is_some(), "must be a range such as vers:semver/>=4.6.0|<5.0.0"),
        Shape::Purl => (crate::purl::parse(text).is_ok(), "must be a package URL such as pkg:deb/debian/openssl"),
        Shape::Sha256 => (is_sha256(text), "must be 64 digits of lower-case hexadecimal"),
        Shape::Date => (is_day(text), "must be a day such as 2026-11-20"),
        Shape::Word(words) if !words.contains(&text) => {
            return Some(format!("`{}` is none of {}", excerpt(text), words.join(", ")));
        }
        _ => (true, ""),
    };
    (!is_right).then(|| wanted.to_owned())
}

/// Characters that a report would not show as they are.
fn is_hidden(c: char) -> bool {
    !c.is_whitespace() && excerpt(&c.to_string()) != c.to_string()
}

fn is_id(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.starts_with(is_plain) && text.chars().all(|c| is_plain(c) || matches!(c, '.' | '-'))
}

fn is_version(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '~' | ':' | '_' | '-'))
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'))
}

fn is_day(text: &str) -> bool {
    text.len() == "2026-11-20".len() && Timestamp::parse_rfc3339(text).is_some()
}

fn names(fields: &[Field]) -> String {
    fields.iter().map(|field| field.name).collect::<Vec<_>>().join(", ")
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
