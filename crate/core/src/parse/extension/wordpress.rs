//! WordPress plugins and themes: a comment with fields at the top of the main file.

use crate::facts::{Facts, Package, PackageOrigin, excerpt};
use crate::purl;

use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "WordPress header", matches, parse };

/// WordPress looks for fields in the first 8 KiB of a file.
const HEADER_BYTES: usize = 8 << 10;

const PLUGIN_NAME: &str = "Plugin Name";
const THEME_NAME: &str = "Theme Name";

fn matches(candidate: &Candidate<'_>) -> bool {
    let field = if candidate.has_extension("php") {
        PLUGIN_NAME
    } else if candidate.name == "style.css" {
        THEME_NAME
    } else {
        return false;
    };
    is_at_place(candidate.file.inner_path()) && candidate.head_holds(field.as_bytes())
}

/// In the folder of the plugin, which lies at the top or among the others.
fn is_at_place(path: &str) -> bool {
    let mut folders = path.rsplit('/').skip(1);
    match (folders.next(), folders.next(), folders.next()) {
        (None | Some(_), None, _) => true,
        (Some(own), Some(parent), _) => [own, parent].iter().any(|folder| HOLDERS.contains(folder)),
        (None, Some(_), _) => false,
    }
}

const HOLDERS: &[&str] = &["plugins", "mu-plugins", "themes"];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let field = |name: &str| field(text.content(), name);
    let is_theme = input.file.name() == "style.css";
    let Some((name, at)) = field(if is_theme { THEME_NAME } else { PLUGIN_NAME }) else { return };
    let version = field("Version");
    let mut manifest = fact::manifest(path, if is_theme { "WordPress theme" } else { "WordPress plugin" }, "wordpress");
    manifest.describes_package = place::is_at_root(path);
    manifest.name = Some(text.sited(excerpt(name), at));
    manifest.version = version.map(|(version, at)| text.sited(excerpt(version), at));
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    let version = version.map_or("", |(version, _)| version);
    let slug = field("Text Domain").map(|(domain, _)| domain).or_else(|| folder(path)).unwrap_or(name);
    sink.package(Package {
        // A name is made for people; the slug is what WordPress knows it by.
        purl: purl::purl("wordpress", slug, version),
        ..fact::package(PackageOrigin::Manifest, "wordpress", (name, version), text.site(at))
    });
    for (key, product) in [("Requires at least", "wordpress"), ("Requires PHP", "php")] {
        if let Some((version, at)) = field(key) {
            sink.dependency(fact::at_least(product, version, text.site(at)));
        }
    }
    for (slugs, at) in ["Requires Plugins", "Template"].into_iter().filter_map(field) {
        for slug in slugs.split(',').map(str::trim).filter(|slug| !slug.is_empty()).take(sink.enough()) {
            // There is no way to ask for a version.
            sink.dependency(fact::managed_dependency("wordpress", Dialect::Generic, (slug, ""), text.site(at)));
        }
    }
}

/// The folder that a file lies in, within its archive.
fn folder(path: &str) -> Option<&str> {
    path.rsplit("!/").next()?.rsplit('/').nth(1)
}

/// A field's value and the place of its line, as WordPress looks for it: at the beginning of a line, after what comments
/// are made of, in any case.
fn field<'t>(text: &'t str, name: &str) -> Option<(&'t str, usize)> {
    let mut at: usize = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let start = at;
        at = at.saturating_add(line.len());
        if start > HEADER_BYTES {
            break;
        }
        let inner = line.trim_start().trim_start_matches("<?php").trim_start_matches([' ', '\t', '/', '*', '#', '@']);
        let Some((key, value)) = inner.split_once(':') else { continue };
        if key.eq_ignore_ascii_case(name) {
            let end = ["*/", "?>"].iter().filter_map(|close| value.find(close)).min().unwrap_or(value.len());
            let value = value.get(..end).unwrap_or("").trim();
            return (!value.is_empty()).then_some((value, start));
        }
    }
    None
}
