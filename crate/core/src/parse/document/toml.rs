//! TOML 1.1 through the `toml` crate's parser, which keeps spans.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::limits::DOCUMENT_NODES;

use super::{Break, Builder, Document, Events, Key, Scalar, ScalarKind, toml_lines};

/// Signs between values for each value that may be held. A hash or an address holds some that stand between nothing.
const SEPARATORS_PER_VALUE: usize = 2;

/// Most bytes that are given to the crate, which first takes a text apart into some 40 bytes for each blank and sign.
const MOST_BYTES: usize = 8 << 20;

/// Reads a document.
pub(crate) fn read(text: &str) -> Document {
    let (beginning, cut) = beginning(text);
    let plain = if cut.is_none() { toml_lines::read(text) } else { None };
    plain.unwrap_or_else(|| read_any(beginning, cut))
}

/// Reads a document of any form, of which the rest may have been cut.
pub(super) fn read_any(beginning: &str, cut: Option<Break>) -> Document {
    let (table, broken) = match DeTable::parse(beginning) {
        Ok(table) => (Some(table), cut),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            (before_break(beginning, at), Some(cut.unwrap_or_else(|| Break::new(at, error.message()))))
        }
    };
    let mut tree = Tree { builder: Builder::new(), invalid: None };
    let limit = table.and_then(|table| tree.put_table(table.get_ref(), 0).err());
    tree.builder.finish(limit.or(broken).or(tree.invalid))
}

/// The lines of which the crate can build its own tree in bounded memory, 150 to 400 bytes a value, for it holds all of a
/// document before the builder counts; and why the rest is left out.
fn beginning(text: &str) -> (&str, Option<Break>) {
    let most = DOCUMENT_NODES.saturating_mul(SEPARATORS_PER_VALUE);
    if text.len() <= most {
        return (text, None);
    }
    let is_separator = |c: char| matches!(c, '=' | ',' | '[' | '{');
    let full = text.match_indices(is_separator).nth(most).map(|(at, _)| at).filter(|at| *at < MOST_BYTES);
    if full.is_none() && text.len() <= MOST_BYTES {
        return (text, None);
    }
    let before = text.as_bytes().get(..full.unwrap_or(MOST_BYTES)).unwrap_or_default();
    let end = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline.saturating_add(1));
    let cut = match full {
        Some(_) => Break::too_many_values(end),
        None => Break::new(end, format!("longer than {MOST_BYTES} bytes; the rest was not read")),
    };
    (text.get(..end).unwrap_or(""), Some(cut))
}

/// What stands before the line of a break is a document of its own; where that ends inside a value, what stands before
/// the table of the break.
fn before_break(text: &str, at: usize) -> Option<Spanned<DeTable<'_>>> {
    let before = text.get(..at)?;
    let line = before.get(..before.rfind('\n')?)?;
    DeTable::parse(line).ok().or_else(|| DeTable::parse(before.get(..before.rfind("\n[")?)?).ok())
}

struct Tree {
    builder: Builder,
    /// The first value that its grammar lets through, but which is none.
    invalid: Option<Break>,
}

/// The crate refuses nesting deeper than 80, so that this recursion is bounded; the builder counts as well.
impl Tree {
    fn put_table(&mut self, table: &DeTable<'_>, at: usize) -> Result<(), Break> {
        self.builder.open_map(at)?;
        let mut members: Vec<_> = table.iter().collect();
        members.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in members {
            self.builder.key(Key { text: key.get_ref().to_string(), at: key.span().start });
            self.put_value(value, key.span().start)?;
        }
        self.builder.close();
        Ok(())
    }

    fn put_value(&mut self, value: &Spanned<DeValue<'_>>, key_at: usize) -> Result<(), Break> {
        let at = value.span().start;
        let (text, kind) = match value.get_ref() {
            DeValue::Table(table) => return self.put_table(table, key_at),
            DeValue::Array(items) => {
                self.builder.open_seq(at)?;
                for item in items {
                    self.put_value(item, item.span().start)?;
                }
                self.builder.close();
                return Ok(());
            }
            DeValue::String(text) => (text.to_string(), ScalarKind::Text),
            DeValue::Integer(number) => {
                // The crate looks at the digits only where it makes a number of them.
                if i64::from_str_radix(number.as_str(), number.radix()).is_err() {
                    self.invalid.get_or_insert_with(|| Break::new(at, "an integer that is none, or too large"));
                }
                (number.as_str().to_owned(), ScalarKind::Number)
            }
            DeValue::Float(number) => (number.as_str().to_owned(), ScalarKind::Number),
            DeValue::Boolean(value) => (value.to_string(), ScalarKind::Bool(*value)),
            DeValue::Datetime(time) => (time.to_string(), ScalarKind::Text),
        };
        self.builder.scalar(at, Scalar { text, kind })
    }
}
