//! What a file is that nothing can be made of. Its contents are described, not shown: nobody knows what is in it.

use super::inventory::{Sample, Shape};
use crate::facts::{Content, excerpt};
use crate::parse::redact::redact;
use crate::parse::text::Text;

/// What could be read instead.
pub(super) const SUPPORTED: &str = "What can be read: lists of installed software (dpkg, apt, rpm, dnf, apk, pacman, pip, \
npm, gem, winget, Chocolatey, Get-Package, Kubernetes and Helm, Ansible facts, osquery, CycloneDX, SPDX, Syft, CSV or JSON \
with columns for software and version), configuration (YAML, JSON, TOML, INI, properties, XML, environment files, units) \
and packs";

/// Bytes that are looked at to tell text from other things.
const HEAD_BYTES: usize = 8 << 10;

/// What bytes are that are no text; `None` for text.
pub(super) fn not_text(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    let what = match crate::parse::content(head) {
        Content::Empty => "an empty file",
        Content::Zip => "a ZIP archive",
        Content::Gzip | Content::Bzip2 | Content::Xz | Content::Zstd => "a compressed file",
        Content::Tar | Content::SevenZip | Content::Rar | Content::Cab => "an archive",
        Content::Rpm | Content::Deb | Content::Msi => "a package",
        Content::Elf | Content::Pe | Content::MachO | Content::Class => "a program",
        Content::Png | Content::Jpeg | Content::Gif => "a picture",
        Content::Pdf => "a PDF document",
        Content::Html => "an HTML page",
        Content::Text => return if is_blank(head) { Some("nothing but blank space".to_owned()) } else { None },
        Content::Binary if is_text_with_zeros(head) => return None,
        _ => "binary data",
    };
    Some(what.to_owned())
}

fn is_blank(head: &[u8]) -> bool {
    head.len() < HEAD_BYTES && head.iter().all(u8::is_ascii_whitespace)
}

/// UTF-16 without a mark has a zero beside every letter; a text may have a stray zero in it.
fn is_text_with_zeros(head: &[u8]) -> bool {
    let zeros = head.iter().filter(|&&byte| byte == 0).count();
    let odd_zeros = head.iter().skip(1).step_by(2).filter(|&&byte| byte == 0).count();
    let even_zeros = zeros.saturating_sub(odd_zeros);
    // Half of the bytes are of either kind. Letters beyond Latin have no zero; binary data has zeros on both sides.
    let most_of_half = |zeros: usize| zeros.saturating_mul(4) >= head.len();
    let few = |zeros: usize| zeros.saturating_mul(20) <= head.len();
    let is_utf16 = (most_of_half(odd_zeros) && few(even_zeros)) || (most_of_half(even_zeros) && few(odd_zeros));
    let others = head.iter().filter(|&&byte| byte < 0x20 && !matches!(byte, 0 | b'\t' | b'\n' | b'\r')).count();
    let is_utf8 = std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true);
    head.len() >= 4 && (is_utf16 || (is_utf8 && others == 0 && few(zeros)))
}

/// What a text is that is no list.
pub(super) fn seen(text: &Text<'_>, sample: &Sample<'_>) -> String {
    if let Some(shape) = &sample.shape {
        return json(shape);
    }
    let content = text.content().trim_start();
    let lines = match text.content().lines().count() {
        1 => "1 line".to_owned(),
        number => format!("{number} lines"),
    };
    if content.starts_with("-----BEGIN ") {
        return "a PEM file (certificate or key)".to_owned();
    }
    if content.starts_with('<') {
        return format!("XML of {lines}");
    }
    if content.starts_with(['{', '[']) {
        return format!("text of {lines} that begins as JSON or a section of a configuration does");
    }
    if content.starts_with("#!") {
        return format!("a script of {lines}");
    }
    let assigns = |line: &str| line.split_once(['=', ':']).is_some_and(|(key, _)| !key.trim().contains(' '));
    let may_be_required = |line: &str| line.starts_with(['#', '-']) || is_requirement(line);
    if sample.nearly_all(1, may_be_required).is_some() && sample.line_near_top(is_requirement).is_some() {
        return "a list of requirements, which says what is wanted and not what is there".to_owned();
    }
    if sample.nearly_all(2, |line| line.starts_with(['#', ';', ' ']) || assigns(line)).is_some() {
        return format!("text of {lines} with keys and values");
    }
    format!("text of {lines} that is no list of software")
}

/// A line of pip's requirements.
fn is_requirement(line: &str) -> bool {
    let name = line.split(['=', '<', '>', '~', '!', '[', ';', ' ']).next().unwrap_or("");
    let operators = ["==", ">=", "<=", "~=", "!=", ">", "<"];
    let is_name =
        !name.is_empty() && name.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.'));
    is_name && operators.iter().any(|operator| line.contains(operator))
}

fn json(shape: &Shape) -> String {
    const MOST_KEYS: usize = 8;
    let shown: Vec<String> =
        shape.keys().iter().take(MOST_KEYS).map(|key| format!("`{}`", excerpt(&redact(key)))).collect();
    let more = if shape.keys().len() > MOST_KEYS { ", …" } else { "" };
    if shown.is_empty() { "JSON: a list".to_owned() } else { format!("JSON with {}{more}", shown.join(", ")) }
}
