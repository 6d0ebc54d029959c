//! A rockspec of LuaRocks, as far as it is literal: `package = "x"`, `version = "1.2-1"`, `dependencies = { "lua >= 5.1" }`.

use std::collections::BTreeMap;

use crate::facts::{Facts, PackageOrigin, Scope};
use crate::version::Dialect;

use crate::parse::document::Document;
use crate::parse::listing::{Listing, Need};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::LUAROCKS;

pub(in crate::parse) const FORMAT: Format = Format { name: "rockspec", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.has_extension("rockspec")
}

/// Tables of dependencies, and when they are needed.
const TABLES: &[(&str, Scope)] =
    &[("dependencies", Scope::Runtime), ("build_dependencies", Scope::Build), ("test_dependencies", Scope::Test)];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let values = values(&text);
    let find = |field: &str| values.get(field).map(|(value, at)| (value.as_str(), *at));
    let mut listing = Listing::new(input, facts, &text, LUAROCKS, PackageOrigin::Manifest);
    listing.identify("rockspec", &Document::default(), find("package"), find("version"));
    let strings = strings(&text);
    for string in &strings {
        let Some((_, scope)) = TABLES.iter().find(|(table, _)| *table == string.field) else { continue };
        let end = string.text.find([' ', '=', '<', '>', '~']).unwrap_or(string.text.len());
        let (name, requirement) = string.text.split_at_checked(end).unwrap_or((string.text, ""));
        let need = Need { name, requirement: requirement.trim(), scope: *scope, source: None, at: string.at };
        let meant = as_generic(requirement);
        if name == "lua" {
            listing.need_of_machine_as(need, Dialect::Generic, &meant);
        } else {
            listing.need_as(need, Dialect::Generic, &meant);
        }
    }
}

/// `~> 3.0` admits what begins with `3.0`, and `~=` is "not".
fn as_generic(requirement: &str) -> String {
    let clauses = requirement.split(',').map(str::trim).map(|clause| match clause.get(..2) {
        Some("~>") => format!("{}.x", clause.trim_start_matches("~>").trim()),
        Some("~=") => clause.replacen("~=", "!=", 1),
        _ => clause.to_owned(),
    });
    clauses.collect::<Vec<_>>().join(", ")
}

/// What is assigned, by name, as far as it is put together of strings and of what was assigned before:
/// `version = release .. "-1"`.
fn values<'t>(text: &'t Text<'_>) -> BTreeMap<&'t str, (String, usize)> {
    let mut values: BTreeMap<&str, (String, usize)> = BTreeMap::new();
    for (at, line) in text.lines_at() {
        // What is indented stands in a table.
        let line = line.strip_prefix("local ").unwrap_or(line);
        let Some((name, expression)) = line.split_once('=').filter(|_| !line.starts_with([' ', '\t'])) else {
            continue;
        };
        let expression = expression.split(" --").next().unwrap_or("").trim().trim_end_matches(';');
        let part = |part: &str| {
            let part = part.trim();
            let quoted = |quote| part.strip_prefix(quote)?.strip_suffix(quote);
            let literal = quoted('"').or_else(|| quoted('\''));
            literal.map(str::to_owned).or_else(|| Some(values.get(part)?.0.clone()))
        };
        // A value that grows with each line would grow without end.
        let value = expression
            .split("..")
            .map(part)
            .try_fold(String::new(), |value, part| Some(value + &part?).filter(|value| value.len() <= MOST_BYTES));
        if let Some(value) = value {
            values.insert(name.trim(), (value, at));
        }
    }
    values
}

/// Longest value that is put together.
const MOST_BYTES: usize = 1_024;

/// A string and the field at the top in which it stands.
struct Literal<'t> {
    field: &'t str,
    text: &'t str,
    at: usize,
}

fn strings<'t>(text: &'t Text<'_>) -> Vec<Literal<'t>> {
    let mut strings = Vec::new();
    let (mut field, mut depth) = ("", 0_usize);
    for (line_at, line) in text.lines_at() {
        let mut at = 0;
        while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty() && !rest.starts_with("--")) {
            let step = match rest.as_bytes() {
                [quote @ (b'"' | b'\''), inner @ ..] => {
                    let end = inner.iter().position(|byte| byte == quote).unwrap_or(inner.len());
                    let text = rest.get(1..end.saturating_add(1)).unwrap_or("");
                    strings.push(Literal { field, text, at: line_at.saturating_add(at) });
                    end.saturating_add(2)
                }
                [b'{', ..] => {
                    depth = depth.saturating_add(1);
                    1
                }
                [b'}', ..] => {
                    depth = depth.saturating_sub(1);
                    1
                }
                _ => {
                    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
                    let is_assigned = rest.get(end..).is_some_and(|after| after.trim_start().starts_with('='));
                    if depth == 0 && end > 0 && is_assigned {
                        field = rest.get(..end).unwrap_or("");
                    }
                    end.max(rest.chars().next().map_or(1, char::len_utf8))
                }
            };
            at = at.saturating_add(step);
        }
    }
    strings
}
