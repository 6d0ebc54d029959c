//! Which list of parts a file is. Asked for every entry of a package, so there the name comes first.

use crate::parse::head;
use crate::parse::text::Text;

use super::{Kind, Written};

/// Endings that only such lists have.
const ENDINGS: &[(&str, Kind)] = &[
    (".cdx.json", Kind::CycloneDx(Written::Json)),
    (".cdx.xml", Kind::CycloneDx(Written::Xml)),
    (".spdx.json", Kind::SpdxJson),
    (".syft.json", Kind::Syft),
];

/// Most bytes that are looked at.
const HEAD_BYTES: usize = 8 << 10;

/// Extensions that such lists have in a package.
const EXTENSIONS: &[&str] = &["json", "xml", "spdx", "sbom", "bom", "cdx", "jsonld", "txt"];

/// Whether a file may be one by its name.
pub(super) fn may_be(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// By the contents, else by the ending of the name.
pub(super) fn recognise(name: &str, head: &[u8]) -> Option<Kind> {
    by_content(head.get(..HEAD_BYTES).unwrap_or(head)).or_else(|| by_name(name))
}

/// By the name alone: then a broken or foreign file is said to be one.
fn by_name(name: &str) -> Option<Kind> {
    let ends = |ending: &str| {
        let start = name.len().checked_sub(ending.len());
        start.and_then(|start| name.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
    };
    let hit = ENDINGS.iter().find(|(ending, _)| ends(ending)).map(|(_, kind)| *kind);
    hit.or_else(|| ends(".spdx").then_some(Kind::SpdxTagValue))
}

fn by_content(head: &[u8]) -> Option<Kind> {
    if let [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] = head {
        // What PowerShell writes when a tool's output is sent to a file.
        return by_text(Text::new("", head).content().as_bytes());
    }
    by_text(head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head))
}

fn by_text(text: &[u8]) -> Option<Kind> {
    let text = text.trim_ascii_start();
    match text.first()? {
        b'{' => json(text),
        b'<' => head::holds(text, b"cyclonedx.org/schema/bom").then_some(Kind::CycloneDx(Written::Xml)),
        _ => head::has_line(text, b"SPDXVersion:").then_some(Kind::SpdxTagValue),
    }
}

/// By keys that no other document has, in one pass over the head.
fn json(text: &[u8]) -> Option<Kind> {
    let mut is_syft = false;
    for at in memchr::memchr_iter(b'"', text) {
        let word = text.get(at..).unwrap_or_default();
        let starts = |key: &[u8]| word.starts_with(key);
        if starts(b"\"bomFormat\"") || starts(b"\"http://cyclonedx.org/schema/bom") {
            return Some(Kind::CycloneDx(Written::Json));
        }
        if starts(b"\"spdxVersion\"") || starts(b"\"https://spdx.org/rdf/3") {
            return Some(Kind::SpdxJson);
        }
        is_syft |= starts(b"\"artifacts\"");
        if is_syft && starts(b"\"foundBy\"") {
            return Some(Kind::Syft);
        }
    }
    None
}
