//! `.nuspec` of NuGet and Chocolatey.

use crate::facts::Facts;

use crate::parse::document::{Node, xml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "nuspec", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.has_extension("nuspec")
}

/// Elements that only Chocolatey has.
const CHOCOLATEY: &[&str] =
    &["packageSourceUrl", "projectSourceUrl", "docsUrl", "mailingListUrl", "bugTrackerUrl", "provides", "conflicts"];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = xml::read(text.content());
    let metadata = document.root.get("package").and_then(|package| package.get("metadata"));
    let is_chocolatey = metadata.is_some_and(|metadata| CHOCOLATEY.iter().any(|key| metadata.get(key).is_some()));
    let ecosystem = if is_chocolatey { "chocolatey" } else { "nuget" };
    // `$version$` is filled in when the package is made.
    let word = |key: &str| metadata?.word_of(key).filter(|(word, _)| !word.contains('$'));
    let mut manifest = fact::manifest(path, "nuspec", ecosystem);
    manifest.describes_package = place::is_at_usual_place(path);
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify(manifest, &text, (word("id"), None), word("version"));
    for dependencies in metadata.into_iter().flat_map(|metadata| metadata.all("dependencies")) {
        // Either straight in the list, or in groups, one for each framework.
        let groups = dependencies.all("group").flat_map(|group| group.all("dependency"));
        for node in dependencies.all("dependency").chain(groups) {
            let Some((name, _)) = node.word_of("id") else { continue };
            let requirement = node.get("version").and_then(Node::word).unwrap_or("");
            sink.dependency(fact::dependency(ecosystem, Dialect::Nuget, (name, requirement), text.site(node.at)));
        }
    }
}
