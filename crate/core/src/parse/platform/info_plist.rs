//! `Info.plist` of applications for macOS and iOS, as XML and in binary.

use crate::facts::{Facts, ManifestState, Package, Site, Sited, excerpt};
use crate::purl;

use crate::parse::document::{Node, binary_plist, xml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};

pub(in crate::parse) const FORMAT: Format = Format { name: "Info.plist", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "Info.plist"
}

/// A name for people, and as far as there is none, the others.
const NAMES: &[&str] = &["CFBundleName", "CFBundleDisplayName", "CFBundleExecutable", "CFBundleIdentifier"];
/// The version of the release. `CFBundleVersion` counts builds, and compares with nothing else.
const VERSION: &str = "CFBundleShortVersionString";
/// The oldest system that takes it.
const SYSTEMS: &[(&str, &str)] = &[("LSMinimumSystemVersion", "macos"), ("MinimumOSVersion", "ios")];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let mut manifest = fact::manifest(path, "Info.plist", "apple");
    manifest.describes_package = is_of_package(path);
    let entries = if binary_plist::is_binary(input.bytes) {
        read_binary(input.bytes, path).unwrap_or_else(|reason| {
            manifest.state = ManifestState::Unreadable { line: 0, column: 0, reason: reason.to_owned() };
            Vec::new()
        })
    } else {
        let text = Text::new(path, input.bytes);
        let document = xml::read(text.content());
        fact::note_state(&mut manifest, &document, &text);
        read_xml(&document.root, &text)
    };
    let find = |key: &str| entries.iter().find(|entry| entry.key == key);
    let (name, version) = (NAMES.iter().find_map(|key| find(key)), find(VERSION));
    manifest.name = name.map(Entry::sited);
    manifest.version = version.map(Entry::sited);
    let mut sink = Sink::new(facts, path, input.most_facts);
    if let Some(own) = fact::generic_package(&manifest) {
        // The identifier is what the system knows it by.
        let id = find("CFBundleIdentifier").map_or(&own.name, |id| &id.value);
        let purl = purl::purl("generic", id, &own.version);
        sink.package(Package { purl, ..own });
    }
    sink.manifest(manifest);
    for (key, system) in SYSTEMS {
        if let Some(version) = find(key) {
            sink.dependency(fact::at_least(system, &version.value, version.site.clone()));
        }
    }
}

/// `App.app/Contents/Info.plist`, or `Payload/App.app/Info.plist` on a device; an application inside another is a part.
fn is_of_package(path: &str) -> bool {
    let folders = path.strip_suffix("/Info.plist").unwrap_or(path);
    let folders = folders.strip_suffix("/Contents").unwrap_or(folders);
    !path.contains("!/") && folders.ends_with(".app") && folders.matches(".app").count() == 1 && place::depth(path) <= 3
}

/// One text of the outermost dictionary.
struct Entry {
    key: String,
    value: String,
    site: Site,
}

impl Entry {
    fn sited(&self) -> Sited<String> {
        Sited { value: excerpt(&self.value), site: self.site.clone() }
    }
}

fn is_wanted(key: &str) -> bool {
    key == VERSION || NAMES.contains(&key) || SYSTEMS.iter().any(|(known, _)| *known == key)
}

/// Every `<string>` that follows a `<key>` of interest.
fn read_xml(root: &Node, text: &Text<'_>) -> Vec<Entry> {
    let members = root.get("plist").and_then(|plist| plist.get("dict")).map_or(&[][..], Node::members);
    let pairs = members.iter().zip(members.iter().skip(1));
    pairs
        .filter(|((kind, key), (value_kind, _))| {
            kind.text == "key" && value_kind.text == "string" && key.word().is_some_and(is_wanted)
        })
        .filter_map(|((_, key), (_, value))| {
            let (key, word) = (key.word()?.to_owned(), value.word()?.to_owned());
            Some(Entry { key, value: word, site: text.site(value.at) })
        })
        .collect()
}

fn read_binary(bytes: &[u8], path: &str) -> Result<Vec<Entry>, &'static str> {
    let texts = binary_plist::texts(bytes)?;
    let entry = |(key, value): (String, String)| Entry { key, value: value.trim().to_owned(), site: Site::entry(path) };
    Ok(texts.into_iter().map(entry).filter(|entry| !entry.value.is_empty()).collect())
}
