//! `Name: value` lines: mail headers (wheel METADATA, Debian control), jar manifests, Java properties.

use crate::limits::DOCUMENT_NODES;

use super::Key;

/// One header with its folded value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// The name as written, and its place.
    pub(crate) key: Key,
    /// The value, unfolded and trimmed.
    pub(crate) value: String,
}

impl Header {
    /// The value and the place of its line.
    pub(crate) fn word(&self) -> (&str, usize) {
        (self.value.trim(), self.key.at)
    }
}

/// How a value goes on in the next line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Folding {
    /// A line that begins with blank space goes on with a line break (RFC 5322, Debian).
    Mail,
    /// A line that begins with one space goes on without a break, even in the middle of a word (jar: 72 bytes a line).
    Jar,
}

/// The headers up to the first empty line; of a hostile block that has more than a document may have values, the first.
pub(crate) fn read(text: &str, folding: Folding) -> Vec<Header> {
    let mut headers: Vec<Header> = Vec::new();
    let mut at: usize = 0;
    for raw in text.split_inclusive('\n') {
        let start = at;
        at = at.saturating_add(raw.len());
        let line = raw.trim_end_matches(['\n', '\r']);
        if line.is_empty() {
            if headers.is_empty() {
                continue;
            }
            break;
        }
        if headers.len() >= DOCUMENT_NODES {
            break;
        }
        if line.starts_with([' ', '\t']) {
            if let Some(last) = headers.last_mut() {
                match folding {
                    Folding::Jar => last.value.push_str(line.get(1..).unwrap_or("")),
                    Folding::Mail => {
                        last.value.push('\n');
                        last.value.push_str(line.trim());
                    }
                }
            }
            continue;
        }
        if let Some((name, value)) = line.split_once(':') {
            let value = value.trim_start().to_owned();
            headers.push(Header { key: Key { text: name.trim().to_owned(), at: start }, value });
        }
    }
    headers
}

/// Java properties: `key=value`, `key: value`, comments, lines that go on after a backslash.
pub(crate) fn properties(text: &str) -> Vec<Header> {
    let mut headers: Vec<Header> = Vec::new();
    let mut at: usize = 0;
    let mut goes_on = false;
    for raw in text.split_inclusive('\n') {
        let start = at;
        at = at.saturating_add(raw.len());
        let line = raw.trim();
        let (line, continues) = line.strip_suffix('\\').map_or((line, false), |line| (line, true));
        if goes_on {
            if let Some(last) = headers.last_mut() {
                last.value.push_str(line);
            }
        } else if !line.is_empty() && !line.starts_with(['#', '!']) {
            let end = line.find(['=', ':']).unwrap_or(line.len());
            let (name, value) = line.split_at(end);
            let value = value.trim_start_matches(['=', ':']).trim().to_owned();
            headers.push(Header { key: Key { text: name.trim().to_owned(), at: start }, value });
        }
        goes_on = continues && !headers.is_empty();
    }
    headers
}
