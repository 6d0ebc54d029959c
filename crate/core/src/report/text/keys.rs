//! What a search for keys found.

use std::fmt::Write as _;

use super::{BOLD, Paint, and_more, printable, spot};
use crate::packs::KeyChange;
use crate::search::{KeyHits, PlaceHit, PlaceHits, RuleHit};

/// The hits as plain text, by where they stand. `colour` adds ANSI colours and nothing else.
pub fn keys_text(hits: &KeyHits, colour: bool) -> String {
    let mut out = String::new();
    let paint = Paint { colour };
    for (title, places) in
        [("YOUR CONFIGURATION", &hits.config), ("THE PACKAGE", &hits.package), ("THE PACKAGE BEFORE", &hits.baseline)]
    {
        place_hits(&mut out, title, places, &paint);
    }
    rule_hits(&mut out, hits, &paint);
    if hits.total() == 0 {
        out.push_str("Nothing was found.\n");
    }
    out
}

fn place_hits(out: &mut String, title: &str, places: &PlaceHits, paint: &Paint) {
    if places.total == 0 {
        return;
    }
    group(out, title, places.total, paint);
    for hit in &places.hits {
        let remark = match (hit.is_commented, hit.is_sample) {
            (true, _) => "  (in a comment)",
            (false, true) => "  (a sample)",
            (false, false) => "",
        };
        let _ = writeln!(out, "  {}{remark}\n      {}", printable(&set(hit)), spot(&hit.site.location()));
    }
    more(out, places.total, places.hits.len());
}

fn set(hit: &PlaceHit) -> String {
    if hit.value.is_empty() { hit.key.clone() } else { format!("{} = {}", hit.key, hit.value) }
}

fn rule_hits(out: &mut String, hits: &KeyHits, paint: &Paint) {
    if hits.rule.total == 0 {
        return;
    }
    group(out, "WHAT IS KNOWN", hits.rule.total, paint);
    for of_source in hits.rule.hits.chunk_by(|a, b| a.source == b.source) {
        of_source.iter().for_each(|hit| rule_hit(out, hit));
        let source = of_source.first().map_or("", |hit| hit.source.as_str());
        let _ = writeln!(out, "      Source: {}", printable(source));
    }
    more(out, hits.rule.total, hits.rule.hits.len());
}

fn rule_hit(out: &mut String, hit: &RuleHit) {
    let _ = writeln!(out, "  {}  {}", printable(&hit.keys.join(", ")), printable(&told(hit)));
    if !hit.note.is_empty() {
        let _ = writeln!(out, "      {}", printable(&hit.note));
    }
}

/// `dten: removed in 5.0.0; instead: dten.hybrid.enable`.
fn told(hit: &RuleHit) -> String {
    let change = match hit.change {
        KeyChange::Removed => "removed",
        KeyChange::Renamed => "renamed",
        KeyChange::Deprecated => "deprecated",
        KeyChange::DefaultChanged => "its default changed",
        KeyChange::ValueChanged => "its values changed",
        KeyChange::RequiredNew => "required",
        KeyChange::Added => "new",
    };
    let mut text = format!("{}: {change}", hit.product);
    // A removal that nobody announced is of one version only.
    let since = hit.since.as_ref().filter(|since| Some(*since) != hit.removed_in.as_ref());
    for (word, what) in [("since", since), ("gone in", hit.removed_in.as_ref())] {
        if let Some(what) = what {
            let _ = write!(text, ", {word} {what}");
        }
    }
    if !hit.requirement.is_empty() {
        let _ = write!(text, "; must be {}", hit.requirement);
    }
    if let (Some(old), Some(new)) = (&hit.old_default, &hit.new_default) {
        let _ = write!(text, "; {old} → {new}");
    }
    if !hit.replacement.is_empty() {
        let _ = write!(text, "; instead: {}", hit.replacement.join(", "));
    }
    text
}

fn group(out: &mut String, title: &str, total: u32, paint: &Paint) {
    let gap = if out.is_empty() { "" } else { "\n" };
    let _ = writeln!(out, "{gap}{} ({total})", paint.with(BOLD, title));
}

fn more(out: &mut String, total: u32, shown: usize) {
    and_more(out, "  ", usize::try_from(total).unwrap_or(usize::MAX), shown, "");
}
