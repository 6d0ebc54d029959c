//! A list of parts as a stream of containers and values, whether it is written in JSON or in XML.

use quick_xml::events::BytesStart;

use crate::limits::DOCUMENT_DEPTH;
use crate::parse::document::{Break, Events, Key, Scalar, ScalarKind, json, too_deep, xml};

/// What takes the stream. Only what was closed by the document itself is closed: a break leaves the rest open.
pub(super) trait Visit {
    /// A JSON map or array, or an XML element that holds more than text. `key` is `""` for an array's items and for the
    /// outermost value of JSON.
    fn open(&mut self, key: &str, at: usize);
    /// A single value, an attribute, or an element that holds nothing but text. Never null.
    fn value(&mut self, key: &str, text: &str, at: usize);
    /// The innermost container ends.
    fn close(&mut self);
}

/// Reads JSON; says where it is broken.
pub(super) fn json(text: &str, visit: &mut impl Visit) -> Option<Break> {
    json::stream(text, &mut JsonOutline { visit, depth: 0, key: None })
}

/// Reads XML; says where it is broken.
pub(super) fn xml(text: &str, visit: &mut impl Visit) -> Option<Break> {
    let mut outline = XmlOutline { visit, open: Vec::new(), text: String::new(), is_root_seen: false };
    let broken = xml::stream(text, &mut outline);
    broken.or_else(|| (!outline.is_root_seen).then(|| Break::new(0, "no element")))
}

struct JsonOutline<'v, V> {
    visit: &'v mut V,
    depth: usize,
    /// The key of the value that comes next; none in an array.
    key: Option<Key>,
}

impl<V: Visit> JsonOutline<'_, V> {
    fn open(&mut self, at: usize) -> Result<(), Break> {
        if self.depth >= DOCUMENT_DEPTH {
            return Err(too_deep(at));
        }
        self.depth = self.depth.saturating_add(1);
        let key = self.key.take().unwrap_or(Key { text: String::new(), at });
        self.visit.open(&key.text, key.at);
        Ok(())
    }
}

impl<V: Visit> Events for JsonOutline<'_, V> {
    fn open_map(&mut self, at: usize) -> Result<(), Break> {
        self.open(at)
    }

    fn open_seq(&mut self, at: usize) -> Result<(), Break> {
        self.open(at)
    }

    fn key(&mut self, key: Key) {
        self.key = Some(key);
    }

    fn scalar(&mut self, at: usize, scalar: Scalar) -> Result<(), Break> {
        let key = self.key.take().unwrap_or(Key { text: String::new(), at });
        if scalar.kind != ScalarKind::Null {
            self.visit.value(&key.text, &scalar.text, key.at);
        }
        Ok(())
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.visit.close();
    }
}

struct XmlOutline<'v, V> {
    visit: &'v mut V,
    open: Vec<Element>,
    /// Text of the innermost element since its last child.
    text: String,
    is_root_seen: bool,
}

struct Element {
    name: String,
    at: usize,
    /// Whether the visitor was told of it: it has an attribute or a child.
    is_told: bool,
}

impl<V: Visit> XmlOutline<'_, V> {
    fn tell_innermost(&mut self) {
        if let Some(element) = self.open.last_mut().filter(|element| !element.is_told) {
            element.is_told = true;
            self.visit.open(&element.name, element.at);
        }
        self.text.clear();
    }
}

impl<V: Visit> xml::Elements for XmlOutline<'_, V> {
    fn open(&mut self, start: &BytesStart<'_>, at: usize) -> Result<(), Break> {
        if self.open.len() >= DOCUMENT_DEPTH {
            return Err(too_deep(at));
        }
        self.is_root_seen = true;
        self.tell_innermost();
        let name = xml::local(start.name().as_ref()).to_owned();
        self.open.push(Element { name, at, is_told: false });
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| Break::new(at, error.to_string()))?;
            let (name, value) = xml::attribute(&attribute, at)?;
            self.tell_innermost();
            self.visit.value(&name, &value, at);
        }
        Ok(())
    }

    fn text(&mut self, text: &str, _at: usize) {
        self.text.push_str(text);
    }

    fn close(&mut self) {
        let Some(element) = self.open.pop() else { return };
        if element.is_told {
            self.visit.close();
        } else {
            self.visit.value(&element.name, self.text.trim(), element.at);
        }
        self.text.clear();
    }

    fn innermost(&self) -> Option<&str> {
        self.open.last().map(|element| element.name.as_str())
    }
}
