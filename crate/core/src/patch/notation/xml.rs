//! XML: pairs of a name and a value, and what is found by its path of elements and attributes.

use std::ops::Range;

use crate::config::canonical;
use crate::facts::ConfigKey;

use super::super::draft::Splice;
use super::tree::{UNCLEAR, line_end, line_start, whole_lines};
use super::xml_outline::{Element, elements};
use super::{Change, Edit, Notation, Value};

/// A text in XML.
pub(super) struct Xml<'t> {
    text: &'t str,
    elements: Vec<Element>,
}

/// Where a pair stands.
struct Pair {
    element: usize,
    name: Range<usize>,
    value: Range<usize>,
}

/// What the names and the values of pairs are called, as the reader of configuration has it.
const NAMES: &[&str] = &["name", "key", "param-name", "env-entry-name"];
const VALUES: &[&str] = &["value", "param-value", "env-entry-value", "connectionString"];

impl<'t> Xml<'t> {
    /// Looks where everything stands.
    ///
    /// # Errors
    /// Where the text is no whole document.
    pub(super) fn new(text: &'t str) -> Result<Self, String> {
        let elements = elements(text).ok_or("its structure is not clear")?;
        Ok(Self { text, elements })
    }

    fn get(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or("")
    }

    /// Where the value of an attribute, or the text of a child, stands.
    fn field(&self, element: &Element, names: &[&str]) -> Option<Range<usize>> {
        names.iter().find_map(|name| {
            let attribute = element.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
            let child =
                || element.children.iter().filter_map(|at| self.elements.get(*at)).find(|child| child.name == *name);
            attribute.or_else(|| child().and_then(|child| self.text_of(child)))
        })
    }

    /// The text of an element that has nothing else in it, without the blanks around it.
    fn text_of(&self, element: &Element) -> Option<Range<usize>> {
        let inner = self.get(element.inner.clone());
        let trimmed = inner.trim();
        if !element.children.is_empty() || inner.contains('<') || trimmed.contains('\n') {
            return None;
        }
        let start = element.inner.start.saturating_add(inner.len().saturating_sub(inner.trim_start().len()));
        Some(start..start.saturating_add(trimmed.len()))
    }

    fn pair(&self, at: usize) -> Option<Pair> {
        let element = self.elements.get(at)?;
        let name = self.field(element, NAMES).filter(|name| !name.is_empty())?;
        let value = self.field(element, VALUES).or_else(|| self.text_of(element).filter(|text| !text.is_empty()))?;
        Some(Pair { element: at, name, value })
    }

    fn find_pairs(&self, keys: &[&ConfigKey]) -> Vec<Pair> {
        let starts: Vec<usize> =
            std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at.saturating_add(1))).collect();
        let line = |at: usize| starts.partition_point(|start| *start <= at);
        let is_wanted = |pair: &Pair| {
            let line = self.elements.get(pair.element).map_or(0, |element| line(element.range.start));
            let name = self.get(pair.name.clone());
            keys.iter().any(|key| usize::try_from(key.line) == Ok(line) && key.key == name)
        };
        (0..self.elements.len()).filter_map(|at| self.pair(at)).filter(is_wanted).collect()
    }

    /// An element, or the value of an attribute, by its path.
    fn by_path(&self, key: &str) -> Option<(usize, Option<usize>)> {
        let wanted = canonical(key);
        let mut paths: Vec<String> = Vec::with_capacity(self.elements.len());
        let mut found = Vec::new();
        for (at, element) in self.elements.iter().enumerate() {
            let around = element.parent.and_then(|parent| paths.get(parent)).map_or("", String::as_str);
            // A path that has left the key's own leads nowhere, and would grow without end.
            let path = if around.is_empty() {
                canonical(&element.name)
            } else {
                format!("{around}.{}", canonical(&element.name))
            };
            let path = if wanted.starts_with(&path) { path } else { "\u{0}".to_owned() };
            if path == wanted {
                found.push((at, None));
            }
            for (place, (name, _)) in element.attributes.iter().enumerate() {
                if wanted.strip_prefix(&path).and_then(|rest| rest.strip_prefix('.')) == Some(&canonical(name)) {
                    found.push((at, Some(place)));
                }
            }
            paths.push(path);
        }
        let [one] = found.as_slice() else { return None };
        Some(*one)
    }

    /// Takes an element out with the lines that it stands on alone.
    fn remove(&self, range: &Range<usize>) -> Edit {
        let before = self.get(line_start(self.text, range.start)..range.start);
        let after = self.get(range.end..line_end(self.text, range.end));
        if !before.trim().is_empty() || !after.trim().is_empty() {
            return Ok(vec![Splice::new(range.clone(), "")]);
        }
        Ok(vec![Splice::new(whole_lines(self.text, range.start, range.end), "")])
    }

    fn change_pair(&self, pair: &Pair, change: Change<'_>) -> Edit {
        match change {
            Change::Set(value) => Ok(vec![Splice::new(pair.value.clone(), escaped(value)?)]),
            Change::Rename(to) => Ok(vec![Splice::new(pair.name.clone(), escaped(to)?)]),
            Change::Remove => self
                .elements
                .get(pair.element)
                .map_or_else(|| Err(UNCLEAR.to_owned()), |element| self.remove(&element.range)),
        }
    }

    /// Whether an element is a pair and nothing else, so that another one can be made like it.
    fn is_plain(&self, pair: &Pair) -> bool {
        let Some(element) = self.elements.get(pair.element) else { return false };
        let fields = element.attributes.len().saturating_add(element.children.len());
        let is_text = pair.value.start >= element.inner.start && element.children.is_empty();
        let has_comment = self.get(element.range.clone()).contains("<!--");
        !has_comment && fields == if is_text { 1 } else { 2 }
    }
}

impl Notation for Xml<'_> {
    fn change(&self, key: &str, keys: &[&ConfigKey], change: Change<'_>) -> Edit {
        let pairs = self.find_pairs(keys);
        if let [pair] = pairs.as_slice() {
            return self.change_pair(pair, change);
        }
        if !pairs.is_empty() {
            return Err("it is set more than once".to_owned());
        }
        let (at, attribute) = self.by_path(key).ok_or(UNCLEAR)?;
        let element = self.elements.get(at).ok_or(UNCLEAR)?;
        let value = match attribute {
            Some(place) => element.attributes.get(place).map(|(_, value)| value.clone()),
            None => self.text_of(element),
        };
        match (change, attribute) {
            (Change::Set(new), _) => Ok(vec![Splice::new(value.ok_or("it is no single value")?, escaped(new)?)]),
            (Change::Remove, None) => self.remove(&element.range),
            (Change::Remove, Some(_)) => {
                let value = value.ok_or(UNCLEAR)?;
                let before = self.get(element.range.start..value.start);
                let name = before.rfind('=').and_then(|sign| before.get(..sign)?.trim_end().rfind(char::is_whitespace));
                let start = element.range.start.saturating_add(name.ok_or(UNCLEAR)?);
                Ok(vec![Splice::new(start..value.end.saturating_add(1), "")])
            }
            (Change::Rename(_), _) => Err("it is an element or an attribute".to_owned()),
        }
    }

    fn insert(&self, key: &str, value: Value<'_>) -> Edit {
        let value = match value {
            Value::Meant(text) => escaped(text)?,
            Value::AsWritten(raw) => raw.to_owned(),
        };
        let common = |name: &str| name.split(['.', ':']).zip(key.split(['.', ':'])).take_while(|(a, b)| a == b).count();
        let pairs = (0..self.elements.len()).filter_map(|at| self.pair(at)).filter(|pair| self.is_plain(pair));
        let pair = pairs.max_by_key(|pair| (common(self.get(pair.name.clone())), pair.name.start));
        let pair = pair.ok_or("no element like it is there to stand beside")?;
        let range = self.elements.get(pair.element).map(|element| element.range.clone()).ok_or(UNCLEAR)?;
        let mut fields = [(pair.name, escaped(key)?), (pair.value, value)];
        fields.sort_by_key(|(field, _)| field.start);
        let mut copy = String::new();
        let mut done = range.start;
        for (field, with) in fields {
            copy.push_str(self.get(done..field.start));
            copy.push_str(&with);
            done = field.end;
        }
        copy.push_str(self.get(done..range.end));
        let lead = self.get(line_start(self.text, range.start)..range.start);
        let lead = if lead.trim().is_empty() { format!("\n{lead}") } else { String::new() };
        Ok(vec![Splice::new(range.end..range.end, format!("{lead}{copy}"))])
    }

    /// A pair is where it is, whatever its name.
    fn is_beside(&self, _: &str, _: &[&ConfigKey], _: &str) -> bool {
        true
    }

    fn written(&self, _: &str, _: &[&ConfigKey]) -> Option<String> {
        None
    }
}

/// A text as it stands in an attribute or an element.
fn escaped(text: &str) -> Result<String, String> {
    if text.chars().any(char::is_control) {
        return Err("the value takes several lines".to_owned());
    }
    Ok(quick_xml::escape::escape(text).into_owned())
}
