//! npm's `package-lock.json` and `npm-shrinkwrap.json` (lockfile versions 1 to 3), and `node_modules/.package-lock.json`,
//! in which npm keeps what it installed.

use crate::facts::{Facts, PackageOrigin, Scope};

use crate::parse::document::{Node, json};
use crate::parse::listing::{Listing, Locked};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};

use super::{NPM, split_locator, version_or_none};

pub(in crate::parse) const FORMAT: Format = Format { name: "package-lock.json", matches, parse };

/// npm's own record of `node_modules`.
const HIDDEN: &str = ".package-lock.json";

fn matches(candidate: &Candidate<'_>) -> bool {
    match candidate.name {
        "package-lock.json" | "npm-shrinkwrap.json" => !place::is_vendored(&candidate.file.path),
        HIDDEN => true,
        _ => false,
    }
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = json::read(text.content());
    let mut listing = Listing::new(input, facts, &text, NPM, PackageOrigin::Lockfile).even_if_vendored();
    listing.file(input.file.name(), &document);
    let root = &document.root;
    match root.get("packages") {
        Some(packages) => by_folder(packages, &mut listing),
        None => nested(root, &mut listing),
    }
}

/// Versions 2 and 3: a flat map by the folder that a package is installed in.
fn by_folder(packages: &Node, listing: &mut Listing<'_>) {
    for (folder, entry) in packages.members() {
        // The root (`""`) and the workspaces' own folders lie in no `node_modules`; links lead to the latter.
        let Some((_, name)) = folder.text.rsplit_once("node_modules/") else { continue };
        let is_link = entry.get("link").and_then(Node::text) == Some("true");
        // An optional peer that was not installed has no version.
        let Some(version) = entry.get("version").and_then(Node::word).filter(|_| !is_link) else { continue };
        // Under an alias, the entry gives the name that it has in the registry.
        let name = entry.get("name").and_then(Node::word).unwrap_or(name);
        listing.lock(pinned(name, version, entry), folder.at);
    }
}

/// Version 1: maps in maps. The stack is our own, since the file decides how deep they go.
fn nested(root: &Node, listing: &mut Listing<'_>) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        for (name, entry) in node.get("dependencies").map_or(&[][..], Node::members) {
            if let Some(version) = entry.get("version").and_then(Node::word) {
                listing.lock(pinned(&name.text, version, entry), name.at);
            }
            open.push(entry);
        }
    }
}

/// The name in the registry and the version; what comes from git, a file or a URL has a source in place of a version.
fn pinned<'n>(name: &'n str, version: &'n str, entry: &Node) -> Locked<'n> {
    let scope = scope(entry);
    match version.strip_prefix("npm:") {
        Some(alias) => {
            let (name, version) = split_locator(alias).unwrap_or((alias, ""));
            Locked { name, version, scope }
        }
        None => Locked { name, version: version_or_none(version), scope },
    }
}

/// npm marks what only development needs, what only optional packages need, and what either of them does.
fn scope(entry: &Node) -> Scope {
    let is = |key: &str| entry.get(key).and_then(Node::text) == Some("true");
    if is("dev") {
        Scope::Development
    } else if is("optional") || is("devOptional") {
        Scope::Optional
    } else {
        Scope::Runtime
    }
}
