//! INI files and Java properties as a tree: sections are maps, and so are the words before the first dot of a property
//! (`product.name`), since that is how a file without sections groups what it says.

use std::collections::{BTreeMap, BTreeSet};

use crate::limits::DOCUMENT_NODES;

use super::{Break, Document, Key, Node, Scalar, ScalarKind, Value};

/// Reads an INI file: `[section]`, `key = value` or `key: value`, comments after `;` or `#`. Lines without a value are
/// items of a list, where a section has no others; indented lines after an empty value go on with it.
pub(crate) fn read(text: &str) -> Document {
    let mut tree = Tree::default();
    let mut awaits_value = false;
    for (at, raw) in lines(text) {
        let line = raw.trim();
        let start = at.saturating_add(raw.len().saturating_sub(raw.trim_start().len()));
        if line.is_empty() || line.starts_with([';', '#']) {
            continue;
        }
        if awaits_value && raw.starts_with([' ', '\t']) {
            tree.append(line);
            continue;
        }
        awaits_value = false;
        let step = if let Some(rest) = line.strip_prefix('[') {
            match rest.split_once(']') {
                Some((name, _)) => tree.section(Key { text: name.trim().to_owned(), at: start }),
                None => Err(Break::new(start, "a section without `]`")),
            }
        } else {
            let (key, value) = split_line(line);
            awaits_value = value == Some("");
            tree.put(tree.open, Key { text: key.to_owned(), at: start }, value.map(unquoted))
        };
        if let Err(error) = step {
            tree.broken.get_or_insert(error);
            if tree.is_full() {
                break;
            }
        }
    }
    tree.finish()
}

/// Reads Java properties: escapes, lines that go on after a backslash, comments after `#` or `!`.
pub(crate) fn read_properties(text: &str) -> Document {
    let mut tree = Tree::default();
    let mut lines = lines(text);
    while let Some((at, line)) = lines.next() {
        let start = at.saturating_add(line.len().saturating_sub(line.trim_start().len()));
        let mut logical = line.trim().to_owned();
        if logical.is_empty() || logical.starts_with(['#', '!']) {
            continue;
        }
        while goes_on(&logical) {
            logical.pop();
            let Some((_, next)) = lines.next() else { break };
            logical.push_str(next.trim());
        }
        let (key, value) = split_property(&logical);
        let key = Key { text: unescaped(key), at: start };
        let step = match key.text.split_once('.') {
            Some((group, rest)) if !group.is_empty() && !rest.is_empty() => {
                let rest = Key { text: rest.to_owned(), at: start };
                let group = Key { text: group.to_owned(), at: start };
                tree.section(group).and_then(|()| tree.put(tree.open, rest, Some(&unescaped(value))))
            }
            _ => tree.put(None, key, Some(&unescaped(value))),
        };
        if let Err(error) = step {
            tree.broken.get_or_insert(error);
            break;
        }
    }
    tree.finish()
}

/// Lines and the byte offsets at which they begin.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at: usize = 0;
    text.split_inclusive('\n').map(move |raw| {
        let start = at;
        at = at.saturating_add(raw.len());
        (start, raw.trim_end_matches(['\n', '\r']))
    })
}

/// Splits at the first `=` or `:`. A comparison is no separator: `openssl>=3.0` is a line without a value.
pub(crate) fn split_line(line: &str) -> (&str, Option<&str>) {
    match line.split_once(['=', ':']) {
        Some((key, value)) if !key.ends_with(['<', '>', '!', '~']) => (key.trim(), Some(value.trim())),
        _ => (line, None),
    }
}

#[derive(Default)]
struct Tree {
    /// What stands in no section, and the maps of the sections, whose members are in `sections`.
    members: Vec<(Key, Node)>,
    sections: Vec<Vec<(Key, Node)>>,
    by_name: BTreeMap<String, usize>,
    seen: BTreeSet<(Option<usize>, String)>,
    duplicate_keys: Vec<Key>,
    nodes: usize,
    /// The section that members go into.
    open: Option<usize>,
    broken: Option<Break>,
}

impl Tree {
    /// Opens a section, or goes on with the one of that name.
    fn section(&mut self, key: Key) -> Result<(), Break> {
        if let Some(&section) = self.by_name.get(&key.text) {
            self.open = Some(section);
            return Ok(());
        }
        self.count(key.at)?;
        self.open = Some(self.sections.len());
        self.by_name.insert(key.text.clone(), self.sections.len());
        self.sections.push(Vec::new());
        let at = key.at;
        self.members.push((key, Node { value: Value::default(), at }));
        Ok(())
    }

    fn put(&mut self, section: Option<usize>, key: Key, value: Option<&str>) -> Result<(), Break> {
        self.count(key.at)?;
        if !self.seen.insert((section, key.text.clone())) {
            self.duplicate_keys.push(key.clone());
        }
        let node = Node { value: Value::Scalar(scalar(value)), at: key.at };
        self.holder(section).push((key, node));
        Ok(())
    }

    /// Goes on with the last value, in a line of its own.
    fn append(&mut self, line: &str) {
        if let Some((_, Node { value: Value::Scalar(scalar), .. })) = self.holder(self.open).last_mut() {
            if !scalar.text.is_empty() {
                scalar.text.push('\n');
            }
            scalar.text.push_str(line);
        }
    }

    fn holder(&mut self, section: Option<usize>) -> &mut Vec<(Key, Node)> {
        match section.and_then(|section| self.sections.get_mut(section)) {
            Some(members) => members,
            None => &mut self.members,
        }
    }

    fn count(&mut self, at: usize) -> Result<(), Break> {
        self.nodes = self.nodes.saturating_add(1);
        if self.is_full() {
            return Err(Break::too_many_values(at));
        }
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.nodes > DOCUMENT_NODES
    }

    fn finish(mut self) -> Document {
        // The maps stand among the members in the order in which their sections were opened.
        let maps = self.members.iter_mut().filter(|(_, node)| matches!(node.value, Value::Map(_)));
        for ((_, map), members) in maps.zip(self.sections) {
            map.value = list_or_map(members);
        }
        Document {
            root: Node { value: Value::Map(self.members), at: 0 },
            broken: self.broken,
            duplicate_keys: self.duplicate_keys,
        }
    }
}

/// A section of lines without values is a list.
fn list_or_map(members: Vec<(Key, Node)>) -> Value {
    let has_value = |node: &Node| !matches!(&node.value, Value::Scalar(scalar) if scalar.kind == ScalarKind::Null);
    if members.is_empty() || members.iter().any(|(_, node)| has_value(node)) {
        return Value::Map(members);
    }
    let item = |(key, _): (Key, Node)| Node { value: Value::Scalar(scalar(Some(&key.text))), at: key.at };
    Value::Seq(members.into_iter().map(item).collect())
}

fn scalar(text: Option<&str>) -> Scalar {
    let Some(text) = text else { return Scalar { text: String::new(), kind: ScalarKind::Null } };
    let kind = match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => ScalarKind::Bool(true),
        "false" | "no" | "off" => ScalarKind::Bool(false),
        lower if !lower.is_empty() && lower.bytes().all(|byte| byte.is_ascii_digit()) => ScalarKind::Number,
        _ => ScalarKind::Text,
    };
    Scalar { text: text.to_owned(), kind }
}

/// Without the quotes around it, or the comment after it.
pub(crate) fn unquoted(value: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some((inner, _)) = value.strip_prefix(quote).and_then(|rest| rest.split_once(quote)) {
            return inner;
        }
    }
    let end = [" ;", "\t;", " #", "\t#"].iter().filter_map(|comment| value.find(comment)).min();
    end.and_then(|end| value.get(..end)).unwrap_or(value).trim_end()
}

/// Whether a line ends in a backslash that no other one escapes.
pub(crate) fn goes_on(line: &str) -> bool {
    line.bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1
}

/// Splits at the first `=`, `:` or blank that no backslash escapes.
pub(crate) fn split_property(line: &str) -> (&str, &str) {
    let mut is_escaped = false;
    let end = line.find(|c: char| {
        let separates = !is_escaped && matches!(c, '=' | ':' | ' ' | '\t');
        is_escaped = c == '\\' && !is_escaped;
        separates
    });
    let (key, value) = end.and_then(|end| line.split_at_checked(end)).unwrap_or((line, ""));
    let value = value.trim_start();
    (key, value.strip_prefix(['=', ':']).unwrap_or(value).trim_start())
}

/// Replaces `\n`, `\t`, `\uXXXX`; any other escaped character is itself.
pub(crate) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r' | 'f') => out.push(' '),
            Some('u') => {
                let digits = rest.as_str().get(..4).unwrap_or("");
                match u32::from_str_radix(digits, 16).ok().and_then(char::from_u32) {
                    Some(c) => {
                        out.push(c);
                        rest = rest.as_str().get(4..).unwrap_or("").chars();
                    }
                    None => out.push('\u{fffd}'),
                }
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}
