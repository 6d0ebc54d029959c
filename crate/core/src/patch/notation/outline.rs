//! Where everything stands in a structured text.

use std::ops::Range;

use crate::config::canonical;
use crate::facts::ConfigKey;
use crate::limits::{CONFIG_KEY_BYTES, DOCUMENT_DEPTH, DOCUMENT_NODES};

/// Every value of a text, a map before what is in it.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) members: Vec<Member>,
}

/// A value with its key.
#[derive(Clone, Debug, Default)]
pub(super) struct Member {
    /// The dotted path, as the readers of configuration put it together; `""` for a document.
    pub(super) path: String,
    /// Its own name.
    pub(super) name: String,
    /// The map or list around it, by its place in [`Outline::members`].
    pub(super) parent: Option<usize>,
    /// The key as written, in its quotes; empty for a document and for the items of a list.
    pub(super) key: Range<usize>,
    /// The value as written; of a map without braces from its first key to the end of its last value.
    pub(super) value: Range<usize>,
    pub(super) shape: Shape,
    /// What makes it unclear to change it: an anchor, an alias, a tag.
    pub(super) obstacle: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// A single value that stands on one line.
    #[default]
    Scalar,
    /// A single value over lines.
    Long,
    /// A map in braces.
    Braces,
    /// A map by indentation (YAML), by its header or by dotted keys (TOML).
    Block,
    List,
}

impl Outline {
    pub(super) fn get(&self, at: usize) -> Option<&Member> {
        self.members.get(at)
    }

    /// The members of a map or list, in the order of the text.
    pub(super) fn children(&self, parent: usize) -> Vec<usize> {
        let below = self.members.iter().enumerate().skip(parent);
        below.filter(|(_, member)| member.parent == Some(parent)).map(|(at, _)| at).collect()
    }

    /// Where a key stands: by its path, else by name and line, for the variables of containers are keys by their own names.
    pub(super) fn find(&self, key: &str, keys: &[&ConfigKey], text: &str) -> Vec<usize> {
        let wanted = canonical(key);
        let named = |(_, member): &(usize, &Member)| !member.key.is_empty();
        let places = || self.members.iter().enumerate().filter(named);
        let by_path: Vec<usize> =
            places().filter(|(_, member)| canonical(&member.path) == wanted).map(|(at, _)| at).collect();
        if !by_path.is_empty() {
            return by_path;
        }
        let lines: Vec<Range<usize>> = keys.iter().filter_map(|key| line(text, key.line)).collect();
        let is_there = |member: &Member| lines.iter().any(|line| line.contains(&member.key.start));
        places().filter(|(_, member)| canonical(&member.name) == wanted && is_there(member)).map(|(at, _)| at).collect()
    }

    /// The deepest value of the first document that is a key's beginning: what it would be set in.
    pub(super) fn deepest(&self, key: &str) -> Option<usize> {
        let wanted = canonical(key);
        let mut best: Option<(usize, usize)> = None;
        let first_document =
            self.members.iter().enumerate().take_while(|(at, member)| *at == 0 || member.parent.is_some());
        for (at, member) in first_document {
            let path = canonical(&member.path);
            let is_around = path.is_empty() || wanted.strip_prefix(&path).is_some_and(|rest| rest.starts_with('.'));
            if is_around && best.is_none_or(|(length, _)| path.len() > length) {
                best = Some((path.len(), at));
            }
        }
        best.map(|(_, at)| at)
    }

    /// The document that a member is in.
    pub(super) fn document(&self, at: usize) -> usize {
        let mut at = at;
        while let Some(parent) = self.get(at).and_then(|member| member.parent) {
            at = parent;
        }
        at
    }
}

/// Puts an outline together as a text is read from its beginning to its end.
#[derive(Debug, Default)]
pub(super) struct Outliner {
    outline: Outline,
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    /// Its place in the outline.
    at: usize,
    is_map: bool,
    /// The key whose value comes next.
    key: Option<(String, Range<usize>)>,
    items: usize,
    /// Where the last of its values ends.
    end: usize,
}

impl Outliner {
    /// Whether the innermost container is a map that waits for a key.
    pub(super) fn wants_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_map && open.key.is_none())
    }

    /// The key of the value that comes next.
    pub(super) fn key(&mut self, name: String, range: Range<usize>) {
        if let Some(open) = self.open.last_mut() {
            open.key = Some((name, range));
        }
    }

    /// A map or list begins; nothing where it is one too many.
    pub(super) fn open(&mut self, at: usize, shape: Shape, obstacle: Option<&'static str>) -> Option<()> {
        if self.wants_key() || self.open.len() >= DOCUMENT_DEPTH {
            return None;
        }
        let at = self.place(at..at, shape, obstacle)?;
        self.open.push(Open { at, is_map: shape != Shape::List, key: None, items: 0, end: 0 });
        Some(())
    }

    /// The innermost one ends, at `end` or else where its last value does.
    pub(super) fn close(&mut self, end: Option<usize>) -> Option<()> {
        let open = self.open.pop()?;
        let member = self.outline.members.get_mut(open.at)?;
        member.value.end = end.unwrap_or(open.end).max(member.value.start);
        let end = member.value.end;
        if let Some(around) = self.open.last_mut() {
            around.end = around.end.max(end);
        }
        Some(())
    }

    /// Adds a value to what is open.
    pub(super) fn place(&mut self, value: Range<usize>, shape: Shape, obstacle: Option<&'static str>) -> Option<usize> {
        if self.outline.members.len() > DOCUMENT_NODES {
            return None;
        }
        let member = Member { value: value.clone(), shape, obstacle, ..Member::default() };
        let member = match self.open.last_mut() {
            None => member,
            Some(open) => {
                let around = self.outline.members.get(open.at).map_or("", |around| around.path.as_str());
                open.end = open.end.max(value.end);
                let parent = Some(open.at);
                if open.is_map {
                    let (name, key) = open.key.take()?;
                    Member { path: joined(around, &name), name, parent, key, ..member }
                } else {
                    let path = format!("{around}[{}]", open.items);
                    open.items = open.items.saturating_add(1);
                    Member { path, parent, key: value.start..value.start, ..member }
                }
            }
        };
        self.outline.members.push(member);
        Some(self.outline.members.len().saturating_sub(1))
    }

    /// The outline; nothing where something is still open.
    pub(super) fn finish(self) -> Option<Outline> {
        self.open.is_empty().then_some(self.outline)
    }
}

/// A path with one more name, as far as paths go.
fn joined(around: &str, name: &str) -> String {
    let dot = if around.is_empty() { "" } else { "." };
    let room = CONFIG_KEY_BYTES.saturating_sub(around.len());
    format!("{around}{dot}{}", name.chars().take(room).collect::<String>())
}

/// The bytes of a line, from 1.
fn line(text: &str, line: u32) -> Option<Range<usize>> {
    let start = match line.checked_sub(2) {
        None => 0,
        Some(breaks) => text.match_indices('\n').nth(usize::try_from(breaks).ok()?)?.0.saturating_add(1),
    };
    let rest = text.get(start..)?;
    Some(start..start.saturating_add(rest.find('\n').unwrap_or(rest.len())))
}
