//! Maven's `pom.xml`, as far as one file tells: parents and imported lists of versions lie elsewhere.

use std::collections::BTreeMap;

use crate::facts::{Dependency, DependencySource, Facts, Scope, SourceKind, excerpt};

use crate::parse::document::{Key, Node, xml};
use crate::parse::interpolate::interpolate;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "pom.xml", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "pom.xml"
        || (candidate.has_extension("pom") && candidate.head_holds(b"<project") && candidate.head_holds(b"artifactId"))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = xml::read(text.content());
    let Some(project) = document.root.get("project").or_else(|| document.broken.is_some().then_some(&document.root))
    else {
        return;
    };
    let pom = Pom::of(project);
    let own = |key: &str| {
        let (word, at) = project.word_of(key).or_else(|| project.get("parent")?.word_of(key))?;
        Some((pom.resolve(word)?, at))
    };
    let (group, version) = (own("groupId"), own("version"));
    // Unlike the others, an artifact's id is never its parent's.
    let artifact = project.word_of("artifactId").and_then(|(word, at)| Some((pom.resolve(word)?, at)));
    let mut manifest = fact::manifest(path, "pom.xml", "maven");
    manifest.describes_package = place::is_at_usual_place(path);
    fact::note_state(&mut manifest, &document, &text);
    let full_name = group.zip(artifact.as_ref()).map(|((group, _), (artifact, _))| format!("{group}:{artifact}"));
    let mut sink = Sink::new(facts, path, input.most_facts);
    let artifact = artifact.as_ref().map(|(word, at)| (word.as_str(), *at));
    let version = version.as_ref().map(|(word, at)| (word.as_str(), *at));
    sink.identify(manifest, &text, (artifact, full_name.as_deref()), version);
    if place::is_vendored(path) {
        return;
    }
    // What was built is shipped without its tests.
    let is_built = path.contains("META-INF/maven/");
    for (node, is_conditional) in pom.dependencies() {
        if let Some(needs) = pom.dependency(node, is_conditional, &text)
            && !(is_built && needs.scope == Scope::Test)
        {
            sink.dependency(needs);
        }
    }
}

/// What a project says about itself and about versions that its dependencies leave out. Build plugins are left out: they
/// make the artifact, and nobody who installs it needs them.
struct Pom<'n> {
    project: &'n Node,
    properties: BTreeMap<&'n str, &'n str>,
    /// Elements of the project, and of its parent's coordinates, that hold nothing but a word.
    own: BTreeMap<&'n str, &'n str>,
    parent: BTreeMap<&'n str, &'n str>,
    /// `dependencyManagement` by group and artifact, resolved; the first entry counts.
    managed: BTreeMap<(String, String), Managed<'n>>,
}

/// What a project decides for its dependencies of one name.
#[derive(Clone, Copy, Default)]
struct Managed<'n> {
    version: Option<&'n str>,
    scope: Option<&'n str>,
}

impl<'n> Pom<'n> {
    fn of(project: &'n Node) -> Self {
        let properties = words(project.all("properties").flat_map(Node::members));
        let own = words(project.members().iter());
        let parent = words(project.all("parent").flat_map(Node::members));
        let mut pom = Self { project, properties, own, parent, managed: BTreeMap::new() };
        let lists = project.all("dependencyManagement").flat_map(|managed| managed.all("dependencies"));
        for node in lists.flat_map(|list| list.all("dependency")) {
            if let Some(key) = pom.coordinates(node) {
                let word = |key: &str| node.get(key).and_then(Node::word);
                let managed = Managed { version: word("version"), scope: word("scope") };
                pom.managed.entry(key).or_insert(managed);
            }
        }
        pom
    }

    /// The dependencies, and whether only a profile asks for them.
    fn dependencies(&self) -> impl Iterator<Item = (&'n Node, bool)> {
        let listed = |holder: &'n Node| holder.all("dependencies").flat_map(|list| list.all("dependency"));
        let profiles = self.project.all("profiles").flat_map(|profiles| profiles.all("profile"));
        let conditional = profiles.flat_map(listed).map(|node| (node, true));
        listed(self.project).map(|node| (node, false)).chain(conditional)
    }

    fn dependency(&self, node: &'n Node, is_conditional: bool, text: &Text<'_>) -> Option<Dependency> {
        let (group, artifact) = self.coordinates(node)?;
        let name = format!("{group}:{artifact}");
        let managed = self.managed.get(&(group, artifact)).copied().unwrap_or_default();
        let own = |key: &str| node.get(key).and_then(Node::word);
        let resolve = |word: Option<&str>| word.and_then(|word| self.resolve(word));
        let requirement = resolve(own("version").or(managed.version)).unwrap_or_default();
        let scope = resolve(own("scope").or(managed.scope));
        let is_optional = own("optional") == Some("true");
        // A missing version is asked for where the dependency stands, one that is there where it is written.
        let at = node.word_of("version").map_or(node.at, |(_, at)| at);
        let found = resolve(own("systemPath"));
        Some(Dependency {
            scope: match scope.as_deref() {
                Some("test") => Scope::Test,
                Some("provided") => Scope::Peer,
                _ if is_optional || is_conditional => Scope::Optional,
                _ => Scope::Runtime,
            },
            source: found.map(|path| DependencySource { kind: SourceKind::Path, url: excerpt(&path), pinned: false }),
            ..fact::managed_dependency("maven", Dialect::Maven, (&name, &requirement), text.site(at))
        })
    }

    fn coordinates(&self, node: &Node) -> Option<(String, String)> {
        let word = |key: &str| self.resolve(node.get(key)?.word()?).filter(|word| !word.is_empty());
        Some((word("groupId")?, word("artifactId")?))
    }

    /// Replaces properties; `None` where one is defined in no place that this file shows.
    fn resolve(&self, word: &str) -> Option<String> {
        interpolate(word, ("${", '}'), |name| self.properties.get(name).copied().or_else(|| self.built_in(name)))
    }

    /// `project.version`, its old spellings `pom.version` and `version`, and `project.parent.version`.
    fn built_in(&self, name: &str) -> Option<&'n str> {
        let name = name.strip_prefix("project.").or_else(|| name.strip_prefix("pom.")).unwrap_or(name);
        match name.strip_prefix("parent.") {
            Some(key) => self.parent.get(key),
            None if matches!(name, "groupId" | "version") => self.own.get(name).or_else(|| self.parent.get(name)),
            None => self.own.get(name),
        }
        .copied()
    }
}

/// Members that are a single word, by name.
fn words<'n>(members: impl Iterator<Item = &'n (Key, Node)>) -> BTreeMap<&'n str, &'n str> {
    members.filter_map(|(key, node)| Some((key.text.as_str(), node.text()?))).collect()
}
