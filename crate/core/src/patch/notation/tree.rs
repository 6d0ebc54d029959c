//! Structured formats: what is common to YAML, JSON and TOML.

use crate::config::canonical;
use crate::facts::{ConfigFormat, ConfigKey};

use super::super::draft::Splice;
use super::super::value;
use super::outline::{Member, Outline, Shape};
use super::{Change, Edit, Notation, Value, block, braces, tables};

/// A structured text.
pub(super) struct Tree<'t> {
    pub(super) format: ConfigFormat,
    pub(super) text: &'t str,
    pub(super) outline: Outline,
}

impl Notation for Tree<'_> {
    fn change(&self, key: &str, keys: &[&ConfigKey], change: Change<'_>) -> Edit {
        let places = self.outline.find(key, keys, self.text);
        let mut documents: Vec<usize> = places.iter().map(|at| self.outline.document(*at)).collect();
        documents.dedup();
        // What goes, goes from every document; which of several values is meant, nobody can say.
        if documents.len() < places.len() || (places.len() > 1 && matches!(change, Change::Set(_))) {
            return Err("it is set more than once".to_owned());
        }
        if places.is_empty() {
            return Err("it is in a list, or comes from an alias".to_owned());
        }
        let mut splices = Vec::new();
        for at in places {
            splices.extend(self.change_one(at, key, change)?);
        }
        Ok(splices)
    }

    fn insert(&self, key: &str, value: Value<'_>) -> Edit {
        let raw = self.raw(value)?;
        if key.contains(['[', ']', '*']) {
            return Err(LIST_ITEM.to_owned());
        }
        if self.format == ConfigFormat::Toml {
            return tables::insert(self, key, &raw);
        }
        let Some(at) = self.outline.deepest(key) else { return self.insert_in_empty(key, &raw) };
        let Some(map) = self.outline.get(at) else { return Err(UNCLEAR.to_owned()) };
        let rest = rest_of(key, &map.path);
        self.go_into(map)?;
        if map.path.is_empty() && self.is_of_containers(at) {
            return Err("it belongs to a container or an object of the file, and which one is not clear".to_owned());
        }
        match map.shape {
            Shape::Braces => self.insert_in_braces(at, &self.parts(at, rest), &raw),
            _ => block::insert(self, at, &self.parts(at, rest), &raw),
        }
    }

    fn is_beside(&self, key: &str, keys: &[&ConfigKey], to: &str) -> bool {
        let places = self.outline.find(key, keys, self.text);
        let is_in_place =
            |at: &usize| self.outline.get(*at).is_some_and(|member| self.new_name(member, key, to).is_some());
        places.iter().all(is_in_place)
    }

    fn written(&self, key: &str, keys: &[&ConfigKey]) -> Option<String> {
        let places = self.outline.find(key, keys, self.text);
        // A key is moved within the first document: the others are for some circumstances only.
        let [at] = places.as_slice() else { return None };
        let member =
            self.outline.get(*at).filter(|member| member.obstacle.is_none() && self.outline.document(*at) == 0)?;
        let text = self.text.get(member.value.clone())?;
        (member.shape != Shape::Block && !text.is_empty() && !text.contains('\n')).then(|| text.to_owned())
    }
}

pub(super) const LIST_ITEM: &str = "it is in a list";
pub(super) const UNCLEAR: &str = "where it belongs is not clear";

impl Tree<'_> {
    fn change_one(&self, at: usize, key: &str, change: Change<'_>) -> Edit {
        let member = self.outline.get(at).ok_or(UNCLEAR)?;
        if let Some(obstacle) = member.obstacle {
            return Err(obstacle.to_owned());
        }
        match change {
            Change::Set(new) => self.set(member, new),
            Change::Rename(to) => {
                let name = self.new_name(member, key, to).ok_or(UNCLEAR)?;
                let old = self.text.get(member.key.clone()).unwrap_or("");
                let written = value::key(self.format, &name, Some(old)).ok_or("its new name takes several lines")?;
                Ok(vec![Splice::new(member.key.clone(), written)])
            }
            Change::Remove => {
                match member.parent.and_then(|parent| self.outline.get(parent)).map(|parent| parent.shape) {
                    Some(Shape::Braces) => braces::remove(self.text, &self.outline, at),
                    Some(Shape::Block) if self.format == ConfigFormat::Toml => tables::remove(self, member),
                    Some(Shape::Block) => block::remove(self, at),
                    _ => Err(LIST_ITEM.to_owned()),
                }
            }
        }
    }

    fn set(&self, member: &Member, new: &str) -> Edit {
        let old = self.text.get(member.value.clone()).unwrap_or("");
        match member.shape {
            Shape::Scalar => {}
            Shape::Long => return Err("its value takes several lines".to_owned()),
            Shape::Braces | Shape::Block | Shape::List => return Err("its value is a map or a list".to_owned()),
        }
        let written = value::rewritten(self.format, old, new).ok_or("the value takes several lines")?;
        if !old.is_empty() {
            return Ok(vec![Splice::new(member.value.clone(), written)]);
        }
        // YAML's nothing: behind the colon.
        let rest = self.text.get(member.key.end..).unwrap_or("");
        let colon = rest.find(':').filter(|at| rest.get(..*at).is_some_and(|blank| blank.trim().is_empty()));
        let after = member.key.end.saturating_add(colon.ok_or(UNCLEAR)?).saturating_add(1);
        Ok(vec![Splice::new(after..after, format!(" {written}"))])
    }

    fn raw(&self, value: Value<'_>) -> Result<String, String> {
        match value {
            Value::AsWritten(text) => Ok(text.to_owned()),
            Value::Meant(text) => {
                value::written(self.format, text).ok_or_else(|| "the value takes several lines".to_owned())
            }
        }
    }

    /// The name that a member gets where its key is another one in the same map.
    fn new_name(&self, member: &Member, key: &str, to: &str) -> Option<String> {
        // A container's variable is a key by its own name.
        if canonical(&member.path) != canonical(key) {
            return Some(to.to_owned());
        }
        let parent = self.outline.get(member.parent?)?;
        let canonical_parent = canonical(&parent.path);
        let is_below = canonical_parent.is_empty()
            || canonical(to).strip_prefix(&canonical_parent).is_some_and(|rest| rest.starts_with('.'));
        let rest = rest_of(to, &parent.path);
        (is_below && !rest.is_empty() && (!rest.contains('.') || member.name.contains('.'))).then(|| rest.to_owned())
    }

    /// Whether a document says how containers run: what they are told stands deeper in it.
    fn is_of_containers(&self, document: usize) -> bool {
        let children = self.outline.children(document);
        let has =
            |name: &str| children.iter().any(|at| self.outline.get(*at).is_some_and(|member| member.name == name));
        has("services") || (has("apiVersion") && has("kind"))
    }

    /// Whether something can be put into what stands there.
    fn go_into(&self, map: &Member) -> Result<(), String> {
        if let Some(obstacle) = map.obstacle {
            return Err(obstacle.to_owned());
        }
        let is_nothing = map.shape == Shape::Scalar && map.value.is_empty();
        match map.shape {
            Shape::Block | Shape::Braces => Ok(()),
            Shape::Scalar if is_nothing => Ok(()),
            Shape::List => Err(LIST_ITEM.to_owned()),
            Shape::Scalar | Shape::Long if map.path.is_empty() => Err("the file is no map".to_owned()),
            Shape::Scalar | Shape::Long => Err(format!("`{}` is a value, not a map", crate::facts::excerpt(&map.path))),
        }
    }

    /// The names of a key below a map: one, where the names beside it have dots in them.
    fn parts<'k>(&self, map: usize, rest: &'k str) -> Vec<&'k str> {
        let children = self.outline.children(map);
        let is_dotted = |at: &usize| self.outline.get(*at).is_some_and(|member| member.name.contains('.'));
        if children.iter().any(is_dotted) { vec![rest] } else { rest.split('.').collect() }
    }

    fn insert_in_empty(&self, key: &str, raw: &str) -> Edit {
        if self.format != ConfigFormat::Yaml {
            return Err("the file is empty".to_owned());
        }
        let parts: Vec<&str> = key.split('.').collect();
        let lines = block::lines(self.format, &parts, raw, "", "  ").ok_or(UNCLEAR)?;
        let end = self.text.len();
        let before = if self.text.is_empty() || self.text.ends_with('\n') { "" } else { "\n" };
        Ok(vec![Splice::new(end..end, format!("{before}{lines}\n"))])
    }

    fn insert_in_braces(&self, map: usize, parts: &[&str], raw: &str) -> Edit {
        let beside = self.outline.children(map).last().and_then(|last| self.outline.get(*last));
        let beside = beside.and_then(|member| self.text.get(member.key.clone()));
        let unit = block::unit(self);
        braces::insert(self.text, &self.outline, map, &unit, |indentation| {
            let mut keys = Vec::new();
            for part in parts {
                keys.push(value::key(self.format, part, beside)?);
            }
            let (last, around) = keys.split_last()?;
            let mut out = String::new();
            let mut depth: usize = 0;
            let inner = |depth: usize| indentation.map(|indentation| format!("\n{indentation}{}", unit.repeat(depth)));
            for key in around {
                depth = depth.saturating_add(1);
                out.push_str(&format!("{key}: {{{}", inner(depth).unwrap_or_else(|| " ".to_owned())));
            }
            out.push_str(&format!("{last}: {raw}"));
            while depth > 0 {
                depth = depth.saturating_sub(1);
                out.push_str(&format!("{}}}", inner(depth).unwrap_or_else(|| " ".to_owned())));
            }
            Some(out)
        })
    }
}

/// What a key has more than the path of what is around it, as written.
pub(super) fn rest_of<'k>(key: &'k str, around: &str) -> &'k str {
    if around.is_empty() { key } else { key.get(around.len().saturating_add(1)..).unwrap_or("") }
}

/// Byte offset of the end of the line that a byte is on, before its line end.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let line = rest.get(..rest.find('\n').unwrap_or(rest.len())).unwrap_or("");
    at.saturating_add(line.strip_suffix('\r').unwrap_or(line).len())
}

/// Byte offset of the beginning of the line that a byte is on.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline.saturating_add(1))
}

/// The bytes from the beginning of one line to the beginning of the line after another.
pub(super) fn whole_lines(text: &str, from: usize, to: usize) -> std::ops::Range<usize> {
    let end = text
        .get(to..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len(), |at| to.saturating_add(at).saturating_add(1));
    line_start(text, from)..end
}
