//! npm's `package.json`, and with it the manifest of a Visual Studio Code extension.

use std::collections::BTreeSet;

use crate::facts::{Dependency, DependencySource, Facts, InstallHook, Manifest, Scope, Site, SourceKind, excerpt};

use crate::parse::document::{Node, json};
use crate::parse::redact::redact;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version::{self, Dialect};

use super::split_locator;

pub(in crate::parse) const FORMAT: Format = Format { name: "package.json", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "package.json"
}

/// Where dependencies stand, and when they are needed.
const DEPENDENCY_FIELDS: &[(&str, Scope)] = &[
    ("dependencies", Scope::Runtime),
    ("optionalDependencies", Scope::Optional),
    ("peerDependencies", Scope::Peer),
    ("devDependencies", Scope::Development),
];

/// Scripts that npm runs by itself when a package is installed.
const HOOKS: &[&str] = &["preinstall", "install", "postinstall"];

/// And the one that it runs only for sources, from git or unpacked. In a tarball it has run already, when that was made.
const SOURCE_HOOK: &str = "prepare";

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = json::read(text.content());
    let root = &document.root;
    let is_extension = is_vscode_extension(root);
    let ecosystem = if is_extension { "vsix" } else { "npm" };
    let mut manifest = Manifest {
        // `extension/package.json` is a VSIX's usual place, `package/package.json` an npm tarball's.
        describes_package: place::is_at_usual_place(path),
        is_application: root.get("private").and_then(Node::text) == Some("true"),
        ..fact::manifest(path, "package.json", ecosystem)
    };
    fact::note_state(&mut manifest, &document, &text);
    let name = root.get("name").and_then(|node| Some((node.word()?, node.at)));
    let version = root.get("version").and_then(|node| Some((node.word()?, node.at)));
    let mut sink = Sink::new(facts, path, input.most_facts);
    let publisher = root.get("publisher").and_then(Node::word).filter(|_| is_extension);
    let full_name = publisher.zip(name).map(|(publisher, (name, _))| format!("{publisher}/{name}"));
    sink.identify(manifest, &text, (name, full_name.as_deref()), version);
    // What an unpacked third party's package would need lies beside it already, and nothing installs it again.
    if place::is_vendored(path) {
        return;
    }
    dependencies(root, &text, &mut sink);
    // The editor unpacks an extension; npm never sees it.
    if !is_extension {
        hooks(root, place::is_in_npm_tarball(path), &text, &mut sink);
    }
}

/// An extension says which editor it needs and who publishes it; a package of npm does neither.
fn is_vscode_extension(root: &Node) -> bool {
    root.get("engines").is_some_and(|engines| engines.get("vscode").is_some()) && root.get("publisher").is_some()
}

fn dependencies(root: &Node, text: &Text<'_>, sink: &mut Sink<'_>) {
    let members = |field| root.get(field).map_or(&[][..], Node::members);
    let is_optional = |meta: &Node| meta.get("optional").and_then(Node::text) == Some("true");
    let optional_peers: BTreeSet<&str> = members("peerDependenciesMeta")
        .iter()
        .filter(|(_, meta)| is_optional(meta))
        .map(|(key, _)| key.text.as_str())
        .collect();
    // npm writes what is optional a second time among the others when it installs the package.
    let optional: BTreeSet<&str> = members("optionalDependencies").iter().map(|(key, _)| key.text.as_str()).collect();
    for (field, scope) in DEPENDENCY_FIELDS {
        for (key, value) in members(field) {
            let name = key.text.as_str();
            let scope = match scope {
                Scope::Peer if optional_peers.contains(name) => Scope::Optional,
                Scope::Runtime if optional.contains(name) => continue,
                scope => *scope,
            };
            sink.dependency(dependency(name, value.text().unwrap_or(""), scope, text, key.at));
        }
    }
    for (key, value) in members("engines") {
        sink.dependency(tool(&key.text, value.text().unwrap_or(""), Scope::Runtime, text.site(key.at)));
    }
    // `pnpm@9.1.0+sha512.…`: Corepack runs this one and no other.
    if let Some(manager) = root.get("packageManager")
        && let Some((name, version)) = manager.word().and_then(split_locator)
    {
        let version = version.split('+').next().unwrap_or(version);
        sink.dependency(tool(name, version, Scope::Build, text.site(manager.at)));
    }
}

/// What runs or builds the package is asked of the machine, not of the registry.
fn tool(name: &str, requirement: &str, scope: Scope, site: Site) -> Dependency {
    Dependency {
        name: excerpt(name),
        requirement: excerpt(requirement),
        range: version::range(Dialect::Npm, requirement),
        ecosystem: "generic".to_owned(),
        scope,
        site,
        ..Dependency::default()
    }
}

fn dependency(name: &str, requirement: &str, scope: Scope, text: &Text<'_>, at: usize) -> Dependency {
    let requirement = requirement.trim();
    let (name, wanted) = match requirement.strip_prefix("npm:") {
        // An alias: `"old-name": "npm:@scope/name@^1"`.
        Some(alias) => match alias.rfind('@').filter(|&at| at > 0).and_then(|at| alias.split_at_checked(at)) {
            Some((name, wanted)) => (name, wanted.trim_start_matches('@')),
            None => (alias, ""),
        },
        None => (name, requirement.strip_prefix("workspace:").unwrap_or(requirement)),
    };
    let source = source(requirement);
    let range = if source.is_none() { version::range(Dialect::Npm, wanted) } else { None };
    Dependency {
        name: excerpt(name),
        requirement: excerpt(&redact(requirement)),
        range,
        ecosystem: "npm".to_owned(),
        scope,
        source,
        site: text.site(at),
        ..Dependency::default()
    }
}

/// Where a dependency comes from, where that is not the registry.
pub(in crate::parse) fn source(requirement: &str) -> Option<DependencySource> {
    let lower = requirement.to_ascii_lowercase();
    let fragment = requirement.split_once('#').map(|(_, fragment)| fragment);
    let is_git = ["git+", "git:", "git@", "github:", "gitlab:", "bitbucket:", "gist:", "ssh:"]
        .iter()
        .any(|prefix| lower.starts_with(prefix))
        || (lower.starts_with("http") && lower.split('#').next().is_some_and(|url| url.ends_with(".git")))
        || is_shorthand(requirement);
    let kind = if is_git {
        SourceKind::Git
    } else if lower.starts_with("http:") || lower.starts_with("https:") {
        SourceKind::Url
    } else if ["file:", "link:", "portal:", "./", "../", "/", "~/"].iter().any(|prefix| lower.starts_with(prefix)) {
        SourceKind::Path
    } else {
        return None;
    };
    let pinned = kind == SourceKind::Git && fragment.is_some_and(fact::is_commit);
    Some(fact::source(kind, requirement, pinned))
}

/// `owner/repository#ref`, npm's short form for GitHub.
fn is_shorthand(requirement: &str) -> bool {
    let repository = requirement.split('#').next().unwrap_or("");
    let mut parts = repository.split('/');
    let is_name = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
    };
    matches!((parts.next(), parts.next(), parts.next()), (Some(owner), Some(name), None)
        if is_name(owner) && is_name(name) && !owner.starts_with('.'))
}

fn hooks(root: &Node, is_tarball: bool, text: &Text<'_>, sink: &mut Sink<'_>) {
    let runs = |script: &str| HOOKS.contains(&script) || (script == SOURCE_HOOK && !is_tarball);
    for (key, value) in root.get("scripts").map_or(&[][..], Node::members) {
        if let Some(command) = value.word().filter(|_| runs(&key.text)) {
            sink.install_hook(InstallHook {
                hook: format!("npm {}", key.text),
                command: excerpt(&redact(command)),
                site: text.site(key.at),
            });
        }
    }
}
