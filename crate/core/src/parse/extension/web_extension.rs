//! `manifest.json` of a browser extension.

use crate::facts::{Facts, Manifest, Package, PackageOrigin, excerpt};

use crate::parse::document::{Node, json};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::purl;
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "web-extension manifest", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    // The key may stand anywhere; it stands within the first kilobytes of every real one.
    candidate.name == "manifest.json"
        && (place::depth(candidate.file.inner_path()) <= 1 || store_id(candidate.file.inner_path()).is_some())
        && candidate.head_holds(KEY)
}

/// The id in Chrome's own layout of what it installed: `<id>/<version>/manifest.json`. An id is the beginning of a key's
/// digest, with the letters `a` to `p` for its digits.
fn store_id(inner_path: &str) -> Option<&str> {
    let mut folders = inner_path.rsplit('/').skip(1);
    let version = folders.next()?;
    let id = folders.next()?;
    let is_id = id.len() == STORE_ID_LETTERS && id.bytes().all(|byte| (b'a'..=b'p').contains(&byte));
    (is_id && version.starts_with(|c: char| c.is_ascii_digit())).then_some(id)
}

const STORE_ID_LETTERS: usize = 32;

const KEY: &[u8] = b"\"manifest_version\"";

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = json::read_with_comments(text.content());
    let root = &document.root;
    if root.get("manifest_version").is_none() {
        return;
    }
    let mut manifest = Manifest {
        describes_package: place::is_at_usual_place(path),
        ..fact::manifest(path, "web-extension manifest", "web-extension")
    };
    fact::note_state(&mut manifest, &document, &text);
    // A name such as `__MSG_appName__` stands in the locale's messages; the extension's own id is better then.
    let gecko = ["browser_specific_settings", "applications"]
        .iter()
        .find_map(|key| root.get(key)?.get("gecko"))
        .or_else(|| root.get("browser_specific_settings")?.get("gecko_android"));
    let id = gecko.and_then(|gecko| gecko.get("id"));
    let is_message = |node: &&Node| node.word().is_some_and(|word| word.starts_with("__MSG_"));
    let name = root.get("name").filter(|node| !is_message(node)).or(id).or_else(|| root.get("name"));
    let name = name.and_then(|node| Some((node.word()?, node.at)));
    let version = root.get("version").and_then(|node| Some((node.word()?, node.at)));
    let mut sink = Sink::new(facts, path, input.most_facts);
    manifest.name = name.map(|(name, at)| text.sited(excerpt(name), at));
    manifest.version = version.map(|(version, at)| text.sited(excerpt(version), at));
    sink.manifest(manifest);
    if let Some((name, at)) = name {
        let version = version.map_or("", |(version, _)| version);
        let store_id = store_id(input.file.inner_path());
        let id = store_id.or_else(|| id.and_then(Node::word));
        sink.package(Package {
            // A name is made for people; the id is what the browser knows it by.
            purl: purl::purl("web-extension", id.unwrap_or(name), version),
            ..fact::package(
                PackageOrigin::Manifest,
                "web-extension",
                (store_id.unwrap_or(name), version),
                text.site(at),
            )
        });
    }
    let firefox = gecko.and_then(|gecko| {
        let low = gecko.get("strict_min_version")?;
        let high = gecko.get("strict_max_version").and_then(Node::word);
        Some(("firefox", low.word()?, high, low.at))
    });
    let chrome = root.get("minimum_chrome_version").and_then(|node| Some(("chrome", node.word()?, None, node.at)));
    for (browser, low, high, at) in firefox.into_iter().chain(chrome) {
        let requirement = match high {
            Some(high) => format!(">={low} <={high}"),
            None => format!(">={low}"),
        };
        sink.dependency(fact::dependency("generic", Dialect::Generic, (browser, &requirement), text.site(at)));
    }
}
