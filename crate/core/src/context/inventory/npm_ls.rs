//! `npm ls --json`, packages nested in packages, and `npm ls`, the same as a tree.

use super::form::{Form, Named};
use super::json::{self, Interest, Path};
use super::lines::{self, Line, begins_with_digit};
use super::listing::{Listing, Row};
use super::sample::{Sample, quoted};
use crate::parse::text::Text;

pub(super) const JSON: Form = Form { recognise: recognise_json, read: read_json };
pub(super) const TREE: Form = Form { recognise: recognise_tree, read: read_tree };

fn recognise_json(sample: &Sample<'_>) -> Option<Named> {
    let shape = sample.shape.as_ref()?;
    // A lockfile of npm 5 and 6 looks the same, and says what would be installed.
    if shape.has("/lockfileVersion") {
        return None;
    }
    let package = shape.keys_below("/dependencies").find(|name| {
        let below = |key: &str| format!("/dependencies/{name}/{key}");
        shape.has(&below("version")) || shape.has(&below("missing"))
    })?;
    let name = package.replace("~1", "/");
    Some(Named::new("npm ls --json", format!("JSON with `dependencies`, such as {} with its version", quoted(&name))))
}

fn read_json(text: &Text<'_>, listing: &mut Listing<'_>) {
    let (mut project, mut project_version) = (String::new(), String::new());
    json::read(text, listing, interest, |path, value, line, listing| {
        let Some(word) = value.word() else { return };
        match (path.len(), path.last_key()) {
            (1, Some("name")) => word.clone_into(&mut project),
            (1, Some("version")) => word.clone_into(&mut project_version),
            (3.., Some("version")) => {
                let name = path.key(path.len().saturating_sub(2)).unwrap_or("");
                listing.add(Row { name, version: word, ecosystem: "npm", line, ..Row::default() });
            }
            _ => {}
        }
    });
    // npm's own folder of global packages has a name and no version.
    if !project.is_empty() && !project_version.is_empty() {
        listing.add(Row { name: &project, version: &project_version, ecosystem: "npm", line: 1, ..Row::default() });
    }
}

/// Into `dependencies` at every level; of a package, its name and version.
fn interest(path: &Path) -> Interest {
    let Some(last) = path.len().checked_sub(1) else { return Interest::Enter };
    match path.key(last) {
        _ if last % 2 == 1 => Interest::Enter,
        Some("dependencies" | "version" | "name") => Interest::Enter,
        _ => Interest::Skip,
    }
}

/// What stands before a package in the tree, with and without Unicode.
const BRANCHES: &[&str] = &["── ", "─┬ ", "+-- ", "`-- ", "-+ ", "-- "];

fn recognise_tree(sample: &Sample<'_>) -> Option<Named> {
    let row = sample.lines.iter().find(|line| package(line).is_some())?;
    sample.nearly_all(2, |line| branch(line).is_some() || root(line) || line.starts_with("npm "))?;
    Some(Named::new("npm ls", format!("a tree of name@version: {}", quoted(row))))
}

fn read_tree(text: &Text<'_>, listing: &mut Listing<'_>) {
    lines::read(text, listing, "npm", |line| match branch(line) {
        // The project itself, and what npm says about it.
        None => Line::Nothing,
        // Wanted, but not there.
        Some(rest) if rest.starts_with("UNMET") || rest.starts_with("(empty)") => Line::Nothing,
        Some(_) => Line::of(package(line)),
    });
}

/// `name@version /path` or a path alone.
fn root(line: &str) -> bool {
    line.starts_with('/') || line.get(1..).is_some_and(|rest| rest.starts_with(":\\")) || line.contains("@")
}

fn branch(line: &str) -> Option<&str> {
    BRANCHES.iter().find_map(|branch| line.split_once(branch)).map(|(_, rest)| rest)
}

/// Name and version of `name@version`; the name may begin with a scope (`@types/node@20.1.0`).
fn package(line: &str) -> Option<(&str, &str)> {
    let word = branch(line)?.split(' ').next()?;
    let (name, version) = word.rsplit_once('@')?;
    (!name.is_empty() && begins_with_digit(version)).then_some((name, version))
}
