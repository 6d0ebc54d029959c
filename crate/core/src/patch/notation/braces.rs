//! Maps in braces: JSON, and YAML and TOML on one line. What is between their members is a comma.

use super::super::draft::Splice;
use super::json::{after_blanks, comma_after};
use super::outline::Outline;
use super::{Edit, json};

/// Takes a member out of its map, with one of the commas beside it.
pub(super) fn remove(text: &str, outline: &Outline, at: usize) -> Edit {
    let unclear = || Err("what stands around it is not clear".to_owned());
    let Some(member) = outline.get(at) else { return unclear() };
    let siblings = member.parent.map(|parent| outline.children(parent)).unwrap_or_default();
    let Some(place) = siblings.iter().position(|sibling| *sibling == at) else { return unclear() };
    let sibling = |place: Option<usize>| place.and_then(|place| outline.get(*siblings.get(place)?));
    let (before, after) = (sibling(place.checked_sub(1)), sibling(place.checked_add(1)));
    let comma = comma_after(text, member.value.end);
    let end = comma.as_ref().map_or(member.value.end, |comma| comma.end);
    let mut splices = Vec::new();
    if after.is_none()
        && comma.is_none()
        && let Some(before) = before
    {
        // The comma before it would be the last one.
        let Some(comma) = comma_after(text, before.value.end) else { return unclear() };
        splices.push(Splice::new(comma, ""));
    }
    if let Some(lines) = own_lines(text, member.key.start, end) {
        splices.push(Splice::new(lines, ""));
        return Ok(splices);
    }
    let range = match (before, after) {
        (_, Some(after)) => member.key.start..after.key.start,
        (Some(before), None) => before.value.end..end,
        (None, None) => member.key.start..end,
    };
    let Some(taken) = text.get(range.clone()) else { return unclear() };
    if after.is_none() && before.is_some() {
        splices.clear();
    }
    // A comment between two members may be about either.
    let rest = taken.len().saturating_sub(member.value.end.saturating_sub(range.start));
    let (head, tail) = taken.split_at_checked(taken.len().saturating_sub(rest)).unwrap_or((taken, ""));
    let has_comment = |text: &str| text.contains("//") || text.contains("/*") || text.contains('#');
    let lead = head.get(..member.key.start.saturating_sub(range.start)).unwrap_or("");
    if has_comment(tail) || has_comment(lead) {
        return Err("a comment stands beside it".to_owned());
    }
    splices.push(Splice::new(range, ""));
    Ok(splices)
}

/// Whole lines from one place to another, where nothing but blanks and a comment stands on them beside.
fn own_lines(text: &str, start: usize, end: usize) -> Option<std::ops::Range<usize>> {
    let first = text.get(..start)?.rfind('\n')?.saturating_add(1);
    let rest = text.get(end..)?;
    let line = rest.get(..rest.find('\n')?)?;
    let tail = line.trim();
    let is_comment =
        tail.starts_with("//") || tail.starts_with('#') || (tail.starts_with("/*") && tail.ends_with("*/"));
    let is_alone = text.get(first..start)?.trim().is_empty() && (tail.is_empty() || is_comment);
    is_alone.then(|| first..end.saturating_add(line.len()).saturating_add(1))
}

/// Puts a pair behind the last one of a map in braces. `pair` makes it, given the indentation of its line, or nothing where
/// it stands on the line of the map.
pub(super) fn insert(
    text: &str,
    outline: &Outline,
    map: usize,
    unit: &str,
    pair: impl Fn(Option<&str>) -> Option<String>,
) -> Edit {
    let unclear = || "the map that it belongs in is not clear".to_owned();
    let braces = outline.get(map).map(|map| map.value.clone()).ok_or_else(unclear)?;
    let several = || "a value of several lines".to_owned();
    let Some(last) = outline.children(map).last().and_then(|last| outline.get(*last)) else {
        let (open, close) = (braces.start.saturating_add(1), braces.end.saturating_sub(1));
        let inner = text.get(open..close).ok_or_else(unclear)?;
        if !inner.trim().is_empty() {
            return Err("nothing but a comment stands in its map".to_owned());
        }
        let line = indentation(text, braces.start);
        let is_lines = inner.contains('\n') || outline.get(map).is_some_and(|map| map.parent.is_none());
        let with = if is_lines {
            let inner = format!("{line}{unit}");
            format!("\n{inner}{}\n{line}", pair(Some(&inner)).ok_or_else(several)?)
        } else {
            format!(" {} ", pair(None).ok_or_else(several)?)
        };
        return Ok(vec![Splice::new(open..close, with)]);
    };
    let own = indentation(text, last.key.start);
    let is_lines = text.get(..last.key.start).is_some_and(|before| before.ends_with(own) && ends_line(before, own));
    let written = pair(is_lines.then_some(own)).ok_or_else(several)?;
    let comma = json::comma_after(text, last.value.end);
    let end = comma.as_ref().map_or(last.value.end, |comma| comma.end);
    if !is_lines {
        let with = if comma.is_some() { format!(" {written},") } else { format!(", {written}") };
        return Ok(vec![Splice::new(end..end, with)]);
    }
    // Behind the comment that stands on the line of the last one.
    let rest = text.get(end..).unwrap_or("");
    let line = rest.get(..rest.find('\n').unwrap_or(rest.len())).unwrap_or("").trim_end();
    let is_comment = after_blanks(text, end).is_none_or(|next| next >= end.saturating_add(line.len()));
    let line_end = if is_comment { end.saturating_add(line.len()) } else { end };
    if comma.is_some() {
        return Ok(vec![Splice::new(line_end..line_end, format!("\n{own}{written},"))]);
    }
    if line_end == end {
        return Ok(vec![Splice::new(end..end, format!(",\n{own}{written}"))]);
    }
    Ok(vec![Splice::new(end..end, ","), Splice::new(line_end..line_end, format!("\n{own}{written}"))])
}

/// The blanks at the beginning of the line of a byte.
pub(super) fn indentation(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |newline| newline.saturating_add(1));
    let line = text.get(start..).unwrap_or("");
    let length = line.len().saturating_sub(line.trim_start_matches([' ', '\t']).len());
    line.get(..length).unwrap_or("")
}

/// Whether nothing but `blanks` stands before on the line.
fn ends_line(before: &str, blanks: &str) -> bool {
    before.strip_suffix(blanks).is_some_and(|above| above.is_empty() || above.ends_with('\n'))
}
