//! MSBuild projects and lists of versions: `*.csproj`, `Directory.Packages.props`, `Directory.Build.props`,
//! `packages.props`.

use std::collections::BTreeMap;

use crate::facts::{Dependency, Facts, Scope};

use crate::parse::document::{Node, xml};
use crate::parse::interpolate::interpolate;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "MSBuild project", matches, parse };

const PROJECTS: &[&str] = &["csproj", "vbproj", "fsproj"];
const LISTS: &[&str] = &["Directory.Packages.props", "Directory.Build.props", "packages.props"];

fn matches(candidate: &Candidate<'_>) -> bool {
    PROJECTS.iter().any(|extension| candidate.has_extension(extension))
        || LISTS.iter().any(|name| candidate.name.eq_ignore_ascii_case(name))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = xml::read(text.content());
    let project = Project::of(&document.root);
    let name = LISTS.iter().find(|name| input.file.name().eq_ignore_ascii_case(name)).unwrap_or(&"MSBuild project");
    let mut manifest = fact::manifest(path, name, "nuget");
    fact::note_state(&mut manifest, &document, &text);
    let id = project.property(&["PackageId", "AssemblyName"]);
    let version = project.property(&["Version", "PackageVersion", "VersionPrefix"]);
    manifest.describes_package = id.is_some() && version.is_some() && place::is_at_usual_place(path);
    let mut sink = Sink::new(facts, path, input.most_facts);
    let id = id.as_ref().map(|(word, at)| (word.as_str(), *at));
    let version = version.as_ref().map(|(word, at)| (word.as_str(), *at));
    sink.identify(manifest, &text, (id, None), version);
    let items = document.root.all("Project").flat_map(|project| project.all("ItemGroup")).flat_map(Node::members);
    for (kind, item) in items {
        if let Some(needs) = project.reference(&kind.text, item, &text) {
            sink.dependency(needs);
        }
    }
}

/// The properties that a project sets, the first of each name: a later one is often that of one configuration.
struct Project<'n> {
    properties: BTreeMap<&'n str, (&'n str, usize)>,
}

impl<'n> Project<'n> {
    fn of(root: &'n Node) -> Self {
        let mut properties = BTreeMap::new();
        let groups = root.all("Project").flat_map(|project| project.all("PropertyGroup"));
        for (key, node) in groups.flat_map(Node::members) {
            if let Some(word) = node.word() {
                properties.entry(key.text.as_str()).or_insert((word, node.at));
            }
        }
        Self { properties }
    }

    /// The first of these properties that is set, and its place.
    fn property(&self, names: &[&str]) -> Option<(String, usize)> {
        let &(word, at) = names.iter().find_map(|name| self.properties.get(name))?;
        Some((self.resolve(word)?, at))
    }

    fn resolve(&self, word: &str) -> Option<String> {
        interpolate(word, ("$(", ')'), |name| self.properties.get(name).map(|(word, _)| *word))
    }

    /// `<PackageReference Include="Name" Version="1.2" />`, with the version in an element of its own, or left to the
    /// `<PackageVersion>` of a central list.
    fn reference(&self, kind: &str, item: &Node, text: &Text<'_>) -> Option<Dependency> {
        let word = |key: &str| item.get(key).and_then(Node::word);
        let is_tool = match kind {
            "PackageReference" => {
                word("PrivateAssets").is_some_and(|assets| assets.eq_ignore_ascii_case("all"))
                    || word("IsImplicitlyDefined").is_some_and(|word| word.eq_ignore_ascii_case("true"))
            }
            "PackageVersion" => false,
            // Analyzers and the like that every project of the solution takes.
            "GlobalPackageReference" | "DotNetCliToolReference" => true,
            _ => return None,
        };
        let name = self.resolve(word("Include").or_else(|| word("Update"))?)?;
        let requirement =
            word("VersionOverride").or_else(|| word("Version")).and_then(|word| self.resolve(word)).unwrap_or_default();
        Some(Dependency {
            scope: if is_tool { Scope::Build } else { Scope::Runtime },
            ..fact::managed_dependency("nuget", Dialect::Nuget, (&name, &requirement), text.site(item.at))
        })
    }
}
