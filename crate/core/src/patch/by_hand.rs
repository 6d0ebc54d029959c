//! A change in words, for somebody who makes it with an editor.

use std::fmt::Write as _;

use crate::config;
use crate::facts::excerpt;
use crate::packs::Fix;

/// What to do, where, and why Dropscope does not do it.
pub(super) fn sentence(fix: &Fix, lines: &[u32], why: &str) -> String {
    let mut out = match lines {
        [] => String::new(),
        [line] => format!("Line {line}: "),
        [before @ .., last] => {
            let before: Vec<String> = before.iter().take(MOST_LINES).map(u32::to_string).collect();
            format!("Lines {} and {last}: ", before.join(", "))
        }
    };
    let verb = match fix {
        Fix::Set { key, value } => {
            format!("set `{}` to `{}`", excerpt(key), config::shown_value(key, value))
        }
        Fix::Delete { key } => format!("delete `{}`", excerpt(key)),
        Fix::Rename { key, to } => format!("rename `{}` to `{}`", excerpt(key), excerpt(to)),
    };
    out.push_str(&verb);
    if !why.is_empty() {
        let _ = write!(out, " ({why})");
    }
    let mut letters = out.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Lines that are named; a key that stands in more is not looked for by their numbers.
const MOST_LINES: usize = 20;
