//! TOML 1.1 through the `toml` crate's parser, which keeps spans.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Break, Builder, Document, Events, Key, Scalar, ScalarKind};

/// Reads a document.
pub(crate) fn read(text: &str) -> Document {
    let (table, broken) = match DeTable::parse(text) {
        Ok(table) => (Some(table), None),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            (before_break(text, at), Some(Break::new(at, error.message())))
        }
    };
    let mut tree = Tree { builder: Builder::new(), invalid: None };
    let limit = table.and_then(|table| tree.put_table(table.get_ref(), 0).err());
    tree.builder.finish(broken.or(limit).or(tree.invalid))
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
