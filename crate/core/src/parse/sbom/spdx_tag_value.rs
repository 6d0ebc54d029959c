//! SPDX 2.x as `Tag: value` lines.

use super::List;
use super::listed::{Draft, Listed};
use super::spdx_json::{finish, is_known, is_purl, version_of};

/// Reads a list; `each` gets every package that has a version or a package URL.
pub(super) fn read(text: &str, each: &mut dyn FnMut(Listed)) -> List {
    let mut spec_version = String::new();
    let mut open: Option<Draft> = None;
    let mut at: usize = 0;
    let mut is_in_text = false;
    for raw in text.split_inclusive('\n') {
        let start = at;
        at = at.saturating_add(raw.len());
        let line = raw.trim();
        if is_in_text {
            is_in_text = !line.contains("</text>");
            continue;
        }
        let Some((tag, value)) = line.split_once(':').filter(|_| !line.starts_with('#')) else { continue };
        let value = value.trim();
        is_in_text = value.contains("<text>") && !value.contains("</text>");
        match (tag.trim(), open.as_mut()) {
            ("SPDXVersion", _) => spec_version = version_of(value),
            ("PackageName", _) => {
                emit(open.take(), each);
                open = Some(Draft { name: value.to_owned(), at: Some(start), ..Draft::default() });
            }
            ("PackageVersion", Some(draft)) => value.clone_into(&mut draft.version),
            ("ExternalRef", Some(draft)) if draft.purl.is_empty() => draft.purl = purl(value).to_owned(),
            // Files, snippets and relations follow the packages; what they say is not about the last of these.
            ("FileName" | "SnippetSPDXID" | "LicenseID", _) => emit(open.take(), each),
            _ => {}
        }
    }
    emit(open, each);
    let missing = if spec_version.is_empty() { Some("no SPDXVersion") } else { None };
    List::new("SPDX", &spec_version, None, None, missing)
}

/// `PACKAGE-MANAGER purl pkg:npm/x@1`.
fn purl(reference: &str) -> &str {
    let mut words = reference.split_ascii_whitespace().skip(1);
    match (words.next(), words.next()) {
        (Some(kind), Some(locator)) if is_purl(kind) => locator,
        _ => "",
    }
}

fn emit(draft: Option<Draft>, each: &mut dyn FnMut(Listed)) {
    let known = draft.filter(|draft| is_known(&draft.version) || !draft.purl.is_empty());
    if let Some(listed) = known.and_then(finish) {
        each(listed);
    }
}
