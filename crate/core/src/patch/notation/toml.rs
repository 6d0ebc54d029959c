//! Where everything stands in TOML.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::outline::{Outline, Outliner, Shape};

/// The outline; nothing where the text is broken or too large.
pub(super) fn outline(text: &str) -> Option<Outline> {
    let table = DeTable::parse(text).ok()?;
    let mut outliner = Outliner::default();
    outliner.open(0, Shape::Block, None)?;
    members(text, table.get_ref(), &mut outliner)?;
    outliner.close(None)?;
    outliner.finish()
}

/// The crate refuses nesting deeper than 80, so that this recursion is bounded; the outliner counts as well.
fn members(text: &str, table: &DeTable<'_>, outliner: &mut Outliner) -> Option<()> {
    let mut members: Vec<_> = table.iter().collect();
    members.sort_by_key(|(key, _)| key.span().start);
    for (key, node) in members {
        outliner.key(key.get_ref().to_string(), key.span());
        value(text, node, outliner)?;
    }
    Some(())
}

fn value(text: &str, node: &Spanned<DeValue<'_>>, outliner: &mut Outliner) -> Option<()> {
    let span = node.span();
    match node.get_ref() {
        DeValue::Table(table) => {
            let is_braces = text.get(span.clone())?.starts_with('{');
            outliner.open(span.start, if is_braces { Shape::Braces } else { Shape::Block }, None)?;
            members(text, table, outliner)?;
            outliner.close(Some(span.end))
        }
        DeValue::Array(items) => {
            outliner.open(span.start, Shape::List, None)?;
            for item in items {
                value(text, item, outliner)?;
            }
            outliner.close(Some(span.end))
        }
        _ => {
            let is_long = text.get(span.clone())?.contains('\n');
            outliner.place(span, if is_long { Shape::Long } else { Shape::Scalar }, None).map(|_| ())
        }
    }
}

/// The headers of a text, `[a.b]` only, with the bytes of their lines. `values` are the spans of values, which may hold
/// lines that look like one.
pub(super) fn headers(text: &str, values: &[Range<usize>]) -> Vec<(String, Range<usize>, bool)> {
    let mut at: usize = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = at;
        at = at.saturating_add(line.len());
        let inner = line.trim_start();
        if !inner.starts_with('[') {
            continue;
        }
        // Values are in the order of the text and do not overlap.
        let before = values.partition_point(|value| value.end <= start);
        if values.get(before).is_some_and(|value| value.start < start) {
            continue;
        }
        let is_list = inner.starts_with("[[");
        let name = inner.trim_start_matches('[').split(']').next().unwrap_or("");
        let parts: Vec<&str> = name.split('.').map(|part| part.trim().trim_matches(['"', '\''])).collect();
        found.push((parts.join("."), start..at, is_list));
    }
    found
}
