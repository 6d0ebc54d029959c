//! XML as a tree of maps: attributes and child elements become members in the order of the text, an element with
//! nothing but text becomes that text. Prefixes are dropped. A document type is read over: no entity but the five
//! predefined ones is ever replaced.

use quick_xml::Reader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};

use crate::limits::{DOCUMENT_DEPTH, DOCUMENT_NODES};

use super::{Break, Document, Key, Node, Scalar, Value, too_deep};

/// The member that holds the text of an element which has attributes or children too.
pub(crate) const TEXT: &str = "$text";

/// Reads a document. The root is a map with the outermost element as its one member.
pub(crate) fn read(text: &str) -> Document {
    let mut tree = Tree { open: Vec::new(), top: Vec::new(), nodes: 0, duplicate_keys: Vec::new() };
    let broken = stream(text, &mut tree);
    while !tree.open.is_empty() {
        tree.close();
    }
    let broken = broken.or_else(|| tree.top.is_empty().then(|| Break::new(0, "no element")));
    Document { root: Node { value: Value::Map(tree.top), at: 0 }, broken, duplicate_keys: tree.duplicate_keys }
}

/// What a document is made into, piece by piece.
pub(crate) trait Elements {
    /// An element begins. Refuses to open more than [`DOCUMENT_DEPTH`].
    fn open(&mut self, start: &BytesStart<'_>, at: usize) -> Result<(), Break>;
    /// Text in the innermost element; several pieces where there are references or CDATA.
    fn text(&mut self, text: &str, at: usize);
    /// The innermost element ends.
    fn close(&mut self);
    /// The name of the innermost element.
    fn innermost(&self) -> Option<&str>;
}

/// Reads a document of any size without holding it; says where it is broken.
pub(crate) fn stream(text: &str, elements: &mut impl Elements) -> Option<Break> {
    let mut reader = Reader::from_str(text);
    loop {
        let at = offset(reader.buffer_position());
        match reader.read_event() {
            Ok(Event::Eof) => {
                return elements.innermost().map(|name| Break::new(at, format!("`<{name}>` is not closed")));
            }
            Ok(event) => {
                if let Err(error) = take(event, at, elements) {
                    return Some(error);
                }
            }
            Err(error) => return Some(Break::new(offset(reader.error_position()), error.to_string())),
        }
    }
}

fn take(event: Event<'_>, at: usize, elements: &mut impl Elements) -> Result<(), Break> {
    match event {
        Event::Start(start) => return elements.open(&start, at),
        Event::Empty(start) => {
            elements.open(&start, at)?;
            elements.close();
        }
        Event::End(_) => elements.close(),
        Event::Text(text) => elements.text(&text.xml10_content(), at),
        Event::CData(text) => elements.text(&text.xml10_content(), at),
        Event::GeneralRef(reference) => {
            let name = reference.xml10_content();
            match reference.resolve_char_ref() {
                Ok(Some(c)) => elements.text(c.encode_utf8(&mut [0; 4]), at),
                Ok(None) => match quick_xml::escape::resolve_predefined_entity(&name) {
                    Some(text) => elements.text(text, at),
                    None => elements.text(&format!("&{name};"), at),
                },
                Err(error) => return Err(Break::new(at, error.to_string())),
            }
        }
        _ => {}
    }
    Ok(())
}

/// An attribute's name without its prefix, and its value.
pub(crate) fn attribute(attribute: &Attribute<'_>, at: usize) -> Result<(String, String), Break> {
    let value = attribute
        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
        .map_err(|error| Break::new(at, error.to_string()))?;
    Ok((local(attribute.key.as_ref()).to_owned(), value.into_owned()))
}

struct Tree {
    open: Vec<Element>,
    top: Vec<(Key, Node)>,
    nodes: usize,
    duplicate_keys: Vec<Key>,
}

struct Element {
    key: Key,
    members: Vec<(Key, Node)>,
    text: String,
    text_at: usize,
}

impl Elements for Tree {
    fn open(&mut self, start: &BytesStart<'_>, at: usize) -> Result<(), Break> {
        if self.open.len() >= DOCUMENT_DEPTH {
            return Err(too_deep(at));
        }
        let mut members = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        // The check for duplicates in the crate compares each with each.
        for attribute in start.attributes().with_checks(false) {
            self.count(at)?;
            let attribute = attribute.map_err(|error| Break::new(at, error.to_string()))?;
            let (name, text) = self::attribute(&attribute, at)?;
            let key = Key { text: name, at };
            if !seen.insert(attribute.key.as_ref().to_owned()) {
                self.duplicate_keys.push(key.clone());
            }
            let scalar = Scalar { text, ..Scalar::default() };
            members.push((key, Node { value: Value::Scalar(scalar), at }));
        }
        self.count(at)?;
        let key = Key { text: local(start.name().as_ref()).to_owned(), at };
        self.open.push(Element { key, members, text: String::new(), text_at: at });
        Ok(())
    }

    fn text(&mut self, text: &str, at: usize) {
        if let Some(element) = self.open.last_mut() {
            if element.text.is_empty() {
                element.text_at = at;
            }
            element.text.push_str(text);
        }
    }

    fn close(&mut self) {
        let Some(mut element) = self.open.pop() else { return };
        let text = element.text.trim();
        let scalar = |at| Node { value: Value::Scalar(Scalar { text: text.to_owned(), ..Scalar::default() }), at };
        let node = if element.members.is_empty() {
            scalar(element.key.at)
        } else {
            if !text.is_empty() {
                let text = scalar(element.text_at);
                element.members.push((Key { text: TEXT.to_owned(), at: element.text_at }, text));
            }
            Node { value: Value::Map(element.members), at: element.key.at }
        };
        self.open.last_mut().map_or(&mut self.top, |parent| &mut parent.members).push((element.key, node));
    }

    fn innermost(&self) -> Option<&str> {
        self.open.last().map(|element| element.key.text.as_str())
    }
}

impl Tree {
    fn count(&mut self, at: usize) -> Result<(), Break> {
        self.nodes = self.nodes.saturating_add(1);
        if self.nodes > DOCUMENT_NODES {
            return Err(Break::too_many_values(at));
        }
        Ok(())
    }
}

/// A name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
