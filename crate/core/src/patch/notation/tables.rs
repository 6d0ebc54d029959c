//! TOML's tables: headers and the lines below them.

use crate::config::canonical;
use crate::facts::ConfigFormat;

use super::super::draft::Splice;
use super::super::value;
use super::outline::{Member, Shape};
use super::toml::headers;
use super::tree::{Tree, UNCLEAR, line_end, line_start, rest_of, whole_lines};
use super::{Edit, braces};

/// Takes the lines of a value out.
pub(super) fn remove(tree: &Tree<'_>, member: &Member) -> Edit {
    if member.shape == Shape::Block {
        return Err("it is a table".to_owned());
    }
    let before = tree.text.get(line_start(tree.text, member.key.start)..member.key.start).unwrap_or("");
    // The first names of a dotted key.
    let is_key = |c: char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '_' | '-' | '.' | '"' | '\'');
    let after = tree.text.get(member.value.end..line_end(tree.text, member.value.end)).unwrap_or("").trim();
    if !before.chars().all(is_key) || !(after.is_empty() || after.starts_with('#')) {
        return Err(UNCLEAR.to_owned());
    }
    Ok(vec![Splice::new(whole_lines(tree.text, member.key.start, member.value.end), "")])
}

/// Sets a key: in the inline table around it, in the table of its name, or in a new one.
pub(super) fn insert(tree: &Tree<'_>, key: &str, raw: &str) -> Edit {
    let text = tree.text;
    let deepest = tree.outline.deepest(key).unwrap_or(0);
    let around = tree.outline.get(deepest).ok_or(UNCLEAR)?;
    match around.shape {
        Shape::Braces => {
            let name = names(rest_of(key, &around.path)).ok_or(UNCLEAR)?;
            return braces::insert(text, &tree.outline, deepest, "  ", |_| Some(format!("{name} = {raw}")));
        }
        Shape::Block => {}
        _ => return Err(format!("`{}` is a value, not a table", crate::facts::excerpt(&around.path))),
    }
    let values: Vec<_> = tree
        .outline
        .members
        .iter()
        .filter(|member| !matches!(member.shape, Shape::Block) && !member.key.is_empty())
        .map(|member| member.value.clone())
        .collect();
    let mut sorted = values;
    sorted.sort_by_key(|value| value.start);
    let headers = headers(text, &sorted);
    let (parent, last) = key.rsplit_once('.').unwrap_or(("", key));
    let name = names(last).ok_or(UNCLEAR)?;
    // The lines of a table go up to the next header.
    let lines_of = |at: usize| -> std::ops::Range<usize> {
        let start = headers.get(at).map_or(0, |(_, line, _)| line.end);
        start..headers.get(at.saturating_add(1)).map_or(text.len(), |(_, line, _)| line.start)
    };
    let found = headers.iter().position(|(path, _, is_list)| !is_list && canonical(path) == canonical(parent));
    if let Some(at) = found {
        return Ok(vec![behind(text, lines_of(at), &format!("{name} = {raw}"))]);
    }
    let top = 0..headers.first().map_or(text.len(), |(_, line, _)| line.start);
    if parent.is_empty() {
        return Ok(vec![behind(text, top, &format!("{name} = {raw}"))]);
    }
    let table = format!("[{}]\n{name} = {raw}", names(parent).ok_or(UNCLEAR)?);
    // Behind the nearest table around it, else at the end.
    let nearest = (0..headers.len()).filter(|at| {
        headers.get(*at).is_some_and(|(path, _, is_list)| {
            !is_list && canonical(parent).strip_prefix(&canonical(path)).is_some_and(|rest| rest.starts_with('.'))
        })
    });
    let nearest = nearest.max_by_key(|at| headers.get(*at).map_or(0, |(path, ..)| path.len()));
    let lines = nearest.map_or(text.len()..text.len(), lines_of);
    let separated = if text.trim().is_empty() { table } else { format!("\n{table}") };
    Ok(vec![behind(text, if nearest.is_some() { lines } else { 0..text.len() }, &separated)])
}

/// A line behind the last one of some lines that says something; comments at their end belong to what comes next.
fn behind(text: &str, lines: std::ops::Range<usize>, line: &str) -> Splice {
    let region = text.get(lines.clone()).unwrap_or("");
    let mut pieces: Vec<&str> = region.split_inclusive('\n').collect();
    let is_blank = |piece: &str| piece.trim().is_empty();
    if lines.end < text.len() {
        while pieces.pop_if(|piece| piece.trim_start().starts_with('#')).is_some() {}
    }
    while pieces.pop_if(|piece| is_blank(piece)).is_some() {}
    let kept = pieces.iter().map(|piece| piece.len()).sum::<usize>();
    let at = lines.start.saturating_add(kept);
    let before = text.get(..at).unwrap_or("");
    if before.is_empty() || before.ends_with('\n') {
        return Splice::new(at..at, format!("{line}\n"));
    }
    Splice::new(at..at, format!("\n{line}"))
}

/// A dotted name, each part in quotes where it must be.
fn names(dotted: &str) -> Option<String> {
    let parts: Option<Vec<String>> = dotted.split('.').map(|part| value::key(ConfigFormat::Toml, part, None)).collect();
    parts.map(|parts| parts.join("."))
}
