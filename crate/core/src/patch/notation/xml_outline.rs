//! Where everything stands in XML.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::limits::{DOCUMENT_DEPTH, DOCUMENT_NODES};
use crate::parse::document::xml::local;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Name without its prefix.
    pub(super) name: String,
    /// From its `<` to behind its last `>`.
    pub(super) range: Range<usize>,
    /// What is between its tags.
    pub(super) inner: Range<usize>,
    /// Names without prefixes, and the values between their quotes.
    pub(super) attributes: Vec<(String, Range<usize>)>,
    /// The elements in it, by their places in the list.
    pub(super) children: Vec<usize>,
    pub(super) parent: Option<usize>,
}

/// All elements in the order of the text; nothing where the text is broken or too large.
pub(super) fn elements(text: &str) -> Option<Vec<Element>> {
    let mut reader = Reader::from_str(text);
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let end = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Eof => return open.is_empty().then_some(elements),
            Event::Start(tag) | Event::Empty(tag) => {
                let is_empty = text.get(start..end)?.ends_with("/>");
                let at = elements.len();
                if at > DOCUMENT_NODES || open.len() >= DOCUMENT_DEPTH {
                    return None;
                }
                let parent = open.last().copied();
                if let Some(around) = parent.and_then(|parent| elements.get_mut(parent)) {
                    around.children.push(at);
                }
                elements.push(Element {
                    name: local(tag.name().as_ref()).to_owned(),
                    range: start..end,
                    inner: end..end,
                    attributes: attributes(text, start..end),
                    children: Vec::new(),
                    parent,
                });
                if !is_empty {
                    open.push(at);
                }
            }
            Event::End(_) => {
                let element = elements.get_mut(open.pop()?)?;
                element.inner.end = start;
                element.range.end = end;
            }
            _ => {}
        }
    }
}

/// The attributes of a tag.
fn attributes(text: &str, tag: Range<usize>) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = tag.start;
    let get = |range: Range<usize>| text.get(range).unwrap_or("");
    while let Some(sign) = get(at..tag.end).find('=') {
        let sign = at.saturating_add(sign);
        let name = get(at..sign).trim().rsplit(char::is_whitespace).next().unwrap_or("");
        let rest = get(sign.saturating_add(1)..tag.end);
        let blank = rest.len().saturating_sub(rest.trim_start().len());
        let Some(quote) = rest.trim_start().chars().next().filter(|c| matches!(c, '"' | '\'')) else { break };
        let start = sign.saturating_add(blank).saturating_add(2);
        let Some(length) = get(start..tag.end).find(quote) else { break };
        let end = start.saturating_add(length);
        found.push((local(name).to_owned(), start..end));
        at = end.saturating_add(1);
    }
    found
}
