//! Where a line belongs that is not there yet.

use std::ops::Range;

use crate::config::canonical;
use crate::facts::ConfigFormat;

use super::super::super::draft::Splice;
use super::super::Edit;
use super::super::tree::{UNCLEAR, whole_lines};
use super::{Lines, Place};

/// Puts a key where the format wants it.
pub(super) fn insert(lines: &Lines<'_>, key: &str, value: &str) -> Edit {
    match lines.format {
        ConfigFormat::Dockerfile => Err("an `ENV` line belongs in the stage that needs it".to_owned()),
        ConfigFormat::Unit if !key.contains('.') => {
            Err("a variable belongs in an `Environment=` line of the unit's `[Service]`".to_owned())
        }
        ConfigFormat::Ini | ConfigFormat::Unit => in_section(lines, key, value),
        ConfigFormat::Directives | ConfigFormat::Nginx => in_block(lines, key, value),
        _ => beside(lines, key, value),
    }
}

/// Behind the last key of its section, or in a new section at the end.
fn in_section(lines: &Lines<'_>, key: &str, value: &str) -> Edit {
    let sections = sections(lines);
    let wanted = canonical(key);
    let is_around = |name: &str| wanted.strip_prefix(&canonical(name)).is_some_and(|rest| rest.starts_with('.'));
    let section = sections.iter().filter(|(name, _)| is_around(name)).max_by_key(|(name, _)| name.len());
    let sign = lines.sign_beside(None);
    let (around, range) = match section {
        Some((name, range)) => (*name, range.clone()),
        None if sections.is_empty() || !key.contains('.') => {
            ("", 0..sections.first().map_or(lines.text.len(), |(_, range)| range.start))
        }
        None => {
            let (around, name) = key.rsplit_once('.').ok_or(UNCLEAR)?;
            let end = lines.text.len();
            let blank = if lines.text.ends_with('\n') { "\n" } else { "\n\n" };
            return Ok(vec![Splice::new(end..end, format!("{blank}[{around}]\n{name}{sign}{value}\n"))]);
        }
    };
    let name = lines.name_in(around, key).ok_or(UNCLEAR)?;
    let last = lines.placed().filter(|(_, place)| range.contains(&place.name.start)).last();
    if let Some((_, beside)) = last {
        return behind(lines, &beside, &name, value);
    }
    let at = if around.is_empty() { range.end } else { whole_lines(lines.text, range.start, range.start).end };
    Ok(vec![whole_line(lines, at, &format!("{name}{sign}{value}"))])
}

/// The sections with the lines that they take, the header's first.
fn sections<'t>(lines: &Lines<'t>) -> Vec<(&'t str, Range<usize>)> {
    let mut found: Vec<(&str, Range<usize>)> = Vec::new();
    let mut at: usize = 0;
    for line in lines.text.split_inclusive('\n') {
        let start = at;
        at = at.saturating_add(line.len());
        if let Some((name, _)) = line.trim().strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            found.push((name.trim(), start..at));
        }
        if let Some((_, range)) = found.last_mut() {
            range.end = at;
        }
    }
    found
}

/// Behind the key that has most of the path in common, else behind the last.
fn beside(lines: &Lines<'_>, key: &str, value: &str) -> Edit {
    let name = lines.name_in("", key).ok_or("no variable can be called so")?;
    let wanted = canonical(&name);
    let common = |other: &str| {
        let other = canonical(other);
        other.split(['.', '_']).zip(wanted.split(['.', '_'])).take_while(|(a, b)| a == b).count()
    };
    let end = first_document(lines);
    let placed = lines.placed().filter(|(_, place)| place.name.start < end);
    match placed.max_by_key(|(other, place)| (common(&other.key), place.name.start)) {
        None if end < lines.text.len() => Err("where its first document ends is not clear".to_owned()),
        Some((_, beside)) => behind(lines, &beside, &name, value),
        None => {
            let line = format!("{name}{}{value}", lines.sign_beside(None));
            Ok(vec![whole_line(lines, lines.text.len(), &line)])
        }
    }
}

/// Where the first of several documents in properties ends (`#---`, as Spring has it); the others are for some
/// circumstances only.
fn first_document(lines: &Lines<'_>) -> usize {
    let ends = ["\n#---", "\n!---"].iter().filter_map(|mark| lines.text.find(mark));
    ends.min().filter(|_| lines.format == ConfigFormat::Properties).unwrap_or(lines.text.len())
}

/// Behind the last key of the same block.
fn in_block(lines: &Lines<'_>, key: &str, value: &str) -> Edit {
    let mut best: Option<(usize, Place, String)> = None;
    for (other, place) in lines.placed() {
        let around = lines.around(&other.key, &place);
        let name = lines.name_in(around, key).filter(|name| !name.contains('.'));
        if let Some(name) = name
            && best.as_ref().is_none_or(|(length, ..)| around.len() >= *length)
        {
            best = Some((around.len(), place, name));
        }
    }
    let (_, beside, name) = best.ok_or("no other key stands in its block")?;
    behind(lines, &beside, &name, value)
}

/// A line behind another one, indented and spaced as it is.
fn behind(lines: &Lines<'_>, beside: &Place, name: &str, value: &str) -> Edit {
    let lead = lines.get(beside.lines.start..beside.name.start);
    let sign = lines.sign_beside(Some(beside));
    let end = if lines.format == ConfigFormat::Nginx { ";" } else { "" };
    Ok(vec![whole_line(lines, beside.lines.end, &format!("{lead}{name}{sign}{value}{end}"))])
}

/// A line of its own at the beginning of another one, or at the end of the text.
fn whole_line(lines: &Lines<'_>, at: usize, line: &str) -> Splice {
    let before = lines.get(0..at);
    let is_open = !before.is_empty() && !before.ends_with('\n');
    Splice::new(at..at, if is_open { format!("\n{line}") } else { format!("{line}\n") })
}
