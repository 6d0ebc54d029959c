//! OCaml's opam: package definitions (`opam`, `name.opam`), states of a switch, and lists of what is installed
//! (the opam manual, "Common file format" and "opam").

use crate::facts::{Facts, PackageOrigin, Scope};
use crate::version::Dialect;

use crate::parse::document::{Break, Document};
use crate::parse::listing::{Listing, Need};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::OPAM;

pub(in crate::parse) const FORMAT: Format = Format { name: "opam", matches, parse };
pub(in crate::parse) const LIST: Format = Format { name: "opam list", matches: matches_list, parse: parse_list };

fn matches(candidate: &Candidate<'_>) -> bool {
    (candidate.name == "opam"
        || candidate.name.ends_with(".opam")
        || candidate.name.ends_with(".opam.locked")
        || candidate.name == "switch-state")
        && candidate.head_holds(b"opam-version:")
}

fn matches_list(candidate: &Candidate<'_>) -> bool {
    candidate.name == "install" && candidate.file.inner_path().ends_with(".opam-switch/install")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let (fields, broken) = fields(text.content());
    let find = |name: &str| fields.iter().find(|field| field.name == name);
    let mut listing = Listing::new(input, facts, &text, OPAM, PackageOrigin::Manifest);
    let first = |name: &str| find(name)?.items.first().map(|item| (item.text, item.at));
    let (of_place, version_of_place) = named_by_place(input.file.inner_path());
    let name = first("name").or(of_place).filter(|_| find("installed").is_none());
    let document = Document { broken, ..Document::default() };
    listing.identify("opam", &document, name, first("version").or(version_of_place));
    for item in find("installed").map_or(&[][..], |field| &field.items) {
        if let Some((name, version)) = item.text.split_once('.') {
            listing.pin_by(PackageOrigin::Listed, name, version, item.at);
        }
    }
    for (field, scope) in [("depends", Scope::Runtime), ("depopts", Scope::Optional)] {
        for item in find(field).map_or(&[][..], |field| &field.items) {
            need(item, scope, &mut listing);
        }
    }
}

/// A word and the byte offset at which it stands; where it is no part of the text, its beginning.
type Word<'t> = (&'t str, usize);

/// Name and version may be left to where the file lies: `name.opam`, and in a repository `name.version/opam`.
fn named_by_place(path: &str) -> (Option<Word<'_>>, Option<Word<'_>>) {
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or(path).trim_end_matches(".locked");
    if let Some(name) = file.strip_suffix(".opam") {
        return (Some((name, 0)), None);
    }
    match parts.next().and_then(|folder| folder.split_once('.')).filter(|_| file == "opam") {
        Some((name, version)) if !name.is_empty() => (Some((name, 0)), Some((version, 0))),
        _ => (None, None),
    }
}

fn parse_list(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut listing = Listing::new(input, facts, &text, OPAM, PackageOrigin::Listed);
    let mut broken = None;
    for (at, line) in text.lines_at() {
        let Some(entry) = line.split('#').next().unwrap_or("").split_ascii_whitespace().next() else { continue };
        match entry.split_once('.') {
            Some((name, version)) => listing.pin(name, version, at),
            None => {
                broken.get_or_insert(Break::new(at, "no `name.version`"));
            }
        }
    }
    listing.file_of_lines("opam list", broken);
}

/// `"dune" {>= "3.0" & with-test}`
fn need(item: &Item<'_>, scope: Scope, listing: &mut Listing<'_>) {
    let (mut requirement, mut scope) = (String::new(), scope);
    for part in item.filter.split('&').map(|part| part.trim().trim_matches(['(', ')'])) {
        match part {
            "build" | "dev" | "with-dev-setup" => scope = Scope::Build,
            "with-test" => scope = Scope::Test,
            "with-doc" => scope = Scope::Development,
            // A comparison of versions begins with its operator, one of variables with a name.
            part if part.starts_with(['<', '>', '=', '!']) => {
                if !requirement.is_empty() {
                    requirement.push_str(", ");
                }
                requirement.extend(part.chars().filter(|c| *c != '"'));
            }
            _ => {}
        }
    }
    let need = Need { name: item.text, requirement: &requirement, scope, source: None, at: item.at };
    listing.need_as(need, Dialect::Generic, &requirement.replace('|', "||"));
}

struct Field<'t> {
    name: &'t str,
    items: Vec<Item<'t>>,
}

/// A string and what stands in braces behind it.
struct Item<'t> {
    text: &'t str,
    filter: &'t str,
    at: usize,
}

/// The fields with the strings in them, in whatever brackets; what is no string and no filter says nothing here.
fn fields(text: &str) -> (Vec<Field<'_>>, Option<Break>) {
    let mut fields: Vec<Field<'_>> = Vec::new();
    let mut at: usize = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let end_of = |mark: &str, from: usize| rest.get(from..)?.find(mark).map(|end| end.saturating_add(from));
        let length = match rest.as_bytes() {
            [b'#', ..] => end_of("\n", 0).unwrap_or(rest.len()),
            [b'"', ..] => {
                let mark = if rest.starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
                let Some(end) = end_of(mark, mark.len()) else {
                    return (fields, Some(Break::new(at, "a string that is not closed")));
                };
                let item = Item { text: rest.get(mark.len()..end).unwrap_or(""), filter: "", at };
                if let Some(field) = fields.last_mut() {
                    field.items.push(item);
                }
                end.saturating_add(mark.len())
            }
            [b'{', ..] => {
                let Some(end) = end_of("}", 1) else {
                    return (fields, Some(Break::new(at, "a filter that is not closed")));
                };
                if let Some(item) = fields.last_mut().and_then(|field| field.items.last_mut()) {
                    item.filter = rest.get(1..end).unwrap_or("");
                }
                end.saturating_add(1)
            }
            _ => {
                let end =
                    rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
                let name = rest.get(..end).unwrap_or("");
                if end > 0 && rest.get(end..).is_some_and(|after| after.starts_with(':')) {
                    fields.push(Field { name, items: Vec::new() });
                }
                end.max(rest.chars().next().map_or(1, char::len_utf8))
            }
        };
        at = at.saturating_add(length);
    }
    (fields, None)
}
