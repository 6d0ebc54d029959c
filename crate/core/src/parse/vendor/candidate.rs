//! Which files may be a vendor's manifest.

use crate::facts::FileFact;

use crate::parse::document::Node;
use crate::parse::{Candidate, head, place};

use super::{Syntax, normal};

/// Words of a manifest's file name.
const NAME_WORDS: &[&str] = &[
    "manifest",
    "package",
    "product",
    "release",
    "upgrade",
    "update",
    "meta",
    "metadata",
    "info",
    "descriptor",
    "version",
    "pkginfo",
    "bundle",
    "installer",
    "install",
    "deployment",
    "contents",
    "packageinfo",
    "productinfo",
    "releaseinfo",
];

/// Files of known formats that look like a manifest and are not a vendor's own. They have parsers of their own, or will.
const OTHER_FORMATS: &[&str] = &[
    "package.json",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "composer.json",
    "composer.lock",
    "bower.json",
    "tsconfig.json",
    "jsconfig.json",
    "angular.json",
    "lerna.json",
    "nx.json",
    "renovate.json",
    "deno.json",
    "pom.xml",
    "web.xml",
    "build.xml",
    "androidmanifest.xml",
    "plugin.xml",
    "cargo.toml",
    "pyproject.toml",
    "pipfile",
    "pubspec.yaml",
    "gleam.toml",
    "mise.toml",
    ".mise.toml",
    "vcpkg.json",
    "installed.json",
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "mkdocs.yml",
    "chart.yaml",
    "galaxy.yml",
    "galaxy.yaml",
    "snap.yaml",
    "docker-compose.yml",
    "docker-compose.yaml",
    "compose.yml",
    "compose.yaml",
    "openapi.json",
    "openapi.yaml",
    "swagger.json",
    "swagger.yaml",
    "pom.properties",
    "ivy.xml",
    "appxmanifest.xml",
    "appxbundlemanifest.xml",
    "atlassian-plugin.xml",
    "verification-metadata.xml",
    "packages.lock.json",
    "project.assets.json",
    "global.json",
    "libs.versions.toml",
];

/// Deepest folder in which a vendor's manifest is looked for: the package's wrapper and one below.
const MOST_FOLDERS: usize = 2;

/// By extension.
pub(super) fn syntax(name: &str) -> Option<Syntax> {
    let extension = name.rsplit_once('.')?.1;
    let is = |known: &str| extension.eq_ignore_ascii_case(known);
    if is("json") {
        Some(Syntax::Json)
    } else if is("yaml") || is("yml") {
        Some(Syntax::Yaml)
    } else if is("toml") {
        Some(Syntax::Toml)
    } else if is("xml") {
        Some(Syntax::Xml)
    } else if is("ini") {
        Some(Syntax::Ini)
    } else if is("properties") {
        Some(Syntax::Properties)
    } else {
        None
    }
}

pub(super) fn matches(candidate: &Candidate<'_>) -> bool {
    let name = candidate.name;
    syntax(name).is_some_and(|syntax| !syntax.is_of_settings() || is_named(candidate.file))
        && place::depth(candidate.file.inner_path()) <= MOST_FOLDERS
        && !OTHER_FORMATS.iter().any(|other| name.eq_ignore_ascii_case(other))
        && !place::is_vendored(&candidate.file.path)
        && (is_named(candidate.file) || looks_like_manifest(candidate.head))
}

/// Whether the file is called a manifest.
pub(super) fn is_named(file: &FileFact) -> bool {
    let stem = file.name().rsplit_once('.').map_or("", |(stem, _)| stem);
    stem.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| NAME_WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// A first look, before the whole file is kept: a version, and something that is needed, shipped or demanded.
fn looks_like_manifest(head: &[u8]) -> bool {
    if head::holds(head, b"\0") {
        // UTF-16, of which only the ASCII counts here.
        let narrow: Vec<u8> = head.iter().copied().filter(|&byte| byte != 0).collect();
        return holds_words(&narrow);
    }
    holds_words(head)
}

fn holds_words(head: &[u8]) -> bool {
    head::holds_in_any_case(head, b"version")
        && [&b"depend"[..], b"require", b"prereq", b"reboot", b"restart", b"sha256", b"checksum", b"downtime"]
            .iter()
            .any(|word| head::holds_in_any_case(head, word))
}

/// Whether the document is of a kind that has a name and a version too, and is no manifest of a package.
pub(super) fn is_something_else(root: &Node) -> bool {
    let root = match root.members() {
        [(_, only)] if only.members().len() > 1 => only,
        _ => root,
    };
    let has = |key: &str| root.get(key).is_some();
    // Kubernetes and Helm values, OpenAPI, web application manifests, SBOMs, schemas, Compose, browser extensions,
    // Ansible collections, conda.
    (has("apiVersion") && has("kind"))
        || has("openapi")
        || has("swagger")
        || has("bomFormat")
        || has("collection_info")
        || has("spdxVersion")
        || has("lockfileVersion")
        || has("meta-spec")
        // Julia's and Gleam's lockfiles, and Julia's projects.
        || has("manifest_format")
        || has("julia_version")
        || (has("uuid") && has("deps"))
        || root.get("packages").and_then(|list| list.items().first()?.get("build_tools")).is_some()
        || (has("manifest_version") && has("version"))
        || (has("short_name") && (has("start_url") || has("icons")))
        || (has("$schema") && has("properties"))
        || (has("services") && !has("name"))
        || (has("build_number") && has("channel"))
}

/// Maps that hold the manifest, or a part of what it says about the package as a whole.
pub(super) fn is_wrapper(key: &str) -> bool {
    matches!(
        normal(key).as_str(),
        "package"
            | "product"
            | "release"
            | "upgrade"
            | "update"
            | "manifest"
            | "metadata"
            | "meta"
            | "info"
            | "bundle"
            | "general"
            | "install"
            | "installation"
            | "deployment"
            | "project"
            | "application"
            | "spec"
            | "requirements"
            | "prerequisites"
            | "system"
            | "maintenance"
            | "impact"
    )
}

/// What one item of a list is called in XML.
pub(super) fn is_item_name(name: &str) -> bool {
    matches!(
        normal(name).as_str(),
        "dependency"
            | "requirement"
            | "prerequisite"
            | "require"
            | "component"
            | "module"
            | "package"
            | "file"
            | "item"
            | "entry"
            | "artifact"
            | "library"
            | "command"
            | "script"
    )
}
