//! A change in words, for somebody who makes it with an editor.

use crate::config::{canonical, shown_value};
use crate::facts::{ConfigKey, excerpt};
use crate::packs::Fix;
use crate::parse::redact::redact;

use super::work::Found;

/// Lines that are named at most.
const MOST_LINES: usize = 20;

/// What to do, where, and why no program does it.
pub(super) fn by_hand(fix: &Fix, keys: &[ConfigKey], why: &str) -> String {
    let (key, what) = match fix {
        Fix::Set { key, value } => (key, format!("set `{}` to `{}`", excerpt(key), shown_value(key, value))),
        Fix::Delete { key } => (key, format!("delete `{}`", excerpt(key))),
        Fix::Rename { key, to } => (key, format!("rename `{}` to `{}`", excerpt(key), excerpt(to))),
    };
    let mut lines: Vec<u32> = Found::of(keys, key).keys.iter().map(|key| key.line).collect();
    lines.sort_unstable();
    lines.dedup();
    let place = match (lines.as_slice(), nearest(keys, key)) {
        ([], None) => String::new(),
        ([], Some(line)) => format!("Near line {line}: "),
        ([line], _) => format!("Line {line}: "),
        (lines, _) => {
            let shown: Vec<String> = lines.iter().take(MOST_LINES).map(u32::to_string).collect();
            let more = if lines.len() > MOST_LINES { ", …" } else { "" };
            format!("Lines {}{more}: ", shown.join(", "))
        }
    };
    redact(&format!("{place}{what} ({why})")).into_owned()
}

/// The line of the last key that shares most of a path.
fn nearest(keys: &[ConfigKey], key: &str) -> Option<u32> {
    let wanted = canonical(key);
    let common = |own: &ConfigKey| {
        let own = canonical(&own.key);
        own.split('.').zip(wanted.split('.')).take_while(|(a, b)| a == b).count()
    };
    let set = keys.iter().filter(|own| !own.is_commented);
    let best = set.max_by_key(|own| (common(own), own.line))?;
    (common(best) > 0).then_some(best.line)
}
