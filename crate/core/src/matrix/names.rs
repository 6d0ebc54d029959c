//! The names that rows have for their keys, looked up by a key as it stands in a file.
//!
//! The rows are indexed, not the keys: a package has a hundred thousand keys, and all packs together a few thousand rows.

mod tree;

use std::collections::HashMap;

use crate::config::relaxed;
use tree::Tree;

/// Rows by their names.
#[derive(Default)]
pub(super) struct Names {
    /// In lower case.
    exact: HashMap<String, Vec<RowAt>>,
    /// By letters and digits alone, see [`relaxed`], with how many dots the name has.
    relaxed: HashMap<String, Vec<(RowAt, usize)>>,
    /// Names with `*`.
    tree: Tree,
    scratch: Scratch,
}

/// A row: place of its product and place in the product's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowAt {
    pub(super) product: usize,
    pub(super) row: usize,
}

/// A row that a key may be meant by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    pub(super) at: RowAt,
    pub(super) how: How,
}

/// By which part of it a key agrees with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    /// All of it.
    Whole,
    /// What stands behind the last dot: a directive without the blocks around it.
    LastPart,
    /// The letters and digits of a key with as many parts: `maxActive` for `max-active`.
    OtherWords,
    /// The letters and digits of a variable of the environment.
    Variable,
}

/// Texts that are made for each key, kept so that no key costs an allocation.
#[derive(Default)]
struct Scratch {
    lower: String,
    plain: String,
}

/// Most rows that one name may stand for: a pack that repeats itself must not cost time without end.
const SAME_NAME: usize = 64;

/// Shortest name that a variable may be meant by, in letters and digits.
const VARIABLE_CHARS: usize = 6;

impl Names {
    /// Adds a name of a row. Only a name `is_loose` is found by its letters and digits as well.
    pub(super) fn add(&mut self, name: &str, at: RowAt, is_loose: bool) {
        let name = name.to_lowercase();
        if name.split('.').any(|part| part.contains('*')) {
            self.tree.add(&name, at);
            return;
        }
        let plain = relaxed(&name);
        if is_loose && plain.len() >= VARIABLE_CHARS && !name.starts_with('-') && !name.contains(['#', ' ']) {
            let same = self.relaxed.entry(plain).or_default();
            if same.len() < SAME_NAME {
                same.push((at, dots(&name)));
            }
        }
        let same = self.exact.entry(name).or_default();
        if same.len() < SAME_NAME {
            same.push(at);
        }
    }

    /// Gives every row that a key may be meant by, each once, the best way first.
    pub(super) fn find(&mut self, key: &str, found: &mut Vec<Hit>) {
        found.clear();
        let Self { exact, relaxed, tree, scratch } = self;
        let Scratch { lower, plain } = scratch;
        lower_into(key, lower);
        let mut whole = |key: &str, how: How| {
            found.extend(exact.get(key).into_iter().flatten().map(|&at| Hit { at, how }));
        };
        whole(lower, How::Whole);
        if let Some((_, last)) = lower.rsplit_once('.') {
            whole(last, How::LastPart);
        }
        let has_indices = lower.contains('[');
        if has_indices {
            without_indices_into(lower, plain);
            whole(plain, How::Whole);
            tree.find(plain, |at| found.push(Hit { at, how: How::Whole }));
        }
        tree.find(lower, |at| found.push(Hit { at, how: How::Whole }));
        plain.clear();
        plain.extend(lower.chars().filter(|c| c.is_alphanumeric()));
        if let Some(same) = relaxed.get(plain.as_str()) {
            let is_variable = is_variable(key);
            let dots = dots(lower);
            found.extend(same.iter().filter_map(|&(at, own)| match (is_variable, own == dots) {
                (true, _) => Some(Hit { at, how: How::Variable }),
                (false, true) => Some(Hit { at, how: How::OtherWords }),
                (false, false) => None,
            }));
        }
        if found.len() > 1 {
            found.sort_unstable();
            found.dedup_by_key(|hit| hit.at);
        }
    }
}

/// Whether a key is written as a variable of the environment is: `DTEN_HYBRID_ENABLE`, `Logging__LogLevel`.
pub(super) fn is_variable(key: &str) -> bool {
    let is_upper = !key.bytes().any(|byte| byte.is_ascii_lowercase());
    let has_words = if is_upper { key.contains('_') } else { key.contains("__") };
    has_words && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn lower_into(key: &str, lower: &mut String) {
    lower.clear();
    if key.is_ascii() {
        lower.push_str(key);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(key.chars().flat_map(char::to_lowercase));
    }
}

/// `server.ports[0].name` → `server.ports.name`
fn without_indices_into(key: &str, plain: &mut String) {
    plain.clear();
    let mut rest = key;
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        match after.split_once(']') {
            Some((index, behind)) if !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit()) => {
                rest = behind;
            }
            _ => {
                plain.push('[');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
}

fn dots(key: &str) -> usize {
    key.bytes().filter(|&byte| byte == b'.').count()
}

#[cfg(test)]
mod tests {
    use super::{Hit, How, Names, RowAt, is_variable};

    fn found(names: &[&str], key: &str) -> Vec<(usize, How)> {
        let mut index = Names::default();
        for (row, name) in names.iter().enumerate() {
            index.add(name, RowAt { product: 0, row }, true);
        }
        let mut hits = Vec::new();
        index.find(key, &mut hits);
        hits.into_iter().map(|Hit { at, how }| (at.row, how)).collect()
    }

    #[test]
    fn a_key_is_found_by_its_whole_name_in_any_case() {
        assert_eq!(found(&["dten.Hybrid.enable"], "DTEN.hybrid.enable"), [(0, How::Whole)]);
        assert_eq!(found(&["server.ports.name"], "server.ports[3].name"), [(0, How::Whole)]);
        assert_eq!(found(&["Ärger.x"], "ärger.X"), [(0, How::Whole)]);
        assert_eq!(found(&["logging.file"], "logging.file.name"), []);
    }

    #[test]
    fn a_variable_and_other_words_are_found_as_such() {
        assert_eq!(found(&["dten.hybrid.enable"], "DTEN_HYBRID_ENABLE"), [(0, How::Variable)]);
        assert_eq!(found(&["spring.redis.pool.max-active"], "spring.redis.pool.maxActive"), [(0, How::OtherWords)]);
        assert_eq!(found(&["spring.redis.pool.max-active"], "spring.redisPool.maxActive"), []);
        assert_eq!(found(&["--debug-mode"], "DEBUG_MODE"), [], "a flag is no variable");
        for (key, wanted) in
            [("A_B", true), ("Logging__LogLevel", true), ("some_key", false), ("AB", false), ("A_b", false)]
        {
            assert_eq!(is_variable(key), wanted, "{key}");
        }
    }

    #[test]
    fn a_directive_is_found_inside_its_blocks() {
        assert_eq!(found(&["spdy"], "http.server location /a.spdy"), [(0, How::LastPart)]);
    }

    #[test]
    fn a_row_is_found_once_the_best_way() {
        assert_eq!(found(&["a.*", "a.bcdef"], "a.bcdef"), [(0, How::Whole), (1, How::Whole)]);
    }
}
