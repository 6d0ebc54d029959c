//! Maps by indentation: YAML's usual way.

use crate::facts::ConfigFormat;

use super::super::draft::Splice;
use super::super::value;
use super::Edit;
use super::outline::{Outline, Shape};
use super::tree::{LIST_ITEM, Tree, UNCLEAR, line_end, line_start, whole_lines};

/// Takes the lines of a member out; those of the maps around it too, where it is all that they hold: a map without members
/// would be no map but nothing.
pub(super) fn remove(tree: &Tree<'_>, at: usize) -> Edit {
    let mut at = at;
    while let Some(parent) = sole_parent(&tree.outline, at) {
        at = parent;
    }
    let member = tree.outline.get(at).ok_or(UNCLEAR)?;
    if member.key.is_empty() {
        return Err(LIST_ITEM.to_owned());
    }
    if let Some(obstacle) = member.obstacle {
        return Err(obstacle.to_owned());
    }
    let before = tree.text.get(line_start(tree.text, member.key.start)..member.key.start).unwrap_or("");
    if !before.trim().is_empty() {
        let is_item = before.trim() == "-";
        return Err(if is_item { "it is the first key of a list's item" } else { UNCLEAR }.to_owned());
    }
    let end = member.value.end.max(member.key.end);
    let tail = tree.text.get(end..line_end(tree.text, end)).unwrap_or("").trim();
    if !(tail.is_empty() || tail == ":" || tail.trim_start_matches(':').trim_start().starts_with('#')) {
        return Err(UNCLEAR.to_owned());
    }
    Ok(vec![Splice::new(whole_lines(tree.text, member.key.start, end), "")])
}

/// The map around a member, where that has no other and is itself a member of a map by indentation.
fn sole_parent(outline: &Outline, at: usize) -> Option<usize> {
    let parent = outline.get(at)?.parent?;
    let around = outline.get(parent)?;
    let is_in_map = outline.get(around.parent?)?.shape == Shape::Block;
    (around.shape == Shape::Block && is_in_map && outline.children(parent).len() == 1).then_some(parent)
}

/// Puts a key behind the last member of a map, or below a key that has nothing yet.
pub(super) fn insert(tree: &Tree<'_>, map: usize, parts: &[&str], raw: &str) -> Edit {
    let member = tree.outline.get(map).ok_or(UNCLEAR)?;
    let unit = unit(tree);
    let (column, end) = match tree.outline.children(map).first().and_then(|first| tree.outline.get(*first)) {
        Some(first) => (column(tree.text, first.key.start), member.value.end),
        None if member.path.is_empty() => (String::new(), tree.text.len()),
        None => (format!("{}{unit}", column(tree.text, member.key.start)), member.key.end),
    };
    let lines = lines(tree.format, parts, raw, &column, &unit).ok_or("the value takes several lines")?;
    let at = line_end(tree.text, end);
    Ok(vec![Splice::new(at..at, format!("\n{lines}"))])
}

/// The lines of a key in the maps that it needs, without the end of the last.
pub(super) fn lines(format: ConfigFormat, parts: &[&str], raw: &str, column: &str, unit: &str) -> Option<String> {
    let mut out = String::new();
    let mut indentation = column.to_owned();
    let mut parts = parts.iter().peekable();
    while let Some(part) = parts.next() {
        out.push_str(&indentation);
        out.push_str(&value::key(format, part, None)?);
        out.push(':');
        if parts.peek().is_some() {
            out.push('\n');
        } else {
            out.push(' ');
            out.push_str(raw);
        }
        indentation.push_str(unit);
    }
    Some(out)
}

/// Blanks up to where a key stands; the mark of a list's item is as wide as they are.
fn column(text: &str, at: usize) -> String {
    let before = text.get(line_start(text, at)..at).unwrap_or("");
    before.chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect()
}

/// By how much the text indents a map in a map; two blanks where it has none.
pub(super) fn unit(tree: &Tree<'_>) -> String {
    // Those at the beginning tell; to look at each of a text on one line would take too long.
    let mut members = tree.outline.members.iter().take(MOST_MEMBERS);
    let deeper = members.find_map(|member| {
        let around = tree.outline.get(member.parent?)?;
        let [inner, outer] = [member.key.start, around.key.start].map(|at| column(tree.text, at));
        let has_line =
            |at: usize| tree.text.get(line_start(tree.text, at)..at).is_some_and(|before| before.trim().is_empty());
        let is_map = matches!(around.shape, Shape::Block | Shape::Braces) && !member.key.is_empty();
        let is_inside = is_map && has_line(member.key.start) && has_line(around.key.start);
        inner.strip_prefix(outer.as_str()).filter(|more| is_inside && !more.is_empty()).map(str::to_owned)
    });
    deeper.unwrap_or_else(|| "  ".to_owned())
}

/// Members that are looked at for the indentation.
const MOST_MEMBERS: usize = 200;
