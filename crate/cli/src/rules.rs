//! `dropscope rules` and `dropscope explain`.

use std::io::{self, Write};

use dropscope_core::rules;

use crate::exit::{self, Exit};

/// Prints every rule with its severity and title.
pub fn list() -> Exit {
    let mut out = io::stdout().lock();
    for rule in rules::all() {
        let severity = format!("{:?}", rule.severity).to_lowercase();
        if writeln!(out, "{:40} {severity}", rule.id).is_err() {
            break;
        }
    }
    exit::CLEAN
}

/// Prints one rule's document.
pub fn explain(id: &str) -> Exit {
    if let Some(rule) = rules::find(id) {
        let _ = io::stdout().lock().write_all(rule.document.as_bytes());
        return exit::CLEAN;
    }
    let mut err = io::stderr().lock();
    let _ = writeln!(err, "There is no rule `{id}`.");
    let near: Vec<&str> = rules::all().map(|rule| rule.id).filter(|known| shares_a_word(known, id)).collect();
    if !near.is_empty() {
        let _ = writeln!(err, "Do you mean {}?", near.join(", "));
    }
    let _ = writeln!(err, "`dropscope rules` lists them all.");
    exit::USAGE
}

fn shares_a_word(known: &str, asked: &str) -> bool {
    asked.split(['/', '-']).any(|word| word.len() > 3 && known.split(['/', '-']).skip(1).any(|part| part == word))
}
