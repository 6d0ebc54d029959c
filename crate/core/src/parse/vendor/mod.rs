//! A vendor's own manifest, of a shape that nobody has seen before, in JSON, YAML, TOML, XML, INI or
//! properties. It is known by what it contains: a name or version, and what is needed, changed or shipped.

mod candidate;
mod dependencies;
mod files;
mod hooks;
mod requirements;

use crate::facts::{Facts, Manifest};

use super::document::{Document, Key, Node, Value, ini, json, toml, xml, yaml};
use super::sink::Sink;
use super::text::Text;
use super::{Format, Input, fact, place};

pub(super) const FORMAT: Format = Format { name: "vendor manifest", matches: candidate::matches, parse };

/// Names under which a manifest gives the product's name and version, the most telling first.
const NAME_KEYS: &[&str] = &[
    "name",
    "packagename",
    "product",
    "productname",
    "component",
    "application",
    "appname",
    "id",
    "packageid",
    "productid",
    "identifier",
    "title",
];
const VERSION_KEYS: &[&str] = &[
    "version",
    "packageversion",
    "productversion",
    "releaseversion",
    "targetversion",
    "toversion",
    "newversion",
    "appversion",
    "ver",
    "release",
    "buildversion",
];

/// How deep a manifest's body may be wrapped: `{"package": {"info": {…}}}`.
const WRAPPERS: usize = 2;

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let Some(syntax) = candidate::syntax(input.file.name()) else { return };
    let text = Text::new(path, input.bytes);
    let document = read(syntax, text.content());
    let is_named = candidate::is_named(input.file);
    let body = Body::of(&document.root);
    if candidate::is_something_else(&document.root) {
        return;
    }
    let is_broken_manifest =
        is_named && document.broken.is_some() && place::is_at_root(path) && !syntax.is_of_settings();
    if !body.is_manifest(is_named, syntax) && !is_broken_manifest {
        return;
    }
    let mut manifest = Manifest {
        describes_package: place::is_at_root(path) && (is_named || place::depth(input.file.inner_path()) == 0),
        ..fact::manifest(path, &format!("vendor {}", syntax.name()), "generic")
    };
    fact::note_state(&mut manifest, &document, &text);
    manifest.lists_files = body.list_files;
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify(manifest, &text, (body.name, None), body.version);
    for Level { node: level, is_list_of_needs } in &body.levels {
        if !is_list_of_needs {
            dependencies::read(level, &text, &mut sink);
        }
        requirements::read(level, &text, &mut sink);
        files::read(level, &text, &mut sink);
        hooks::read(level, &text, &mut sink);
    }
}

/// How the manifest is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    Json,
    Yaml,
    Toml,
    Xml,
    Ini,
    Properties,
}

impl Syntax {
    /// Whether settings are mostly written in it: then it takes more to be a manifest.
    fn is_of_settings(self) -> bool {
        matches!(self, Self::Ini | Self::Properties)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Yaml => "YAML",
            Self::Toml => "TOML",
            Self::Xml => "XML",
            Self::Ini => "INI",
            Self::Properties => "properties",
        }
    }
}

fn read(syntax: Syntax, text: &str) -> Document {
    match syntax {
        Syntax::Json => json::read(text),
        Syntax::Yaml => yaml::read(text),
        Syntax::Toml => toml::read(text),
        Syntax::Xml => xml::read(text),
        Syntax::Ini => ini::read(text),
        Syntax::Properties => ini::read_properties(text),
    }
}

/// One map of the manifest.
#[derive(Clone, Copy)]
struct Level<'n> {
    node: &'n Node,
    /// Whether it is itself the list of what is needed (`requirements`), and was read as that in the map around it.
    is_list_of_needs: bool,
}

impl<'n> Level<'n> {
    fn of((key, node): &'n (Key, Node)) -> Self {
        Self { node, is_list_of_needs: dependencies::is_list_of_needs(&key.text) }
    }
}

/// The maps that make up the manifest, outermost first, and what they say it is about.
struct Body<'n> {
    levels: Vec<Level<'n>>,
    name: Option<(&'n str, usize)>,
    version: Option<(&'n str, usize)>,
    has_substance: bool,
    list_files: bool,
}

impl<'n> Body<'n> {
    /// Looks for the manifest in the root and in the maps right inside it.
    fn of(root: &'n Node) -> Self {
        let mut levels = vec![Level { node: root, is_list_of_needs: false }];
        let mut outer = levels.clone();
        for _ in 0..WRAPPERS {
            let inner = inside(&outer);
            levels.extend(&inner);
            outer = inner;
        }
        let own: Vec<&Node> = levels.iter().filter(|level| !level.is_list_of_needs).map(|level| level.node).collect();
        // Name and version that stand side by side belong together.
        let both = own.iter().find_map(|node| Some((find_word(node, NAME_KEYS)?, find_word(node, VERSION_KEYS)?)));
        let find = |keys: &[&str]| own.iter().find_map(|node| find_word(node, keys));
        let list_files = levels.iter().any(|level| files::stand_in(level.node));
        Self {
            name: both.map(|(name, _)| name).or_else(|| find(NAME_KEYS)),
            version: both.map(|(_, version)| version).or_else(|| find(VERSION_KEYS)),
            has_substance: list_files
                || levels.iter().any(|level| {
                    level.is_list_of_needs || dependencies::stand_in(level.node) || requirements::stand_in(level.node)
                }),
            list_files,
            levels,
        }
    }

    /// A file that is called a manifest needs little to be one; any other has to say what it is and what it needs.
    fn is_manifest(&self, is_named: bool, syntax: Syntax) -> bool {
        match (self.name.is_some(), self.version.is_some()) {
            // Settings have names, versions and requirements too (`require.ssl`): the file's name has to agree.
            (true, true) if syntax.is_of_settings() => is_named && self.has_substance && self.has_plain_version(),
            (true, true) => is_named || self.has_substance,
            (true, false) | (false, true) => is_named && self.has_substance && !syntax.is_of_settings(),
            (false, false) => false,
        }
    }

    /// Settings have a `version` that is a word, or a placeholder of a build.
    fn has_plain_version(&self) -> bool {
        self.version.is_some_and(|(version, _)| crate::version::looks_like_version(version.trim_start_matches('v')))
    }
}

/// The maps inside these that go on with the manifest.
fn inside<'n>(outer: &[Level<'n>]) -> Vec<Level<'n>> {
    let is_map = |member: &&'n (Key, Node)| matches!(member.1.value, Value::Map(_));
    let members = outer.iter().flat_map(|level| level.node.members()).filter(is_map);
    let inner: Vec<Level<'n>> =
        members.filter(|(key, _)| candidate::is_wrapper(&key.text)).take(MOST_LEVELS).map(Level::of).collect();
    // An XML document, or a map with one member, wraps whatever its element is called.
    match (inner.is_empty(), outer) {
        (true, [level]) => match level.node.members() {
            [only] => std::iter::once(only).filter(is_map).map(Level::of).collect(),
            _ => inner,
        },
        _ => inner,
    }
}

/// Most maps of one level that are looked into.
const MOST_LEVELS: usize = 16;

/// The word under one of these keys, in the order of the keys.
fn find_word<'n>(level: &'n Node, keys: &[&str]) -> Option<(&'n str, usize)> {
    keys.iter().find_map(|wanted| {
        let (key, node) = level.members().iter().rev().find(|(key, _)| normal(&key.text) == *wanted)?;
        Some((node.word()?, key.at))
    })
}

/// A key in lower case, without what separates its words: `requires_reboot`, `requiresReboot`, `Requires-Reboot`.
fn normal(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The items of a list, whichever way it is written: a sequence; in XML elements of one name, alone or in their parent.
fn items(node: &Node) -> Vec<&Node> {
    match &node.value {
        Value::Seq(items) => items.iter().collect(),
        Value::Map(members) => {
            let first = members.first().map(|(key, _)| key.text.as_str());
            let is_list = first.is_some_and(|first| {
                members.iter().all(|(key, _)| key.text == first)
                    && (members.len() > 1 || candidate::is_item_name(first))
            });
            match (is_list, members.as_slice()) {
                (true, [(_, Node { value: Value::Seq(items), .. })]) => items.iter().collect(),
                (true, members) => members.iter().map(|(_, item)| item).collect(),
                (false, _) => Vec::new(),
            }
        }
        Value::Scalar(_) => Vec::new(),
    }
}
