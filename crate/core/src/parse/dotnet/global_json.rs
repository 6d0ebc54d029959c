//! `global.json`: which .NET SDK builds, and MSBuild's own packages.

use crate::facts::{Dependency, Facts, Scope};

use crate::parse::document::{Node, json};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "global.json", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "global.json" && (candidate.head_holds(b"\"sdk\"") || candidate.head_holds(b"\"msbuild-sdks\""))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = json::read_with_comments(text.content());
    let mut manifest = fact::manifest(path, "global.json", "nuget");
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    if let Some((version, at)) = document.root.get("sdk").and_then(|sdk| sdk.word_of("version")) {
        sink.dependency(Dependency {
            scope: Scope::Build,
            ..fact::dependency("generic", Dialect::Nuget, ("dotnet-sdk", version), text.site(at))
        });
    }
    for (name, node) in document.root.get("msbuild-sdks").into_iter().flat_map(Node::members) {
        sink.dependency(Dependency {
            scope: Scope::Build,
            ..fact::dependency("nuget", Dialect::Nuget, (&name.text, node.word().unwrap_or("")), text.site(node.at))
        });
    }
}
